//! [`Kept`]: rows that need not be read again for the second pass.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use fourr_table::Table;

use super::begin::Begun;

/// Rows kept between the passes, as long as they are small enough.
#[derive(Default)]
pub(super) struct Kept {
    /// Bytes that may be kept.
    most: usize,
    pieces: Mutex<Vec<Begun>>,
    bytes: AtomicUsize,
    given_up: AtomicBool,
}

impl Kept {
    /// Gives up at once where the first rows tell that all of them are too large.
    pub(super) fn expecting(table: &Table, most: usize) -> Self {
        let kept = Self {
            most,
            ..Self::default()
        };
        let rows: Option<u64> = table.sources().iter().map(|source| source.rows).sum();
        let sample = table.sample();
        if let (Some(rows), true) = (rows, sample.height() > 0) {
            let bytes =
                sample.estimated_size() as u128 * u128::from(rows) / sample.height() as u128;
            // About half as much again for the ledger.
            kept.given_up
                .store(bytes * 3 / 2 > most as u128, Ordering::Relaxed);
        }
        kept
    }

    pub(super) fn keep(&self, begun: Begun) {
        let bytes = begun.bytes();
        let total = self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let mut pieces = self.pieces.lock().unwrap_or_else(PoisonError::into_inner);
        if total > self.most {
            self.given_up.store(true, Ordering::Relaxed);
            pieces.clear();
        } else {
            pieces.push(begun);
        }
    }

    pub(super) fn wants(&self) -> bool {
        !self.given_up.load(Ordering::Relaxed)
    }

    /// All rows, in their order; `None` when they were too large.
    pub(super) fn into_pieces(self) -> Option<Vec<Begun>> {
        if self.given_up.into_inner() {
            return None;
        }
        let pieces = self.pieces.into_inner();
        let mut pieces = pieces.unwrap_or_else(PoisonError::into_inner);
        pieces.sort_by_key(|begun| begun.rows.start);
        Some(pieces)
    }
}
