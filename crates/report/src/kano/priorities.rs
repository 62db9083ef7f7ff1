//! The section on what to build first, and what gives most for its cost.

use fourr_chart::{Axis, Bar, Bars, Datum, Direction, Format as Digits, Shape};
use fourr_kano::{FeatureSummary, Priority, Reason};

use super::{names, subject::Subject};
use crate::{Block, Cell, Format, Prose, Section, Span, Table};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let words = subject.paragraph(
        "先做必备型，再做期望型、魅力型，最后是无差异型（Berger 等 1993）。同类之内：必备型按 |Worse|，期望型与无差异型按 Better + |Worse|，魅力型按 Better。",
        "Must-be features first, then one-dimensional, attractive and indifferent ones (Berger et al. 1993). Within a class: must-be by |Worse|, one-dimensional and indifferent by Better + |Worse|, attractive by Better.",
        &[],
    );
    let mut blocks = vec![words, Block::Table(table(subject)), chart(subject)];
    if !subject.summary.value_for_money.is_empty() {
        blocks.push(Block::Table(value(subject)));
    }
    Section::new(
        "priorities",
        subject.text("优先级", "What to build first"),
        blocks,
    )
}

/// Why a feature stands where it does.
fn reason(subject: &Subject<'_>, of: Reason) -> Prose {
    let figure = |value: f64| Span::value(value, Format::Number(2));
    let (prose, decided) = match of {
        Reason::MustBe { worse, decided } => (
            subject.say(
                "必备：缺了它 |Worse| = {0}",
                "must be there: |Worse| = {0} without it",
                &[figure(worse)],
            ),
            decided,
        ),
        Reason::OneDimensional { sum, decided } => (
            subject.say(
                "越多越好：Better + |Worse| = {0}",
                "the more the better: Better + |Worse| = {0}",
                &[figure(sum)],
            ),
            decided,
        ),
        Reason::Attractive { better, decided } => (
            subject.say(
                "带来惊喜：Better = {0}",
                "delights: Better = {0}",
                &[figure(better)],
            ),
            decided,
        ),
        Reason::Indifferent { sum, decided } => (
            subject.say(
                "无人在意：Better + |Worse| = {0}",
                "nobody cares: Better + |Worse| = {0}",
                &[figure(sum)],
            ),
            decided,
        ),
        Reason::Questionable { .. } | Reason::Reverse { .. } | Reason::Unanswered => {
            return unwanted(subject, of);
        }
    };
    if decided {
        return prose;
    }
    let mut spans = prose.into_spans();
    spans.push(Span::plain(subject.lang.pick(
        "；与次高类别未能区分",
        "; not told apart from the second category",
    )));
    Prose::of(spans)
}

/// Why a feature is not to be built, or not yet.
fn unwanted(subject: &Subject<'_>, of: Reason) -> Prose {
    match of {
        Reason::Questionable { share } => subject.say(
            "回答自相矛盾（Q {0}），应重问",
            "answers contradict one another (Q {0}): ask anew",
            &[Cell::Share(share).into()],
        ),
        Reason::Reverse { share } => subject.say(
            "多数人不要它（R {0}）",
            "most people do not want it (R {0})",
            &[Cell::Share(share).into()],
        ),
        _ => subject.say("无人回答", "nobody answered", &[]),
    }
}

fn feature<'a>(subject: &Subject<'a>, of: &Priority) -> Option<&'a FeatureSummary> {
    subject.summary.feature(&of.feature)
}

fn table(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("名次", "Rank", Format::Count),
        subject.column("功能", "Feature", Format::Text),
        subject.column("分类", "Category", Format::Text),
        subject.column("理由", "Reason", Format::Text),
    ];
    let row = |of: &Priority| {
        let verdict = feature(subject, of).and_then(|feature| feature.category.in_force);
        [
            Cell::Count(u64::from(of.rank)),
            Cell::from(of.feature.as_str()),
            Cell::from(names::verdict(verdict, subject.lang)),
            Cell::from(reason(subject, of.reason).text(subject.lang)),
        ]
    };
    let caption = subject.text("优先级与理由", "Priorities and reasons");
    Table::new("priorities", caption, columns).with_rows(subject.summary.priorities.iter().map(row))
}

/// The table of a terminal.
pub(super) fn short_table(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("名次", "Rank", Format::Count),
        subject.column("功能", "Feature", Format::Text),
        subject.column("分类", "Category", Format::Text),
        subject.column("对数", "Pairs", Format::Count),
        subject.column("Better", "Better", Format::Number(3)),
        subject.column("Worse", "Worse", Format::Number(3)),
        subject.column("显著", "Told apart", Format::Text),
    ];
    let row = |of: &Priority| {
        let feature = feature(subject, of);
        let verdict = feature.and_then(|feature| feature.category.in_force);
        let coefficients = feature.and_then(|feature| feature.coefficients);
        let decided = feature.and_then(|feature| feature.decided);
        let decided = decided.map(|decided| subject.yes(decided));
        [
            Cell::Count(u64::from(of.rank)),
            Cell::from(of.feature.as_str()),
            Cell::from(names::verdict(verdict, subject.lang)),
            Cell::from(feature.map(|feature| feature.pairs.valid)),
            Cell::from(coefficients.map(|c| c.better.value)),
            Cell::from(coefficients.map(|c| c.worse.value)),
            Cell::from(decided),
        ]
    };
    Table::new("features", "", columns).with_rows(subject.summary.priorities.iter().map(row))
}

fn chart(subject: &Subject<'_>) -> Block {
    let bars = subject.summary.priorities.iter().map(|of| {
        let feature = feature(subject, of);
        let verdict = feature.and_then(|feature| feature.category.in_force);
        let satisfaction = feature
            .and_then(|feature| feature.coefficients)
            .map(|c| c.average_satisfaction);
        Bar {
            label: format!("{} {}", of.rank, of.feature),
            value: Datum::from(satisfaction),
            note: verdict.map(fourr_kano::Verdict::code),
        }
    });
    let value = Axis::new(
        subject.text("平均满意度系数", "Average satisfaction"),
        Digits::Fixed(2),
    )
    .reaching(0.0, 1.0);
    let shape = Shape::Bars(Bars {
        direction: Direction::Lying,
        ..Bars::new(subject.text("功能", "Feature"), value, bars.collect())
    });
    let reading = subject.say(
        "自上而下为建议的建设顺序；长度为 (Better + |Worse|) / 2，字母为分类。",
        "From top to bottom in the order of building; lengths are (Better + |Worse|) / 2, letters the category.",
        &[],
    );
    let title = subject.text(
        "建设顺序与满意度影响",
        "Order of building, and what satisfaction hangs on",
    );
    let method = subject.text(
        "KANO 分类与 Timko 系数",
        "KANO categories and Timko's coefficients",
    );
    subject.chart("priority-bars", title, &method, (shape, reading))
}

fn value(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("名次", "Rank", Format::Count),
        subject.column("功能", "Feature", Format::Text),
        subject.column("成本", "Cost", Format::Money),
        subject.column("平均满意度系数", "Average satisfaction", Format::Number(4)),
        subject.column(
            "性价比（最高为 1）",
            "Value for money (best 1)",
            Format::Number(3),
        ),
        subject.column("累计成本", "Cumulative cost", Format::Money),
    ];
    let rows = subject.summary.value_for_money.iter().map(|of| {
        [
            Cell::Count(u64::from(of.rank)),
            Cell::from(of.feature.as_str()),
            Cell::Money(of.cost),
            Cell::Number(of.average_satisfaction),
            Cell::Number(of.value_for_money),
            Cell::Money(of.cumulative_cost),
        ]
    });
    let caption = subject.text(
        "单位成本的满意度（反向与可疑的功能不列）",
        "Satisfaction for a unit of cost (reverse and questionable features left out)",
    );
    Table::new("value", caption, columns).with_rows(rows)
}
