//! [`Readings`]: columns of a file as rules take them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use polars::prelude::*;

use super::rule::Names;
use crate::oracle::own::missing::WORDS;

/// Cells that may be missing in another width, or with characters that nobody sees.
const ODD: &str = "^[\u{FF01}-\u{FF5E}]|[\u{200B}-\u{200F}\u{2060}\u{FEFF}]";
/// The numbers that are written in one way for everybody.
const NUMBER: &str = r"^-?[0-9]+(\.[0-9]+)?$";
const DATE: &str = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
const MOMENT: &str = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}$";
/// A cell that reads as nothing.
const UNREADABLE: &str = "?";
/// Microseconds of a day.
const DAY: f64 = 86_400_000_000.0;

/// What a rule takes a column for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum As {
    Number,
    Text,
    Time,
    /// Days from it to the date in force, begun ones too.
    Days,
}

/// Columns of a file, each under a name that tells what it is taken for.
///
/// A cell is read where everybody reads it so; any other that is not missing is an error when the columns are collected.
pub(super) struct Readings {
    schema: SchemaRef,
    as_of: Option<NaiveDate>,
    taken: BTreeSet<(String, As)>,
}

impl Readings {
    pub(super) fn of(schema: SchemaRef, as_of: Option<NaiveDate>) -> Self {
        Self {
            schema,
            as_of,
            taken: BTreeSet::new(),
        }
    }

    /// The name under which a column is read; `None` where polars cannot take it so.
    pub(super) fn take(&mut self, column: &str, taken: As) -> Option<String> {
        let can = self.expression(column, taken).is_some();
        can.then(|| {
            self.taken.insert((column.to_owned(), taken));
            alias(column, taken)
        })
    }

    /// The name under which the ids of persons are read; floats may be written in several ways.
    pub(super) fn id(&mut self, column: &str) -> Option<String> {
        let dtype = self.schema.get(column)?;
        (!dtype.is_float()).then(|| self.take(column, As::Text))?
    }

    /// Whether there is such a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.schema.contains(column)
    }

    /// Every column that was asked for.
    pub(super) fn columns(&self) -> Vec<Expr> {
        let read = |(column, taken): &(String, As)| {
            let of = self.expression(column, *taken)?;
            Some(of.alias(alias(column, *taken)))
        };
        self.taken.iter().filter_map(read).collect()
    }

    /// The number of cells that may be missing although they do not look so.
    pub(super) fn odd(&self) -> Expr {
        let texts = self.taken.iter().filter(|(_, taken)| *taken == As::Text);
        texts.fold(lit(0_u32), |odd, (column, taken)| {
            let is = col(alias(column, *taken)).str().contains(lit(ODD), true);
            odd + is.sum()
        })
    }

    fn expression(&self, column: &str, taken: As) -> Option<Expr> {
        let dtype = self.schema.get(column)?;
        match taken {
            As::Text => text(column, dtype),
            As::Number => number(column, dtype),
            As::Time => time(column, dtype),
            As::Days => {
                let midnight = self.as_of?.and_time(chrono::NaiveTime::MIN).and_utc();
                let moment = time(column, dtype)?.cast(DataType::Int64);
                let passed = lit(midnight.timestamp_micros()) - moment;
                Some((passed.cast(DataType::Float64) / lit(DAY)).ceil())
            }
        }
    }

    /// What a column is taken for where a rule does not say.
    fn natural(&self, column: &str) -> Option<As> {
        Some(match self.schema.get(column)? {
            dtype if dtype.is_primitive_numeric() || dtype.is_bool() => As::Number,
            dtype if dtype.is_temporal() => As::Time,
            _ => As::Text,
        })
    }
}

impl Names for Readings {
    fn column(&mut self, name: &str, taken: Option<As>, _: &[&str]) -> Option<String> {
        let taken = taken.or_else(|| self.natural(name))?;
        self.take(name, taken)
    }
}

fn alias(column: &str, taken: As) -> String {
    let taken = match taken {
        As::Number => "number",
        As::Text => "text",
        As::Time => "time",
        As::Days => "days",
    };
    format!("{taken} {column}")
}

/// Texts without blanks around them, and none where they stand for a missing value.
fn text(column: &str, dtype: &DataType) -> Option<Expr> {
    let cell = match dtype {
        DataType::String => col(column),
        DataType::Boolean => col(column).cast(DataType::String),
        dtype if dtype.is_primitive_numeric() => col(column).cast(DataType::String),
        _ => return None,
    };
    let cell = cell.str().strip_chars(lit(NULL));
    let words = [WORDS.as_slice(), &[""]].concat();
    let missing = lit(Series::new("missing".into(), words)).implode(false);
    let is_missing = cell.clone().str().to_lowercase().is_in(missing, false);
    Some(when(is_missing).then(lit(NULL)).otherwise(cell))
}

fn number(column: &str, dtype: &DataType) -> Option<Expr> {
    match dtype {
        DataType::String => {
            Some(matching(text(column, dtype)?, NUMBER).strict_cast(DataType::Float64))
        }
        dtype if dtype.is_integer() || dtype.is_bool() => Some(col(column).cast(DataType::Float64)),
        dtype if dtype.is_float() => {
            let value = col(column).cast(DataType::Float64);
            Some(
                when(value.clone().is_finite())
                    .then(value)
                    .otherwise(lit(NULL)),
            )
        }
        _ => None,
    }
}

fn time(column: &str, dtype: &DataType) -> Option<Expr> {
    let micros = DataType::Datetime(TimeUnit::Microseconds, None);
    match dtype {
        DataType::String => {
            let cell = text(column, dtype)?;
            let midnight = cell.clone() + lit(" 00:00:00");
            let day = cell.clone().str().contains(lit(DATE), true);
            let moment = matching(cell, MOMENT)
                .str()
                .replace(lit("T"), lit(" "), true);
            let form = StrptimeOptions {
                format: Some("%Y-%m-%d %H:%M:%S".into()),
                ..StrptimeOptions::default()
            };
            let written = when(day).then(midnight).otherwise(moment);
            let unit = Some(TimeUnit::Microseconds);
            Some(written.str().to_datetime(unit, None, form, lit("raise")))
        }
        DataType::Date | DataType::Datetime(_, None) => Some(col(column).cast(micros)),
        _ => None,
    }
}

/// Cells of a form; others that are not missing read as nothing.
fn matching(cell: Expr, form: &str) -> Expr {
    let fits = cell.clone().str().contains(lit(form), true);
    when(cell.clone().is_null().or(fits))
        .then(cell)
        .otherwise(lit(UNREADABLE))
}
