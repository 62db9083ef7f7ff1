//! Days and periods as numbers.

use chrono::{Datelike, NaiveDate};

use crate::Period;

/// 1970-01-01 is day 0.
const EPOCH: NaiveDate = NaiveDate::from_epoch_days(0).expect("the epoch");

/// The number of a day.
pub(super) fn day_number(date: NaiveDate) -> i32 {
    date.to_epoch_days()
}

/// The day of a number, within what the calendar knows.
pub(super) fn date(day: i32) -> NaiveDate {
    NaiveDate::from_epoch_days(day).unwrap_or(EPOCH)
}

/// The number of the period that a day is in; periods that follow each other have numbers that do.
pub(super) fn period_of(period: Period, day: i32) -> i32 {
    match period {
        Period::Day => day,
        // 1970-01-01 was a Thursday.
        Period::Week => (day + 3).div_euclid(7),
        Period::Month => {
            let date = date(day);
            date.year() * 12 + date.month0().cast_signed()
        }
    }
}

/// The first day of a period.
pub(super) fn start_of(period: Period, number: i32) -> i32 {
    match period {
        Period::Day => number,
        Period::Week => number * 7 - 3,
        Period::Month => {
            let month = number.rem_euclid(12).cast_unsigned() + 1;
            NaiveDate::from_ymd_opt(number.div_euclid(12), month, 1).map_or(0, day_number)
        }
    }
}

/// The periods of days that follow each other, looked up.
#[derive(Debug)]
pub(super) struct Calendar {
    pub(super) period: Period,
    first: i32,
    periods: Vec<i32>,
}

impl Calendar {
    /// A calendar from one day to another, both included.
    pub(super) fn new(period: Period, first: i32, last: i32) -> Self {
        let periods = (first..=last).map(|day| period_of(period, day)).collect();
        Self {
            period,
            first,
            periods,
        }
    }

    /// The number of the period that a day is in.
    pub(super) fn of(&self, day: i32) -> i32 {
        self.periods[usize::try_from(day - self.first).unwrap_or(0)]
    }

    /// The first and the last period.
    pub(super) fn bounds(&self) -> (i32, i32) {
        let at = |place: Option<&i32>| place.copied().unwrap_or(0);
        (at(self.periods.first()), at(self.periods.last()))
    }

    /// The first day of a period.
    pub(super) fn start(&self, number: i32) -> NaiveDate {
        date(start_of(self.period, number))
    }

    /// Whether a period is over at the end of `day`.
    pub(super) fn is_over(&self, number: i32, day: i32) -> bool {
        start_of(self.period, number + 1) - 1 <= day
    }
}

/// The periods that suit so many days, unless some are asked for.
pub(super) fn suitable(asked: Option<Period>, days: i32) -> Period {
    asked.unwrap_or(match days {
        ..=35 => Period::Day,
        36..=184 => Period::Week,
        _ => Period::Month,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_lies_in_the_period_that_begins_before_it() {
        for period in [Period::Day, Period::Week, Period::Month] {
            for day in -800..800 {
                let number = period_of(period, day);
                let (start, next) = (start_of(period, number), start_of(period, number + 1));
                assert!(start <= day && day < next, "{period:?} {day}");
            }
        }
        // 2024-01-01 was a Monday.
        let monday = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
        let week = period_of(Period::Week, day_number(monday));
        assert_eq!(date(start_of(Period::Week, week)), monday);
    }
}
