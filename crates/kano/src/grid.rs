//! [`Grid`]: the pairs of answers to one feature, counted.

use crate::{
    Answer, Counts, EvaluationTable,
    answer::{MISSING, OFF_SCALE},
};

/// Codes of a cell: missing, five answers, off the scale.
const CODES: usize = 7;
/// Pairs of codes.
pub(crate) const CELLS: usize = CODES * CODES;
/// The cell of a pair that was never put to the respondent.
pub(crate) const NOT_ASKED: u8 = 49;

/// The place of a pair of codes.
pub(crate) fn cell(functional: u8, dysfunctional: u8) -> u8 {
    functional * 7 + dysfunctional
}

/// Pairs of answers to one feature by what was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grid(pub(crate) [u64; CELLS]);

impl Default for Grid {
    fn default() -> Self {
        Self([0; CELLS])
    }
}

impl Grid {
    pub(crate) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }

    /// Every pair of two answers of the scale, with how often it was given.
    pub(crate) fn valid(&self) -> impl Iterator<Item = (Answer, Answer, u64)> + '_ {
        Answer::ALL.into_iter().flat_map(move |functional| {
            Answer::ALL.into_iter().map(move |dysfunctional| {
                let place = usize::from(cell(functional.code(), dysfunctional.code()));
                (functional, dysfunctional, self.0[place])
            })
        })
    }

    pub(crate) fn counts(&self, table: EvaluationTable) -> Counts {
        let mut counts = Counts::default();
        for (functional, dysfunctional, pairs) in self.valid() {
            counts[table.category(functional, dysfunctional)] += pairs;
        }
        counts
    }

    /// Pairs put to respondents.
    pub(crate) fn asked(&self) -> u64 {
        self.0.iter().sum()
    }

    /// Pairs with an answer off the scale.
    pub(crate) fn off_scale(&self) -> u64 {
        self.sum(|f, d| f == OFF_SCALE || d == OFF_SCALE)
    }

    /// Pairs with an answer missing, and none off the scale.
    pub(crate) fn incomplete(&self) -> u64 {
        self.sum(|f, d| (f == MISSING || d == MISSING) && f != OFF_SCALE && d != OFF_SCALE)
    }

    fn sum(&self, holds: impl Fn(u8, u8) -> bool) -> u64 {
        let cells = (0..=OFF_SCALE).flat_map(|f| (0..=OFF_SCALE).map(move |d| (f, d)));
        let held = cells.filter(|&(f, d)| holds(f, d));
        held.map(|(f, d)| self.0[usize::from(cell(f, d))]).sum()
    }

    /// The pairs with their two answers swapped: what the absence of the feature means.
    pub(crate) fn transposed(&self) -> Self {
        self.mapped(|f, d| (d, f))
    }

    /// The pairs with the scale read from the other end.
    pub(crate) fn other_direction(&self) -> Self {
        let turn = |code: u8| {
            if (1..=5).contains(&code) {
                6 - code
            } else {
                code
            }
        };
        self.mapped(|f, d| (turn(f), turn(d)))
    }

    fn mapped(&self, place: impl Fn(u8, u8) -> (u8, u8)) -> Self {
        let mut mapped = Self::default();
        for f in 0..=OFF_SCALE {
            for d in 0..=OFF_SCALE {
                let (to_f, to_d) = place(f, d);
                mapped.0[usize::from(cell(to_f, to_d))] = self.0[usize::from(cell(f, d))];
            }
        }
        mapped
    }
}
