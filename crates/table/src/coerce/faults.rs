//! [`Faults`]: what a column held that could not be read.

use std::collections::BTreeMap;

use fourr_cell::{date::DateFault, number::NumberFault};
use serde::Serialize;

use super::Reading;

/// Examples kept for each kind of fault.
const EXAMPLES: usize = 5;
/// Characters kept of an example.
const EXAMPLE_CHARS: usize = 40;

/// Why a cell could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Null, blank or a word for missing.
    Missing,
    /// Thousands separators in the wrong places: `1,2345`.
    BadGrouping,
    /// A range where one number is expected: `3000-5000`.
    Range,
    /// More than one reading: `03/04/2021`, 八百五.
    Ambiguous,
    /// A date that no calendar has: `2021-02-29`.
    InvalidCalendar,
    /// A month without a day: 2021年12月.
    Partial,
    /// Too large to be added up exactly.
    Overflow,
    /// Anything else.
    Unparseable,
}

impl From<NumberFault> for Fault {
    fn from(fault: NumberFault) -> Self {
        match fault {
            NumberFault::Missing => Self::Missing,
            NumberFault::BadGrouping => Self::BadGrouping,
            NumberFault::Range => Self::Range,
            NumberFault::Ambiguous => Self::Ambiguous,
            NumberFault::Unparseable => Self::Unparseable,
            NumberFault::Overflow => Self::Overflow,
        }
    }
}

impl From<DateFault> for Fault {
    fn from(fault: DateFault) -> Self {
        match fault {
            DateFault::Missing => Self::Missing,
            DateFault::InvalidCalendar => Self::InvalidCalendar,
            DateFault::Partial => Self::Partial,
            DateFault::Ambiguous => Self::Ambiguous,
            DateFault::Unparseable => Self::Unparseable,
        }
    }
}

/// A cell that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Example {
    /// Data row, counted from 1 without the header.
    pub row: u64,
    /// What the cell held, shortened.
    pub value: String,
}

/// The cells of one kind of fault.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// How many there are.
    pub count: u64,
    /// The first of them by row.
    pub examples: Vec<Example>,
}

/// Every cell of one column that could not be read, counted by kind.
///
/// Ledgers of parts of a column [`merge`](Self::merge) to the ledger of the whole in any order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Faults {
    /// The column's name.
    pub column: String,
    /// Counts and examples by kind.
    pub kinds: BTreeMap<Fault, Tally>,
}

impl Faults {
    /// An empty ledger for `column`.
    pub fn new(column: impl Into<String>) -> Self {
        Self {
            column: column.into(),
            kinds: BTreeMap::new(),
        }
    }

    /// Cells of all kinds.
    pub fn total(&self) -> u64 {
        self.kinds.values().map(|tally| tally.count).sum()
    }

    /// Cells of one kind.
    pub fn count(&self, fault: Fault) -> u64 {
        self.kinds.get(&fault).map_or(0, |tally| tally.count)
    }

    /// Enters the cell of the 0-based data row `row`; `value` is asked for only while examples are
    /// wanted.
    pub fn enter<S: AsRef<str>>(&mut self, fault: Fault, row: u64, value: impl FnOnce() -> S) {
        let tally = self.kinds.entry(fault).or_default();
        tally.count += 1;
        if fault != Fault::Missing && tally.examples.len() < EXAMPLES {
            let value = value().as_ref().chars().take(EXAMPLE_CHARS).collect();
            tally.examples.push(Example {
                row: row + 1,
                value,
            });
        }
    }

    /// Enters the cell like [`enter`](Self::enter), and says what it reads as.
    pub(super) fn reject<S: AsRef<str>>(
        &mut self,
        fault: Fault,
        row: u64,
        value: impl FnOnce() -> S,
    ) -> Reading {
        self.enter(fault, row, value);
        match fault {
            Fault::Missing => Reading::MISSING,
            _ => Reading::UNREADABLE,
        }
    }

    /// Adds the faults of another part of the same column.
    pub fn merge(&mut self, other: Self) {
        for (fault, tally) in other.kinds {
            let mine = self.kinds.entry(fault).or_default();
            mine.count += tally.count;
            mine.examples.extend(tally.examples);
            mine.examples.sort_unstable();
            mine.examples.truncate(EXAMPLES);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merging_keeps_the_first_examples_whatever_the_order() {
        let part = |rows: std::ops::Range<u64>| {
            let mut faults = Faults::new("amount");
            for row in rows {
                faults.enter(Fault::Unparseable, row, || format!("x{row}"));
            }
            faults
        };
        let mut forward = part(0..4);
        forward.merge(part(4..9));
        let mut backward = part(4..9);
        backward.merge(part(0..4));
        assert_eq!(forward, backward);
        assert_eq!(forward.total(), 9);
        let rows: Vec<u64> = forward.kinds[&Fault::Unparseable]
            .examples
            .iter()
            .map(|e| e.row)
            .collect();
        assert_eq!(rows, [1, 2, 3, 4, 5]);
    }
}
