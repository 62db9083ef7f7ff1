//! [`Weights`]: how much each score counts in the weighted score.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Weights of R, F and M; they are divided by their sum when applied.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Weights(pub [f64; 3]);

impl Weights {
    /// Whether every weight is a number of at least zero and one is positive.
    pub fn is_meaningful(self) -> bool {
        self.0
            .iter()
            .all(|weight| weight.is_finite() && *weight >= 0.0)
            && self.0.iter().sum::<f64>() > 0.0
    }

    /// The weighted mean of three scores.
    ///
    /// ```
    /// use fourr_rfm::Weights;
    /// assert!((Weights([5.0, 3.0, 2.0]).apply([2, 4, 4]) - 3.0).abs() < 1e-12);
    /// ```
    pub fn apply(self, scores: [u8; 3]) -> f64 {
        let [r, f, m] = self.0;
        let [sr, sf, sm] = scores.map(f64::from);
        (r * sr + f * sf + m * sm) / (r + f + m)
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self([1.0, 1.0, 1.0])
    }
}

impl fmt::Display for Weights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, fr, m] = self.0;
        write!(f, "{r},{fr},{m}")
    }
}

impl FromStr for Weights {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts: Result<Vec<f64>, _> = text
            .split([',', '，', ':'])
            .map(|part| part.trim().parse())
            .collect();
        let weights = parts
            .ok()
            .and_then(|parts| <[f64; 3]>::try_from(parts).ok())
            .map(Self)
            .filter(|weights| weights.is_meaningful());
        weights.ok_or_else(|| "expected three weights such as 0.5,0.3,0.2".to_owned())
    }
}
