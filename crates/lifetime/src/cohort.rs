//! [`Cohort`]: customers collapsed to distinct histories, and sums over them.

use rayon::prelude::*;

use crate::{History, jet::Jet};

/// Histories that one task adds up. Sums depend on it, not on the number of threads.
const BLOCK: usize = 1_024;

/// A distinct history.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) history: History,
    /// Customers who have it.
    pub(crate) customers: f64,
    /// The place of its repeats among the distinct numbers of repeats.
    pub(crate) place: usize,
}

/// Distinct histories, sorted.
#[derive(Debug)]
pub(crate) struct Cohort {
    rows: Vec<Row>,
    /// Distinct numbers of repeats, ascending.
    repeats: Vec<u32>,
}

impl Cohort {
    pub(crate) fn of(histories: &[History]) -> Self {
        let mut sorted = histories.to_vec();
        sorted.par_sort_unstable_by(History::order);
        let mut cohort = Self {
            rows: Vec::new(),
            repeats: Vec::new(),
        };
        for group in sorted.chunk_by(|a, b| a == b) {
            let repeats = group[0].repeats();
            if cohort.repeats.last() != Some(&repeats) {
                cohort.repeats.push(repeats);
            }
            cohort.rows.push(Row {
                history: group[0],
                customers: group.len() as f64,
                place: cohort.repeats.len() - 1,
            });
        }
        cohort
    }

    /// At most `most` of the histories, evenly spaced.
    pub(crate) fn sample(&self, most: usize) -> Self {
        let step = self.rows.len().div_ceil(most).max(1);
        Self {
            rows: self.rows.iter().step_by(step).copied().collect(),
            repeats: self.repeats.clone(),
        }
    }

    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Distinct numbers of repeats, ascending.
    pub(crate) fn repeats(&self) -> impl Iterator<Item = u32> {
        self.repeats.iter().copied()
    }

    /// The mean of `value` over the customers.
    pub(crate) fn mean(&self, value: impl Fn(History) -> f64) -> f64 {
        let (mut sum, mut customers) = (0.0, 0.0);
        for row in &self.rows {
            sum += row.customers * value(row.history);
            customers += row.customers;
        }
        sum / customers
    }

    /// The sum of `term` over the customers.
    pub(crate) fn sum<const N: usize>(&self, term: impl Fn(&Row) -> Jet<N> + Sync) -> Jet<N> {
        sum_blocks(&self.rows, |row| (row.customers, term(row)))
    }
}

/// The sum of weighted terms, the same bits for any number of threads.
pub(crate) fn sum_blocks<T: Sync, const N: usize>(
    items: &[T],
    term: impl Fn(&T) -> (f64, Jet<N>) + Sync,
) -> Jet<N> {
    let block = |items: &[T]| {
        items.iter().fold(Jet::ZERO, |mut sum, item| {
            let (weight, jet) = term(item);
            sum.add(weight, &jet);
            sum
        })
    };
    let sums: Vec<Jet<N>> = items.par_chunks(BLOCK).map(block).collect();
    sums.iter().fold(Jet::ZERO, |mut total, sum| {
        total.add(1.0, sum);
        total
    })
}
