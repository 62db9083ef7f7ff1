//! Columns of a batch as slices of numbers and of small codes.

mod dictionary;
mod interner;
mod numbers;

pub(crate) use dictionary::Dictionary;
pub(crate) use interner::Interner;
pub(crate) use numbers::{numbers, times};
