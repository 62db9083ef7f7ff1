//! [`Sample`]: a few measurements of the same thing, with their middle and spread.

use serde::{Deserialize, Serialize};

use crate::quantile::{quantile, sorted};

/// Turns a median absolute deviation into a standard deviation, were the values normal.
const NORMAL: f64 = 1.4826;

/// A few measurements of the same thing, in the order in which they were made.
///
/// Median and median absolute deviation, because one run that the machine disturbed must not move them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// The measurements.
    pub runs: Vec<f64>,
    /// Their median.
    pub median: f64,
    /// The least.
    pub min: f64,
    /// The greatest.
    pub max: f64,
    /// Median of their absolute distances from the median.
    pub mad: f64,
}

impl Sample {
    /// Of at least one measurement.
    pub fn of(runs: impl IntoIterator<Item = f64>) -> Option<Self> {
        let runs: Vec<f64> = runs.into_iter().collect();
        let ascending = sorted(runs.iter().copied());
        let (min, max) = (*ascending.first()?, *ascending.last()?);
        let median = quantile(&ascending, 0.5);
        let distances = sorted(runs.iter().map(|run| (run - median).abs()));
        Some(Self {
            median,
            min,
            max,
            mad: quantile(&distances, 0.5),
            runs,
        })
    }

    /// The standard deviation that the median absolute deviation stands for, as a share of the median; 0 where the median is 0.
    pub fn spread(&self) -> f64 {
        if self.median > 0.0 {
            NORMAL * self.mad / self.median
        } else {
            0.0
        }
    }

    /// First and third quartile, type 7.
    pub fn quartiles(&self) -> [f64; 2] {
        let ascending = sorted(self.runs.iter().copied());
        [quantile(&ascending, 0.25), quantile(&ascending, 0.75)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} for {expected}");
    }

    /// By hand: 1, 2, 4, 8, 100 have the median 4; distances 3, 2, 0, 4, 96, ascending 0, 2, 3, 4, 96, their median 3; spread
    /// 1.4826 x 3 / 4; quartiles of type 7 are the second and the fourth value.
    #[test]
    fn one_disturbed_run_moves_neither_median_nor_spread() {
        let sample = Sample::of([2.0, 100.0, 1.0, 8.0, 4.0]).unwrap();
        close(sample.median, 4.0);
        close(sample.mad, 3.0);
        close(sample.min, 1.0);
        close(sample.max, 100.0);
        close(sample.spread(), 1.111_95);
        let [q1, q3] = sample.quartiles();
        close(q1, 2.0);
        close(q3, 8.0);
        close(sample.runs[0], 2.0);
    }

    /// By hand: of 1 and 3 the median is 2, both are 1 away.
    #[test]
    fn two_runs_have_their_mean_as_median() {
        let sample = Sample::of([3.0, 1.0]).unwrap();
        close(sample.median, 2.0);
        close(sample.mad, 1.0);
    }

    #[test]
    fn one_run_has_no_spread_and_none_has_nothing() {
        close(Sample::of([0.5]).unwrap().spread(), 0.0);
        close(Sample::of([0.0, 0.0]).unwrap().spread(), 0.0);
        assert_eq!(Sample::of([]), None);
    }
}
