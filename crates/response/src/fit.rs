//! [`Fit`]: a response estimated from what was spent and what came back.

use levenberg_marquardt::{LeastSquaresProblem, LevenbergMarquardt};
use nalgebra::DVector;
use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::{
    FitError, Form, Response, Series,
    form::{log_odds, logistic},
    problem::Problem,
};

/// The fewest different spends that tell a curve.
const FEWEST_LEVELS: usize = 4;

/// Shares of carry-over that the search begins with.
const CARRY_OVERS: [f64; 3] = [0.1, 0.4, 0.75];

/// An interval of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

/// A parameter with its interval.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameter {
    /// Its name in the formula: a, b, c, k, s, `base` or `carry_over`.
    pub name: &'static str,
    /// The estimate.
    pub estimate: f64,
    /// The interval at the confidence asked for; none where the data does not determine the parameter.
    pub interval: Option<Interval>,
}

/// A fitted response.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fit {
    /// What was estimated.
    pub response: Response,
    /// Its parameters, one by one.
    pub parameters: Vec<Parameter>,
    /// Confidence of the intervals.
    pub confidence: f64,
    /// Periods that it was estimated from.
    pub periods: usize,
    /// Share of the variance of the returns that it explains; none where they do not vary.
    pub r_squared: Option<f64>,
    /// Standard deviation of what it leaves.
    pub residual_deviation: f64,
    /// Akaike's criterion corrected for few periods: the smaller the better; none where a correction is not possible.
    ///
    /// Hurvich and Tsai (1989), Regression and time series model selection in small samples, Biometrika 76(2).
    pub aicc: Option<f64>,
    /// The largest spend of a period that was seen.
    pub largest_spend: f64,
}

/// What is to be estimated.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Specification {
    /// The shape of the response.
    pub form: Form,
    /// Whether there is a return without any spend.
    pub has_base: bool,
    /// Whether spend still works in later periods.
    pub carries_over: bool,
    /// Confidence of the intervals, between 0 and 1.
    pub confidence: f64,
}

impl Specification {
    /// Fits the response to series by least squares.
    ///
    /// Positive parameters are estimated as logarithms, shares as log-odds, and so are the ends of their intervals, which
    /// therefore never leave the range that has a meaning; they are those of linear theory. The best of several starts
    /// counts.
    ///
    /// # Errors
    /// Series without meaning, fewer than four different spends, not more periods than parameters, or a return that does
    /// not rise with spend.
    ///
    /// # References
    /// Moré (1978), The Levenberg-Marquardt algorithm, Lecture Notes in Mathematics 630.
    pub fn fit(&self, series: &[Series]) -> Result<Fit, FitError> {
        let periods = check(series)?;
        let names = self.names();
        if periods <= names.len() {
            return Err(FitError::FewPeriods {
                periods,
                parameters: names.len(),
            });
        }
        let problem = Problem {
            specification: *self,
            series,
            parameters: DVector::zeros(names.len()),
        };
        let best = self
            .starts(series)
            .into_iter()
            .filter_map(|start| descend(&problem, start))
            .min_by(|one, other| one.1.total_cmp(&other.1));
        match best {
            Some((found, squares)) if rises(&found) => Ok(describe(&found, squares, periods)),
            _ => Err(FitError::NoRise),
        }
    }

    /// Names of the parameters in their order.
    fn names(&self) -> Vec<&'static str> {
        let mut names = self.form.names().to_vec();
        names.extend(self.has_base.then_some("base"));
        names.extend(self.carries_over.then_some("carry_over"));
        names
    }

    /// A parameter from its unbounded value.
    fn bounded(&self, name: &str, place: usize, value: f64) -> f64 {
        match name {
            "base" => value,
            "carry_over" => logistic(value),
            _ => self.form.bounded(place, value),
        }
    }

    /// Where the search begins: every start of the form, with every base and share that is tried.
    fn starts(&self, series: &[Series]) -> Vec<Vec<f64>> {
        let spends = || series.iter().flat_map(|series| &series.spend);
        let returns = || series.iter().flat_map(|series| &series.returns);
        let spent = spends().filter(|spend| **spend > 0.0);
        let spend = spent.clone().sum::<f64>() / spent.count().max(1) as f64;
        let most = returns().copied().fold(f64::NEG_INFINITY, f64::max);
        let least = returns().copied().fold(f64::INFINITY, f64::min);
        let bases = if self.has_base {
            vec![Some(least), Some(f64::midpoint(least, most))]
        } else {
            vec![None]
        };
        let shares = if self.carries_over {
            CARRY_OVERS.map(Some).to_vec()
        } else {
            vec![None]
        };
        let mut starts = Vec::new();
        for base in &bases {
            for share in &shares {
                let rise = (most - base.unwrap_or(0.0)).max(f64::MIN_POSITIVE);
                let effective = spend / (1.0 - share.unwrap_or(0.0));
                for mut start in self.form.starts(effective, rise) {
                    start.extend(*base);
                    start.extend(share.map(log_odds));
                    starts.push(start);
                }
            }
        }
        starts
    }
}

/// The number of periods, where the series have a meaning.
fn check(series: &[Series]) -> Result<usize, FitError> {
    let mut spends = Vec::new();
    for one in series {
        if one.spend.len() != one.returns.len() {
            return Err(FitError::Lengths {
                spend: one.spend.len(),
                returns: one.returns.len(),
            });
        }
        for (place, (spend, returned)) in one.spend.iter().zip(&one.returns).enumerate() {
            if !(*spend >= 0.0 && spend.is_finite()) {
                return Err(FitError::Spend {
                    period: place + 1,
                    spend: *spend,
                });
            }
            if !returned.is_finite() {
                return Err(FitError::Return { period: place + 1 });
            }
        }
        spends.extend(&one.spend);
    }
    let periods = spends.len();
    spends.sort_by(f64::total_cmp);
    spends.dedup();
    if spends.len() < FEWEST_LEVELS {
        return Err(FitError::FewLevels {
            levels: spends.len(),
            least: FEWEST_LEVELS,
        });
    }
    Ok(periods)
}

/// The nearest minimum, with its sum of squares.
fn descend<'a>(problem: &Problem<'a>, start: Vec<f64>) -> Option<(Problem<'a>, f64)> {
    let mut begin = problem.clone();
    begin.parameters = DVector::from_vec(start);
    let (found, _) = LevenbergMarquardt::new().minimize(begin);
    let squares = found.residuals()?.norm_squared();
    squares.is_finite().then_some((found, squares))
}

/// Whether more spend brings more, by more than what rounding leaves.
fn rises(problem: &Problem<'_>) -> bool {
    let response = problem.response();
    let spends = problem.series.iter().flat_map(|series| &series.spend);
    let most = spends.copied().fold(0.0, f64::max);
    let returns = problem.series.iter().flat_map(|series| &series.returns);
    let size = returns.fold(0.0_f64, |size, value| size.max(value.abs()));
    response.value(most) > size * 1e-9
}

fn describe(problem: &Problem<'_>, squares: f64, periods: usize) -> Fit {
    let specification = problem.specification;
    let names = specification.names();
    let freedom = (periods - names.len()) as f64;
    let variance = squares / freedom;
    let errors = standard_errors(problem, variance);
    let reach = StudentsT::new(0.0, 1.0, freedom).map_or(f64::NAN, |t| {
        t.inverse_cdf(f64::midpoint(1.0, specification.confidence))
    });
    let parameter = |(place, name): (usize, &&'static str)| {
        let value = problem.parameters[place];
        let ends = |error: f64| Interval {
            lower: specification.bounded(name, place, value - reach * error),
            upper: specification.bounded(name, place, value + reach * error),
        };
        let told = |ends: &Interval| ends.lower.is_finite() && ends.upper.is_finite();
        Parameter {
            name,
            estimate: specification.bounded(name, place, value),
            interval: errors
                .as_ref()
                .map(|errors| ends(errors[place]))
                .filter(told),
        }
    };
    let returns: Vec<f64> = problem
        .series
        .iter()
        .flat_map(|series| series.returns.iter().copied())
        .collect();
    let spends = problem.series.iter().flat_map(|series| &series.spend);
    Fit {
        response: problem.response(),
        parameters: names.iter().enumerate().map(parameter).collect(),
        confidence: specification.confidence,
        periods,
        r_squared: r_squared(&returns, squares),
        residual_deviation: variance.sqrt(),
        aicc: aicc(squares, periods, names.len()),
        largest_spend: spends.copied().fold(0.0, f64::max),
    }
}

/// Standard errors of the unbounded parameters; none where the data does not determine them.
fn standard_errors(problem: &Problem<'_>, variance: f64) -> Option<Vec<f64>> {
    let jacobian = problem.jacobian()?;
    let covariance = (jacobian.transpose() * &jacobian).try_inverse()? * variance;
    let errors = covariance.diagonal().map(f64::sqrt);
    let known = errors.iter().all(|error| error.is_finite());
    known.then(|| errors.iter().copied().collect())
}

fn r_squared(returns: &[f64], squares: f64) -> Option<f64> {
    let mean = returns.iter().sum::<f64>() / returns.len() as f64;
    let all: f64 = returns.iter().map(|value| (value - mean).powi(2)).sum();
    (all > 0.0).then(|| 1.0 - squares / all)
}

/// Of the parameters and the variance of what they leave.
fn aicc(squares: f64, periods: usize, parameters: usize) -> Option<f64> {
    let (n, k) = (periods as f64, (parameters + 1) as f64);
    let defined = squares > 0.0 && n > k + 1.0;
    defined.then(|| n * (squares / n).ln() + 2.0 * k + 2.0 * k * (k + 1.0) / (n - k - 1.0))
}
