//! English dates: 1 Dec 2021, Dec 1, 2021, 1-Dec-2021, December 1st 2021, 2021 Dec 1.

use super::scanner::{Digits, Scanner};
use super::written::Written;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads a date that begins with the name of a month.
pub(super) fn month_first(scan: &mut Scanner<'_>) -> Option<Written> {
    let month = month(scan)?;
    separator(scan);
    let next = scan.digits()?;
    if next.len == 4 {
        return Some(Written::Month {
            year: next.value,
            month,
        });
    }
    if next.len > 2 {
        return None;
    }
    let day = next.value;
    ordinal(scan);
    let mut ahead = *scan;
    separator(&mut ahead);
    match ahead.digits() {
        // A time of day may follow: "Dec 1 18:30" has no year.
        Some(year) if !ahead.eat(":") => {
            *scan = ahead;
            day_of(year, month, day)
        }
        // Dec 21: a day, or a year of two digits.
        _ => Some(Written::TwoReadings),
    }
}

/// Reads what follows a number that is not followed by 年, a dash or a stroke: the name of a month.
pub(super) fn after_number(first: Digits, scan: &mut Scanner<'_>) -> Option<Written> {
    if first.len <= 2 {
        ordinal(scan);
    }
    separator(scan);
    let month = month(scan)?;
    let mut ahead = *scan;
    separator(&mut ahead);
    let second = ahead.digits().filter(|_| ahead.peek() != Some(':'));
    let Some(second) = second else {
        return match first.len {
            4 => Some(Written::Month {
                year: first.value,
                month,
            }),
            1 | 2 => Some(Written::NoYear),
            _ => None,
        };
    };
    *scan = ahead;
    match (first.len, second.len) {
        (4, 1 | 2) => Some(Written::Day {
            year: first.value,
            month,
            day: second.value,
        }),
        (1 | 2, _) => day_of(second, month, first.value),
        _ => None,
    }
}

fn day_of(year: Digits, month: u32, day: u32) -> Option<Written> {
    match year.len {
        4 => Some(Written::Day {
            year: year.value,
            month,
            day,
        }),
        2 => Some(Written::TwoReadings),
        _ => None,
    }
}

/// Steps over a month, in full or by its first three letters.
fn month(scan: &mut Scanner<'_>) -> Option<u32> {
    let word = scan.word();
    let is_named = |name: &&str| {
        name.eq_ignore_ascii_case(word)
            || name[..3].eq_ignore_ascii_case(word)
            || (*name == "september" && word.eq_ignore_ascii_case("sept"))
    };
    let index = MONTHS.iter().position(is_named)?;
    u32::try_from(index + 1).ok()
}

fn ordinal(scan: &mut Scanner<'_>) {
    let mut ahead = *scan;
    if ["st", "nd", "rd", "th"]
        .iter()
        .any(|ending| ending.eq_ignore_ascii_case(ahead.word()))
    {
        *scan = ahead;
    }
}

/// Steps over what may stand between day, month and year.
fn separator(scan: &mut Scanner<'_>) {
    scan.spaces();
    if [",", ".", "-", "/"].iter().any(|mark| scan.eat(mark)) {
        scan.spaces();
    }
}
