//! How the amounts of each segment are spread.

use fourr_chart::{Axis, BoxGroup, BoxPlot, FiveNumbers, Shape};
use fourr_rfm::Spread;

use super::{
    subject::Subject,
    values::{count, money, sum},
};
use crate::{Block, Cell, Format, Span, Table};

/// Largest amount over the typical one from which a logarithmic axis shows more.
const SKEWED: f64 = 20.0;

/// A box a segment, and the same numbers as a table.
pub(super) fn blocks(subject: &Subject<'_>) -> Vec<Block> {
    let spreads = &subject.summary.spread;
    let Some(widest) = spreads
        .iter()
        .max_by(|a, b| (a.q3 - a.q1).total_cmp(&(b.q3 - b.q1)))
    else {
        return Vec::new();
    };
    let groups = spreads.iter().map(|of| group(subject, of));
    let shape = Shape::BoxPlot(BoxPlot::new(
        subject.text("客户类型", "Segment"),
        axis(subject, spreads),
        groups.collect(),
    ));
    let beyond: u64 = spreads.iter().map(|of| of.beyond).sum();
    let values = [
        Span::plain(subject.name_of(&widest.segment)),
        money(widest.q1),
        money(widest.q3),
        count(beyond),
        sum(widest.median),
    ];
    let reading = subject.say(
        "{0}的金额差异最大，中间一半客户在 {1}¤ 至 {2}¤ 之间，中位数 {4}¤；各类共有 {3} 位客户超出须线（1.5 倍四分位距）。",
        "Amounts differ most in {0}: the middle half lies between {1}¤ and {2}¤, the median is {4}¤. {3} customers lie beyond the whiskers (1.5 interquartile ranges).",
        &values,
    );
    let title = subject.text("各类客户消费金额的分布", "Amounts by segment");
    let method = subject.text("箱线图，Tukey 须线", "box plot with Tukey's whiskers");
    vec![
        subject.chart("segments-box", title, &method, (shape, reading)),
        Block::Table(table(subject, spreads)),
    ]
}

/// Logarithmic where a few amounts dwarf the others and all are positive.
fn axis(subject: &Subject<'_>, spreads: &[Spread]) -> Axis {
    let axis = subject.money_axis("消费金额", "Amount");
    let lowest = spreads
        .iter()
        .flat_map(|of| {
            of.outermost
                .first()
                .copied()
                .into_iter()
                .chain([of.low_whisker])
        })
        .fold(f64::INFINITY, f64::min);
    let highest = spreads
        .iter()
        .flat_map(|of| {
            of.outermost
                .last()
                .copied()
                .into_iter()
                .chain([of.high_whisker])
        })
        .fold(0.0, f64::max);
    let median = subject.summary.dimensions.monetary.median;
    if lowest > 0.0 && highest > SKEWED * median {
        axis.log()
    } else {
        axis
    }
}

fn group(subject: &Subject<'_>, of: &Spread) -> BoxGroup {
    let numbers = FiveNumbers {
        low_whisker: of.low_whisker,
        q1: of.q1,
        median: of.median,
        q3: of.q3,
        high_whisker: of.high_whisker,
    };
    let unlisted = of.beyond.saturating_sub(of.outermost.len() as u64);
    BoxGroup::new(subject.name_of(&of.segment), of.customers, numbers)
        .beyond(of.outermost.clone(), unlisted)
}

fn table(subject: &Subject<'_>, spreads: &[Spread]) -> Table {
    let columns = vec![
        subject.column("客户类型", "Segment", Format::Text),
        subject.column("客户数", "Customers", Format::Count),
        subject.money_column("下须", "Low whisker"),
        subject.money_column("下四分位数", "First quartile"),
        subject.money_column("中位数", "Median"),
        subject.money_column("上四分位数", "Third quartile"),
        subject.money_column("上须", "High whisker"),
        subject.column("须线之外", "Beyond", Format::Count),
    ];
    let rows = spreads.iter().map(|of| {
        let numbers = [of.low_whisker, of.q1, of.median, of.q3, of.high_whisker].map(Cell::Money);
        let name = [
            Cell::from(subject.name_of(&of.segment)),
            Cell::Count(of.customers),
        ];
        name.into_iter()
            .chain(numbers)
            .chain([Cell::Count(of.beyond)])
    });
    let caption = subject.text(
        "各类客户消费金额的五数概括",
        "Five numbers of the amounts by segment",
    );
    Table::new("segment-spread", caption, columns).with_rows(rows)
}
