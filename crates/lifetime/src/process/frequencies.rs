//! How many customers a process lets buy how often.

use rayon::prelude::*;

use super::{Law, Process};
use crate::History;

impl Process {
    /// The expected number of customers with 0, 1, ... repeat purchases, the last figure that of `up_to` and
    /// more, each customer over the time that they were observed.
    ///
    /// Compared with the numbers observed it is the usual check of a fit (Fader, Hardie and Lee 2005, figure 3).
    pub fn frequencies(&self, histories: &[History], up_to: u32) -> Vec<f64> {
        let mut times: Vec<f64> = histories.iter().map(|history| history.observed()).collect();
        times.par_sort_unstable_by(f64::total_cmp);
        let groups: Vec<&[f64]> = times.chunk_by(|a, b| a.total_cmp(b).is_eq()).collect();
        let below: Vec<Vec<f64>> = groups
            .par_iter()
            .map(|group| self.counts(group[0], up_to))
            .collect();
        let mut total = vec![0.0; up_to as usize + 1];
        for (group, counts) in groups.iter().zip(below) {
            let customers = group.len() as f64;
            for (total, count) in total.iter_mut().zip(counts) {
                *total += customers * count;
            }
        }
        total
    }

    /// The probabilities of 0, 1, ... repeat purchases within `time`, the last one that of `up_to` and more.
    fn counts(&self, time: f64, up_to: u32) -> Vec<f64> {
        let mut counts = vec![0.0; up_to as usize + 1];
        let exact = &mut counts[..up_to as usize];
        match &self.law {
            Law::BetaGeometric(law) => law.counts(time, exact),
            Law::Pareto(law) => law.counts(time, exact),
        }
        let below: f64 = exact.iter().sum();
        counts[up_to as usize] = (1.0 - below).max(0.0);
        counts
    }
}
