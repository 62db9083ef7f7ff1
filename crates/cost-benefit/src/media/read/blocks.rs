//! [`Blocks`]: sums of some measures by place and cell, in one list.

use crate::media::{Exact, Measure};

/// How a ledger is split: 2 for test and 1 for the compared period.
pub(crate) const CELLS: usize = 4;

/// Sums of the cells of a split.
pub(crate) type Cells = [Exact; CELLS];

/// Which measures are added up, and whether by cell.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// The measures in their order: counts first.
    pub(super) slots: Vec<Measure>,
    /// Cells that are told apart: all, or only the last, in which everything is.
    pub(super) cells: usize,
}

impl Layout {
    /// A layout for these measures.
    pub(super) fn new(measures: impl IntoIterator<Item = Measure>, is_split: bool) -> Self {
        let mut slots: Vec<Measure> = measures.into_iter().collect();
        slots.sort_unstable();
        slots.dedup();
        Self {
            slots,
            cells: if is_split { CELLS } else { 1 },
        }
    }

    /// Where a measure is added up.
    pub(super) fn slot(&self, measure: Measure) -> Option<usize> {
        self.slots.iter().position(|known| *known == measure)
    }

    /// How many of the first measures are counts.
    pub(super) fn counts(&self) -> usize {
        self.slots.iter().filter(|slot| slot.is_count()).count()
    }

    /// Where a cell of the split is added up among those that are told apart.
    pub(super) fn place(&self, cell: usize) -> usize {
        if self.cells == 1 { 0 } else { cell }
    }
}

/// Sums of some measures by place and cell, in one list: a few lines of the cache a place.
#[derive(Debug)]
pub(super) struct Blocks {
    layout: Layout,
    sums: Vec<i128>,
}

impl Blocks {
    pub(super) fn new(layout: &Layout) -> Self {
        Self {
            layout: layout.clone(),
            sums: Vec::new(),
        }
    }

    /// Sums of one place.
    fn stride(&self) -> usize {
        self.layout.cells * self.layout.slots.len()
    }

    /// One more place, its sums zero: its number.
    pub(super) fn push(&mut self) -> u32 {
        let number = self.sums.len() / self.stride().max(1);
        self.sums.resize(self.sums.len() + self.stride(), 0);
        u32::try_from(number).unwrap_or(u32::MAX)
    }

    /// The sums of a place in a cell.
    pub(super) fn block(&mut self, number: u32, cell: usize) -> &mut [i128] {
        let slots = self.layout.slots.len();
        let start = number as usize * self.stride() + cell * slots;
        &mut self.sums[start..start + slots]
    }

    /// Adds the sums of another list's place to one of these.
    pub(super) fn merge(&mut self, number: u32, other: &Self, place: u32) {
        let stride = self.stride();
        let (mine, theirs) = (number as usize * stride, place as usize * stride);
        let theirs = &other.sums[theirs..theirs + stride];
        for (mine, theirs) in self.sums[mine..mine + stride].iter_mut().zip(theirs) {
            *mine += theirs;
        }
    }

    /// The sums of a place, cell by cell.
    pub(super) fn cells(&self, number: u32) -> Cells {
        let slots = self.layout.slots.len();
        let start = number as usize * self.stride();
        let mut cells = Cells::default();
        let last = cells.len() - self.layout.cells;
        for (place, cell) in cells[last..].iter_mut().enumerate() {
            let block = &self.sums[start + place * slots..][..slots];
            for (measure, sum) in self.layout.slots.iter().zip(block) {
                cell.add(*measure, *sum);
            }
        }
        cells
    }
}

/// Adds what a row says to sums.
#[inline]
pub(super) fn add(block: &mut [i128], amounts: &[i64]) {
    for (sum, amount) in block.iter_mut().zip(amounts) {
        *sum += i128::from(*amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_split_stands_in_the_last_cell() {
        let layout = Layout::new([Measure::Cost, Measure::Clicks], false);
        let mut blocks = Blocks::new(&layout);
        let place = blocks.push();
        add(blocks.block(place, layout.place(3)), &[3, 50_000]);
        let cells = blocks.cells(place);
        assert_eq!(cells[3].exact(Measure::Cost), 50_000);
        assert_eq!(cells[3].exact(Measure::Clicks), 3);
        assert_eq!(cells[..3], [Exact::default(); 3]);
    }
}
