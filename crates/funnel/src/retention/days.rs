//! Retention on a day, or within some days, after the first.

use super::{
    Bracket, DayRetention,
    reduce::{ACTIVE, PersonDay},
};

/// Counts by cohort and range of days.
#[derive(Debug, Clone)]
pub(super) struct DayCounts {
    ranges: Vec<Bracket>,
    /// Eligible and active, range by range, cohort by cohort.
    counts: Vec<[u64; 2]>,
}

impl DayCounts {
    pub(super) fn new(ranges: Vec<Bracket>, cohorts: usize) -> Self {
        let counts = vec![[0; 2]; ranges.len() * cohorts];
        Self { ranges, counts }
    }

    /// Enters a person whose first event was on the day `start`. Whoever has not been observed to the end of a range does
    /// not count in it.
    pub(super) fn enter(&mut self, cohort: usize, start: i32, days: &[PersonDay], as_of: i32) {
        let places = cohort * self.ranges.len()..;
        for (range, counts) in self.ranges.iter().zip(&mut self.counts[places]) {
            let (from, to) = (start + i32::from(range.from), start + i32::from(range.to));
            if to > as_of {
                continue;
            }
            let after = days.partition_point(|day| day.day < from);
            let within = days[after..].iter().take_while(|day| day.day <= to);
            counts[0] += 1;
            counts[1] += u64::from(within.into_iter().any(|day| day.flags & ACTIVE != 0));
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            mine[0] += theirs[0];
            mine[1] += theirs[1];
        }
    }

    /// The ranges of one cohort.
    pub(super) fn of(&self, cohort: usize) -> Vec<DayRetention> {
        let counts = &self.counts[cohort * self.ranges.len()..];
        let pairs = self.ranges.iter().zip(counts);
        pairs
            .map(|(range, counts)| DayRetention::of(*range, *counts))
            .collect()
    }

    /// The ranges of everybody.
    pub(super) fn overall(&self) -> Vec<DayRetention> {
        let ranges = self.ranges.iter().enumerate();
        ranges
            .map(|(place, range)| {
                let of_range = self.counts.iter().skip(place).step_by(self.ranges.len());
                let sum = of_range.fold([0; 2], |sum, counts| {
                    [sum[0] + counts[0], sum[1] + counts[1]]
                });
                DayRetention::of(*range, sum)
            })
            .collect()
    }
}

impl DayRetention {
    fn of(days: Bracket, [eligible, active]: [u64; 2]) -> Self {
        Self {
            days,
            eligible,
            active,
            retention: (eligible > 0).then(|| active as f64 / eligible as f64),
        }
    }
}
