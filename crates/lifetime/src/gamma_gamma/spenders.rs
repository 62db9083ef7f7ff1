//! [`Spenders`]: customers collapsed to distinct spends, and the likelihood of the model over them.

use rayon::prelude::*;

use crate::{
    FitError, Spend,
    cohort::sum_blocks,
    gamma::{Derivatives, ln_gamma},
    jet::Jet,
    newton::Bounds,
};

/// Shapes beyond this are indistinguishable from infinity, or below its inverse from zero.
const EXTREME_SHAPE: f64 = 1e5;

/// The same for the rate, as a multiple of the mean order value.
const EXTREME_RATE: f64 = 1e7;

/// Distinct spends that the model can use, sorted.
pub(super) struct Spenders {
    rows: Vec<Row>,
    /// Distinct numbers of repeat orders, ascending.
    repeats: Vec<u32>,
}

struct Row {
    spend: Spend,
    customers: f64,
    /// The place of its repeats among the distinct numbers of repeats.
    place: usize,
}

/// What depends on the number of repeat orders alone.
struct Factors {
    /// ln Γ(px + q).
    total: Derivatives,
    /// ln Γ(px).
    own: Derivatives,
}

impl Spenders {
    pub(super) fn of(spends: &[Spend]) -> Self {
        let mut sorted: Vec<Spend> = spends
            .iter()
            .copied()
            .filter(|spend| spend.is_usable())
            .collect();
        sorted.par_sort_unstable_by(|a, b| {
            a.repeats()
                .cmp(&b.repeats())
                .then_with(|| a.mean().total_cmp(&b.mean()))
        });
        let mut spenders = Self {
            rows: Vec::new(),
            repeats: Vec::new(),
        };
        for group in sorted.chunk_by(|a, b| a == b) {
            let repeats = group[0].repeats();
            if spenders.repeats.last() != Some(&repeats) {
                spenders.repeats.push(repeats);
            }
            spenders.rows.push(Row {
                spend: group[0],
                customers: group.len() as f64,
                place: spenders.repeats.len() - 1,
            });
        }
        spenders
    }

    /// The number of customers, if the model can be fitted on them.
    pub(super) fn check(&self, least: usize) -> Result<usize, FitError> {
        let customers = |row: &Row| row.customers;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a sum of counts of a slice"
        )]
        let usable = self.rows.iter().map(customers).sum::<f64>() as usize;
        if usable < least {
            return Err(FitError::FewSpenders { usable, least });
        }
        let mean = self.rows[0].spend.mean();
        if self
            .rows
            .iter()
            .all(|row| row.spend.mean().total_cmp(&mean).is_eq())
        {
            return Err(FitError::SameValue { usable, mean });
        }
        Ok(usable)
    }

    /// The mean of `value` over the customers.
    fn mean(&self, value: impl Fn(Spend) -> f64) -> f64 {
        let (mut sum, mut customers) = (0.0, 0.0);
        for row in &self.rows {
            sum += row.customers * value(row.spend);
            customers += row.customers;
        }
        sum / customers
    }

    /// Pearson's correlation of the number of repeat orders and their mean value.
    pub(super) fn correlation(&self) -> Option<f64> {
        let repeats = |spend: Spend| f64::from(spend.repeats());
        let (middle, value) = (self.mean(repeats), self.mean(Spend::mean));
        let both = self.mean(|spend| (repeats(spend) - middle) * (spend.mean() - value));
        let one = self.mean(|spend| (repeats(spend) - middle).powi(2));
        let other = self.mean(|spend| (spend.mean() - value).powi(2));
        let spread = (one * other).sqrt();
        (spread > 0.0).then(|| (both / spread).clamp(-1.0, 1.0))
    }

    /// The logarithms of the lowest and highest parameters.
    pub(super) fn bounds(&self) -> Bounds<3> {
        let value = self.mean(Spend::mean).ln();
        let shape = (-EXTREME_SHAPE.ln(), EXTREME_SHAPE.ln());
        [
            shape,
            shape,
            (value - EXTREME_RATE.ln(), value + EXTREME_RATE.ln()),
        ]
    }

    /// Logarithms of parameters to start from: p and q as they are in practice, and v such that the
    /// population mean p·v / (q - 1) is that of the customers.
    pub(super) fn starts(&self) -> [[f64; 3]; 3] {
        let value = self.mean(Spend::mean);
        let shapes: [(f64, f64); 3] = [(5.0, 4.0), (1.0, 2.0), (20.0, 10.0)];
        shapes.map(|(p, q)| [p, q, value * (q - 1.0) / p].map(f64::ln))
    }

    /// The log-likelihood by the logarithms of p, q and v (Fader and Hardie 2013, eq. 1a).
    pub(super) fn log_likelihood(&self, logarithms: &[f64; 3]) -> Jet<3> {
        let [p, q, v] = logarithms.map(f64::exp);
        let factors = |repeats: &u32| {
            let own = p * f64::from(*repeats);
            Factors {
                total: ln_gamma(own + q),
                own: ln_gamma(own),
            }
        };
        let factors: Vec<Factors> = self.repeats.iter().map(factors).collect();
        let base = ln_gamma(q);
        let jet = |row: &Row| jet([p, q, v], row.spend, &factors[row.place], &base);
        sum_blocks(&self.rows, |row| (row.customers, jet(row)))
    }
}

/// The log-likelihood of one spend; `base` is ln Γ(q).
fn jet([p, q, v]: [f64; 3], spend: Spend, factors: &Factors, base: &Derivatives) -> Jet<3> {
    let Factors { total, own } = factors;
    let repeats = f64::from(spend.repeats());
    let (shape, spent) = (p * repeats, repeats * spend.mean());
    let all = shape + q;
    // Relative to v, so that a large q does not cancel.
    let log = (spent / v).ln_1p();
    let left = v / (v + spent);
    let by_p = shape * (total.first - own.first + (spent / v).ln() - log);
    let by_q = q * (total.first - base.first - log);
    let mut hessian = [[0.0; 3]; 3];
    hessian[0][0] = by_p + shape * shape * (total.second - own.second);
    hessian[1][0] = q * shape * total.second;
    hessian[1][1] = by_q + q * q * (total.second - base.second);
    hessian[2][0] = -shape * left;
    hessian[2][1] = q * (1.0 - left);
    hessian[2][2] = -all * left * (1.0 - left);
    Jet {
        value: total.value - own.value - base.value + shape * (spent / v).ln()
            - spend.mean().ln()
            - all * log,
        gradient: [by_p, by_q, all * (1.0 - left) - shape],
        hessian,
    }
}
