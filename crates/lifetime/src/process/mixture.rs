//! The sum over the times at which a customer may have been lost, with derivatives.

use super::pareto::{Candidate, Pareto};
use crate::jet::Jet;

/// The logarithm of a sum of weighted powers, with derivatives by the logarithms of the parameters.
///
/// With shares π of the terms, the gradient is the mean of theirs, and the Hessian the mean of theirs plus
/// the covariance of their gradients.
pub(super) struct Mixture {
    candidate: Candidate,
    /// Subtracted from every logarithm.
    reference: f64,
    weights: f64,
    slopes: [f64; 4],
    squares: [[f64; 4]; 4],
}

impl Mixture {
    /// The empty sum; `reference` is about the logarithm of its largest term.
    pub(super) fn new(candidate: Candidate, reference: f64) -> Self {
        Self {
            candidate,
            reference,
            weights: 0.0,
            slopes: [0.0; 4],
            squares: [[0.0; 4]; 4],
        }
    }

    /// Adds the chance that the customer is one still at `time`.
    pub(super) fn add_alive(&mut self, time: f64) {
        self.add(time, 1.0, 0.0);
    }

    /// Adds `weight` times the density of being lost at `time`.
    pub(super) fn add_lost(&mut self, time: f64, weight: f64) {
        let Pareto { s, beta, .. } = self.candidate.law;
        self.add(time, weight * s / beta, 1.0);
    }

    /// Adds `weight`·(1 + time/alpha)^-shape·(1 + time/beta)^-(s + lost).
    fn add(&mut self, time: f64, weight: f64, lost: f64) {
        let Pareto { r, alpha, s, beta } = self.candidate.law;
        let shape = self.candidate.shape();
        let (by_alpha, by_beta) = ((time / alpha).ln_1p(), (time / beta).ln_1p());
        let (alpha_left, beta_left) = (alpha / (alpha + time), beta / (beta + time));
        let log = -shape * by_alpha - (s + lost) * by_beta;
        let weight = weight * (log - self.reference).exp();
        let slope = [
            -r * by_alpha,
            shape * (1.0 - alpha_left),
            lost - s * by_beta,
            (s + lost) * (1.0 - beta_left) - lost,
        ];
        let [[rr, ..], [ar, aa, ..], [_, _, ss, _], [.., bs, bb]] = &mut self.squares;
        *rr += weight * slope[0];
        *ar += weight * r * (1.0 - alpha_left);
        *aa -= weight * slope[1] * alpha_left;
        *ss -= weight * s * by_beta;
        *bs += weight * s * (1.0 - beta_left);
        *bb -= weight * (s + lost) * (1.0 - beta_left) * beta_left;
        self.weights += weight;
        for i in 0..4 {
            let share = weight * slope[i];
            self.slopes[i] += share;
            for (square, slope) in self.squares[i].iter_mut().zip(&slope).take(i + 1) {
                *square += share * slope;
            }
        }
    }

    pub(super) fn jet(&self) -> Jet<4> {
        let gradient = self.slopes.map(|slope| slope / self.weights);
        let mut hessian = [[0.0; 4]; 4];
        for i in 0..4 {
            for j in 0..=i {
                hessian[i][j] = self.squares[i][j] / self.weights - gradient[i] * gradient[j];
            }
        }
        Jet {
            value: self.reference + self.weights.ln(),
            gradient,
            hessian,
        }
    }
}
