//! [`Continuous`]: the scores of `DuMouchel`.

use serde::Serialize;

use crate::{Category, grid::Grid};

/// Where a score is high.
const CUT: f64 = 2.0;

/// Mean, spread and standard error of scores from -2 to 4.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Score {
    /// Mean.
    pub mean: f64,
    /// Sample standard deviation; nothing below two pairs.
    pub sd: Option<f64>,
    /// Standard error of the mean; nothing below two pairs.
    pub se: Option<f64>,
}

/// The continuous analysis of a feature (`DuMouchel` in Berger et al. 1993).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Continuous {
    /// Valid pairs.
    pub pairs: u64,
    /// Score of the answers to "if present": like 4, must-be 2, neutral 0, live-with -1, dislike -2.
    pub functional: Score,
    /// Score of the answers to "if absent": like -2, must-be -1, neutral 0, live-with 2, dislike 4.
    pub dysfunctional: Score,
    /// Both means at least 2 O, the functional one A, the dysfunctional one M, else I.
    pub quadrant: Category,
    /// Whether a mean lies below 0, outside the area that the categories are read in.
    pub outside: bool,
}

impl Continuous {
    /// Of the valid pairs; nothing without one.
    pub(crate) fn of(grid: &Grid) -> Option<Self> {
        let mut sums = [[0_i64; 2]; 2];
        let mut pairs = 0_u64;
        for (functional, dysfunctional, count) in grid.valid() {
            pairs += count;
            let scores = [
                functional.functional_score(),
                dysfunctional.dysfunctional_score(),
            ];
            for (sums, score) in sums.iter_mut().zip(scores.map(i64::from)) {
                let count = i64::try_from(count).unwrap_or(i64::MAX);
                sums[0] += score * count;
                sums[1] += score * score * count;
            }
        }
        if pairs == 0 {
            return None;
        }
        let [functional, dysfunctional] = sums.map(|sums| Score::of(sums, pairs));
        let quadrant = match (functional.mean >= CUT, dysfunctional.mean >= CUT) {
            (true, true) => Category::OneDimensional,
            (true, false) => Category::Attractive,
            (false, true) => Category::MustBe,
            (false, false) => Category::Indifferent,
        };
        Some(Self {
            pairs,
            functional,
            dysfunctional,
            quadrant,
            outside: functional.mean < 0.0 || dysfunctional.mean < 0.0,
        })
    }
}

impl Score {
    fn of([sum, squares]: [i64; 2], pairs: u64) -> Self {
        let n = pairs as f64;
        // Exact in integers: n Σx² - (Σx)² cannot cancel.
        let scaled = i128::from(pairs) * i128::from(squares) - i128::from(sum).pow(2);
        let sd = (pairs > 1).then(|| (scaled as f64 / (n * (n - 1.0))).sqrt());
        Self {
            mean: sum as f64 / n,
            sd,
            se: sd.map(|sd| sd / n.sqrt()),
        }
    }
}
