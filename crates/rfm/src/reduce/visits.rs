//! [`Visits`]: the purchases of a partition, in blocks.

/// Purchases in a block: 128 KiB.
const BLOCK: usize = 1 << 13;

/// A compaction is of use that leaves out so small a part at least.
const USEFUL: usize = 4;

/// Visits below which a partition is not compacted.
const COMPACT_FROM: usize = 1 << 18;

/// One purchase: a customer of the partition, a day, and an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Visit {
    pub(super) customer: u32,
    pub(super) day: i32,
    pub(super) order: u64,
}

/// Purchases in blocks that are never moved: a vector that doubles would touch twice the memory and copy
/// everything once more.
#[derive(Debug, Default)]
pub(super) struct Visits {
    full: Vec<Vec<Visit>>,
    open: Vec<Visit>,
    /// Visits in the full blocks.
    stored: usize,
    /// Visits at which it is compacted next.
    compact_at: usize,
}

impl Visits {
    pub(super) fn push(&mut self, visit: Visit) {
        if self.open.len() == BLOCK {
            let block = std::mem::replace(&mut self.open, Vec::with_capacity(BLOCK));
            self.stored += block.len();
            self.full.push(block);
        }
        self.open.push(visit);
    }

    pub(super) fn len(&self) -> usize {
        self.stored + self.open.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Visit> {
        self.full.iter().flatten().chain(&self.open)
    }

    /// Leaves out repeated visits once there are twice as many as the last time, or where that was of little use eight
    /// times as many.
    pub(super) fn compact(&mut self) {
        if self.len() < COMPACT_FROM.max(self.compact_at) {
            return;
        }
        let mut all: Vec<Visit> = self.iter().copied().collect();
        all.sort_unstable();
        let before = all.len();
        all.dedup();
        let useful = before - all.len() >= before / USEFUL;
        self.compact_at = all.len() * if useful { 2 } else { 8 };
        self.stored = all.len();
        self.full = vec![all];
        self.open.clear();
    }
}
