//! [`Reading`]: one cell read as a number, or why there is none.

use polars::prelude::{ChunkedArray, PolarsNumericType};

use super::{Fault, Faults};
use crate::Texts;

/// Reads every cell of a column of text.
pub(super) fn each_text<F: Into<Fault>>(
    texts: &Texts<'_>,
    first_row: u64,
    faults: &mut Faults,
    read: impl Fn(&str) -> Result<i64, F>,
) -> Vec<Reading> {
    let mut readings = Vec::with_capacity(texts.len());
    // Not a loop: where the texts lie is asked once, not text by text.
    texts.iter().enumerate().for_each(|(row, text)| {
        let row = first_row + row as u64;
        readings.push(match text.map(&read) {
            Some(Ok(value)) => Reading::of(value),
            Some(Err(fault)) => faults.reject(fault.into(), row, || text.unwrap_or_default()),
            None => faults.reject(Fault::Missing, row, || ""),
        });
    });
    readings
}

/// Reads a column in which nothing is known.
pub(super) fn none(rows: usize, first_row: u64, faults: &mut Faults) -> Vec<Reading> {
    (first_row..)
        .take(rows)
        .map(|row| faults.reject(Fault::Missing, row, || ""))
        .collect()
}

/// Reads every value with its place in the column; chunks without nulls as plain slices.
pub(super) fn each<T: PolarsNumericType>(
    values: &ChunkedArray<T>,
    mut read: impl FnMut(u64, Option<T::Native>) -> Reading,
) -> Vec<Reading> {
    let mut readings = Vec::with_capacity(values.len());
    for chunk in values.downcast_iter() {
        let first = readings.len() as u64;
        if chunk.validity().is_some_and(|valid| valid.unset_bits() > 0) {
            readings.extend(
                (first..)
                    .zip(chunk.iter())
                    .map(|(row, value)| read(row, value.copied())),
            );
        } else {
            let slice = chunk.values().iter();
            readings.extend(
                (first..)
                    .zip(slice)
                    .map(|(row, value)| read(row, Some(*value))),
            );
        }
    }
    readings
}

/// A cell read as a whole number of some unit, in eight bytes.
///
/// The two smallest numbers stand for a missing and for an unreadable cell; no date and no amount
/// that the readers of this module return comes near them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading(i64);

impl Reading {
    /// The cell was null, blank or a word for missing.
    pub const MISSING: Self = Self(i64::MIN);
    /// The cell held something that is not what the column is for.
    pub const UNREADABLE: Self = Self(i64::MIN + 1);

    /// A value that was read.
    #[inline]
    pub fn of(value: i64) -> Self {
        debug_assert!(value > Self::UNREADABLE.0, "{value} is reserved");
        Self(value)
    }

    /// The value, if there is one.
    #[inline]
    pub fn value(self) -> Option<i64> {
        (self.0 > Self::UNREADABLE.0).then_some(self.0)
    }
}
