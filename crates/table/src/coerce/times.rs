//! Dates and times as microseconds of local wall-clock time.

use fourr_cell::date::{self, DateRules};
use polars::prelude::*;

use super::{
    Fault, Faults, Reading,
    reading::{each, each_text, none},
};
use crate::Values;

/// How dates in text and in numbers are read.
pub type TimeRules = DateRules;

const DAY: i64 = 86_400_000_000;

/// Reads a column as microseconds since 1970-01-01 00:00 of local wall-clock time.
///
/// Text and numbers are read by the rules of [`fourr_cell::date`]; dates begin at midnight; times
/// with a zone keep the wall clock of that zone. `first_row` is the 0-based data row of the batch,
/// for the examples in `faults`.
///
/// # Errors
/// When the column has a type that no date can have.
pub fn times<'a>(
    values: impl Into<Values<'a>>,
    rules: TimeRules,
    first_row: u64,
    faults: &mut Faults,
) -> PolarsResult<Vec<Reading>> {
    let values = values.into();
    let read = |text: &str| date::parse_micros(text, &rules);
    let column = match &values {
        Values::Texts(texts) => return Ok(each_text(texts, first_row, faults, read)),
        Values::Typed(column) => column,
    };
    let series = column.as_materialized_series();
    match series.dtype() {
        DataType::Categorical(..) | DataType::Enum(..) => {
            Ok(each_text(&values.as_texts()?, first_row, faults, read))
        }
        DataType::Date => {
            let days = series.to_physical_repr().cast(&DataType::Int64)?;
            Ok(from_physical(days.i64()?, 1, DAY, first_row, faults))
        }
        DataType::Datetime(unit, zone) => {
            let (divide, multiply) = match unit {
                TimeUnit::Nanoseconds => (1_000, 1),
                TimeUnit::Microseconds => (1, 1),
                TimeUnit::Milliseconds => (1, 1_000),
            };
            let local = if zone.is_some() {
                wall_clock(series)?
            } else {
                series.clone()
            };
            Ok(from_physical(
                local.to_physical_repr().i64()?,
                divide,
                multiply,
                first_row,
                faults,
            ))
        }
        DataType::Null => Ok(none(series.len(), first_row, faults)),
        dtype if dtype.is_primitive_numeric() => Ok(from_numbers(
            series.cast(&DataType::Float64)?.f64()?,
            rules,
            first_row,
            faults,
        )),
        dtype => {
            polars_bail!(InvalidOperation: "column {} is {dtype}, expected dates", column.name())
        }
    }
}

fn wall_clock(series: &Series) -> PolarsResult<Series> {
    let naive =
        col(series.name().clone())
            .dt()
            .replace_time_zone(None, lit("raise"), NonExistent::Raise);
    let frame = series
        .clone()
        .into_frame()
        .lazy()
        .select([naive])
        .collect()?;
    Ok(frame.columns()[0].as_materialized_series().clone())
}

fn from_physical(
    values: &Int64Chunked,
    divide: i64,
    multiply: i64,
    first_row: u64,
    faults: &mut Faults,
) -> Vec<Reading> {
    each(values, |row, value| {
        let Some(value) = value else {
            return faults.reject(Fault::Missing, first_row + row, || "");
        };
        // A division by one costs as much as any other.
        let whole = if divide == 1 {
            value
        } else {
            value.div_euclid(divide)
        };
        let micros = whole.checked_mul(multiply);
        match micros.filter(|&micros| micros > i64::MIN + 1) {
            Some(micros) => Reading::of(micros),
            None => faults.reject(Fault::Overflow, first_row + row, || value.to_string()),
        }
    })
}

fn from_numbers(
    values: &Float64Chunked,
    rules: TimeRules,
    first_row: u64,
    faults: &mut Faults,
) -> Vec<Reading> {
    each(values, |row, value| {
        let Some(value) = value.filter(|value| !value.is_nan()) else {
            return faults.reject(Fault::Missing, first_row + row, || "");
        };
        match date::from_serial(value, &rules) {
            Ok(moment) => Reading::of(moment.at.and_utc().timestamp_micros()),
            Err(fault) => faults.reject(fault.into(), first_row + row, || value.to_string()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEC_1: i64 = 18_962 * DAY; // 2021-12-01 is day 18962 after 1970-01-01 (GNU date)

    fn read(series: Series) -> (Vec<Option<i64>>, Faults) {
        let mut faults = Faults::new("day");
        let readings = times(Column::from(series), TimeRules::default(), 0, &mut faults).unwrap();
        (readings.into_iter().map(Reading::value).collect(), faults)
    }

    #[test]
    fn every_type_reads_to_the_same_moment() {
        let text = Series::new("d".into(), [Some("2021年12月1日"), Some("20211201"), None]);
        assert_eq!(read(text).0, [Some(DEC_1), Some(DEC_1), None]);
        let serial = Series::new("d".into(), [44_531.0, f64::NAN]);
        assert_eq!(read(serial).0, [Some(DEC_1), None]);
        let whole = Series::new("d".into(), [20_211_201_i64]);
        assert_eq!(read(whole).0, [Some(DEC_1)]);
        let days = Series::new("d".into(), [18_962_i32])
            .cast(&DataType::Date)
            .unwrap();
        assert_eq!(read(days.clone()).0, [Some(DEC_1)]);
        for unit in [
            TimeUnit::Milliseconds,
            TimeUnit::Microseconds,
            TimeUnit::Nanoseconds,
        ] {
            assert_eq!(
                read(days.cast(&DataType::Datetime(unit, None)).unwrap()).0,
                [Some(DEC_1)],
                "{unit:?}"
            );
        }
    }

    #[test]
    fn a_time_with_a_zone_keeps_its_wall_clock() {
        let zone = TimeZone::opt_try_new(Some("Asia/Shanghai")).unwrap();
        let utc = Series::new("d".into(), [DEC_1 - 8 * 3_600_000_000])
            .cast(&DataType::Datetime(TimeUnit::Microseconds, zone))
            .unwrap();
        assert_eq!(read(utc).0, [Some(DEC_1)]);
    }

    #[test]
    fn dates_that_no_calendar_has_are_counted() {
        let (readings, faults) = read(Series::new("d".into(), ["2018-02-29", "未知", "soon"]));
        assert_eq!(readings, [None, None, None]);
        assert_eq!(faults.count(Fault::InvalidCalendar), 1);
        assert_eq!(faults.count(Fault::Missing), 1);
        assert_eq!(faults.count(Fault::Unparseable), 1);
    }
}
