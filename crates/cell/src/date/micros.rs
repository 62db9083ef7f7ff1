//! [`parse_micros`]: the fast way through a column of dates.

use super::{DateFault, DateRules, Moment, parse};

const MICROS_A_SECOND: i64 = 1_000_000;

/// Reads a date as microseconds since 1970-01-01 00:00 in local time.
///
/// `2021-12-01`, `2021/12/1` and `20211201`, alone or with `18:30` or `18:30:05`, and `2021年12月1日` are decided byte by
/// byte without allocation, everything else by [`parse`]; the result is the same.
///
/// # Errors
/// As [`parse`].
///
/// ```
/// use fourr_cell::date::{DateRules, parse_micros};
/// assert_eq!(parse_micros("1970-01-02 00:00:01", &DateRules::default()), Ok(86_401_000_000));
/// ```
pub fn parse_micros(text: &str, rules: &DateRules) -> Result<i64, DateFault> {
    plain_micros(text.as_bytes()).map_or_else(|| parse_dirty(text, *rules), Ok)
}

#[cold]
fn parse_dirty(text: &str, rules: DateRules) -> Result<i64, DateFault> {
    parse(text, &rules).map(Moment::micros)
}

/// Reads the plain forms of a date that exists; `None` for everything else.
fn plain_micros(text: &[u8]) -> Option<i64> {
    let (year, rest) = four_digits(text)?;
    let (month, day, rest) = match rest {
        [separator @ (b'-' | b'/' | b'.'), rest @ ..] => {
            let (month, rest) = one_or_two_digits(rest)?;
            let (day, rest) =
                one_or_two_digits(rest.strip_prefix(std::slice::from_ref(separator))?)?;
            (month, day, rest)
        }
        [0xE5, 0xB9, 0xB4, rest @ ..] => chinese_month_and_day(rest)?,
        _ => compact_month_and_day(year, rest)?,
    };
    let exists =
        year > 0 && (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
    if !exists {
        return None;
    }
    let seconds = match rest {
        [] => 0,
        [b' ' | b'T', clock @ ..] => seconds_of_day(clock)?,
        _ => return None,
    };
    Some((days_from_civil(year, month, day) * 86_400 + seconds) * MICROS_A_SECOND)
}

/// Reads the `12月1日` behind `年`, and nothing behind it.
fn chinese_month_and_day(text: &[u8]) -> Option<(i64, i64, &[u8])> {
    let (month, rest) = one_or_two_digits(text)?;
    let (day, rest) = one_or_two_digits(rest.strip_prefix("月".as_bytes())?)?;
    (rest == "日".as_bytes() || rest == "号".as_bytes()).then_some((month, day, &[]))
}

/// Reads the `1201` of `20211201`, which is a number and so has no leading zero.
fn compact_month_and_day(year: i64, text: &[u8]) -> Option<(i64, i64, &[u8])> {
    let (value, rest) = four_digits(text)?;
    (year >= 1_000 && rest.is_empty()).then_some((value / 100, value % 100, rest))
}

/// Reads `H:MM` or `H:MM:SS`, the hour of one or two digits.
fn seconds_of_day(text: &[u8]) -> Option<i64> {
    let (hour, rest) = one_or_two_digits(text)?;
    let (minute, rest) = two_digits(rest.strip_prefix(b":")?)?;
    let second = match rest {
        [] => 0,
        [b':', rest @ ..] => match two_digits(rest)? {
            (second, []) => second,
            _ => return None,
        },
        _ => return None,
    };
    (hour < 24 && minute < 60 && second < 60).then_some((hour * 60 + minute) * 60 + second)
}

fn digit(byte: u8) -> Option<i64> {
    byte.is_ascii_digit().then(|| i64::from(byte - b'0'))
}

fn two_digits(text: &[u8]) -> Option<(i64, &[u8])> {
    let [tens, ones, rest @ ..] = text else {
        return None;
    };
    Some((digit(*tens)? * 10 + digit(*ones)?, rest))
}

fn four_digits(text: &[u8]) -> Option<(i64, &[u8])> {
    let (high, rest) = two_digits(text)?;
    let (low, rest) = two_digits(rest)?;
    Some((high * 100 + low, rest))
}

fn one_or_two_digits(text: &[u8]) -> Option<(i64, &[u8])> {
    two_digits(text).or_else(|| {
        let (first, rest) = text.split_first()?;
        Some((digit(*first)?, rest))
    })
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a date after year 0 (Hinnant 2013, chrono-compatible low-level date algorithms).
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March, so that the leap day comes last.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year / 400, year % 400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}
