//! [`Noise`]: what the machine does to times by itself.

use serde::{Deserialize, Serialize};

use crate::quantile::{quantile, sorted};

/// How much the time of one and the same computation varies on this machine: differences below it say nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Noise {
    /// Times of the computation, in seconds, before the tasks.
    pub before: Vec<f64>,
    /// And after them.
    pub after: Vec<f64>,
    /// Distance from the tenth to the ninetieth percentile over the median, of the wider of the two.
    pub spread: f64,
    /// How far the median moved from before to after, as a share of the first.
    pub drift: f64,
    /// The larger of both: differences below this share are noise.
    pub floor: f64,
}

impl Noise {
    /// Of times in seconds, taken before the tasks and after them; none where there are none before.
    pub fn of(before: Vec<f64>, after: Vec<f64>) -> Option<Self> {
        let first = Middle::of(&before)?;
        let last = Middle::of(&after).unwrap_or(first);
        let spread = first.spread.max(last.spread);
        let drift = (last.median / first.median - 1.0).abs();
        Some(Self {
            before,
            after,
            spread,
            drift,
            floor: spread.max(drift),
        })
    }
}

#[derive(Debug, Clone, Copy)]
struct Middle {
    median: f64,
    spread: f64,
}

impl Middle {
    fn of(times: &[f64]) -> Option<Self> {
        let ascending = sorted(times.iter().copied());
        let median = quantile(&ascending, 0.5);
        let width = quantile(&ascending, 0.9) - quantile(&ascending, 0.1);
        (median > 0.0).then(|| Self {
            median,
            spread: width / median,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 1.0 to 2.0 in steps of a tenth have the percentiles 1.1 and 1.9 and the median 1.5; twice as long after.
    #[test]
    fn the_floor_is_the_larger_of_spread_and_drift() {
        let times = |factor: f64| (10..=20).map(|i| f64::from(i) * factor).collect();
        let noise = Noise::of(times(0.1), times(0.2)).unwrap();
        assert!((noise.spread - 0.8 / 1.5).abs() < 1e-12);
        assert!((noise.drift - 1.0).abs() < 1e-12);
        assert!((noise.floor - 1.0).abs() < 1e-12);
    }

    #[test]
    fn without_a_second_measurement_nothing_has_drifted() {
        let noise = Noise::of(vec![2.0, 2.0, 2.0], vec![]).unwrap();
        assert!(noise.floor.abs() < 1e-12);
        assert_eq!(Noise::of(vec![], vec![1.0]), None);
    }
}
