//! The section on segments: who is in which, and what they bring.

use fourr_rfm::{Scheme, SegmentSummary};

use super::{
    cells, concentration, lint, segment_charts, segment_method,
    subject::Subject,
    values::{money_cell, orders, share_cell},
};
use crate::{Block, Cell, Column, Format, Section, Table};

/// Method, table, charts, concentration, and what is wrong with the table of segments, if anything.
pub(super) fn section(subject: &Subject<'_>) -> Section {
    let mut blocks = vec![
        Block::Method(segment_method::method(subject)),
        Block::Table(table(subject)),
        segment_charts::treemap(subject),
        segment_charts::amount(subject),
        segment_charts::pareto(subject),
        segment_charts::bubbles(subject),
    ];
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

/// The same with code, orders and average order.
fn table(subject: &Subject<'_>) -> Table {
    let coded = subject.summary.parameters.scheme == Scheme::Textbook8;
    let mut columns = short_columns(subject);
    columns.push(subject.column("订单数", "Orders", Format::Count));
    columns.push(subject.money_column("客单价", "Average order"));
    if coded {
        columns.insert(1, subject.column("RFM", "RFM", Format::Text));
    }
    let widened = |mut row: Vec<Cell>, code: Option<&str>, extra: [Cell; 2]| {
        if coded {
            row.insert(1, Cell::from(code.map(str::to_owned)));
        }
        row.extend(extra);
        row
    };
    let rows = subject.summary.segments.0.iter().map(|of| {
        let extra = [orders(of.orders), money_cell(of.average_order)];
        widened(short_row(subject, of), Some(&of.segment.code), extra)
    });
    let totals = &subject.summary.totals;
    let extra = [orders(totals.orders), money_cell(totals.average_order)];
    Table::new("segments", caption(subject), columns)
        .with_rows(rows)
        .with_total(widened(short_total(subject), None, extra))
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
    let name = match subject.lang {
        fourr_locale::Lang::Zh => &of.segment.zh,
        fourr_locale::Lang::En => &of.segment.en,
    };
    vec![
        Cell::from(name.as_str()),
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
