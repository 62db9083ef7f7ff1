//! [`Noise`]: what the machine does to times by itself.

use serde::{Deserialize, Serialize};

use crate::Sample;

/// How much the time of one and the same computation varies on this machine: differences below it say nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Noise {
    /// Seconds of the computation, before the tasks.
    pub before: Sample,
    /// And after them.
    pub after: Sample,
    /// The larger [spread](Sample::spread) of the two.
    pub spread: f64,
    /// How far the median moved from before to after, as a share of the first.
    pub drift: f64,
    /// The larger of both: differences below this share are noise.
    pub floor: f64,
}

impl Noise {
    /// Of seconds, taken before the tasks and after them; none where there are none, or none that took time.
    pub fn of(before: Vec<f64>, after: Vec<f64>) -> Option<Self> {
        let (before, after) = (Sample::of(before)?, Sample::of(after)?);
        if before.median <= 0.0 {
            return None;
        }
        let spread = before.spread().max(after.spread());
        let drift = (after.median / before.median - 1.0).abs();
        Some(Self {
            before,
            after,
            spread,
            drift,
            floor: spread.max(drift),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 1.0 to 2.0 in steps of a tenth have the median 1.5 and the median distance 0.3, a spread of 1.4826 x 0.3 / 1.5;
    /// the same twice as long have drifted by 1.
    #[test]
    fn the_floor_is_the_larger_of_spread_and_drift() {
        let times = |factor: f64| (10..=20).map(|i| f64::from(i) * factor).collect();
        let still = Noise::of(times(0.1), times(0.1)).unwrap();
        assert!((still.floor - 0.296_52).abs() < 1e-12);
        let moved = Noise::of(times(0.1), times(0.2)).unwrap();
        assert!((moved.spread - 0.296_52).abs() < 1e-12);
        assert!((moved.drift - 1.0).abs() < 1e-12);
        assert!((moved.floor - 1.0).abs() < 1e-12);
    }

    #[test]
    fn without_measurements_nothing_is_known() {
        assert_eq!(Noise::of(vec![], vec![1.0]), None);
        assert_eq!(Noise::of(vec![0.0], vec![1.0]), None);
    }
}
