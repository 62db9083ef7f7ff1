//! Columns of a batch as slices of numbers and of small codes.

mod coded;
mod compact;
mod dictionary;
mod interner;
mod numbers;
mod whole;

pub(crate) use coded::Coded;
pub use compact::Numbers;
pub(crate) use compact::put;
pub(crate) use dictionary::Dictionary;
pub(crate) use interner::Interner;
pub(crate) use numbers::{numbers, times};
pub(crate) use whole::WholeNumbers;

/// Rows of a column that are read at once.
const PART: usize = 1 << 13;
