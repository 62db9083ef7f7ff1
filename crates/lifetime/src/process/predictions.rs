//! [`Predictions`]: what is to be expected of each customer.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::Process;
use crate::History;

/// What is to be expected of each customer, in the order of the histories.
#[derive(Debug, Clone, PartialEq)]
pub struct Predictions {
    /// The probability that the customer has not been lost by the end of the observation.
    pub p_alive: Vec<f64>,
    /// The horizons, as given.
    pub horizons: Vec<f64>,
    /// Expected purchases after the end of the observation: the first customer's by horizon, the next one's, ...
    pub expected: Vec<f64>,
}

impl Predictions {
    /// The expected purchases of one customer by horizon, if there is such a customer.
    pub fn expected_of(&self, customer: usize) -> Option<&[f64]> {
        let width = self.horizons.len();
        self.expected.get(customer * width..(customer + 1) * width)
    }
}

/// Customers who differ at most in the time of the last purchase, which is what moments given that they
/// have not been lost do not depend on.
struct States {
    /// One customer of each state.
    states: Vec<History>,
    /// The state of each customer.
    of: Vec<usize>,
}

impl States {
    fn of(histories: &[History]) -> Self {
        let order = |a: &History, b: &History| {
            let observed = || a.observed().total_cmp(&b.observed());
            a.repeats().cmp(&b.repeats()).then_with(observed)
        };
        let mut sorted: Vec<(History, usize)> = histories.iter().copied().zip(0..).collect();
        sorted.par_sort_unstable_by(|a, b| order(&a.0, &b.0));
        let mut states = Vec::new();
        let mut of = vec![0; histories.len()];
        for group in sorted.chunk_by(|a, b| order(&a.0, &b.0) == Ordering::Equal) {
            for (_, customer) in group {
                of[*customer] = states.len();
            }
            states.push(group[0].0);
        }
        Self { states, of }
    }
}

impl Process {
    /// Predicts for every customer, on all threads: [`Process::p_alive`], and [`Process::expected`] for each
    /// of `horizons`.
    pub fn predict(&self, histories: &[History], horizons: &[f64]) -> Predictions {
        let (p_alive, expected) = self.by_state(histories, horizons.len(), |state, row| {
            for (expected, horizon) in row.iter_mut().zip(horizons) {
                *expected = self.expected_if_alive(state, *horizon);
            }
        });
        Predictions {
            p_alive,
            horizons: horizons.to_vec(),
            expected,
        }
    }

    /// The probability to be a customer still, and that times the `width` figures that `if_alive` gives.
    pub(crate) fn by_state(
        &self,
        histories: &[History],
        width: usize,
        if_alive: impl Fn(History, &mut [f64]) + Sync,
    ) -> (Vec<f64>, Vec<f64>) {
        let p_alive: Vec<f64> = histories
            .par_iter()
            .map(|history| self.p_alive(*history))
            .collect();
        let mut expected = vec![0.0; histories.len() * width];
        if width == 0 {
            return (p_alive, expected);
        }
        let groups = States::of(histories);
        let mut known = vec![0.0; groups.states.len() * width];
        let states = known.par_chunks_exact_mut(width).zip(&groups.states);
        states.for_each(|(row, state)| if_alive(*state, row));
        let customers = groups.of.par_iter().zip(&p_alive);
        let rows = expected.par_chunks_exact_mut(width).zip(customers);
        rows.for_each(|(row, (state, p_alive))| {
            for (expected, if_alive) in row.iter_mut().zip(&known[state * width..]) {
                *expected = p_alive * if_alive;
            }
        });
        (p_alive, expected)
    }
}
