//! [`Form`]: what a column holds while it is cleaned, and how its cells are written as text.

use std::fmt::Write;

use chrono::{DateTime, NaiveTime};
use fourr_cell::{date, number};
use polars::prelude::*;

/// Microseconds in a day.
pub(crate) const DAY: i64 = 86_400_000_000;

/// What a column holds while it is cleaned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Text.
    Text,
    /// 64-bit floats, written with so many decimals.
    Number(Option<u8>),
    /// 64-bit integers.
    Integer,
    /// True or false.
    Boolean,
    /// Days.
    Date,
    /// Microseconds of local time.
    Datetime,
    /// Any other type; it is passed through.
    Other,
}

impl Form {
    pub(crate) fn of(dtype: &DataType) -> Self {
        match dtype {
            DataType::String | DataType::Categorical(..) | DataType::Enum(..) | DataType::Null => {
                Self::Text
            }
            DataType::Float32 | DataType::Float64 => Self::Number(None),
            DataType::UInt64 => Self::Other,
            dtype if dtype.is_integer() => Self::Integer,
            DataType::Boolean => Self::Boolean,
            DataType::Date => Self::Date,
            DataType::Datetime(TimeUnit::Microseconds | TimeUnit::Milliseconds, None) => {
                Self::Datetime
            }
            _ => Self::Other,
        }
    }

    /// The type that a column of this form has in memory; `None` for any other.
    pub(crate) fn dtype(self) -> Option<DataType> {
        match self {
            Self::Text => Some(DataType::String),
            Self::Number(_) => Some(DataType::Float64),
            Self::Integer => Some(DataType::Int64),
            Self::Boolean => Some(DataType::Boolean),
            Self::Date => Some(DataType::Date),
            Self::Datetime => Some(DataType::Datetime(TimeUnit::Microseconds, None)),
            Self::Other => None,
        }
    }

    /// The column as it was read, in the type of this form; NaN is null.
    pub(crate) fn load(self, series: &Series) -> PolarsResult<Series> {
        let Some(dtype) = self.dtype() else {
            return Ok(series.clone());
        };
        let series = if *series.dtype() == dtype {
            series.clone()
        } else {
            series.strict_cast(&dtype)?
        };
        if matches!(self, Self::Number(_)) && series.f64()?.iter().flatten().any(f64::is_nan) {
            let known: Float64Chunked = series
                .f64()?
                .iter()
                .map(|value| value.filter(|value| !value.is_nan()))
                .collect();
            return Ok(known.with_name(series.name().clone()).into_series());
        }
        Ok(series)
    }

    /// Whether cells are numbers.
    pub(crate) fn is_numeric(self) -> bool {
        matches!(self, Self::Number(_) | Self::Integer)
    }

    /// What the form is called in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number(_) => "number",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Datetime => "datetime",
            Self::Other => "of another type",
        }
    }

    /// The cells as text.
    pub(crate) fn texts(self, series: &Series) -> PolarsResult<StringChunked> {
        let name = series.name().clone();
        let write = |value: Value, text: &mut String| value.write(self, text);
        match self {
            Self::Text => Ok(series.str()?.clone()),
            Self::Number(_) => Ok(written(
                name,
                series.f64()?.iter().map(|v| v.map(Value::Number)),
                write,
            )),
            Self::Integer => Ok(written(
                name,
                series.i64()?.iter().map(|v| v.map(Value::Integer)),
                write,
            )),
            Self::Boolean => Ok(written(
                name,
                series.bool()?.iter().map(|v| v.map(Value::Boolean)),
                write,
            )),
            Self::Date => {
                let days = series.to_physical_repr();
                let values = days
                    .i32()?
                    .iter()
                    .map(|v| v.map(|day| Value::Micros(i64::from(day) * DAY)));
                Ok(written(name, values, write))
            }
            Self::Datetime => {
                let micros = series.to_physical_repr();
                Ok(written(
                    name,
                    micros.i64()?.iter().map(|v| v.map(Value::Micros)),
                    write,
                ))
            }
            Self::Other => Ok(series.cast(&DataType::String)?.str()?.clone()),
        }
    }

    /// Reads a text that this form has written, or that a user has typed for it.
    pub(crate) fn read(self, text: &str) -> Option<Value> {
        match self {
            Self::Text => Some(Value::Text(text.into())),
            Self::Number(_) => match text.parse() {
                Ok(value) => Some(Value::Number(value)),
                Err(_) => number::parse(text, &number::NumberRules::default())
                    .ok()
                    .map(|number| Value::Number(number.value.to_f64())),
            },
            Self::Integer => text.trim().parse().ok().map(Value::Integer),
            Self::Boolean => text.trim().parse().ok().map(Value::Boolean),
            Self::Date | Self::Datetime => {
                let micros = date::parse_micros(text, &date::DateRules::default()).ok()?;
                Some(Value::Micros(micros))
            }
            Self::Other => None,
        }
    }
}

fn written(
    name: PlSmallStr,
    values: impl ExactSizeIterator<Item = Option<Value>>,
    write: impl Fn(Value, &mut String),
) -> StringChunked {
    let mut builder = StringChunkedBuilder::new(name, values.len());
    let mut text = String::new();
    for value in values {
        match value {
            Some(value) => {
                text.clear();
                write(value, &mut text);
                builder.append_value(&text);
            }
            None => builder.append_null(),
        }
    }
    builder.finish()
}

/// The value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Number(f64),
    Integer(i64),
    Boolean(bool),
    /// Microseconds since 1970, of days too.
    Micros(i64),
}

impl Value {
    /// The value as text of a column of this form.
    pub(crate) fn to_text(&self, form: Form) -> String {
        let mut text = String::new();
        self.clone().write(form, &mut text);
        text
    }

    fn write(self, form: Form, out: &mut String) {
        // Writing to a string does not fail.
        let _ = match self {
            Self::Text(text) => out.write_str(&text),
            Self::Number(value) => {
                write_number(value, form, out);
                Ok(())
            }
            Self::Integer(value) => write!(out, "{value}"),
            Self::Boolean(value) => write!(out, "{value}"),
            Self::Micros(micros) => write_moment(micros, form, out),
        };
    }
}

/// Writes a number with the decimals of the form where that loses nothing, else with as many as it needs.
fn write_number(value: f64, form: Form, out: &mut String) {
    if let Form::Number(Some(decimals)) = form {
        let start = out.len();
        let _ = write!(out, "{value:.*}", usize::from(decimals));
        if out[start..].parse() == Ok(value) {
            return;
        }
        out.truncate(start);
    }
    let _ = write!(out, "{value}");
}

fn write_moment(micros: i64, form: Form, out: &mut String) -> std::fmt::Result {
    let Some(at) = DateTime::from_timestamp_micros(micros).map(|at| at.naive_utc()) else {
        return write!(out, "{micros}");
    };
    if form == Form::Date {
        return write!(out, "{}", at.date());
    }
    // chrono's own form of a moment has the fraction only where there is one.
    debug_assert!(NaiveTime::MIN.to_string() == "00:00:00");
    write!(out, "{at}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_in_the_form_of_their_column() {
        let cases = [
            (Value::Number(1234.5), Form::Number(None), "1234.5"),
            (Value::Number(1234.5), Form::Number(Some(2)), "1234.50"),
            (Value::Number(0.125), Form::Number(Some(2)), "0.125"),
            (Value::Number(3.0), Form::Number(None), "3"),
            (
                Value::Number(1e21),
                Form::Number(None),
                "1000000000000000000000",
            ),
            (Value::Integer(-7), Form::Integer, "-7"),
            (Value::Boolean(true), Form::Boolean, "true"),
            (Value::Micros(DAY), Form::Date, "1970-01-02"),
            (
                Value::Micros(DAY + 1_000_000),
                Form::Datetime,
                "1970-01-02 00:00:01",
            ),
            (Value::Micros(0), Form::Datetime, "1970-01-01 00:00:00"),
        ];
        for (value, form, text) in cases {
            assert_eq!(value.to_text(form), text);
            assert_eq!(form.read(text), Some(value));
        }
    }
}
