//! Calendar dates as written, before the rules decide what they mean.

use chrono::NaiveDate;

use super::scanner::{Digits, Scanner};
use super::{DateFault, DateRules, DayOrder, Partial, english};

/// A date as it stands in the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// Year, month and day, each known as such.
    Day { year: u32, month: u32, day: u32 },
    /// Day and month in either order, then the year.
    YearLast { first: u32, second: u32, year: u32 },
    /// A month without a day.
    Month { year: u32, month: u32 },
    /// A year alone: 2021年.
    Year { year: u32 },
    /// A day without a year: 12月1日.
    NoYear,
    /// A year of two digits, or a number that may be one.
    TwoReadings,
}

impl Written {
    /// The day that is meant under the rules.
    pub(super) fn resolve(self, rules: DateRules) -> Result<NaiveDate, DateFault> {
        match self {
            Self::Day { year, month, day } => civil(year, month, day),
            Self::YearLast {
                first,
                second,
                year,
            } => {
                let (month, day) = month_and_day(first, second, rules.day_order)?;
                civil(year, month, day)
            }
            Self::Month { year, month } => first_day(year, month, rules.partial),
            Self::Year { year } => first_day(year, 1, rules.partial),
            Self::NoYear => Err(DateFault::Partial),
            Self::TwoReadings => Err(DateFault::Ambiguous),
        }
    }

    /// Whether a time of day may follow.
    pub(super) fn takes_clock(self) -> bool {
        !matches!(self, Self::Month { .. } | Self::Year { .. })
    }
}

/// A day of the proleptic Gregorian calendar, from year 1 to 9999.
pub(super) fn civil(year: u32, month: u32, day: u32) -> Result<NaiveDate, DateFault> {
    let year = i32::try_from(year)
        .ok()
        .filter(|year| (1..=9999).contains(year));
    year.and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .ok_or(DateFault::InvalidCalendar)
}

fn first_day(year: u32, month: u32, partial: Partial) -> Result<NaiveDate, DateFault> {
    let day = civil(year, month, 1)?;
    match partial {
        Partial::Reject => Err(DateFault::Partial),
        Partial::FirstDay => Ok(day),
    }
}

/// Tells month from day: by size where one exceeds 12, else by the order of the column.
fn month_and_day(first: u32, second: u32, order: DayOrder) -> Result<(u32, u32), DateFault> {
    match (first, second, order) {
        (13.., 13.., _) => Err(DateFault::InvalidCalendar),
        (13.., _, _) => Ok((second, first)),
        (_, 13.., _) | (_, _, DayOrder::MonthFirst) => Ok((first, second)),
        (_, _, DayOrder::DayFirst) => Ok((second, first)),
        // Both readings of 3/3/2021 are the same day.
        _ if first == second => Ok((first, second)),
        _ => Err(DateFault::Ambiguous),
    }
}

/// Reads the date at the cursor; `None` when there is none.
pub(super) fn read(scan: &mut Scanner<'_>) -> Option<Written> {
    if scan.peek()?.is_ascii_alphabetic() {
        return english::month_first(scan);
    }
    let first = scan.digits()?;
    if first.len == 8 {
        return compact(first.value);
    }
    if let Some(separator) = scan.eat_any(&[("-", "-"), ("/", "/"), (".", ".")]) {
        return separated(first, separator, scan);
    }
    let spaces = scan.spaces();
    if scan.eat("年") {
        return chinese(first, scan);
    }
    if scan.eat("月") {
        scan.spaces();
        let day = scan.short().filter(|_| scan.eat("日") || scan.eat("号"));
        return day.filter(|_| first.len <= 2).map(|_| Written::NoYear);
    }
    let named = spaces || scan.peek().is_some_and(|c| c.is_ascii_alphabetic());
    if named {
        english::after_number(first, scan)
    } else {
        None
    }
}

/// Takes yyyymmdd apart. What begins with a zero is an identifier.
fn compact(digits: u32) -> Option<Written> {
    let day = Written::Day {
        year: digits / 10_000,
        month: digits / 100 % 100,
        day: digits % 100,
    };
    (digits >= 10_000_000).then_some(day)
}

/// Reads what follows 2021年: 12月1日, 12月, or nothing. 日 may be 号 or absent; spaces don't matter.
fn chinese(year: Digits, scan: &mut Scanner<'_>) -> Option<Written> {
    if !matches!(year.len, 2 | 4) {
        return None;
    }
    let mut ahead = *scan;
    ahead.spaces();
    let month = ahead.short();
    ahead.spaces();
    let Some(month) = month.filter(|_| ahead.eat("月")) else {
        return Some(known_year(year, Written::Year { year: year.value }));
    };
    *scan = ahead;
    ahead.spaces();
    let Some(day) = ahead.short() else {
        return Some(known_year(
            year,
            Written::Month {
                year: year.value,
                month,
            },
        ));
    };
    *scan = ahead;
    ahead.spaces();
    if ahead.eat("日") || ahead.eat("号") {
        *scan = ahead;
    }
    Some(known_year(
        year,
        Written::Day {
            year: year.value,
            month,
            day,
        },
    ))
}

fn known_year(year: Digits, written: Written) -> Written {
    if year.len == 4 {
        written
    } else {
        Written::TwoReadings
    }
}

/// Reads what follows `2021-` or `12/`: numbers with the same separator, or the name of a month.
fn separated(first: Digits, separator: &str, scan: &mut Scanner<'_>) -> Option<Written> {
    if scan.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
        return english::after_number(first, scan);
    }
    let Digits { value: second, len } = scan.digits()?;
    if len == 4 && first.len <= 2 && separator != "." {
        return Some(Written::Month {
            year: second,
            month: first.value,
        });
    }
    if len > 2 {
        return None;
    }
    if !scan.eat(separator) {
        return (first.len == 4).then_some(Written::Month {
            year: first.value,
            month: second,
        });
    }
    let third = scan.digits()?;
    match (first.len, third.len) {
        (4, 1 | 2) => Some(Written::Day {
            year: first.value,
            month: second,
            day: third.value,
        }),
        (1 | 2, 4) => Some(Written::YearLast {
            first: first.value,
            second,
            year: third.value,
        }),
        (1 | 2, 1 | 2) => Some(Written::TwoReadings),
        _ => None,
    }
}
