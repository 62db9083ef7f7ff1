//! What has to hold of cells and rows.

use fourr_clean::recipe::{Check, OnFailure, ParseKind, Rule};
use polars::prelude::*;
use polars::sql::sql_expr;

use super::{
    Stop, Taken,
    group::{is_filled, keys, within},
    moments::{self, Conventions},
    numbers,
    parse::sure,
    spelling::{compared, is_one_of, trimmed},
};

/// Cells or rows that break a rule, and the columns that are at fault.
type Broken = (Vec<String>, Expr);

pub(super) fn check(frame: &DataFrame, rules: &Check) -> Result<Taken, Stop> {
    let columns = &rules.columns;
    let mut broken: Vec<Broken> = Vec::new();
    match &rules.rule {
        Rule::Condition(text) => broken.push((columns.clone(), condition(text)?.not())),
        Rule::Unique => {
            let repeated = repeats(frame, columns)?;
            broken.extend(
                columns
                    .iter()
                    .map(|name| (vec![name.clone()], repeated.clone())),
            );
        }
        rule => {
            for name in columns {
                let holds = holds(frame, name, rule)?;
                broken.push((vec![name.clone()], holds.not()));
            }
        }
    }
    // Where it is not known whether a rule holds, it is not broken.
    let breaks: Vec<Expr> = broken
        .iter()
        .enumerate()
        .map(|(at, (_, breaks))| {
            breaks
                .clone()
                .fill_null(lit(false))
                .alias(format!("\u{1f}breaks {at}"))
        })
        .collect();
    let names = (0..breaks.len()).map(|at| format!("\u{1f}breaks {at}"));
    let names: Vec<String> = names.collect();
    let judged = frame.clone().lazy().with_columns(breaks).collect()?;
    let mut at_fault = 0;
    for name in &names {
        at_fault += i64::from(judged.column(name)?.bool()?.sum().unwrap_or_default());
    }
    let judged = judged.lazy();
    let treated = match rules.on_failure {
        OnFailure::Flag => judged,
        OnFailure::Drop => {
            let out = names.iter().map(|name| col(name.as_str()));
            judged.filter(out.reduce(Expr::or).ok_or(Stop::Beyond)?.not())
        }
        OnFailure::Null => judged.with_columns(nulled(frame, &broken)),
    };
    Ok(Taken {
        frame: treated.collect()?.drop_many(&names),
        at_fault: Some(at_fault),
    })
}

/// The columns at fault without the cells that break their rule, but for those that an earlier step has filled.
fn nulled(frame: &DataFrame, broken: &[Broken]) -> Vec<Expr> {
    let columns = broken.iter().enumerate().flat_map(|(at, (names, _))| {
        names.iter().map(move |name| {
            let out = col(format!("\u{1f}breaks {at}")).and(is_filled(frame, name).not());
            let cell = when(out).then(lit(NULL)).otherwise(col(name.as_str()));
            cell.alias(name.as_str())
        })
    });
    columns.collect()
}

/// A condition in SQL.
pub(super) fn condition(text: &str) -> Result<Expr, Stop> {
    Ok(sql_expr(text)?)
}

/// Rows that repeat an earlier one; those of which a part is missing repeat none.
fn repeats(frame: &DataFrame, columns: &[String]) -> Result<Expr, Stop> {
    let mut same = Vec::new();
    for name in columns {
        same.push(compared(frame, name)?);
    }
    let whole = columns.iter().map(|name| col(name.as_str()).is_not_null());
    let whole = whole.reduce(Expr::and).ok_or(Stop::Beyond)?;
    // Which of its like a row is, by number.
    let place = within(whole.clone().cum_count(false), &same)?;
    Ok(whole.and(place.gt(lit(1))))
}

/// Whether a rule holds of the cells of a column; null where there is nothing to judge.
fn holds(frame: &DataFrame, name: &str, rule: &Rule) -> Result<Expr, Stop> {
    Ok(match rule {
        Rule::Required => col(name).is_not_null(),
        Rule::Range { min, max } => {
            let number = measured(frame, name)?;
            let mut holds = lit(true);
            for (end, is_least) in [(min, true), (max, false)] {
                let Some(end) = end else { continue };
                let day = end.as_datetime().map(ToString::to_string);
                let day = day.or_else(|| end.as_str().map(str::to_owned));
                let whole = end.as_integer().map(|whole| whole as f64);
                let dtype = frame.column(name)?.dtype();
                let end = bound(day.as_deref(), end.as_float().or(whole), dtype)?;
                let number = number.clone();
                holds = holds.and(if is_least {
                    number.gt_eq(end)
                } else {
                    number.lt_eq(end)
                });
            }
            // A text that is no number lies in no range.
            let holds = holds.fill_null(lit(false));
            when(col(name).is_not_null())
                .then(holds)
                .otherwise(lit(NULL))
        }
        Rule::OneOf(words) => {
            let is_known = is_one_of(written(frame, name)?, words);
            when(col(name).is_not_null())
                .then(is_known)
                .otherwise(lit(NULL))
        }
        Rule::Pattern(pattern) => {
            let text = written(frame, name)?;
            text.str().contains(lit(pattern.as_str()), true)
        }
        Rule::Length { min, max } => {
            let length = written(frame, name)?.str().len_chars();
            let (min, max) = (min.unwrap_or(0), max.unwrap_or(usize::MAX));
            let inside = length.clone().gt_eq(lit(min as u64));
            inside.and(length.lt_eq(lit(max as u64)))
        }
        Rule::DeterminedBy(by) => determined(frame, name, by)?,
        Rule::Kind(kind) => {
            let is_read = is_read(frame, name, *kind)?;
            when(col(name).is_not_null())
                .then(is_read)
                .otherwise(lit(NULL))
        }
        _ => return Err(Stop::Beyond),
    })
}

/// Whether a text reads as a number or a time.
fn is_read(frame: &DataFrame, name: &str, kind: ParseKind) -> Result<Expr, Stop> {
    if !frame.column(name)?.dtype().is_string() {
        return Err(Stop::Beyond);
    }
    let cell = trimmed(frame, name)?;
    let reading = match kind {
        ParseKind::Number => numbers::read(&cell, false),
        ParseKind::Date | ParseKind::Datetime => {
            moments::read(frame, &cell, Conventions::default())?
        }
        _ => return Err(Stop::Beyond),
    };
    Ok(sure(frame, reading)?.is_not_null())
}

/// Numbers, and days and times in microseconds.
fn measured(frame: &DataFrame, name: &str) -> Result<Expr, Stop> {
    Ok(match frame.column(name)?.dtype() {
        dtype if dtype.is_primitive_numeric() => col(name).cast(DataType::Float64),
        DataType::Date | DataType::Datetime(..) => {
            let micros = DataType::Datetime(TimeUnit::Microseconds, None);
            col(name)
                .cast(micros)
                .cast(DataType::Int64)
                .cast(DataType::Float64)
        }
        DataType::String => {
            let cell = trimmed(frame, name)?;
            sure(frame, numbers::read(&cell, false))?
        }
        _ => return Err(Stop::Beyond),
    })
}

/// An end of a range: of days a day, of others a number.
fn bound(day: Option<&str>, number: Option<f64>, dtype: &DataType) -> Result<Expr, Stop> {
    let end = if dtype.is_temporal() {
        day.and_then(moments::micros).map(|micros| micros as f64)
    } else {
        number
    };
    end.map(lit).ok_or(Stop::Beyond)
}

/// Cells as they are written; only of types that everybody writes alike.
fn written(frame: &DataFrame, name: &str) -> Result<Expr, Stop> {
    let dtype = frame.column(name)?.dtype();
    let alike = dtype.is_string() || dtype.is_integer() || *dtype == DataType::Date;
    if alike || dtype.is_bool() {
        Ok(col(name).cast(DataType::String))
    } else {
        Err(Stop::Beyond)
    }
}

/// Whether a cell is the most frequent one of the rows that agree in other columns; of several none is. What an earlier step has
/// filled, and rows of which one of those columns is missing, say nothing.
fn determined(frame: &DataFrame, name: &str, by: &[String]) -> Result<Expr, Stop> {
    const CELL: &str = "\u{1f}cell";
    const ALIKE: &str = "\u{1f}alike";
    let keys = keys(frame, by)?;
    let told = by.iter().map(|name| col(name.as_str()).is_not_null());
    let told = told.fold(is_filled(frame, name).not(), Expr::and);
    let cell = when(told).then(col(name)).otherwise(lit(NULL)).alias(CELL);
    let alike = col(CELL).count().over([&keys[..], &[col(CELL)]].concat())?;
    let most = within(col(ALIKE).max(), &keys)?;
    let is_most = within(col(ALIKE).eq(col(ALIKE).max()).sum(), &keys)?.eq(most.clone());
    let holds = col(ALIKE).eq(most).and(is_most);
    let holds = when(col(CELL).is_not_null())
        .then(holds)
        .otherwise(lit(NULL));
    let judged = frame.clone().lazy().with_columns([cell]);
    let judged = judged
        .with_columns([alike.alias(ALIKE)])
        .select([holds.alias(CELL)])
        .collect()?;
    Ok(lit(judged.column(CELL)?.as_materialized_series().clone()))
}
