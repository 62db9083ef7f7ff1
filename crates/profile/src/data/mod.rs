//! Columns of a batch as slices of numbers and of small codes.

mod coded;
mod compact;
mod dictionary;
mod interner;
mod numbers;
mod whole;

pub(crate) use coded::Coded;
pub use compact::Numbers;
pub(crate) use compact::room;
pub(crate) use dictionary::Dictionary;
pub(crate) use interner::Interner;
pub(crate) use numbers::{numbers, times};
pub(crate) use whole::WholeNumbers;
