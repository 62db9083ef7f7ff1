//! [`Weights`]: how much each score counts in the weighted score, and [`Weighting`]: who says so.

use std::{fmt, str::FromStr};

use fourr_cluster::weights::{Ahp, Entropy, entropy, judgement};
use serde::{Deserialize, Serialize};

use crate::{RfmError, measure::Measure};

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

/// Where the weights come from.
///
/// On the command line `0.5,0.3,0.2`, `ahp:3,5,2` or `entropy`; in a file an array of three numbers or one
/// of these words.
///
/// ```
/// use fourr_rfm::Weighting;
/// assert_eq!("ahp:3,5,2".parse(), Ok(Weighting::Ahp([3.0, 5.0, 2.0])));
/// assert!("ahp:3,0,2".parse::<Weighting>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub enum Weighting {
    /// Three given numbers.
    Given(Weights),
    /// The analytic hierarchy process (Saaty 1980): how many times as important R is as F, R as M, and F
    /// as M, each from 1/9 to 9.
    Ahp([f64; 3]),
    /// The entropy of the values: a dimension on which customers differ more counts more. Recency is
    /// reversed first.
    Entropy,
}

/// The weights in force and how they were found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeightsInForce {
    /// Where they come from: `given`, `ahp` or `entropy`.
    pub method: &'static str,
    /// Weights of R, F and M, their sum 1.
    pub weights: Weights,
    /// Eigenvalue and consistency of the judgements.
    pub ahp: Option<Ahp>,
    /// Entropies of the dimensions.
    pub entropy: Option<Entropy>,
}

impl Weighting {
    /// The judgements as a reciprocal matrix.
    fn matrix([rf, rm, fm]: [f64; 3]) -> Vec<Vec<f64>> {
        vec![
            vec![1.0, rf, rm],
            vec![1.0 / rf, 1.0, fm],
            vec![1.0 / rm, 1.0 / fm, 1.0],
        ]
    }

    /// Refuses weights without a meaning and judgements that contradict each other.
    pub(crate) fn check(self) -> Result<(), RfmError> {
        match self {
            Self::Given(weights) if !weights.is_meaningful() => Err(RfmError::Weights(weights)),
            Self::Ahp(judgements) => {
                let ahp = judgement(&Self::matrix(judgements))?;
                if ahp.consistent {
                    Ok(())
                } else {
                    Err(RfmError::Inconsistent {
                        judgements,
                        ratio: ahp.cr,
                    })
                }
            }
            Self::Given(_) | Self::Entropy => Ok(()),
        }
    }

    /// The weights for these customers.
    pub(crate) fn resolve(self, measures: &[Measure; 3]) -> Result<WeightsInForce, RfmError> {
        let found = |method, weights: &[f64], ahp, entropy| {
            let sum: f64 = weights.iter().sum();
            let weights = Weights([0, 1, 2].map(|d| weights[d] / sum));
            WeightsInForce {
                method,
                weights,
                ahp,
                entropy,
            }
        };
        Ok(match self {
            Self::Given(weights) => found("given", &weights.0, None, None),
            Self::Ahp(judgements) => {
                let ahp = judgement(&Self::matrix(judgements))?;
                found("ahp", &ahp.weights.clone(), Some(ahp), None)
            }
            // One customer differs from nobody.
            Self::Entropy if measures[0].len() < 2 => found("entropy", &[1.0; 3], None, None),
            Self::Entropy => {
                let [recency, frequency, monetary] = measures;
                let freshness: Vec<f64> = recency.values.iter().map(|days| -days).collect();
                let entropy = entropy(&[&freshness, &frequency.values, &monetary.values])?;
                found("entropy", &entropy.weights.clone(), None, Some(entropy))
            }
        })
    }
}

impl Default for Weighting {
    fn default() -> Self {
        Self::Given(Weights::default())
    }
}

impl From<Weights> for Weighting {
    fn from(weights: Weights) -> Self {
        Self::Given(weights)
    }
}

impl fmt::Display for Weighting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given(weights) => weights.fmt(f),
            Self::Ahp(judgements) => write!(f, "ahp:{}", Weights(*judgements)),
            Self::Entropy => f.write_str("entropy"),
        }
    }
}

impl FromStr for Weighting {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim().eq_ignore_ascii_case("entropy") {
            return Ok(Self::Entropy);
        }
        let found = match text.trim().strip_prefix("ahp:") {
            Some(judgements) => three(judgements)
                .filter(|judgements| judgements.iter().all(|judgement| *judgement > 0.0))
                .map(Self::Ahp),
            None => three(text)
                .map(Weights)
                .filter(|weights| weights.is_meaningful())
                .map(Self::Given),
        };
        found.ok_or_else(|| {
            "expected three weights such as 0.5,0.3,0.2, ahp: with the importance of R over F, R over M and \
             F over M such as ahp:3,5,2, or entropy"
                .to_owned()
        })
    }
}

/// Three numbers, or fractions such as 1/3.
fn three(text: &str) -> Option<[f64; 3]> {
    let number = |part: &str| {
        let part = part.trim();
        let value = match part.split_once('/') {
            Some((above, below)) => {
                above.trim().parse::<f64>().ok()? / below.trim().parse::<f64>().ok()?
            }
            None => part.parse().ok()?,
        };
        value.is_finite().then_some(value)
    };
    let numbers: Option<Vec<f64>> = text.split([',', '，', ':']).map(number).collect();
    numbers?.try_into().ok()
}

/// A weighting in a file.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Numbers([f64; 3]),
    Words(String),
}

impl From<Weighting> for Written {
    fn from(weighting: Weighting) -> Self {
        match weighting {
            Weighting::Given(Weights(numbers)) => Self::Numbers(numbers),
            other => Self::Words(other.to_string()),
        }
    }
}

impl TryFrom<Written> for Weighting {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        match written {
            Written::Numbers(numbers) => Ok(Self::Given(Weights(numbers))),
            Written::Words(words) => words.parse(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weightings_are_written_as_they_are_read() {
        for text in ["0.5,0.3,0.2", "ahp:3,5,2", "entropy"] {
            let weighting: Weighting = text.parse().unwrap();
            assert_eq!(weighting.to_string(), text);
            let json = serde_json::to_string(&weighting).unwrap();
            assert_eq!(
                serde_json::from_str::<Weighting>(&json).unwrap(),
                weighting,
                "{json}"
            );
        }
        assert_eq!(
            "ahp:1/3,1,3".parse(),
            Ok(Weighting::Ahp([1.0 / 3.0, 1.0, 3.0]))
        );
        for text in [
            "",
            "1,2",
            "1,2,x",
            "-1,1,1",
            "0,0,0",
            "ahp:1,2",
            "ahp:1/0,1,1",
        ] {
            assert!(text.parse::<Weighting>().is_err(), "{text}");
        }
    }

    #[test]
    fn judgements_that_contradict_each_other_are_refused() {
        // R over F 9, F over M 9, and yet M over R 9: as inconsistent as can be.
        let circular = Weighting::Ahp([9.0, 1.0 / 9.0, 9.0]);
        assert!(
            matches!(circular.check(), Err(RfmError::Inconsistent { ratio, .. }) if ratio > 1.0)
        );
        assert!(Weighting::Ahp([3.0, 5.0, 2.0]).check().is_ok());
    }
}
