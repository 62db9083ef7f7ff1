//! One column of a sheet, typed where its cells agree, else as text.

use calamine::{Data, DataType as _, ExcelDateTime};
use chrono::{NaiveDateTime, NaiveTime};
use polars::prelude::*;

use crate::notes::Finding;

/// Excel keeps 15 significant digits; whole numbers from here on have lost some.
const LOST: f64 = 1e15;

/// What the cells of a column have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Common {
    Nothing,
    Whole,
    Number,
    Date,
    DateTime,
    Boolean,
    Text,
}

impl Common {
    fn of(cell: &Data) -> Self {
        match cell {
            Data::Empty => Self::Nothing,
            Data::Int(_) => Self::Whole,
            Data::Float(number) if is_whole(*number) => Self::Whole,
            Data::Float(_) => Self::Number,
            Data::Bool(_) => Self::Boolean,
            Data::DateTime(_) | Data::DateTimeIso(_) => match moment(cell) {
                Some(at) if at.time() == NaiveTime::MIN => Self::Date,
                Some(_) => Self::DateTime,
                None => Self::Text,
            },
            Data::String(_) | Data::Error(_) | Data::DurationIso(_) => Self::Text,
        }
    }

    fn with(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (a, Self::Nothing) | (Self::Nothing, a) => a,
            (Self::Whole, Self::Number) | (Self::Number, Self::Whole) => Self::Number,
            (Self::Date, Self::DateTime) | (Self::DateTime, Self::Date) => Self::DateTime,
            _ => Self::Text,
        }
    }
}

/// The column as a series; adds what must be said about it to `findings`. `row_number` gives the row of the sheet.
pub(super) fn typed(
    name: &str,
    cells: &[Data],
    findings: &mut Vec<Finding>,
    row_number: impl Fn(usize) -> u64,
) -> Series {
    note(name, cells, findings, row_number);
    let common = cells
        .iter()
        .map(Common::of)
        .fold(Common::Nothing, Common::with);
    let name = PlSmallStr::from_str(name);
    match common {
        Common::Whole => cells
            .iter()
            .map(whole)
            .collect::<Int64Chunked>()
            .with_name(name)
            .into_series(),
        Common::Number => cells
            .iter()
            .map(Data::as_f64)
            .collect::<Float64Chunked>()
            .with_name(name)
            .into_series(),
        Common::Boolean => cells
            .iter()
            .map(Data::get_bool)
            .collect::<BooleanChunked>()
            .with_name(name)
            .into_series(),
        Common::Date => {
            let dates = cells.iter().map(|cell| moment(cell).map(|at| at.date()));
            DateChunked::from_naive_date_options(name, dates).into_series()
        }
        Common::DateTime => DatetimeChunked::from_naive_datetime_options(
            name,
            cells.iter().map(moment),
            TimeUnit::Microseconds,
        )
        .into_series(),
        Common::Nothing | Common::Text => cells
            .iter()
            .map(text)
            .collect::<StringChunked>()
            .with_name(name)
            .into_series(),
    }
}

fn note(
    name: &str,
    cells: &[Data],
    findings: &mut Vec<Finding>,
    row_number: impl Fn(usize) -> u64,
) {
    let lost = |cell: &&Data| matches!(cell, Data::Float(number) if number.abs() >= LOST);
    if let Some(first) = cells.iter().position(|cell| lost(&cell)) {
        let count = cells.iter().filter(lost).count() as u64;
        findings.push(Finding::LostDigits {
            column: name.to_owned(),
            count,
            first_row: row_number(first),
        });
    }
    let errors = cells.iter().filter(|cell| cell.is_error()).count() as u64;
    if errors > 0 {
        findings.push(Finding::ErrorCells {
            column: name.to_owned(),
            count: errors,
        });
    }
}

fn is_whole(number: f64) -> bool {
    number.fract() == 0.0 && number.abs() < 9e15
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "whole numbers below 2^53 are exact"
)]
fn whole(cell: &Data) -> Option<i64> {
    match cell {
        Data::Int(number) => Some(*number),
        Data::Float(number) => Some(*number as i64),
        _ => None,
    }
}

/// The cell as a person sees it; none when it is empty.
pub(super) fn text(cell: &Data) -> Option<String> {
    Some(match cell {
        Data::Empty => return None,
        Data::String(text) | Data::DurationIso(text) => {
            if text.trim().is_empty() {
                return None;
            }
            text.clone()
        }
        Data::Int(number) => number.to_string(),
        Data::Float(number) => shown(*number),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(at) if at.is_duration() => duration(at),
        Data::DateTime(_) | Data::DateTimeIso(_) => {
            return moment(cell).map(|at| dated(&at)).or(raw(cell));
        }
        Data::Error(error) => error.to_string(),
    })
}

/// At most 15 digits, as Excel shows a number.
fn shown(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    rounded.to_string()
}

fn dated(at: &NaiveDateTime) -> String {
    if at.time() == NaiveTime::MIN {
        at.format("%Y-%m-%d").to_string()
    } else {
        at.format("%Y-%m-%d %H:%M:%S").to_string()
    }
}

fn duration(at: &ExcelDateTime) -> String {
    const SECONDS_A_DAY: f64 = 86_400.0;
    let seconds = (at.as_f64() * SECONDS_A_DAY).round();
    let (hours, rest) = ((seconds / 3600.0).trunc(), (seconds % 3600.0).abs());
    format!("{hours:02}:{:02}:{:02}", (rest / 60.0).trunc(), rest % 60.0)
}

/// A date that cannot be one, as it is stored.
fn raw(cell: &Data) -> Option<String> {
    match cell {
        Data::DateTime(at) => Some(shown(at.as_f64())),
        Data::DateTimeIso(text) => Some(text.clone()),
        _ => None,
    }
}

/// The day and time of a date cell, rounded to the second: Excel stores fractions of a day.
fn moment(cell: &Data) -> Option<NaiveDateTime> {
    match cell {
        Data::DateTime(at) if at.is_duration() => None,
        Data::DateTime(_) | Data::DateTimeIso(_) => {
            use chrono::{DurationRound, TimeDelta};
            cell.as_datetime()?
                .duration_round(TimeDelta::seconds(1))
                .ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_as_excel_shows_them() {
        for (number, expected) in [
            (1_616_528.0, "1616528"),
            (0.1 + 0.2, "0.3"),
            (-3.5, "-3.5"),
            (1e20, "100000000000000000000"),
            (0.0, "0"),
        ] {
            assert_eq!(shown(number), expected);
        }
    }

    #[test]
    fn columns_are_typed_where_the_cells_agree() {
        let type_of = |cells: &[Data]| typed("a", cells, &mut Vec::new(), |_| 0).dtype().clone();
        let text = || Data::String("x".into());
        assert_eq!(
            type_of(&[Data::Float(1.0), Data::Empty, Data::Int(2)]),
            DataType::Int64
        );
        assert_eq!(
            type_of(&[Data::Float(1.5), Data::Int(2)]),
            DataType::Float64
        );
        assert_eq!(type_of(&[Data::Float(1.0), text()]), DataType::String);
        assert_eq!(type_of(&[Data::Bool(true), Data::Empty]), DataType::Boolean);
        assert_eq!(type_of(&[Data::Empty]), DataType::String);
    }

    #[test]
    fn long_numbers_are_noted() {
        let mut findings = Vec::new();
        let _ = typed(
            "订单号",
            &[Data::Float(1.0), Data::Float(123_456_789_012_345_680.0)],
            &mut findings,
            |row| row as u64 + 2,
        );
        assert_eq!(
            findings,
            [Finding::LostDigits {
                column: "订单号".into(),
                count: 1,
                first_row: 3
            }]
        );
    }
}
