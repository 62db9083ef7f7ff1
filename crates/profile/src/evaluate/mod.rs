//! Bound conditions over a few thousand rows at a time, so that everything in between stays in the first-level cache.

mod condition;
mod lookups;
mod number;
mod tag;

pub(crate) use condition::{Scratch, fill};
pub(crate) use lookups::Lookups;
pub(crate) use tag::{Outcome, Tags};

use std::ops::Range;

use crate::{
    data::{Coded, Numbers},
    tagging::Codes,
};

/// Rows of a piece.
pub(crate) const PIECE: usize = 1 << 12;

/// The values of a slot for all rows, as they are kept.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stored<'a> {
    /// Nothing reads it here.
    Absent,
    Numbers(&'a Numbers),
    Texts(&'a [u32]),
    Coded(&'a Coded),
}

/// Where the values of a slot are made for some rows, so that conditions read them.
#[derive(Debug, Default)]
struct Buffer {
    numbers: Vec<f64>,
    texts: Vec<u32>,
}

/// The values of a slot for some rows.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Slot<'a> {
    /// Nothing reads it here.
    Absent,
    /// NaN is missing.
    Numbers(&'a [f64]),
    /// 0 is missing.
    Texts(&'a [u32]),
}

impl<'a> Stored<'a> {
    /// The values of some rows.
    fn part(self, rows: Range<usize>, buffer: &'a mut Buffer) -> Slot<'a> {
        match self {
            Self::Absent => Slot::Absent,
            Self::Numbers(values) => Slot::Numbers(values.part(rows, &mut buffer.numbers)),
            Self::Texts(codes) => Slot::Texts(&codes[rows]),
            Self::Coded(codes) => Slot::Texts(codes.part(rows, &mut buffer.texts)),
        }
    }
}

/// What conditions see.
pub(crate) struct View<'a> {
    pub(crate) rows: usize,
    pub(crate) slots: &'a [Slot<'a>],
    pub(crate) lookups: &'a Lookups,
    /// The date that windows are counted back from, in microseconds; NaN where there is none.
    pub(crate) as_of: f64,
    /// For each list, 1 for those on it.
    pub(crate) lists: &'a [&'a [u8]],
    /// Codes of the tags found so far, and where in them these rows begin.
    pub(crate) tags: &'a dyn Fn(usize) -> Option<(&'a Codes, usize)>,
}
