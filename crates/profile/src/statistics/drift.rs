//! [`Drift`]: how far a dimension has moved between two times.

use serde::Serialize;

/// Share that an empty value is taken to have, so that the logarithm exists.
const FLOOR: f64 = 0.0001;

/// How far the shares of a dimension's values have moved between two times.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drift {
    /// Population stability index; `None` where one of the times has nobody.
    pub psi: Option<f64>,
    /// What that means.
    pub band: Option<Stability>,
    /// Values that were empty at one of the times, by their places; they were taken to have 0.0001.
    pub raised: Vec<usize>,
}

/// Siddiqi's bands of the population stability index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stability {
    /// Below 0.1.
    Stable,
    /// Below 0.25.
    Shifting,
    /// From 0.25 on.
    Shifted,
}

impl Drift {
    /// The drift between amounts or shares before and after, one a value, which are taken as shares of their sums.
    /// Lists of different lengths are compared over the shorter one.
    ///
    /// # References
    /// Siddiqi (2006), Credit Risk Scorecards.
    pub fn between(before: &[f64], after: &[f64]) -> Self {
        let totals = [before, after].map(|amounts| amounts.iter().sum::<f64>());
        let pairs = || before.iter().zip(after);
        let raised = pairs()
            .enumerate()
            .filter(|(_, (p, q))| (**p > 0.0) != (**q > 0.0));
        let raised: Vec<usize> = raised.map(|(place, _)| place).collect();
        let part = |(p, q): (&f64, &f64)| {
            let (p, q) = ((p / totals[0]).max(FLOOR), (q / totals[1]).max(FLOOR));
            (q - p) * (q / p).ln()
        };
        let known = totals.iter().all(|total| *total > 0.0);
        let mut parts: Vec<f64> = pairs()
            .filter(|(p, q)| **p > 0.0 || **q > 0.0)
            .map(part)
            .collect();
        parts.sort_by(f64::total_cmp);
        let psi: Option<f64> = known.then(|| parts.iter().sum());
        Self {
            psi,
            band: psi.map(Stability::of),
            raised,
        }
    }
}

impl Stability {
    fn of(psi: f64) -> Self {
        match psi {
            psi if psi < 0.1 => Self::Stable,
            psi if psi < 0.25 => Self::Shifting,
            _ => Self::Shifted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_has_no_drift_and_empty_values_are_named() {
        let same = Drift::between(&[3.0, 1.0, 0.0], &[6.0, 2.0, 0.0]);
        assert_eq!(
            (same.psi, same.band, same.raised.len()),
            (Some(0.0), Some(Stability::Stable), 0)
        );
        let new = Drift::between(&[1.0, 0.0], &[0.0, 1.0]);
        assert_eq!(
            (new.band, &new.raised[..]),
            (Some(Stability::Shifted), &[0, 1][..])
        );
        assert_eq!(Drift::between(&[], &[1.0]).psi, None);
    }
}
