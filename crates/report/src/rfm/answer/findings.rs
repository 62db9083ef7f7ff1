//! What follows: conclusions, and measures by segment.

use fourr_rfm::Warning;

use super::Sheet;
use crate::rfm::{actions, findings, warning};
use crate::{Block, Cell, Finding, Format, Prose, Span, Step, Table};

pub(super) fn conclusions(sheet: &Sheet<'_>) -> Step {
    let subject = &sheet.subject;
    let title = subject.text("结论与解读", "Conclusions");
    let done = subject.say(
        "依据分类统计表与图表，写出对决策有用的结论，每条都有数字支持。",
        "From the tables and charts come the conclusions that decisions need, each with its figures.",
        &[],
    );
    let mut found = vec![
        findings::best_segment(subject),
        findings::win_back(subject),
        findings::concentration(subject),
        findings::repurchase(subject),
    ];
    if sheet.by_types() {
        found.push(findings::split_basis(subject));
    } else {
        found.push(findings::scoring(subject));
    }
    let points = (1..).zip(found.into_iter().flatten());
    let points = points.map(|(place, found)| Block::Paragraph(point(sheet, place, found)));
    let step = points.fold(Step::new("conclusions", title, done), Step::shows);
    // What concerns the split stands beside the split.
    let elsewhere = |of: &&Warning| !matches!(of, Warning::SkewedMean { .. }) || !sheet.by_types();
    let warnings = subject.summary.warnings.iter().filter(elsewhere);
    let notes = warnings.map(|of| Block::Note(warning::note(subject, of)));
    notes.fold(step, Step::shows)
}

/// A finding as an item of a list: （1） in Chinese, (1) in English.
fn point(sheet: &Sheet<'_>, place: u64, found: Finding) -> Prose {
    let number = Span::plain(
        sheet
            .subject
            .text(&format!("（{place}）"), &format!("({place}) ")),
    );
    Prose::of([number].into_iter().chain(found.text.into_spans()))
}

pub(super) fn actions(sheet: &Sheet<'_>) -> Step {
    let subject = &sheet.subject;
    let title = subject.text("分类营销措施", "Measures by segment");
    let done = subject.say(
        "对照各类客户的特征写出措施；每位客户的类型见 {0}。",
        "Every segment gets its measure by what it is like; the segment of every customer is in {0}.",
        &[Span::code("customers.parquet")],
    );
    Step::new("actions", title, done).shows(Block::Table(table(sheet)))
}

fn table(sheet: &Sheet<'_>) -> Table {
    let subject = &sheet.subject;
    let columns = vec![
        subject.column("客户类型", "Segment", Format::Text),
        subject.column("客户数", "Customers", Format::Count),
        subject.column("特征", "What they are like", Format::Text),
        subject.column("措施", "Measure", Format::Text),
    ];
    let rows = subject.summary.segments.0.iter().map(|of| {
        [
            Cell::from(subject.name(&of.segment)),
            Cell::Count(of.customers),
            actions::traits(subject, of),
            actions::action(subject, of),
        ]
    });
    let caption = subject.text("各类客户的特征与措施", "Every segment and its measure");
    Table::new("actions", caption, columns).with_rows(rows)
}
