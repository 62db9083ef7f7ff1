//! [`Form`]: the shapes that a response can have.

use serde::{Deserialize, Serialize};

use crate::Curve;

/// A shape of response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Constant elasticity below one.
    Power,
    /// Logarithmic.
    Log,
    /// S-shaped, with a ceiling.
    Hill,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::Power, Self::Log, Self::Hill];

    /// Names of its parameters, in the order of [`unbounded`](Self::unbounded).
    pub(crate) fn names(self) -> &'static [&'static str] {
        match self {
            Self::Power => &["a", "b"],
            Self::Log => &["a", "c"],
            Self::Hill => &["a", "k", "s"],
        }
    }

    /// The curve of parameters that may take any value: logarithms of what is positive, log-odds of what lies between 0
    /// and 1.
    pub(crate) fn curve(self, unbounded: &[f64]) -> Curve {
        match (self, unbounded) {
            (Self::Power, &[a, b, ..]) => Curve::Power {
                a: a.exp(),
                b: logistic(b),
            },
            (Self::Log, &[a, c, ..]) => Curve::Log {
                a: a.exp(),
                c: c.exp(),
            },
            (Self::Hill, &[a, k, s, ..]) => Curve::Hill {
                a: a.exp(),
                k: k.exp(),
                s: s.exp(),
            },
            _ => Curve::Power { a: 0.0, b: 1.0 },
        }
    }

    /// A parameter from its unbounded value.
    pub(crate) fn bounded(self, place: usize, value: f64) -> f64 {
        match (self, place) {
            (Self::Power, 1) => logistic(value),
            _ => value.exp(),
        }
    }

    /// Where the search begins, for spend and return of this size.
    pub(crate) fn starts(self, spend: f64, most: f64) -> Vec<Vec<f64>> {
        let ln = |value: f64| value.max(f64::MIN_POSITIVE).ln();
        match self {
            Self::Power => [0.2_f64, 0.5, 0.8]
                .map(|b| vec![ln(most) - b * ln(spend), log_odds(b)])
                .into(),
            Self::Log => [0.1_f64, 1.0, 10.0]
                .map(|part| vec![ln(most / (1.0 / part).ln_1p()), ln(spend * part)])
                .into(),
            Self::Hill => [(0.5, 1.0), (1.0, 0.7), (1.0, 2.0), (3.0, 1.0)]
                .map(|(part, steep): (f64, f64)| {
                    vec![ln(most * (1.0 + part)), ln(spend * part), ln(steep)]
                })
                .into(),
        }
    }
}

pub(crate) fn logistic(value: f64) -> f64 {
    1.0 / (1.0 + (-value).exp())
}

pub(crate) fn log_odds(share: f64) -> f64 {
    (share / (1.0 - share)).ln()
}
