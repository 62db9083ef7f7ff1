//! [`Form`]: what a column holds while it is cleaned, and how its cells are written as text.

use std::fmt::Write;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime};
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
    let decimals = match form {
        Form::Number(decimals) => decimals,
        _ => None,
    };
    if let Some(hundredths) = hundredths(value)
        && decimals.is_none_or(|decimals| decimals == 2)
    {
        write_hundredths(hundredths, decimals.is_some(), out);
        return;
    }
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

/// The number in whole hundredths, if it is the float next to so many.
fn hundredths(value: f64) -> Option<i64> {
    // Up to 15 digits a decimal number is the shortest text of the float next to it.
    const MOST: f64 = 1e13;
    let hundredths = (value * 100.0).round();
    #[expect(clippy::float_cmp, reason = "the same float or not")]
    let exact = hundredths / 100.0 == value;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "far below the greatest integer"
    )]
    let whole = hundredths as i64;
    // A zero may have a sign.
    (exact && value.abs() < MOST && whole != 0).then_some(whole)
}

/// Writes hundredths as a decimal number, with both decimals or with as few as it needs.
fn write_hundredths(hundredths: i64, both: bool, out: &mut String) {
    let mut digits = [0_u8; 24];
    let mut at = digits.len();
    let mut push = |byte: u8| {
        at -= 1;
        digits[at] = byte;
    };
    let digit = |value: u64| b'0' + u8::try_from(value % 10).unwrap_or_default();
    let (mut rest, fraction) = (
        hundredths.unsigned_abs() / 100,
        hundredths.unsigned_abs() % 100,
    );
    if both || !fraction.is_multiple_of(10) {
        push(digit(fraction));
    }
    if both || fraction != 0 {
        push(digit(fraction / 10));
        push(b'.');
    }
    loop {
        push(digit(rest));
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if hundredths < 0 {
        push(b'-');
    }
    out.push_str(std::str::from_utf8(&digits[at..]).unwrap_or_default());
}

/// Writes `2021-12-01`, or with whole seconds `2021-12-01 18:30:05`, of years that have four digits.
fn write_plain_moment(micros: i64, form: Form, out: &mut String) -> bool {
    const SECOND: i64 = 1_000_000;
    let (days, rest) = (micros.div_euclid(DAY), micros.rem_euclid(DAY));
    let date = i32::try_from(days)
        .ok()
        .and_then(NaiveDate::from_epoch_days);
    let Some(date) = date.filter(|date| (0..10_000).contains(&date.year()) && rest % SECOND == 0)
    else {
        return false;
    };
    let mut text = *b"0000-00-00 00:00:00";
    let mut put = |at: usize, value: u32| {
        let digit = |value: u32| b'0' + u8::try_from(value % 10).unwrap_or_default();
        text[at] = digit(value / 10);
        text[at + 1] = digit(value);
    };
    let year = date.year().unsigned_abs();
    let seconds = u32::try_from(rest / SECOND).unwrap_or_default();
    for (at, value) in [
        (0, year / 100),
        (2, year),
        (5, date.month()),
        (8, date.day()),
        (11, seconds / 3_600),
        (14, seconds / 60 % 60),
        (17, seconds % 60),
    ] {
        put(at, value);
    }
    let length = if form == Form::Date { 10 } else { text.len() };
    out.push_str(std::str::from_utf8(&text[..length]).unwrap_or_default());
    true
}

fn write_moment(micros: i64, form: Form, out: &mut String) -> std::fmt::Result {
    if write_plain_moment(micros, form, out) {
        return Ok(());
    }
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
    fn the_fast_ways_write_what_the_standard_library_writes() {
        let mut state = 7_u64;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            state >> 11
        };
        let fixed = [
            0.0,
            -0.0,
            0.005,
            0.125,
            1.0,
            -1.5,
            99.995,
            1e13,
            1e15,
            123_456_789_012.34,
            0.1 + 0.2,
            f64::MAX,
        ];
        let drawn = (0..20_000).map(|at| match at % 3 {
            0 => next() as f64 / 100.0,
            1 => -((next() % 10_000_000) as f64) / 100.0,
            _ => f64::from_bits(next() << 3),
        });
        for value in fixed
            .into_iter()
            .chain(drawn.filter(|value| value.is_finite()))
        {
            assert_eq!(
                Value::Number(value).to_text(Form::Number(None)),
                value.to_string()
            );
            let two = format!("{value:.2}");
            let expected = if two.parse() == Ok(value) {
                two
            } else {
                value.to_string()
            };
            assert_eq!(
                Value::Number(value).to_text(Form::Number(Some(2))),
                expected
            );
        }
    }

    #[test]
    fn moments_are_written_as_chrono_writes_them() {
        for micros in [
            0,
            -1,
            DAY,
            -DAY * 800_000,
            DAY * 4_000_000,
            1_654_646_464_123_456,
            1_654_646_464_000_000,
        ] {
            let at = DateTime::from_timestamp_micros(micros).unwrap().naive_utc();
            assert_eq!(
                Value::Micros(micros).to_text(Form::Datetime),
                at.to_string()
            );
            let day = micros.div_euclid(DAY) * DAY;
            assert_eq!(
                Value::Micros(day).to_text(Form::Date),
                at.date().to_string()
            );
        }
    }

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
