//! [`ColumnScan`]: whether a column holds personal data.

use super::{Personal, recognise};
use crate::missing;

/// Per cent of the cells that must match before a column counts as personal data.
const ENOUGH_PERCENT: u64 = 20;
/// The same for names that only their surname gives away: words such as 高级 and 常州 look like them.
const ENOUGH_PERCENT_OF_LOOKALIKES: u64 = 80;

/// A running count of the personal data in a column.
///
/// ```
/// use fourr_cell::personal::{ColumnScan, Personal};
/// let mut scan = ColumnScan::new(None);
/// ["13812345678", "n/a", "none of your business"].into_iter().for_each(|cell| scan.feed(cell));
/// assert_eq!(scan.verdict(), Some(Personal::Mobile));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnScan {
    hint: Option<Personal>,
    cells: u64,
    counts: [u64; Personal::ALL.len()],
}

impl ColumnScan {
    /// Begins a column; `hint` is what its header promises, see [`hint_of_header`](super::hint_of_header).
    pub fn new(hint: Option<Personal>) -> Self {
        Self {
            hint,
            cells: 0,
            counts: [0; Personal::ALL.len()],
        }
    }

    /// Counts one cell. Missing cells don't count.
    pub fn feed(&mut self, cell: &str) {
        if missing::classify(cell).is_some() {
            return;
        }
        self.cells += 1;
        if let Some(kind) = recognise(cell, self.hint) {
            self.counts[kind as usize] += 1;
        }
    }

    /// Adds the counts of another part of the same column.
    pub fn merge(&mut self, other: &Self) {
        self.cells += other.cells;
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
    }

    /// Cells seen that are not missing.
    pub fn cells(&self) -> u64 {
        self.cells
    }

    /// Cells recognised as that kind.
    pub fn count(&self, kind: Personal) -> u64 {
        self.counts[kind as usize]
    }

    /// The kind of personal data the column holds; `None` for none, and for a column without values.
    ///
    /// A column is personal when at least 20% of its non-missing cells match, of whatever kind, or when
    /// one is an ID card number with the right check character. The kind is the most frequent one, on
    /// a tie the first in the order of [`Personal`]; ID card numbers count as one kind, right check or
    /// not. Names in a column without the hint of a name count only from 80% on.
    pub fn verdict(&self) -> Option<Personal> {
        let valid_ids = self.count(Personal::IdCard);
        let counted = |kind| {
            if self.is_lookalike(kind) {
                0
            } else {
                self.count(kind)
            }
        };
        let matches: u64 = Personal::ALL.into_iter().map(counted).sum();
        if valid_ids == 0 && !self.reaches(matches, ENOUGH_PERCENT) {
            return None;
        }
        let ids = valid_ids + self.count(Personal::IdCardLike);
        let weight = |kind: &Personal| match kind {
            Personal::IdCard if valid_ids > 0 => ids,
            Personal::IdCardLike if valid_ids == 0 => ids,
            Personal::IdCard | Personal::IdCardLike => 0,
            other => counted(*other),
        };
        // `max_by_key` returns the last of equals, so the order is turned round.
        Personal::ALL.into_iter().rev().max_by_key(weight)
    }

    /// Whether matches of that kind are too weak to count.
    fn is_lookalike(&self, kind: Personal) -> bool {
        kind == Personal::Name
            && self.hint != Some(Personal::Name)
            && !self.reaches(self.count(kind), ENOUGH_PERCENT_OF_LOOKALIKES)
    }

    fn reaches(&self, matches: u64, percent: u64) -> bool {
        matches > 0 && u128::from(matches) * 100 >= u128::from(self.cells) * u128::from(percent)
    }
}
