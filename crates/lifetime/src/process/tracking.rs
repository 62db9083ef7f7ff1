//! What a cohort buys, as time goes by.

use rayon::prelude::*;
use serde::Serialize;

use super::Process;

/// The two-sided 95 % quantile of the normal distribution.
pub(crate) const NORMAL_95: f64 = 1.959_963_984_540_054;

/// Repeat purchases of a cohort up to a point in time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TrackingPoint {
    /// The time on the calendar.
    pub time: f64,
    /// Expected repeat purchases of the cohort up to it.
    pub expected: f64,
    /// Lower end of the 95 % prediction interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Process {
    /// Cumulative repeat purchases that the process lets a cohort make.
    ///
    /// `births` are the times of the first purchases on a calendar of one's choice, one for each customer, and
    /// `times` those to look at, on the same calendar and in the unit of the parameters. Customers who are
    /// born later than a time count for nothing there.
    ///
    /// The interval is normal: customers buy independently of each other, so that the variance of the total
    /// is the sum of theirs, `E[X(X - 1)] + E[X] - E[X]²` with the exact moments of the process. That the
    /// parameters are estimates is left out.
    pub fn tracking(&self, births: &[f64], times: &[f64]) -> Vec<TrackingPoint> {
        let mut sorted = births.to_vec();
        sorted.par_sort_unstable_by(f64::total_cmp);
        let groups: Vec<(f64, f64)> = sorted
            .chunk_by(|a, b| a.total_cmp(b).is_eq())
            .map(|group| (group[0], group.len() as f64))
            .collect();
        times
            .par_iter()
            .map(|time| self.track(&groups, *time))
            .collect()
    }

    /// `groups` are times of birth and how many were born.
    fn track(&self, groups: &[(f64, f64)], time: f64) -> TrackingPoint {
        let (mut expected, mut variance) = (0.0, 0.0);
        for (birth, customers) in groups {
            let moments = self.of_new(time - birth);
            expected += customers * moments.mean;
            variance += customers * moments.variance();
        }
        let half = NORMAL_95 * variance.sqrt();
        TrackingPoint {
            time,
            expected,
            low: (expected - half).max(0.0),
            high: expected + half,
        }
    }
}
