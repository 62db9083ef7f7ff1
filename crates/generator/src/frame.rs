//! The log as data frames and as Parquet.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use polars::prelude::*;

use crate::columns::{Column as Heading, Edition};
use crate::encoding::Encoding;
use crate::error::GeneratorError;
use crate::file::write_whole;
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

/// Writes batches of one schema, which may be many, each a row group.
pub(crate) fn write_parquet(
    path: &Path,
    schema: &Schema,
    batches: impl Iterator<Item = PolarsResult<DataFrame>>,
) -> Result<(), GeneratorError> {
    write_whole(path, |out: &mut BufWriter<File>| {
        let mut writer = ParquetWriter::new(out)
            .with_compression(ParquetCompression::Snappy)
            .batched(schema)?;
        for batch in batches {
            writer.write_batch(&batch?)?;
        }
        writer.finish().map(drop)
    })
}

/// Writes batches of one schema as CSV with a byte-order mark, money with two decimals.
pub(crate) fn write_csv(
    path: &Path,
    batches: impl Iterator<Item = PolarsResult<DataFrame>>,
) -> Result<(), GeneratorError> {
    write_whole(path, |out: &mut BufWriter<File>| -> PolarsResult<()> {
        out.write_all(Encoding::Utf8Bom.mark())?;
        for (place, batch) in batches.enumerate() {
            CsvWriter::new(&mut *out)
                .include_header(place == 0)
                .with_datetime_format(Some("%Y-%m-%d %H:%M:%S".into()))
                .with_float_precision(Some(2))
                .with_line_terminator("\r\n".into())
                .finish(&mut batch?)?;
        }
        Ok(())
    })
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
