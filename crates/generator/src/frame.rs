//! The log as data frames.

use polars::prelude::*;

use crate::columns::{Column as Heading, Edition};
use crate::line::Line;
use crate::style::Style;

/// One batch of the log.
pub(crate) fn frame(lines: &[Line], style: Style) -> PolarsResult<DataFrame> {
    let columns = style
        .edition
        .columns()
        .iter()
        .map(|heading| column(lines, *heading, style));
    DataFrame::new(lines.len(), columns.collect::<PolarsResult<_>>()?)
}

/// The column of ids, as numbers to measure with and else as text with its zeros.
pub(crate) fn customers(ids: impl ExactSizeIterator<Item = u64>, style: Style) -> Column {
    let name = PlSmallStr::from_static(Heading::Customer.header(style.lang));
    match style.edition {
        Edition::Practice => texts(name, ids.map(|id| style.member_id(id))),
        Edition::Bench => whole_numbers(name, ids),
    }
}

fn column(lines: &[Line], heading: Heading, style: Style) -> PolarsResult<Column> {
    let name = PlSmallStr::from_static(heading.header(style.lang));
    let column = match heading {
        Heading::Order if style.edition == Edition::Bench => {
            whole_numbers(name, lines.iter().map(|line| line.order))
        }
        Heading::Order => texts(name, lines.iter().map(|line| style.order_id(line.order))),
        Heading::Customer => customers(lines.iter().map(|line| line.customer), style),
        Heading::Time => return times(name, lines),
        Heading::Quantity => {
            Int64Chunked::from_iter_values(name, lines.iter().map(|line| line.quantity))
                .into_column()
        }
        Heading::UnitPrice => money(name, lines.iter().map(|line| line.unit_price)),
        Heading::Discount => money(name, lines.iter().map(|line| line.discount)),
        Heading::Amount => money(name, lines.iter().map(|line| line.amount)),
        Heading::Product
        | Heading::Category
        | Heading::Channel
        | Heading::Province
        | Heading::City
        | Heading::Status => texts(
            name,
            lines.iter().map(|line| line.word(heading, style.lang)),
        ),
    };
    Ok(column)
}

fn whole_numbers(name: PlSmallStr, numbers: impl Iterator<Item = u64>) -> Column {
    let signed = |number| i64::try_from(number).expect("a number of an order or a customer");
    Int64Chunked::from_iter_values(name, numbers.map(signed)).into_column()
}

fn texts<T: AsRef<str>>(name: PlSmallStr, texts: impl ExactSizeIterator<Item = T>) -> Column {
    let mut column = StringChunkedBuilder::new(name, texts.len());
    for text in texts {
        column.append_value(text);
    }
    column.finish().into_column()
}

/// Fen as yuan.
fn money(name: PlSmallStr, fen: impl Iterator<Item = i64>) -> Column {
    Float64Chunked::from_iter_values(name, fen.map(|fen| fen as f64 / 100.0)).into_column()
}

fn times(name: PlSmallStr, lines: &[Line]) -> PolarsResult<Column> {
    let microseconds = lines.iter().map(|line| line.time * 1_000_000);
    Int64Chunked::from_iter_values(name, microseconds)
        .into_column()
        .cast(&DataType::Datetime(TimeUnit::Microseconds, None))
}
