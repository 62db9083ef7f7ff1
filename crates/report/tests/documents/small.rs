//! A report small enough to write its documents by hand.

use fourr_locale::Lang;
use fourr_report::{
    Cell, Column, DataNote, Finding, Format, Formula, Math, Method, NoteKind, Prose, Provenance,
    Report, Section, Table,
};

/// Two segments, one of them too small to be shown.
pub(crate) fn report(lang: Lang) -> Report {
    let words = |zh: &'static str, en: &'static str| lang.pick(zh, en);
    let finding = Prose::fill(
        words("新客户占 {0}", "New customers are {0}"),
        &[Cell::Share(0.98765).into()],
    );
    let text = words("没有客户编号", "No customer");
    let note = DataNote::new(NoteKind::SetAside, "no_customer", text).rows(1204);
    Report {
        lang,
        title: words("客户分层", "Segments").to_owned(),
        lead: Prose::default(),
        figures: Vec::new(),
        findings: vec![Finding::new(finding, ["sizes".into()])],
        sections: vec![Section::new(
            "all",
            words("全部客户", "All customers"),
            vec![sizes(lang).into(), mean().into()],
        )],
        notes: vec![note],
        provenance: Provenance {
            version: "1.2.3".to_owned(),
            ..Provenance::default()
        },
        ..Report::default()
    }
}

fn sizes(lang: Lang) -> Table {
    let columns = vec![
        Column::new(lang.pick("类型", "Segment"), Format::Text),
        Column::new(lang.pick("人数", "Customers"), Format::Count),
        Column::new(lang.pick("金额", "Amount"), Format::Money).unit(lang.pick("元", "yuan")),
    ];
    let rows = [
        [Cell::from("New"), Cell::Count(1234), Cell::Money(10.005)],
        [
            Cell::from("Lost"),
            Cell::Suppressed { below: 5 },
            Cell::Empty,
        ],
    ];
    let total = [Cell::from("All"), Cell::Count(1236), Cell::Money(12.0)];
    Table::new("sizes", "N = 1236", columns)
        .with_rows(rows)
        .with_total(total)
}

fn mean() -> Method {
    let x = Math::symbol("x");
    let sum = x
        .clone()
        .index(Math::symbol("i"))
        .sum_over(Math::symbol("i"));
    let formula = Formula::new(x.mean().equals(sum / Math::symbol("n")));
    Method {
        name: "x".to_owned(),
        formulas: vec![formula],
        ..Method::default()
    }
}
