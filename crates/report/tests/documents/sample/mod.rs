//! A report with invented figures that uses everything a report can hold.

mod chart;
mod method;
mod table;

use fourr_locale::Lang;
use fourr_report::{
    Cell, DataNote, Finding, Format, Id, KeyFigure, NoteKind, Prose, Provenance, Report, Section,
    Span,
};

/// The report in a language.
pub(crate) fn report(lang: Lang) -> Report {
    Report {
        lang,
        title: lang
            .pick("会员客户 RFM 分析报告", "RFM analysis of the members")
            .to_owned(),
        lead: lead(lang),
        figures: figures(lang),
        findings: findings(lang),
        sections: vec![segments(lang), customers(lang)],
        notes: notes(lang),
        provenance: Provenance {
            version: "0.1.0".to_owned(),
            command: Some("fourr rfm orders.csv --as-of 2024-12-31 --lang zh".to_owned()),
            inputs: vec!["orders.csv".to_owned()],
            parameters: [
                ("as-of", "2024-12-31"),
                ("bins", "5"),
                ("segments", "textbook8"),
            ]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .to_vec(),
        },
        ..Report::default()
    }
}

fn lead(lang: Lang) -> Prose {
    let template = lang.pick(
        "{0} 位会员在 2024 年 1 月 1 日至 12 月 30 日的 {1} 笔订单，按最近一次消费、消费频次与消费金额分为八类。",
        "{1} orders of {0} members from 1 January to 30 December 2024, in eight segments by recency, frequency and monetary value.",
    );
    Prose::fill(
        template,
        &[Cell::Count(4338).into(), Cell::Count(18_532).into()],
    )
}

fn figures(lang: Lang) -> Vec<KeyFigure> {
    let label = |zh, en| lang.pick(zh, en);
    let amount = Cell::Money(8_911_407.9);
    vec![
        KeyFigure::new(label("客户数", "Customers"), 4338, Format::Count),
        KeyFigure::new(label("消费金额", "Amount"), amount, Format::Compact)
            .unit(label("元", "yuan")),
        KeyFigure::new(
            label("复购率", "Repurchase rate"),
            Cell::Share(0.655_830),
            Format::Share,
        ),
        KeyFigure::new(
            label("购买周期中位数", "Median purchase cycle"),
            47.5,
            Format::Days,
        )
        .unit(label("天", "days")),
    ]
}

fn findings(lang: Lang) -> Vec<Finding> {
    let value = lang.pick(
        "重要价值客户只占 {0} 的人数，却带来 {1} 的金额（{2} 元）：他们的流失代价最高。",
        "Important value customers are {0} of the members but bring {1} of the amount ({2} yuan): losing them costs most.",
    );
    let value = Prose::fill(
        value,
        &[
            Cell::Share(0.211_15).into(),
            Cell::Share(0.652_34).into(),
            Span::value(Cell::Money(5_813_301.2), Format::Compact),
        ],
    );
    let asleep = lang.pick(
        "{0} 位客户超过自己购买周期的两倍没有消费，其中 {1} 位过去属于高金额客户，优先唤回。",
        "{0} customers have not bought for more than twice their own cycle; {1} of them spent much before and come first in a recall.",
    );
    let asleep = Prose::fill(asleep, &[Cell::Count(1204).into(), Cell::Count(187).into()]);
    let tie = lang.pick(
        "{0} 位客户的消费频次恰好等于分界值，换一种并列规则会改变他们的分数。",
        "{0} customers stand exactly on a frequency break: another rule for ties would change their score.",
    );
    vec![
        Finding::new(value, ["segments".into(), Id::from("segment-amounts")]),
        Finding::new(asleep, ["segments".into()]),
        Finding::new(Prose::fill(tie, &[Cell::Count(1493).into()]), []),
    ]
}

fn segments(lang: Lang) -> Section {
    let intro = lang.pick(
        "每位客户按三个维度与全体均值比较，高于均值记为高，等于均值记为低，由此得到八类。",
        "Every customer is compared with the mean of all in three dimensions; above is high, equal is low, which makes eight segments.",
    );
    let warning = lang.pick(
        "均值会被极少数大客户拉高，请与按中位数的划分对照。",
        "A few very large customers raise the mean: compare with the split at the median.",
    );
    Section::new(
        "segments",
        lang.pick("八类客户", "Eight segments"),
        vec![
            Prose::from(intro).into(),
            chart::amounts(lang).into(),
            table::segments(lang).into(),
            DataNote::new(NoteKind::Warning, "mean_split", warning).into(),
            method::scores(lang).into(),
            chart::scores(lang).into(),
        ],
    )
}

fn customers(lang: Lang) -> Section {
    let title = lang.pick("优先唤回的客户", "Customers to call back first");
    Section::new("recall", title, vec![table::customers(lang).into()])
}

fn notes(lang: Lang) -> Vec<DataNote> {
    use NoteKind::{Assumed, Read, SetAside, Used, Warning};

    let note = |kind, code, zh, en| DataNote::new(kind, code, lang.pick(zh, en));
    vec![
        note(Read, "rows_in", "输入文件的数据行", "Rows of the input").rows(541_909),
        note(SetAside, "no_customer", "没有客户编号", "No customer").rows(135_080),
        note(
            SetAside,
            "cancelled",
            "已取消的订单（编号以 C 开头）",
            "Cancelled (number starts with C)",
        )
        .rows(8_945),
        note(
            Used,
            "rows_used",
            "进入分析的数据行",
            "Rows that were analysed",
        )
        .rows(397_884),
        note(
            Warning,
            "ties",
            "客户恰好落在分界值上",
            "Customers on a break",
        )
        .rows(1_493),
        note(
            Assumed,
            "as_of",
            "分析日期取最后一笔订单的次日",
            "Reference date: the day after the last order",
        ),
    ]
}
