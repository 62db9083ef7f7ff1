//! [`Process`]: a model with its parameters, which predicts.

mod beta_geometric;
mod capped;
mod frequencies;
mod mixture;
mod pareto;
mod predictions;
mod tracking;

pub use predictions::Predictions;
pub(crate) use tracking::NORMAL_95;
pub use tracking::TrackingPoint;

use beta_geometric::BetaGeometric;
use pareto::Pareto;

use crate::{History, Model, ParameterError, cohort::Cohort, jet::Jet};

/// A model with its parameters: the probabilities and expectations that follow from it.
///
/// Times are in the unit of the parameters. A horizon that is negative or not a number is taken as 0, an
/// endless one as 1e100 times what has gone by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Process {
    model: Model,
    parameters: [f64; 4],
    law: Law,
}

/// The two families of models.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Law {
    /// Customers are lost after a purchase.
    BetaGeometric(BetaGeometric),
    /// Customers are lost at any time.
    Pareto(Pareto),
}

/// The longest horizon, relative to the time that has gone by and the rate of the model.
const ENDLESS: f64 = 1e100;

/// Mean and second factorial moment E[X(X - 1)] of a count.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Moments {
    mean: f64,
    factorial: f64,
}

impl Moments {
    fn variance(self) -> f64 {
        (self.factorial + self.mean - self.mean * self.mean).max(0.0)
    }
}

impl Process {
    /// A model with given parameters, in the order of [`Model::parameter_names`].
    ///
    /// # Errors
    /// A parameter that is not a positive number.
    pub fn new(model: Model, parameters: [f64; 4]) -> Result<Self, ParameterError> {
        for (name, value) in model.parameter_names().into_iter().zip(parameters) {
            ParameterError::check(name, value)?;
        }
        Ok(Self::of(model, parameters))
    }

    /// A model with parameters that are known to be positive.
    pub(crate) fn of(model: Model, parameters: [f64; 4]) -> Self {
        let law = match model {
            Model::BgNbd => Law::BetaGeometric(BetaGeometric::new(parameters, 0)),
            Model::MbgNbd => Law::BetaGeometric(BetaGeometric::new(parameters, 1)),
            Model::ParetoNbd => Law::Pareto(Pareto::new(parameters)),
        };
        Self {
            model,
            parameters,
            law,
        }
    }

    /// The model.
    pub fn model(&self) -> Model {
        self.model
    }

    /// The parameters, in the order of [`Model::parameter_names`].
    pub fn parameters(&self) -> [f64; 4] {
        self.parameters
    }

    /// The logarithm of the likelihood of `histories`, constants included; 0 for nobody.
    pub fn log_likelihood(&self, histories: &[History]) -> f64 {
        let logarithms = self.parameters.map(f64::ln);
        log_likelihood(self.model, &Cohort::of(histories), &logarithms).value
    }

    /// The probability, above 0 and at most 1, that the customer has not been lost by the end of the observation.
    pub fn p_alive(&self, history: History) -> f64 {
        let p_alive = match &self.law {
            Law::BetaGeometric(law) => law.p_alive(history),
            Law::Pareto(law) => law.p_alive(history),
        };
        p_alive.clamp(f64::MIN_POSITIVE, 1.0)
    }

    /// The expected number of purchases of the customer within `horizon` after the end of the observation.
    pub fn expected(&self, history: History, horizon: f64) -> f64 {
        self.p_alive(history) * self.if_alive(history, horizon).mean
    }

    /// The expected number of repeat purchases of somebody within `time` after the first purchase.
    pub fn expected_new(&self, time: f64) -> f64 {
        self.expected(History::NEW, time)
    }

    /// The expected number of purchases within `horizon` of a customer who has not been lost.
    pub(crate) fn expected_if_alive(&self, history: History, horizon: f64) -> f64 {
        self.if_alive(history, horizon).mean
    }

    /// Moments of the purchases within `horizon` of a customer who has not been lost. They depend on the
    /// repeats and the time observed, not on the last purchase.
    fn if_alive(&self, history: History, horizon: f64) -> Moments {
        let horizon = if horizon > 0.0 { horizon } else { 0.0 };
        match &self.law {
            Law::BetaGeometric(law) => law.if_alive(history, horizon),
            Law::Pareto(law) => law.if_alive(history, horizon),
        }
    }

    /// Moments of the repeat purchases of somebody within `time` after the first purchase.
    fn of_new(&self, time: f64) -> Moments {
        let (p_alive, moments) = (
            self.p_alive(History::NEW),
            self.if_alive(History::NEW, time),
        );
        Moments {
            mean: p_alive * moments.mean,
            factorial: p_alive * moments.factorial,
        }
    }
}

/// The log-likelihood of a cohort by the logarithms of the parameters.
pub(crate) fn log_likelihood(model: Model, cohort: &Cohort, logarithms: &[f64; 4]) -> Jet<4> {
    match Process::of(model, logarithms.map(f64::exp)).law {
        Law::BetaGeometric(law) => law.log_likelihood(cohort),
        Law::Pareto(law) => law.log_likelihood(cohort),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Central differences of the value and of the gradient, at ordinary and at extreme parameters.
    #[test]
    fn derivatives_are_those_of_the_likelihood() {
        let history = |repeats, last, observed| History::new(repeats, last, observed).unwrap();
        let histories = [
            History::NEW,
            history(0, 0.0, 30.0),
            history(1, 2.0, 30.0),
            history(7, 29.0, 31.0),
            history(200, 20.0, 20.5),
            history(90, 3.0, 400.0),
        ];
        let cohort = Cohort::of(&histories);
        let points = [
            [-1.4, 1.5, -0.2, 0.9],
            [0.0, 3.0, 2.0, 2.5],
            [2.0, -2.0, 0.3, -1.0],
        ];
        for model in Model::ALL {
            for point in points {
                let jet = log_likelihood(model, &cohort, &point);
                for i in 0..4 {
                    let at = |step: f64| {
                        let mut moved = point;
                        moved[i] += step;
                        log_likelihood(model, &cohort, &moved)
                    };
                    let (up, down) = (at(1e-5), at(-1e-5));
                    let scale = jet.value.abs();
                    let slope = (up.value - down.value) / 2e-5;
                    assert!(
                        (slope - jet.gradient[i]).abs() < 1e-8 * scale,
                        "{model:?} {i}"
                    );
                    for j in 0..4 {
                        let slope = (up.gradient[j] - down.gradient[j]) / 2e-5;
                        let got = jet.hessian[i.max(j)][i.min(j)];
                        assert!(
                            (slope - got).abs() < 1e-8 * scale,
                            "{model:?} {i} {j}: {slope} {got}"
                        );
                    }
                }
            }
        }
    }
}
