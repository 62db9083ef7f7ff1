//! [`Fit`]: a model fitted to customers by maximum likelihood.

use serde::Serialize;

use crate::{
    Edge, FitError, History, Model, NoStandardErrors, Parameter, Process,
    cohort::Cohort,
    estimate::Estimates,
    newton::{Bounds, Outcome, maximise},
    process::log_likelihood,
    starts::{bounds, starts},
};

/// Fewer repeaters do not identify four parameters: two of the rates, two of the losses.
const LEAST_REPEATERS: usize = 10;

/// Distinct histories on which the starts are compared; the maximum is always that of all of them.
const COMPARED: usize = 8_192;

/// Log-likelihoods that are this close are the same maximum.
const SAME_MAXIMUM: f64 = 1e-6;

/// A model fitted to customers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fit {
    /// The model.
    pub model: Model,
    /// The four parameters.
    pub parameters: [Parameter; 4],
    /// Why the parameters have no standard errors, if they have none.
    pub no_standard_errors: Option<NoStandardErrors>,
    /// Parameters that ran to the edge; they describe the data no worse than those beyond.
    pub edges: Vec<Edge>,
    /// The logarithm of the likelihood at the maximum, constants included, so that it compares across models.
    pub log_likelihood: f64,
    /// Akaike's criterion, -2 ln L + 2·4: the smaller the better.
    pub aic: f64,
    /// Schwarz's criterion, -2 ln L + 4 ln n with n customers.
    pub bic: f64,
    /// Customers.
    pub customers: usize,
    /// Customers with a repeat purchase.
    pub repeaters: usize,
    /// Distinct histories among the customers.
    pub distinct: usize,
    /// Points from which the maximum was searched.
    pub starts: usize,
    /// Starts that led to the maximum reported, to 1e-6 in log-likelihood.
    pub agreeing: usize,
    /// Evaluations of the likelihood with its derivatives.
    pub evaluations: u32,
    /// The model with these parameters, which predicts.
    #[serde(skip)]
    pub process: Process,
}

impl Model {
    /// Fits the model by maximum likelihood over the logarithms of its parameters.
    ///
    /// All histories are in one unit of time, and so are alpha and beta. No penalty is applied. Of more than
    /// 8,192 distinct histories the starts are compared on an even sample; the maximum is that of all.
    ///
    /// # Errors
    /// No time observed; nobody or fewer than ten customers with a repeat purchase, who cannot tell four
    /// parameters apart; the same number of repeats for everybody, where the likelihood has no maximum; no
    /// convergence.
    pub fn fit(self, histories: &[History]) -> Result<Fit, FitError> {
        check(histories)?;
        let cohort = Cohort::of(histories);
        let search = Search::run(self, &cohort)?;
        let outcome = search.outcome;
        let estimates = Estimates::at(&outcome, &search.bounds, self.parameter_names());
        let minus_twice = -2.0 * outcome.jet.value;
        Ok(Fit {
            model: self,
            parameters: estimates.parameters,
            no_standard_errors: estimates.no_standard_errors,
            edges: estimates.edges,
            log_likelihood: outcome.jet.value,
            aic: minus_twice + 8.0,
            bic: minus_twice + 4.0 * (histories.len() as f64).ln(),
            customers: histories.len(),
            repeaters: repeaters(histories),
            distinct: cohort.rows().len(),
            starts: search.starts,
            agreeing: search.agreeing,
            evaluations: search.evaluations,
            process: Process::of(self, outcome.point.map(f64::exp)),
        })
    }
}

fn repeaters(histories: &[History]) -> usize {
    histories
        .iter()
        .filter(|history| history.repeats() > 0)
        .count()
}

fn check(histories: &[History]) -> Result<(), FitError> {
    let (customers, repeaters) = (histories.len(), repeaters(histories));
    if customers > 0 && histories.iter().all(|history| history.observed() <= 0.0) {
        return Err(FitError::NoTime { customers });
    }
    if repeaters == 0 {
        return Err(FitError::NobodyRepeats { customers });
    }
    if repeaters < LEAST_REPEATERS {
        return Err(FitError::FewRepeaters {
            repeaters,
            customers,
            least: LEAST_REPEATERS,
        });
    }
    let repeats = histories[0].repeats();
    if histories.iter().all(|history| history.repeats() == repeats) {
        return Err(FitError::SameRepeats { customers, repeats });
    }
    Ok(())
}

/// The search for the maximum.
struct Search {
    outcome: Outcome<4>,
    bounds: Bounds<4>,
    starts: usize,
    agreeing: usize,
    evaluations: u32,
}

impl Search {
    fn run(model: Model, cohort: &Cohort) -> Result<Self, FitError> {
        let bounds = bounds(model, cohort);
        let climb = |cohort: &Cohort, start| {
            maximise(|point| log_likelihood(model, cohort, point), start, &bounds)
        };
        let sample = cohort.sample(COMPARED);
        let mut summits: Vec<Outcome<4>> = starts(model, cohort)
            .map(|start| climb(&sample, start))
            .into();
        let (starts, mut evaluations) =
            (summits.len(), summits.iter().map(|s| s.evaluations).sum());
        summits.retain(|summit| summit.converged);
        // The sort is stable: of equal maxima the one of the first start stays in front.
        summits.sort_by(|a, b| b.jet.value.total_cmp(&a.jet.value));
        let Some(mut outcome) = summits.first().copied() else {
            return Err(FitError::NotConverged { evaluations });
        };
        let same = |summit: &&Outcome<4>| outcome.jet.value - summit.jet.value < SAME_MAXIMUM;
        let agreeing = summits.iter().filter(same).count();
        if sample.rows().len() < cohort.rows().len() {
            outcome = climb(cohort, outcome.point);
            evaluations += outcome.evaluations;
        }
        if !outcome.converged {
            return Err(FitError::NotConverged { evaluations });
        }
        Ok(Self {
            outcome,
            bounds,
            starts,
            agreeing,
            evaluations,
        })
    }
}
