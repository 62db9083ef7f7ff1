//! [`FitError`]: why a model could not be fitted; [`ParameterError`]: why parameters have no meaning.

use serde::Serialize;

/// Why a model could not be fitted.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum FitError {
    /// Every customer made the first purchase at the end of the observation.
    #[error("none of {customers} customers was observed for any time after the first purchase")]
    NoTime {
        /// Customers given.
        customers: usize,
    },
    /// Nobody bought a second time.
    #[error("none of {customers} customers bought a second time")]
    NobodyRepeats {
        /// Customers given.
        customers: usize,
    },
    /// Too few customers bought again.
    #[error("{repeaters} of {customers} customers bought a second time, expected at least {least}")]
    FewRepeaters {
        /// Customers with a repeat purchase.
        repeaters: usize,
        /// Customers given.
        customers: usize,
        /// The least number that is fitted.
        least: usize,
    },
    /// Every customer has the same number of repeat purchases.
    #[error("each of {customers} customers has {repeats} repeat purchases")]
    SameRepeats {
        /// Customers given.
        customers: usize,
        /// Their repeat purchases.
        repeats: u32,
    },
    /// Too few customers have a positive mean value of repeat orders.
    #[error("{usable} customers have repeat orders of a positive value, expected at least {least}")]
    FewSpenders {
        /// Customers with a repeat order and a positive mean value.
        usable: usize,
        /// The least number that is fitted.
        least: usize,
    },
    /// Every customer has the same mean value of repeat orders.
    #[error("the repeat orders of each of {usable} customers have the mean value {mean}")]
    SameValue {
        /// Customers with a repeat order and a positive mean value.
        usable: usize,
        /// Their mean value.
        mean: f64,
    },
    /// No maximum of the likelihood was found.
    #[error("no maximum of the likelihood was found in {evaluations} evaluations")]
    NotConverged {
        /// Evaluations of the likelihood.
        evaluations: u32,
    },
}

/// Why parameters have no meaning: all are positive and finite.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{name} is {value}, expected a positive number")]
pub struct ParameterError {
    /// The parameter.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
}

impl ParameterError {
    pub(crate) fn check(name: &'static str, value: f64) -> Result<(), Self> {
        if value.is_finite() && value > 0.0 {
            return Ok(());
        }
        Err(Self { name, value })
    }
}
