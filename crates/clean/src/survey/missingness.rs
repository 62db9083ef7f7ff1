//! [`Missingness`]: which columns are missing together.

use std::collections::HashMap;

use super::{CoMissing, Pattern};

/// Columns that patterns tell apart; of wider tables the first.
const COLUMNS: usize = 128;
/// Patterns that are shown.
const PATTERNS: usize = 20;

/// Rows by the set of their missing columns.
pub(super) struct Missingness {
    columns: usize,
    sets: HashMap<u128, u64>,
    by_count: Vec<u64>,
}

impl Missingness {
    pub(super) fn new(columns: usize) -> Self {
        Self {
            columns,
            sets: HashMap::new(),
            by_count: vec![0; columns + 1],
        }
    }

    /// Takes in the next rows: for each column whether its cells are missing.
    pub(super) fn feed(&mut self, missing: &[Vec<bool>]) {
        let rows = missing.first().map_or(0, Vec::len);
        let mut sets = vec![0_u128; rows];
        let mut counts = vec![0_usize; rows];
        for (at, column) in missing.iter().enumerate() {
            let bit = if at < COLUMNS { 1_u128 << at } else { 0 };
            for ((set, count), missing) in sets.iter_mut().zip(&mut counts).zip(column) {
                if *missing {
                    *set |= bit;
                    *count += 1;
                }
            }
        }
        for (set, count) in sets.into_iter().zip(counts) {
            self.by_count[count] += 1;
            *self.sets.entry(set).or_default() += 1;
        }
    }

    pub(super) fn finish(mut self, names: &[&str]) -> CoMissing {
        let mut sets: Vec<(u128, u64)> = self.sets.into_iter().collect();
        sets.sort_unstable_by_key(|(set, rows)| (std::cmp::Reverse(*rows), *set));
        let has = |set: u128, at: usize| (set >> at) & 1 == 1;
        let lacking: Vec<usize> = (0..self.columns.min(COLUMNS))
            .filter(|at| sets.iter().any(|(set, _)| has(*set, *at)))
            .collect();
        let pair = |a: usize, b: usize| {
            let both = sets.iter().filter(|(set, _)| has(*set, a) && has(*set, b));
            both.map(|(_, rows)| rows).sum()
        };
        let named = |set: u128| {
            let columns = lacking.iter().filter(|at| has(set, **at));
            columns.map(|at| names[*at].to_owned()).collect()
        };
        while self.by_count.len() > 1 && self.by_count.last() == Some(&0) {
            self.by_count.pop();
        }
        CoMissing {
            columns: lacking.iter().map(|at| names[*at].to_owned()).collect(),
            pairs: lacking
                .iter()
                .map(|a| lacking.iter().map(|b| pair(*a, *b)).collect())
                .collect(),
            rows_by_missing: self.by_count,
            patterns: sets
                .iter()
                .filter(|(set, _)| *set != 0)
                .take(PATTERNS)
                .map(|(set, rows)| Pattern {
                    columns: named(*set),
                    rows: *rows,
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_lack_together_are_counted_by_pairs_and_sets() {
        let mut missingness = Missingness::new(3);
        missingness.feed(&[
            vec![true, false, true],
            vec![true, false, false],
            vec![false; 3],
        ]);
        let found = missingness.finish(&["a", "b", "c"]);
        assert_eq!(found.columns, ["a", "b"]);
        assert_eq!(found.pairs, [[2, 1], [1, 1]]);
        assert_eq!(found.rows_by_missing, [1, 1, 1]);
        assert_eq!(found.patterns.len(), 2);
        assert_eq!(found.patterns[0].rows, 1);
    }
}
