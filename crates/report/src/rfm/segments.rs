//! The section on segments: who is in which, and what they bring.

use fourr_rfm::{Scheme, SegmentSummary};

use super::{
    cells, concentration, derivations, lint, segment_charts, segment_method, spread,
    subject::Subject,
    values::{money_cell, orders, share_cell},
};
use crate::{Block, Cell, Column, Format, Section, Table};

/// Method, table, charts, concentration, and what is wrong with the table of segments, if anything.
pub(super) fn section(subject: &Subject<'_>) -> Section {
    let mut blocks = vec![
        Block::Method(segment_method::method(subject)),
        Block::Table(sizes(subject)),
        Block::Table(means(subject)),
        segment_charts::treemap(subject),
        segment_charts::amount(subject),
        segment_charts::pareto(subject),
        segment_charts::bubbles(subject),
    ];
    blocks.extend(spread::blocks(subject));
    blocks.extend(cells::blocks(subject));
    blocks.extend(concentration::blocks(subject));
    blocks.extend(lint::blocks(subject));
    Section::new("segments", subject.text("客户分群", "Segments"), blocks)
}

/// Customers, shares, amount and means of every segment, as a terminal shows them.
pub(super) fn short_table(subject: &Subject<'_>) -> Table {
    let rows = subject
        .summary
        .segments
        .0
        .iter()
        .map(|segment| short_row(subject, segment));
    Table::new("segments", caption(subject), short_columns(subject))
        .with_rows(rows)
        .with_total(short_total(subject))
}

/// Customers, amounts and average order of every segment.
pub(super) fn sizes(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("客户数", "Customers", Format::Count),
        subject.column("人数占比", "Share of customers", Format::Share),
        subject.money_column("消费金额", "Amount"),
        subject.column("金额占比", "Share of amount", Format::Share),
        subject.money_column("客单价", "Average order"),
    ];
    let row = |of: &SegmentSummary| {
        vec![
            Cell::Count(of.customers),
            Cell::Share(of.share),
            Cell::Money(of.monetary),
            share_cell(of.monetary_share),
            money_cell(of.average_order),
        ]
    };
    let totals = &subject.summary.totals;
    let total = vec![
        Cell::Count(totals.customers),
        Cell::Share(1.0),
        Cell::Money(totals.monetary),
        share_cell((totals.monetary != 0.0).then_some(1.0)),
        money_cell(totals.average_order),
    ];
    let caption = subject.text("各类客户的人数与金额", "Customers and amount by segment");
    by_segment(subject, ("segments", caption), columns, (row, total))
        .derived(derivations::sizes(subject))
}

/// Mean R, F and M of every segment and, for the eight types, the code that they make.
pub(super) fn means(subject: &Subject<'_>) -> Table {
    let coded = subject.summary.parameters.scheme == Scheme::Textbook8;
    let mut columns = vec![
        subject.days_column("平均 R", "Mean R"),
        subject.column("平均 F", "Mean F", Format::Number(2)),
        subject.money_column("平均 M", "Mean M"),
        subject.column("订单数", "Orders", Format::Count),
    ];
    if coded {
        columns.insert(0, subject.column("RFM 代码", "RFM code", Format::Text));
    }
    let row = |of: &SegmentSummary| {
        let code = coded.then(|| Cell::from(of.segment.code.as_str()));
        let figures = [
            Cell::from(of.mean_recency),
            Cell::from(of.mean_frequency),
            money_cell(of.mean_monetary),
            orders(of.orders),
        ];
        code.into_iter().chain(figures).collect()
    };
    let of = &subject.summary.dimensions;
    let figures = [
        Cell::from(of.recency.mean),
        Cell::from(of.frequency.mean),
        Cell::Money(of.monetary.mean),
        orders(subject.summary.totals.orders),
    ];
    let code = coded.then_some(Cell::Empty);
    let total = code.into_iter().chain(figures).collect();
    let caption = subject.text("各类客户的 R、F、M 均值", "Mean R, F and M by segment");
    by_segment(subject, ("segment-means", caption), columns, (row, total))
        .derived(derivations::means(subject, coded))
}

/// A table with a row a segment, after its name.
fn by_segment(
    subject: &Subject<'_>,
    (id, caption): (&'static str, String),
    columns: Vec<Column>,
    (row, total): (impl Fn(&SegmentSummary) -> Vec<Cell>, Vec<Cell>),
) -> Table {
    let named = |name: &str, cells: Vec<Cell>| [Cell::from(name)].into_iter().chain(cells);
    let name = subject.column("客户类型", "Segment", Format::Text);
    let heads = [name].into_iter().chain(columns).collect();
    let segments = subject.summary.segments.0.iter();
    let rows = segments.map(|of| named(subject.name(&of.segment), row(of)));
    Table::new(id, caption, heads)
        .with_rows(rows)
        .with_total(named(subject.lang.pick("合计", "All"), total))
}

fn caption(subject: &Subject<'_>) -> String {
    subject.text(
        "各类客户的人数、金额与 R、F、M 均值",
        "Customers, amount and mean R, F and M by segment",
    )
}

fn short_columns(subject: &Subject<'_>) -> Vec<Column> {
    vec![
        subject.column("客户类型", "Segment", Format::Text),
        subject.column("客户数", "Customers", Format::Count),
        subject.column("人数占比", "Share of customers", Format::Share),
        subject.money_column("消费金额", "Amount"),
        subject.column("金额占比", "Share of amount", Format::Share),
        subject.days_column("平均 R", "Mean R"),
        subject.column("平均 F", "Mean F", Format::Number(2)),
        subject.money_column("平均 M", "Mean M"),
    ]
}

fn short_row(subject: &Subject<'_>, of: &SegmentSummary) -> Vec<Cell> {
    vec![
        Cell::from(subject.name(&of.segment)),
        Cell::Count(of.customers),
        Cell::Share(of.share),
        Cell::Money(of.monetary),
        share_cell(of.monetary_share),
        Cell::from(of.mean_recency),
        Cell::from(of.mean_frequency),
        money_cell(of.mean_monetary),
    ]
}

fn short_total(subject: &Subject<'_>) -> Vec<Cell> {
    let (totals, means) = (&subject.summary.totals, &subject.summary.dimensions);
    vec![
        Cell::from(subject.text("合计", "All")),
        Cell::Count(totals.customers),
        Cell::Share(1.0),
        Cell::Money(totals.monetary),
        share_cell((totals.monetary != 0.0).then_some(1.0)),
        Cell::from(means.recency.mean),
        Cell::from(means.frequency.mean),
        Cell::Money(means.monetary.mean),
    ]
}
