//! [`Group`]: a part of the persons.

use crate::tagging::{Bits, Codes, TagColumn, TwoBits};

/// A part of the persons, in it or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group(Bits);

impl Group {
    /// Those for whom `within` holds, asked in the order of the persons.
    pub fn of(within: impl IntoIterator<Item = bool>) -> Self {
        Self(within.into_iter().collect())
    }

    /// Those with one value of a tag.
    pub fn with(column: &TagColumn, value: usize) -> Self {
        Self::of_value(&column.codes, value)
    }

    /// Those with the value of that place.
    pub(crate) fn of_value(codes: &Codes, value: usize) -> Self {
        let words = 0..codes.len().div_ceil(Bits::IN_WORD);
        Self(Bits::of_words(codes.holders(value, words), codes.len()))
    }

    /// Those in both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self(self.0.and(&other.0))
    }

    /// The others.
    #[must_use]
    pub fn not(&self) -> Self {
        Self(self.0.not())
    }

    /// 1 for those in it, 2 for the others.
    pub(crate) fn against_rest(&self) -> TwoBits {
        TwoBits::of(self.0.clone(), self.0.not())
    }

    /// Everybody, in or out.
    pub fn everybody(&self) -> usize {
        self.0.len()
    }

    /// Persons in it.
    pub fn size(&self) -> u64 {
        self.0.count()
    }

    /// One bit for each person, in words.
    pub(super) fn words(&self) -> &[u64] {
        self.0.words()
    }

    /// 1 for each person in it of a part of everybody.
    pub(super) fn part(&self, first: usize, persons: usize) -> Vec<u8> {
        let mut inside = vec![0; persons];
        self.0.join_to(&mut inside, first, 0);
        inside
    }

    /// Whether a person is in it.
    pub fn has(&self, person: usize) -> bool {
        self.0.get(person)
    }
}
