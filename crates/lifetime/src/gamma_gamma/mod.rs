//! [`GammaGamma`]: what the next orders of a customer are worth.

mod spenders;

use serde::Serialize;

use spenders::Spenders;

use crate::{
    Edge, FitError, NoStandardErrors, Parameter, ParameterError, Spend, estimate::Estimates,
    newton::maximise,
};

/// Fewer customers do not identify three parameters.
const LEAST_SPENDERS: usize = 10;

/// Beyond this correlation the assumption that order value and number of orders are independent is in doubt.
const CORRELATED: f64 = 0.3;

/// The Gamma-Gamma model: order values of a customer follow a gamma distribution of shape p, whose rate
/// follows across customers a gamma distribution of shape q and rate v.
///
/// Fader and Hardie (2013), The gamma-gamma model of monetary value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GammaGamma {
    p: f64,
    q: f64,
    v: f64,
}

/// A Gamma-Gamma model fitted to customers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SpendFit {
    /// p, q and v; v is in the unit of the values.
    pub parameters: [Parameter; 3],
    /// Why the parameters have no standard errors, if they have none.
    pub no_standard_errors: Option<NoStandardErrors>,
    /// Parameters that ran to the edge.
    pub edges: Vec<Edge>,
    /// The logarithm of the likelihood at the maximum.
    pub log_likelihood: f64,
    /// The mean order value over the population of customers; none where q is at most 1 and the model has none.
    pub population_mean: Option<f64>,
    /// Customers on whom the model was fitted.
    pub customers: usize,
    /// Customers left out because they have no repeat order.
    pub without_repeats: usize,
    /// Customers left out because the mean value of their repeat orders is zero or negative.
    pub not_positive: usize,
    /// Pearson's correlation of the number of repeat orders and their mean value, over the customers used; none
    /// where everybody has the same number.
    pub correlation: Option<f64>,
    /// Whether the correlation is beyond 0.3 in either direction: the model assumes none.
    pub correlated: bool,
    /// Evaluations of the likelihood with its derivatives.
    pub evaluations: u32,
    /// The model with these parameters, which predicts.
    #[serde(skip)]
    pub model: GammaGamma,
}

impl GammaGamma {
    /// The names of the parameters. All are positive.
    pub const PARAMETER_NAMES: [&'static str; 3] = ["p", "q", "v"];

    /// The model with given parameters; `v` is in the unit of the values.
    ///
    /// # Errors
    /// A parameter that is not a positive number.
    pub fn new(p: f64, q: f64, v: f64) -> Result<Self, ParameterError> {
        for (name, value) in Self::PARAMETER_NAMES.into_iter().zip([p, q, v]) {
            ParameterError::check(name, value)?;
        }
        Ok(Self { p, q, v })
    }

    /// The parameters p, q and v.
    pub fn parameters(&self) -> [f64; 3] {
        [self.p, self.q, self.v]
    }

    /// The mean order value over the population, p·v / (q - 1); none where q is at most 1.
    pub fn population_mean(&self) -> Option<f64> {
        (self.q > 1.0).then(|| self.p * self.v / (self.q - 1.0))
    }

    /// The expected value of an order of the customer, p·(v + x·m) / (p·x + q - 1); the population's for a
    /// customer without repeat orders or whose mean is not positive. None where the model has no mean.
    pub fn expected(&self, spend: Spend) -> Option<f64> {
        if !spend.is_usable() {
            return self.population_mean();
        }
        let repeats = f64::from(spend.repeats());
        let orders = self.p * repeats + self.q - 1.0;
        (orders > 0.0).then(|| self.p * (self.v + repeats * spend.mean()) / orders)
    }

    /// The logarithm of the likelihood of the customers with a repeat order and a positive mean value.
    pub fn log_likelihood(&self, spends: &[Spend]) -> f64 {
        let logarithms = self.parameters().map(f64::ln);
        Spenders::of(spends).log_likelihood(&logarithms).value
    }

    /// Fits the model by maximum likelihood over the logarithms of its parameters, without a penalty.
    ///
    /// Customers without a repeat order, or whose mean value is not positive, are left out and counted.
    ///
    /// # Errors
    /// Fewer than ten customers left, who cannot tell three parameters apart; the same mean value for all of
    /// them, where the likelihood has no maximum; no convergence.
    pub fn fit(spends: &[Spend]) -> Result<SpendFit, FitError> {
        let without_repeats = spends.iter().filter(|spend| spend.repeats() == 0).count();
        let spenders = Spenders::of(spends);
        let customers = spenders.check(LEAST_SPENDERS)?;
        let bounds = spenders.bounds();
        let climbs = spenders
            .starts()
            .map(|start| maximise(|point| spenders.log_likelihood(point), start, &bounds));
        let evaluations = climbs.iter().map(|climb| climb.evaluations).sum();
        let converged = climbs.into_iter().filter(|climb| climb.converged);
        // The first of equal maxima.
        let best = converged.reduce(|best, next| {
            if next.jet.value > best.jet.value {
                next
            } else {
                best
            }
        });
        let outcome = best.ok_or(FitError::NotConverged { evaluations })?;
        let estimates = Estimates::at(&outcome, &bounds, Self::PARAMETER_NAMES);
        let [p, q, v] = outcome.point.map(f64::exp);
        let model = Self { p, q, v };
        let correlation = spenders.correlation();
        Ok(SpendFit {
            parameters: estimates.parameters,
            no_standard_errors: estimates.no_standard_errors,
            edges: estimates.edges,
            log_likelihood: outcome.jet.value,
            population_mean: model.population_mean(),
            customers,
            without_repeats,
            not_positive: spends.len() - without_repeats - customers,
            correlation,
            correlated: correlation.is_some_and(|r| r.abs() > CORRELATED),
            evaluations,
            model,
        })
    }
}
