//! Active persons by day, in the last seven days and in the last thirty.

use super::{
    Activity, Stickiness,
    calendar::date,
    reduce::{ACTIVE, PersonDay},
};

/// Days of a week and of a month.
const WINDOWS: [i32; 3] = [1, 7, 30];
/// Days that the mean of the daily active is over.
const MONTH: usize = 30;

/// How the number of active persons changes from day to day, by window.
#[derive(Debug, Clone)]
pub(super) struct ActivityCounts {
    first: i32,
    /// A person active on a day is so in a window of n days from that day on: one more then, one less n days later.
    changes: [Vec<i64>; 3],
}

impl ActivityCounts {
    pub(super) fn new(first: i32, last: i32) -> Self {
        let days = usize::try_from(last - first + 2).unwrap_or(0);
        Self {
            first,
            changes: [vec![0; days], vec![0; days], vec![0; days]],
        }
    }

    /// Enters the days of one person.
    pub(super) fn enter(&mut self, days: &[PersonDay]) {
        for (window, changes) in WINDOWS.into_iter().zip(&mut self.changes) {
            let end = changes.len() - 1;
            // Until when the person counts, from earlier days.
            let mut until = i32::MIN;
            for day in days.iter().filter(|day| day.flags & ACTIVE != 0) {
                let from = day.day.max(until);
                until = day.day + window;
                let place =
                    |day: i32| usize::try_from(day - self.first).map_or(0, |place| place.min(end));
                changes[place(from)] += 1;
                changes[place(until)] -= 1;
            }
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.changes.iter_mut().zip(&other.changes) {
            for (sum, change) in mine.iter_mut().zip(theirs) {
                *sum += change;
            }
        }
    }

    /// Day by day.
    pub(super) fn activity(&self) -> Vec<Activity> {
        let mut active = [0_i64; 3];
        let days = self.changes[0].len() - 1;
        (0..days)
            .map(|day| {
                for (active, changes) in active.iter_mut().zip(&self.changes) {
                    *active += changes[day];
                }
                let [daily, weekly, monthly] = active.map(i64::unsigned_abs);
                Activity {
                    day: date(self.first + i32::try_from(day).unwrap_or(0)),
                    daily,
                    weekly,
                    monthly,
                }
            })
            .collect()
    }
}

/// The stickiness at the end of the log.
pub(super) fn stickiness(activity: &[Activity]) -> Option<Stickiness> {
    let last = activity.last()?;
    let recent = &activity[activity.len().saturating_sub(MONTH)..];
    let sum: u64 = recent.iter().map(|day| day.daily).sum();
    let daily_mean = sum as f64 / recent.len() as f64;
    let by_monthly = |count: f64| (last.monthly > 0).then(|| count / last.monthly as f64);
    (activity.iter().any(|day| day.daily > 0)).then(|| Stickiness {
        days: recent.len() as u64,
        daily_mean,
        weekly: last.weekly,
        monthly: last.monthly,
        daily_by_monthly: by_monthly(daily_mean),
        weekly_by_monthly: by_monthly(last.weekly as f64),
    })
}
