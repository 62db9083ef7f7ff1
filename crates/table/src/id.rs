//! [`Id`]: who a row is about, and that as bytes.

use std::borrow::Cow;
use std::hash::BuildHasher;

use crate::coerce::written_number;
use crate::packed::{unzigzag, zigzag};

/// An identifier as it stands in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Id<'a> {
    /// Of a column of whole numbers.
    Whole(i64),
    /// Of any other column: the text that this number is written as, and no other text is.
    Written(u64),
    /// Any other text.
    Text(&'a str),
}

impl<'a> Id<'a> {
    /// Of a text; most are numbers, as which they are compared and kept in less time and room.
    #[inline]
    pub fn of_text(text: &'a str) -> Self {
        written_number(text).map_or(Self::Text(text), Self::Written)
    }

    /// Its hash.
    #[inline]
    pub fn hash(self, hasher: &impl BuildHasher) -> u64 {
        match self {
            Self::Whole(id) => hasher.hash_one(id),
            Self::Written(id) => hasher.hash_one(id),
            Self::Text(id) => hasher.hash_one(id),
        }
    }

    /// The whole number that it is, or is written as.
    #[inline]
    pub fn whole(self) -> Option<i64> {
        match self {
            Self::Whole(id) => Some(id),
            Self::Written(id) => i64::try_from(id).ok(),
            Self::Text(_) => None,
        }
    }

    /// Its text.
    pub fn text(self) -> Cow<'a, str> {
        match self {
            Self::Whole(id) => Cow::Owned(id.to_string()),
            Self::Written(id) => Cow::Owned(id.to_string()),
            Self::Text(id) => Cow::Borrowed(id),
        }
    }

    /// A number that only this id of its column has, as far as 64 bits tell: its own, or the hash of a text that is none.
    #[inline]
    pub fn fingerprint(self, hasher: &impl BuildHasher) -> u64 {
        match self {
            Self::Whole(id) => id.cast_unsigned(),
            Self::Written(id) => id,
            Self::Text(id) => hasher.hash_one(id),
        }
    }

    /// What stands for it among the numbers of a record: itself, or the length of its text.
    #[inline]
    pub fn number(self) -> u64 {
        match self {
            Self::Whole(id) => zigzag(id),
            // The lowest bit tells the two kinds of text apart.
            Self::Written(id) => id << 1 | 1,
            Self::Text(id) => (id.len() as u64) << 1,
        }
    }

    /// Whether it is a text, of which [`append_text`](Self::append_text) puts what is no number behind the numbers of a record.
    #[inline]
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Whole(_))
    }

    /// Appends its text, if it is one and no number.
    #[inline]
    pub fn append_text(self, out: &mut Vec<u8>) {
        if let Self::Text(id) = self {
            out.extend_from_slice(id.as_bytes());
        }
    }

    /// The id of a record by its number, and for a text that is none by what `rest` begins with, which is cut by it.
    #[inline]
    pub fn read(is_text: bool, number: u64, rest: &mut &'a [u8]) -> Option<Self> {
        if !is_text {
            return Some(Self::Whole(unzigzag(number)));
        }
        if number & 1 == 1 {
            return Some(Self::Written(number >> 1));
        }
        let (id, after) = rest.split_at_checked(usize::try_from(number >> 1).ok()?)?;
        *rest = after;
        Some(Self::Text(std::str::from_utf8(id).ok()?))
    }
}
