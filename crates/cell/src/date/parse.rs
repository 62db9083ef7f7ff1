//! [`parse`]: from a cell to a moment.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::clock::Clock;
use super::scanner::Scanner;
use super::{DateFault, DateRules, from_serial, weekday, written};
use crate::{fold, missing};

/// A day, perhaps with a time, that a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// Local time, to the microsecond; midnight when the cell has no time of day.
    pub at: NaiveDateTime,
    /// Whether the cell says a time of day.
    pub has_time: bool,
}

impl Moment {
    /// Microseconds since 1970-01-01 00:00 in local time, negative before.
    pub fn micros(self) -> i64 {
        self.at.and_utc().timestamp_micros()
    }
}

/// Reads the date in a cell.
///
/// - Year first: 2021年12月1日 (or 号, with or without spaces), 2021-12-1, 2021/12/1, 2021.12.1,
///   20211201; two-digit years are ambiguous.
/// - Year last: 12/25/2021, 31.12.2020. Where no part exceeds 12 and the parts differ, the
///   [`DayOrder`](super::DayOrder) of the rules decides.
/// - English: 1 Dec 2021, Dec 1st, 2021, 1-Dec-2021, 2021 Dec 1.
/// - Numbers: as [`from_serial`], with yyyymmddhhmmss.
/// - A time may follow, behind a space, a T or directly: 18:30, 18:30:05.25, 9时05分, 上午 9:30,
///   3:20 PM; behind a space or a T also an hour of two digits, 18. Digits beyond the microsecond are cut off. A wall-clock time is kept as it is; one with
///   a zone (Z, UTC, +08:00) is moved to the zone of `epoch_offset_hours`.
/// - A weekday before, between or behind (星期五, (周五), Fri) is skipped.
///
/// Years run from 1 to 9999 in the proleptic Gregorian calendar; 24:00 and leap seconds don't exist.
///
/// # Errors
/// A [`DateFault`] for a cell without a date, with part of one, or with more than one reading.
///
/// ```
/// use fourr_cell::date::{DateFault, DateRules, parse};
/// let rules = DateRules::default();
/// assert_eq!(parse("２０２１年３月８号", &rules)?.at.to_string(), "2021-03-08 00:00:00");
/// assert_eq!(parse("03/04/2021", &rules), Err(DateFault::Ambiguous));
/// # Ok::<(), DateFault>(())
/// ```
pub fn parse(text: &str, rules: &DateRules) -> Result<Moment, DateFault> {
    if missing::classify(text).is_some() {
        return Err(DateFault::Missing);
    }
    let folded = fold::trimmed(text);
    match serial_in(&folded) {
        Some(serial) => from_serial(serial, rules),
        None => parse_written(&folded, *rules),
    }
}

/// The number in a cell that is digits, perhaps with a fraction, and can be a date as a whole.
///
/// Not `2021.12`, a month, nor digits behind a leading zero, an identifier.
fn serial_in(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) || whole.starts_with('0') {
        return None;
    }
    matches!(whole.len(), 5 | 8 | 10 | 13 | 14).then(|| text.parse().ok())?
}

fn parse_written(text: &str, rules: DateRules) -> Result<Moment, DateFault> {
    let mut scan = Scanner::new(text);
    weekday::skip(&mut scan);
    scan.spaces();
    let date = written::read(&mut scan).ok_or(DateFault::Unparseable)?;
    weekday::skip(&mut scan);
    let clock = if scan.is_at_end() || !date.takes_clock() {
        None
    } else {
        Some(Clock::read(&mut scan).ok_or(DateFault::Unparseable)?)
    };
    weekday::skip(&mut scan);
    if !scan.is_at_end() {
        return Err(DateFault::Unparseable);
    }
    let day = date.resolve(rules)?;
    let at = match clock {
        Some(clock) => clock.on(day, rules.epoch_offset_hours)?,
        None => day.into(),
    };
    Ok(Moment {
        at,
        has_time: clock.is_some(),
    })
}
