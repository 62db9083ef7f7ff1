//! [`Days`]: sums by day.

use hashbrown::HashMap;

use super::{
    Cells,
    blocks::{Blocks, Layout},
};

/// Sums by day, counted from 1970-01-01.
#[derive(Debug)]
pub(super) struct Days {
    known: Vec<i64>,
    sums: Blocks,
    numbers: HashMap<i64, u32, foldhash::fast::FixedState>,
    /// The day of the row before and its number: ledgers come by day, more often than not.
    last: Option<(i64, u32)>,
}

impl Days {
    pub(super) fn new(layout: &Layout) -> Self {
        Self {
            known: Vec::new(),
            sums: Blocks::new(layout),
            numbers: HashMap::default(),
            last: None,
        }
    }

    /// The sums of a day in a cell.
    pub(super) fn block(&mut self, day: i64, cell: usize) -> &mut [i128] {
        let number = match self.last {
            Some((before, number)) if before == day => number,
            _ => self.number(day),
        };
        self.last = Some((day, number));
        self.sums.block(number, cell)
    }

    fn number(&mut self, day: i64) -> u32 {
        if let Some(&number) = self.numbers.get(&day) {
            return number;
        }
        let number = self.sums.push();
        self.numbers.insert(day, number);
        self.known.push(day);
        number
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (place, day) in (0_u32..).zip(&other.known) {
            let number = self.number(*day);
            self.sums.merge(number, &other.sums, place);
        }
    }

    /// Every day with its sums, ascending.
    pub(super) fn into_sorted(self) -> Vec<(i64, Cells)> {
        let days = (0_u32..).zip(&self.known);
        let mut days: Vec<(i64, Cells)> = days
            .map(|(number, day)| (*day, self.sums.cells(number)))
            .collect();
        days.sort_unstable_by_key(|(day, _)| *day);
        days
    }
}
