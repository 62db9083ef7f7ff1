//! Pareto/NBD: customers are lost at any time.

use super::{ENDLESS, Moments, mixture::Mixture};
use crate::{
    History,
    cohort::{Cohort, Row},
    gamma::{Derivatives, rising},
    jet::Jet,
    quadrature,
};

/// What is below e^-45 of the largest part of an integral is left out.
const BEYOND: f64 = 45.0;

/// Pareto/NBD, with the likelihood as the integral over the time at which the customer may have been lost.
///
/// L = Γ(r + x)/Γ(r)·α^r·β^s·{ (α+T)^-(r+x)·(β+T)^-s + s·∫ (α+y)^-(r+x)·(β+y)^-(s+1) dy, y from `t_x` to T }.
/// The integral equals the difference of two hypergeometric functions in Fader and Hardie (2005), A note on
/// deriving the Pareto/NBD model; as an integral it does not cancel, needs no cases for alpha and beta, and
/// its derivatives are integrals over the same nodes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pareto {
    pub(super) r: f64,
    pub(super) alpha: f64,
    pub(super) s: f64,
    pub(super) beta: f64,
}

/// A customer whose part in the likelihood is asked for.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub(super) law: Pareto,
    history: History,
}

impl Pareto {
    pub(super) fn new([r, alpha, s, beta]: [f64; 4]) -> Self {
        Self { r, alpha, s, beta }
    }

    pub(super) fn log_likelihood(&self, cohort: &Cohort) -> Jet<4> {
        let rates = rising(self.r, cohort.repeats());
        cohort.sum(|row: &Row| {
            let candidate = Candidate {
                law: *self,
                history: row.history,
            };
            candidate.jet(&rates[row.place])
        })
    }

    pub(super) fn p_alive(&self, history: History) -> f64 {
        let candidate = Candidate {
            law: *self,
            history,
        };
        let alive = candidate.log_alive(history.observed());
        let mut odds = 0.0;
        candidate.visit(|time, weight| odds += weight * (candidate.log_lost(time) - alive).exp());
        1.0 / (1.0 + odds)
    }

    /// Given that the customer has not been lost, the rate has the shape r + x and the rate alpha + T, the
    /// loss the shape s and the rate beta + T: E[X] = E[rate]·E[lifetime within the horizon], and the second
    /// factorial moment is E[rate²]·E[that lifetime²].
    pub(super) fn if_alive(&self, history: History, horizon: f64) -> Moments {
        let shape = self.r + f64::from(history.repeats());
        let beta = self.beta + history.observed();
        let span = (horizon / beta).min(ENDLESS).ln_1p();
        let rate = beta / (self.alpha + history.observed());
        let once = span * exp_slope((1.0 - self.s) * span);
        let twice =
            2.0 * span * (exp_slope((2.0 - self.s) * span) - exp_slope((1.0 - self.s) * span));
        Moments {
            mean: shape * rate * once,
            factorial: shape * (shape + 1.0) * rate * rate * twice.max(0.0),
        }
    }

    /// The probabilities of 0, 1, ... repeat purchases within `time`: those of customers who stay, and an
    /// integral over the time of those who are lost.
    pub(super) fn counts(&self, time: f64, counts: &mut [f64]) {
        let shift = self.alpha.min(self.beta);
        let stretch = (time / shift).ln_1p();
        let decay =
            (shift + time) * (self.r / (self.alpha + time) + (self.s + 1.0) / (self.beta + time));
        let powers = 1.0 + (counts.len() as f64 + decay) / 6.0;
        counts.fill(0.0);
        self.add_counts(time, (-self.s * (time / self.beta).ln_1p()).exp(), counts);
        quadrature::visit(
            shift,
            0.0,
            stretch,
            panels(stretch * powers),
            |lost, weight| {
                let density =
                    self.s / self.beta * (-(self.s + 1.0) * (lost / self.beta).ln_1p()).exp();
                self.add_counts(lost, weight * density, counts);
            },
        );
    }

    /// Adds the negative binomial probabilities over `time`, times `weight`.
    fn add_counts(&self, time: f64, weight: f64, counts: &mut [f64]) {
        let share = time / (self.alpha + time);
        let mut exactly = weight * (-self.r * (time / self.alpha).ln_1p()).exp();
        let mut repeats = 0.0;
        for count in counts {
            *count += exactly;
            exactly *= share * (self.r + repeats) / (repeats + 1.0);
            repeats += 1.0;
        }
    }
}

/// (e^u - 1) / u, 1 at 0.
fn exp_slope(u: f64) -> f64 {
    if u == 0.0 { 1.0 } else { u.exp_m1() / u }
}

/// Panels for a stretch over which the integrand changes by `turns` and singularities lie at the distance π.
fn panels(turns: f64) -> u32 {
    let panels = (turns / 2.5).ceil().clamp(1.0, 10_000.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to a small positive number"
    )]
    let panels = panels as u32;
    panels
}

impl Candidate {
    pub(super) fn shape(self) -> f64 {
        self.law.r + f64::from(self.history.repeats())
    }

    /// ln of the chance to make the repeats, and to be a customer at `time` still; relative to Γ(r+x)/Γ(r)·α^-x.
    fn log_alive(self, time: f64) -> f64 {
        let Pareto { alpha, s, beta, .. } = self.law;
        -self.shape() * (time / alpha).ln_1p() - s * (time / beta).ln_1p()
    }

    /// ln of the density of being lost at `time`, to the same base.
    fn log_lost(self, time: f64) -> f64 {
        let Pareto { s, beta, .. } = self.law;
        self.log_alive(time) - (time / beta).ln_1p() + (s / beta).ln()
    }

    /// The logarithmic scale of time on which both powers are exponential, or nearly so.
    fn shift(self) -> f64 {
        self.law.alpha.min(self.law.beta)
    }

    /// ln of the density of being lost by logarithmic time.
    fn log_part(self, time: f64) -> f64 {
        self.log_lost(time) + (self.shift() + time).ln()
    }

    /// About the logarithm of the largest part of the likelihood.
    fn largest(self) -> f64 {
        let (last, observed) = (self.history.last(), self.history.observed());
        let lost = self.log_part(last).max(self.log_part(observed));
        self.log_alive(observed).max(lost)
    }

    /// The slope of the density by the logarithmic time, with its sign turned; it grows with time.
    fn decay(self, time: f64) -> f64 {
        let Pareto { alpha, s, beta, .. } = self.law;
        (self.shift() + time) * (self.shape() / (alpha + time) + (s + 1.0) / (beta + time)) - 1.0
    }

    /// Nodes over the time from the last purchase to the end, in which the customer may have been lost.
    fn visit(self, node: impl FnMut(f64, f64)) {
        let (last, observed) = (self.history.last(), self.history.observed());
        let shift = self.shift();
        let log = |time: f64| self.log_part(time);
        let mut stretch = ((observed - last) / (shift + last)).ln_1p();
        let time = |stretch: f64| last + (shift + last) * stretch.exp_m1();
        // The density is log-concave on this scale, so that once it is negligible it stays so.
        while log(last) - log(time(0.5 * stretch)) > BEYOND {
            stretch *= 0.5;
        }
        let turns = self.decay(time(stretch)) / 6.0;
        quadrature::visit(shift, last, stretch, panels(stretch * turns.max(1.0)), node);
    }

    fn jet(self, rate: &Derivatives) -> Jet<4> {
        let Pareto { r, alpha, .. } = self.law;
        let repeats = f64::from(self.history.repeats());
        let mut mixture = Mixture::new(self, self.largest());
        mixture.add_alive(self.history.observed());
        self.visit(|time, weight| mixture.add_lost(time, weight));
        let mut jet = mixture.jet();
        jet.value += rate.value - repeats * alpha.ln();
        jet.gradient[0] += r * rate.first;
        jet.gradient[1] -= repeats;
        jet.hessian[0][0] += r * rate.first + r * r * rate.second;
        jet
    }
}
