//! [`Importance`]: how important people say a feature is.

use serde::Serialize;

/// Code of a cell that is no importance.
const OFF: usize = 10;

/// Answers to "how important is it", by value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ImportanceCounts(pub(crate) [u64; OFF + 1]);

/// How important people say a feature is, on a scale of 1 to 9.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Importance {
    /// Answers.
    pub answers: u64,
    /// Cells that are not on the scale.
    pub off_scale: u64,
    /// Their mean; nothing without answers.
    pub mean: Option<f64>,
    /// Their sample standard deviation; nothing below two answers.
    pub sd: Option<f64>,
}

impl ImportanceCounts {
    pub(crate) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }

    pub(crate) fn figures(&self) -> Importance {
        let sum = |power: u32| -> u64 {
            let values = (1_u64..).zip(&self.0[1..OFF]);
            values.map(|(value, count)| value.pow(power) * count).sum()
        };
        let answers = sum(0);
        let n = answers as f64;
        let mean = (answers > 0).then(|| sum(1) as f64 / n);
        let sd = (answers > 1).then(|| {
            // Exact in integers: n Σx² - (Σx)² cannot cancel.
            let scaled = u128::from(answers) * u128::from(sum(2)) - u128::from(sum(1)).pow(2);
            (scaled as f64 / (n * (n - 1.0))).sqrt()
        });
        Importance {
            answers,
            off_scale: self.0[OFF],
            mean,
            sd,
        }
    }
}
