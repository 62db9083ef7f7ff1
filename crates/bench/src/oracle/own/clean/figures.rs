//! What is compared of a cleaned table, whatever its columns are.

use polars::prelude::*;

use super::{Stop, source::Table};
use crate::Answer;

/// Digits in which floats have to differ to count as two values.
const DIGITS: i32 = 10;

pub(super) fn rows(frame: &DataFrame) -> i64 {
    i64::try_from(frame.height()).unwrap_or(i64::MAX)
}

/// Whether the cells that a verb changes can be told by values: what is read keeps its value and changes its form.
pub(super) fn counts_cells(verb: &str) -> bool {
    !matches!(verb, "parse" | "key_duplicates")
}

/// Cells of the file that a step has changed: all values of a column that it takes out, and none of rows.
pub(super) fn changed(before: &Table, after: &DataFrame) -> Result<i64, Stop> {
    let mut changed = 0;
    let same_rows = before.frame.height() == after.height();
    let fewer_columns = before.frame.width() > after.width();
    for name in &before.sources {
        let Ok(old) = before.frame.column(name) else {
            continue;
        };
        changed += match after.column(name) {
            Ok(new) if same_rows && old.dtype() == new.dtype() => {
                i64::from(old.not_equal_missing(new)?.sum().unwrap_or(0))
            }
            Err(_) if fewer_columns => {
                i64::try_from(old.len() - old.null_count()).unwrap_or(i64::MAX)
            }
            // Renamed, or read.
            _ => 0,
        };
    }
    Ok(changed)
}

/// The figures of a table, column by column: nulls and distinct values, sums and ends, and sums weighted by the numbers of rows,
/// so that each value is known to stand where it belongs.
pub(super) fn of_table(answer: &mut Answer, mut table: LazyFrame) -> PolarsResult<()> {
    let schema = table.collect_schema()?;
    let names: Vec<&str> = schema.iter_names().map(PlSmallStr::as_str).collect();
    answer.put("columns", names.join(", ").as_str());
    let table = table.with_row_index(ROW, Some(1)).collect()?;
    answer.put("rows", rows(&table));
    for (name, dtype) in schema.iter() {
        let (counts, amounts) = of_column(name, dtype);
        let all = counts.iter().chain(&amounts).enumerate();
        let all: Vec<Expr> = all
            .map(|(at, (_, figure))| figure.clone().alias(at.to_string()))
            .collect();
        let told = table.clone().lazy().select(all).collect()?;
        for (at, (figure, _)) in counts.iter().enumerate() {
            let value = told.column(&at.to_string())?.cast(&DataType::Int64)?;
            answer.put(format!("{name} {figure}"), value.i64()?.get(0));
        }
        for (at, (figure, _)) in amounts.iter().enumerate() {
            let value = told.column(&(counts.len() + at).to_string())?;
            let name = format!("{name} {figure}");
            match value.dtype() {
                DataType::String => answer.put(name, value.str()?.get(0)),
                _ => answer.put(name, value.cast(&DataType::Float64)?.f64()?.get(0)),
            }
        }
    }
    Ok(())
}

/// The numbers of rows, while figures are made.
const ROW: &str = "\u{1f}row";

type Named = Vec<(&'static str, Expr)>;

/// Counts of a column, and what is an amount or a text.
fn of_column(name: &PlSmallStr, dtype: &DataType) -> (Named, Named) {
    let row = || col(ROW).cast(DataType::Int64);
    let column = match dtype {
        dtype if dtype.is_float() => col(name.clone()).fill_nan(lit(NULL)),
        _ => col(name.clone()),
    };
    let mut counts = vec![
        ("nulls", column.clone().is_null().sum()),
        (
            "places of nulls",
            row().filter(column.clone().is_null()).sum(),
        ),
    ];
    let mut amounts = Vec::new();
    let ends = |of: Expr| vec![("least", of.clone().min()), ("greatest", of.max())];
    let distinct = |of: Expr| ("distinct", of.n_unique());
    match dtype {
        DataType::Boolean => {
            counts.push(("trues", column.clone().sum()));
            counts.push(("places of trues", row().filter(column).sum()));
        }
        DataType::Date | DataType::Datetime(..) => {
            let micros = column
                .cast(DataType::Datetime(TimeUnit::Microseconds, None))
                .cast(DataType::Int64);
            counts.push(distinct(micros.clone()));
            let seconds = micros.clone().floor_div(lit(1_000_000_i64));
            counts.push(("seconds", seconds.sum()));
            counts.extend(ends(micros));
        }
        dtype if dtype.is_primitive_numeric() => {
            let number = column.cast(DataType::Float64);
            counts.push(distinct(number.clone().round_sig_figs(DIGITS)));
            let sized = number.clone().abs();
            // Apart, so that nothing cancels out and sums agree in any order.
            let above = number.clone().gt(lit(0.0));
            let below = number.clone().lt(lit(0.0));
            amounts.push(("sum above 0", number.clone().filter(above).sum()));
            amounts.push(("sum below 0", number.clone().filter(below).sum()));
            amounts.push(("places", (sized * row()).sum()));
            amounts.extend(ends(number));
        }
        _ => {
            let text = column.cast(DataType::String);
            let length = text.clone().str().len_chars().cast(DataType::Int64);
            counts.push(distinct(text.clone()));
            counts.push(("characters", length.clone().sum()));
            counts.push(("places of characters", (length * row()).sum()));
            amounts.extend(ends(text));
        }
    }
    (counts, amounts)
}
