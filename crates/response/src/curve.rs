//! [`Curve`]: return as a function of spend.

use serde::Serialize;

use crate::Form;

/// Return of a period as a function of effective spend, zero at zero and never falling.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Curve {
    /// `a * x^b`, with `b` between 0 and 1.
    Power {
        /// Return of the first unit of spend.
        a: f64,
        /// Elasticity.
        b: f64,
    },
    /// `a * ln(1 + x / c)`.
    Log {
        /// Scale of the return.
        a: f64,
        /// Spend at which saturation sets in.
        c: f64,
    },
    /// `a * x^s / (k^s + x^s)`; above `s = 1` it first rises faster and then slower.
    ///
    /// Hill (1910), The possible effects of the aggregation of the molecules of haemoglobin.
    Hill {
        /// Return that is never exceeded.
        a: f64,
        /// Spend that brings half of it.
        k: f64,
        /// Steepness.
        s: f64,
    },
}

impl Curve {
    /// The form of the curve.
    pub fn form(&self) -> Form {
        match self {
            Self::Power { .. } => Form::Power,
            Self::Log { .. } => Form::Log,
            Self::Hill { .. } => Form::Hill,
        }
    }

    /// Return of a spend that is not negative.
    pub fn value(&self, spend: f64) -> f64 {
        if spend <= 0.0 {
            return 0.0;
        }
        match *self {
            Self::Power { a, b } => a * spend.powf(b),
            Self::Log { a, c } => a * (spend / c).ln_1p(),
            Self::Hill { a, k, s } => a / (1.0 + (k / spend).powf(s)),
        }
    }

    /// Return of the next unit of spend; infinite at nothing where the first unit is worth most.
    pub fn marginal(&self, spend: f64) -> f64 {
        let spend = spend.max(0.0);
        match *self {
            Self::Power { a, b } => a * b * spend.powf(b - 1.0),
            Self::Log { a, c } => a / (c + spend),
            Self::Hill { a, k, s } => {
                if spend == 0.0 {
                    return match s {
                        s if s < 1.0 => f64::INFINITY,
                        s if s > 1.0 => 0.0,
                        _ => a / k,
                    };
                }
                // By the share that is reached, which neither overflows nor cancels.
                let reached = 1.0 / (1.0 + (k / spend).powf(s));
                a * s * reached * (1.0 - reached) / spend
            }
        }
    }

    /// Spend beyond which every next unit brings less than the one before; zero where that holds from the start.
    pub fn inflection(&self) -> f64 {
        match *self {
            Self::Hill { k, s, .. } if s > 1.0 => k * ((s - 1.0) / (s + 1.0)).powf(1.0 / s),
            _ => 0.0,
        }
    }

    /// Slopes of the curve's value by the unbounded parameters.
    pub(crate) fn slopes(&self, spend: f64) -> [f64; 3] {
        if spend <= 0.0 {
            return [0.0; 3];
        }
        let value = self.value(spend);
        match *self {
            Self::Power { b, .. } => [value, value * spend.ln() * b * (1.0 - b), 0.0],
            Self::Log { a, c } => [value, -a * spend / (c + spend), 0.0],
            Self::Hill { k, s, .. } => {
                let reached = 1.0 / (1.0 + (k / spend).powf(s));
                let steep = value * (1.0 - reached) * s;
                [value, -steep, steep * (spend / k).ln()]
            }
        }
    }
}
