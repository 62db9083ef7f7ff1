//! [`Clock`]: when people shop.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::error::GeneratorError;

const DAY: i64 = 86_400;
const HOUR: u64 = 3_600;

/// How busy each hour of a day is: quiet at night, busiest in the evening.
const HOURS: [u64; 24] = [
    14, 7, 4, 3, 3, 5, 10, 22, 36, 48, 55, 54, 52, 50, 47, 48, 50, 52, 55, 66, 84, 90, 68, 34,
];

/// What happened on a day before each full hour, and in all: `HOURS` summed by the second.
const BEFORE_HOUR: [u64; 25] = {
    let mut before = [0; 25];
    let mut hour = 0;
    while hour < 24 {
        before[hour + 1] = before[hour] + HOURS[hour] * HOUR;
        hour += 1;
    }
    before
};

/// Makes positions finer than a second, so that two orders of a stream never share one.
const FINENESS: u64 = 1 << 10;

/// Whether the days from `start` to `end` are enough to tell recent from long ago, and not too many.
pub(crate) fn check_period(start: NaiveDate, end: NaiveDate) -> Result<(), GeneratorError> {
    match (end - start).num_days() + 1 {
        60..=36_600 => Ok(()),
        days => Err(GeneratorError::Period { start, end, days }),
    }
}

/// Maps evenly spread *positions* to moments that cluster as shopping does, and back.
///
/// A position counts activity since the start of the period, a time is in seconds since 1970 of the
/// local calendar. The two run in the same direction: a later position is never an earlier time.
#[derive(Debug)]
pub(crate) struct Clock {
    /// Midnight of the first day.
    start: i64,
    days: Vec<Day>,
    /// The position at which the period ends.
    end: u64,
}

#[derive(Debug)]
struct Day {
    /// The position at which the day begins.
    before: u64,
    /// Positions per second and unit of `HOURS`.
    weight: u64,
}

impl Clock {
    /// A clock over the days from `start` to `end`, both included.
    pub(crate) fn new(start: NaiveDate, end: NaiveDate) -> Self {
        let mut position = 0;
        let mut days = Vec::new();
        for date in start.iter_days().take_while(|date| *date <= end) {
            let weight = busyness(date) * FINENESS;
            days.push(Day {
                before: position,
                weight,
            });
            position += weight * BEFORE_HOUR[24];
        }
        let start = start.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
        Self {
            start,
            days,
            end: position,
        }
    }

    pub(crate) fn end(&self) -> u64 {
        self.end
    }

    /// The position at which the given thousandth of the period's days begins.
    pub(crate) fn permille(&self, permille: u64) -> u64 {
        let days = self.days.len() as u64 * permille / 1000;
        self.position(self.start.saturating_add_unsigned(days * 24 * HOUR))
    }

    /// The second in which a position falls.
    #[inline]
    pub(crate) fn time(&self, position: u64) -> i64 {
        let index = self.days.partition_point(|day| day.before <= position) - 1;
        let day = &self.days[index];
        let within = (position - day.before) / day.weight;
        let hour = BEFORE_HOUR.partition_point(|before| *before <= within) - 1;
        let second = (within - BEFORE_HOUR[hour]) / HOURS[hour];
        self.start
            .saturating_add_unsigned((index as u64 * 24 + hour as u64) * HOUR + second)
    }

    /// The same, and the first second after the period for its end.
    pub(crate) fn time_or_closing(&self, position: u64) -> i64 {
        if position < self.end {
            self.time(position)
        } else {
            self.closing()
        }
    }

    /// The first position of a second: `position(t) <= p` exactly when `t <= time(p)`.
    pub(crate) fn position(&self, time: i64) -> u64 {
        let Ok(elapsed) = u64::try_from(time - self.start) else {
            return 0;
        };
        let (day, second) = (elapsed / (24 * HOUR), elapsed % (24 * HOUR));
        let Some(day) = usize::try_from(day).ok().and_then(|day| self.days.get(day)) else {
            return self.end;
        };
        let hour = usize::try_from(second / HOUR).expect("an hour of the day");
        day.before + day.weight * (BEFORE_HOUR[hour] + second % HOUR * HOURS[hour])
    }

    /// The first second after the period.
    pub(crate) fn closing(&self) -> i64 {
        self.start + DAY * i64::try_from(self.days.len()).expect("days of a calendar")
    }
}

/// How busy a day is; an ordinary weekday is 100. The shopping festivals are those of the Chinese
/// e-commerce year.
fn busyness(date: NaiveDate) -> u64 {
    let festival = match (date.month(), date.day()) {
        (11, 11) => 420,
        (6, 18) => 330,
        (12, 12) => 210,
        (3, 8) => 180,
        (11, 1..=10) | (6, 1..=17) => 145,
        (3, 5..=7) | (12, 10..=11) | (9, 9) => 130,
        _ => 100,
    };
    match date.weekday() {
        Weekday::Sat | Weekday::Sun => festival * 112 / 100,
        _ => festival,
    }
}

#[cfg(test)]
mod tests {
    use super::Clock;
    use chrono::NaiveDate;

    fn clock() -> Clock {
        let day = |month, day| NaiveDate::from_ymd_opt(2024, month, day).unwrap();
        Clock::new(day(11, 1), day(11, 30))
    }

    #[test]
    fn position_is_the_first_of_its_second() {
        let clock = clock();
        for time in (clock.start..clock.closing()).step_by(977) {
            let position = clock.position(time);
            assert_eq!(clock.time(position), time);
            assert!(position == 0 || clock.time(position - 1) < time);
        }
    }

    #[test]
    fn times_stay_inside_of_the_period() {
        let clock = clock();
        assert_eq!(clock.time(clock.end() - 1), clock.closing() - 1);
        assert_eq!(clock.position(clock.start - 1), 0);
        assert_eq!(clock.position(clock.closing()), clock.end());
    }
}
