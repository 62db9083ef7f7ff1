//! Dates stored as numbers: Excel serials, yyyymmdd, epoch seconds and milliseconds.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::written::civil;
use super::{DateFault, DateRules, ExcelEpoch, Moment};

/// Excel serials taken for dates: 1954-10-03 to 2119-01-11 in the 1900 system.
const SERIALS: std::ops::RangeInclusive<f64> = 20_000.0..=80_000.0;
const SECONDS_A_DAY: f64 = 86_400.0;
/// Days from 1970-01-01 back to 1899-12-30, from where serials count since 1900-03-01.
const EXCEL_1900_DAY: f64 = -25_569.0;
/// Days between the two systems of Excel.
const EXCEL_1904_SHIFT: f64 = 1_462.0;

/// Reads the date in a numeric cell.
///
/// By size: 20 000 to 80 000 is an Excel serial, whose fraction is the time of day rounded to the
/// second; eight digits are yyyymmdd, fourteen yyyymmddhhmmss; ten digits are seconds and thirteen
/// milliseconds since 1970-01-01 UTC, shown in the zone of `epoch_offset_hours`. A serial without a
/// fraction is a day without a time.
///
/// # Errors
/// `invalid_calendar` for 20211301, `unparseable` for every other number, NaN and infinity included.
///
/// ```
/// use fourr_cell::date::{DateRules, from_serial};
/// let noon = from_serial(44_531.5, &DateRules::default())?;
/// assert_eq!(noon.at.to_string(), "2021-12-01 12:00:00");
/// # Ok::<(), fourr_cell::date::DateFault>(())
/// ```
pub fn from_serial(number: f64, rules: &DateRules) -> Result<Moment, DateFault> {
    let is_whole = number.fract() == 0.0;
    match number {
        n if SERIALS.contains(&n) => excel(n, rules.excel),
        n if (1e7..1e8).contains(&n) && is_whole => {
            let day = compact_day(integer(n))?;
            Ok(Moment {
                at: day.into(),
                has_time: false,
            })
        }
        n if (1e9..1e10).contains(&n) => epoch_micros(n * 1e6, rules.epoch_offset_hours),
        n if (1e12..1e13).contains(&n) => epoch_micros(n * 1e3, rules.epoch_offset_hours),
        n if (1e13..1e14).contains(&n) && is_whole => compact_time(integer(n)),
        _ => Err(DateFault::Unparseable),
    }
}

fn excel(serial: f64, epoch: ExcelEpoch) -> Result<Moment, DateFault> {
    let shift = match epoch {
        ExcelEpoch::Y1900 => 0.0,
        ExcelEpoch::Y1904 => EXCEL_1904_SHIFT,
    };
    let seconds = integer(((serial + shift + EXCEL_1900_DAY) * SECONDS_A_DAY).round());
    let at = since_1970(TimeDelta::seconds(seconds))?;
    Ok(Moment {
        at,
        has_time: seconds % 86_400 != 0,
    })
}

fn epoch_micros(micros: f64, offset_hours: i8) -> Result<Moment, DateFault> {
    let local = TimeDelta::hours(i64::from(offset_hours));
    let at = since_1970(TimeDelta::microseconds(integer(micros.round())) + local)?;
    Ok(Moment { at, has_time: true })
}

/// Reads yyyymmdd.
fn compact_day(number: i64) -> Result<NaiveDate, DateFault> {
    let part = |divisor: i64, size: i64| u32::try_from(number / divisor % size);
    match (part(10_000, 10_000), part(100, 100), part(1, 100)) {
        (Ok(year), Ok(month), Ok(day)) => civil(year, month, day),
        _ => Err(DateFault::InvalidCalendar),
    }
}

/// Reads yyyymmddhhmmss.
fn compact_time(number: i64) -> Result<Moment, DateFault> {
    let day = compact_day(number / 1_000_000)?;
    let part = |divisor: i64| u32::try_from(number / divisor % 100).unwrap_or(u32::MAX);
    let at = day
        .and_hms_opt(part(10_000), part(100), part(1))
        .ok_or(DateFault::InvalidCalendar)?;
    Ok(Moment { at, has_time: true })
}

fn since_1970(elapsed: TimeDelta) -> Result<NaiveDateTime, DateFault> {
    NaiveDateTime::default()
        .checked_add_signed(elapsed)
        .ok_or(DateFault::InvalidCalendar)
}

/// The integer of a whole number below 10^17.
#[expect(
    clippy::cast_possible_truncation,
    reason = "every caller has checked the range"
)]
fn integer(whole: f64) -> i64 {
    whole as i64
}
