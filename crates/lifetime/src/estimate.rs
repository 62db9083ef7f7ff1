//! Estimates with their standard errors, and why they may have none.

use serde::Serialize;

use crate::{
    newton::{Bounds, Outcome, covariance, free},
    process::NORMAL_95,
};

/// One parameter.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// Its estimate.
    pub estimate: f64,
    /// The standard error: observed information in the logarithms of the parameters, and the delta method.
    pub standard_error: Option<f64>,
}

impl Parameter {
    /// The 95 % confidence interval: symmetric for the logarithm, so that it stays above zero. `None` without a
    /// standard error.
    pub fn interval(&self) -> Option<[f64; 2]> {
        let relative = NORMAL_95 * self.standard_error? / self.estimate;
        Some([-relative, relative].map(|step| self.estimate * step.exp()))
    }
}

/// Towards which end a parameter ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Towards zero.
    Zero,
    /// Towards infinity.
    Infinity,
}

/// A parameter for which the likelihood has no maximum: it grows, or stays level, to the end of what is
/// searched, five powers of ten for a shape and seven for a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Edge {
    /// The parameter.
    pub parameter: &'static str,
    /// Towards which end it ran.
    pub side: Side,
}

/// Why there are no standard errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoStandardErrors {
    /// A parameter ran to the edge.
    AtEdge,
    /// The observed information is not positive definite: some combination of the parameters is not
    /// identified by the data.
    NotIdentified,
}

/// What a maximum says of the parameters.
pub(crate) struct Estimates<const N: usize> {
    pub(crate) parameters: [Parameter; N],
    pub(crate) no_standard_errors: Option<NoStandardErrors>,
    pub(crate) edges: Vec<Edge>,
}

impl<const N: usize> Estimates<N> {
    pub(crate) fn at(outcome: &Outcome<N>, bounds: &Bounds<N>, names: [&'static str; N]) -> Self {
        let free = free(&outcome.point, &outcome.jet.gradient, bounds);
        let edge = |i: usize| Edge {
            parameter: names[i],
            side: if outcome.point[i] <= bounds[i].0 {
                Side::Zero
            } else {
                Side::Infinity
            },
        };
        let edges: Vec<Edge> = (0..N).filter(|i| !free[*i]).map(edge).collect();
        let covariance = covariance(&outcome.jet).filter(|_| edges.is_empty());
        let no_standard_errors = match (&covariance, edges.is_empty()) {
            (Some(_), _) => None,
            (None, false) => Some(NoStandardErrors::AtEdge),
            (None, true) => Some(NoStandardErrors::NotIdentified),
        };
        let parameters = std::array::from_fn(|i| {
            let estimate = outcome.point[i].exp();
            Parameter {
                name: names[i],
                estimate,
                standard_error: covariance.map(|covariance| estimate * covariance[i][i].sqrt()),
            }
        });
        Self {
            parameters,
            no_standard_errors,
            edges,
        }
    }
}
