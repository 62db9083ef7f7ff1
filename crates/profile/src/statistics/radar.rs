//! [`RadarScale`]: measures of different units on one scale from 0 to 100.

use serde::{Deserialize, Serialize};

/// Where a measure that does not vary is drawn.
const CONSTANT: f64 = 50.0;

/// Which end of a measure is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better, or there is no better.
    #[default]
    High,
    /// Less is better: returns, days since the last visit.
    Low,
}

/// How a measure is put on the scale from 0 to 100 that all axes of a radar chart share.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RadarScale {
    /// The values that are 0 and 100, or 100 and 0 where less is better.
    pub domain: [f64; 2],
    /// Which end is 100.
    pub better: Better,
}

impl RadarScale {
    /// The scale whose ends are the extremes of the groups shown. `None` where nothing is known.
    pub fn over(values: &[Option<f64>], better: Better) -> Option<Self> {
        let known = || {
            values
                .iter()
                .flatten()
                .copied()
                .filter(|value| value.is_finite())
        };
        let domain = [known().reduce(f64::min)?, known().reduce(f64::max)?];
        Some(Self { domain, better })
    }

    /// The place of a value, 0 to 100: values beyond the domain are at its ends; on a domain of one value all are 50.
    pub fn place(&self, value: f64) -> f64 {
        let [low, high] = self.domain;
        if high <= low {
            return CONSTANT;
        }
        let place = (100.0 * (value - low) / (high - low)).clamp(0.0, 100.0);
        match self.better {
            Better::High => place,
            Better::Low => 100.0 - place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_shown_span_the_scale() {
        let scale =
            RadarScale::over(&[Some(2.0), None, Some(6.0), Some(3.0)], Better::Low).unwrap();
        assert_eq!(
            [2.0, 3.0, 6.0, 9.0].map(|value| scale.place(value)),
            [100.0, 75.0, 0.0, 0.0]
        );
        assert_eq!(
            RadarScale::over(&[None, Some(f64::NAN)], Better::High),
            None
        );
    }
}
