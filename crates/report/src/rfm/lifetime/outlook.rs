//! What is to be expected of customers and segments.

use fourr_chart::{Axis, Bar, Bars, Format as Digits, Histogram, Shape};
use fourr_rfm::{Column as Customers, Lifetime, SegmentOutlook};

use super::name;
use crate::{
    Block, Cell, Format, Live, Row, Table,
    rfm::{
        fields::{customers, field, in_this_segment},
        subject::Subject,
        values::{count, money_cell, share, share_cell, sum},
    },
};

/// A table by segment, who is a customer still, and what segments are worth.
pub(super) fn blocks(subject: &Subject<'_>, lifetime: &Lifetime) -> Vec<Block> {
    let mut blocks = vec![
        alive(subject, lifetime),
        Block::Table(table(subject, lifetime)),
    ];
    blocks.extend(value(subject, lifetime));
    blocks
}

fn alive(subject: &Subject<'_>, lifetime: &Lifetime) -> Block {
    let bins = &lifetime.alive;
    let mut edges: Vec<f64> = bins.iter().map(|bin| bin.from).collect();
    edges.extend(bins.last().and_then(|bin| bin.to));
    let shape = Shape::Histogram(Histogram {
        x: Axis::new(
            subject
                .lang
                .pick("仍活跃的概率", "Probability of being a customer still"),
            Digits::Share(0),
        ),
        y: subject.customers_axis(),
        counts: bins.iter().map(|bin| bin.count).collect(),
        edges,
        markers: Vec::new(),
    });
    let outlook = &lifetime.outlook;
    let likely: u64 = bins
        .iter()
        .filter(|bin| bin.from >= 0.5)
        .map(|bin| bin.count)
        .sum();
    let reading = subject.say(
        "平均概率 {0}；{1} 位客户的概率不低于 50%。只买过一次的客户在 BG/NBD 下概率恒为 1，应结合沉睡状态看。",
        "The mean probability is {0}; it is 50% or more for {1} customers. Under BG/NBD it is 1 for whoever bought once: read it beside the state of dormancy.",
        &[share(outlook.mean_p_alive), count(likely)],
    );
    let title = subject.text("客户仍活跃的概率", "Probability of being a customer still");
    subject.chart("alive", title, name(lifetime.fit.model), (shape, reading))
}

fn table(subject: &Subject<'_>, lifetime: &Lifetime) -> Table {
    let columns = vec![
        subject.column("客户类型", "Segment", Format::Text),
        subject.column("客户数", "Customers", Format::Count),
        subject.column("平均活跃概率", "Mean P(alive)", Format::Share),
        subject.column("预计购买次数", "Purchases expected", Format::Number(1)),
        subject.money_column("终身价值", "Lifetime value"),
        subject.column("价值占比", "Share of value", Format::Share),
        subject.money_column("人均终身价值", "Value per customer"),
    ];
    let outlook = &lifetime.outlook;
    let rows = lifetime.segments.iter().map(|of| {
        [
            Cell::from(subject.name_of(&of.segment)),
            Cell::Count(of.customers),
            share_cell(of.mean_p_alive),
            Cell::Number(of.purchases),
            money_cell(of.value),
            share_cell(of.value_share),
            money_cell(of.mean_value),
        ]
    });
    let customers = subject.summary.totals.customers;
    let total = [
        Cell::from(subject.text("合计", "All")),
        Cell::Count(customers),
        Cell::Share(outlook.mean_p_alive),
        Cell::Number(outlook.purchases),
        money_cell(outlook.value),
        share_cell(outlook.value.filter(|value| *value > 0.0).map(|_| 1.0)),
        money_cell(outlook.mean_value),
    ];
    let weeks = outlook.weeks;
    let caption = subject.text(
        &format!("未来 {weeks} 周各类客户的预计购买与终身价值"),
        &format!("Purchases and lifetime value expected in the next {weeks} weeks, by segment"),
    );
    let table = Table::new("outlook", caption, columns)
        .with_rows(rows)
        .with_total(total)
        .read_from(|row, column| pointer(lifetime, row, column));
    live(table, outlook.value.is_some())
}

/// Where a figure stands in `summary.json`.
fn pointer(lifetime: &Lifetime, row: usize, column: usize) -> Option<String> {
    let keys = [
        "customers",
        "mean_p_alive",
        "purchases",
        "value",
        "value_share",
        "mean_value",
    ];
    let key = keys[column.checked_sub(1)?];
    if row < lifetime.segments.len() {
        return Some(format!("/lifetime/segments/{row}/{key}"));
    }
    match key {
        "customers" => Some("/totals/customers".to_owned()),
        "value_share" => None,
        key => Some(format!("/lifetime/outlook/{key}")),
    }
}

/// The figures as they follow from the sheet of customers.
fn live(table: Table, valued: bool) -> Table {
    let [alive, purchases, value] = [
        Customers::PAlive,
        Customers::ExpectedPurchases,
        Customers::LifetimeValue,
    ]
    .map(field);
    let table = table
        .live(1, |_| customers(in_this_segment()))
        .live(2, |_| alive.mean(in_this_segment()))
        .live(3, |_| purchases.sum(in_this_segment()))
        .live_at(Row::Total, 1, customers([]))
        .live_at(Row::Total, 2, alive.mean([]))
        .live_at(Row::Total, 3, purchases.sum([]));
    if !valued {
        return table;
    }
    table
        .live(4, |_| value.sum(in_this_segment()))
        .live(5, |_| Live::Here(4) / Live::cell("outlook", Row::Total, 4))
        .live(6, |_| Live::Here(4) / Live::Here(1))
        .live_at(Row::Total, 4, value.sum([]))
        .live_at(Row::Total, 5, Live::Above(5))
        .live_at(Row::Total, 6, Live::Here(4) / Live::Here(1))
}

/// What each segment is worth; nothing without a model of the value of a purchase.
fn value(subject: &Subject<'_>, lifetime: &Lifetime) -> Option<Block> {
    let total = lifetime.outlook.value?;
    let mut segments: Vec<&SegmentOutlook> = lifetime
        .segments
        .iter()
        .filter(|of| of.customers > 0)
        .collect();
    segments.sort_by(|a, b| b.value.unwrap_or(0.0).total_cmp(&a.value.unwrap_or(0.0)));
    let bar =
        |of: &&SegmentOutlook| Bar::new(subject.name_of(&of.segment), of.value.unwrap_or_default());
    let shape = Shape::Bars(Bars::new(
        subject.text("客户类型", "Segment"),
        subject.money_axis("终身价值", "Lifetime value"),
        segments.iter().map(bar).collect(),
    ));
    let best = segments.first()?;
    let values = [
        crate::Span::plain(subject.name_of(&best.segment)),
        sum(best.value.unwrap_or_default()),
        share(best.value.map(|value| value / total)),
        sum(total),
    ];
    let reading = subject.say(
        "{0}的终身价值最高：{1}¤，占全部 {3}¤ 的 {2}。",
        "{0} is worth most: {1}¤, {2} of {3}¤ in all.",
        &values,
    );
    let weeks = lifetime.outlook.weeks;
    let title = subject.text(
        &format!("各类客户未来 {weeks} 周的终身价值"),
        &format!("Lifetime value of the next {weeks} weeks, by segment"),
    );
    let method = format!("{}, Gamma-Gamma", name(lifetime.fit.model));
    Some(subject.chart("lifetime-value", title, &method, (shape, reading)))
}
