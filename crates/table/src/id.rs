//! [`Id`]: who a row is about, and that as bytes.

use std::hash::BuildHasher;

use crate::packed::{unzigzag, zigzag};

/// An identifier as it stands in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Id<'a> {
    /// Of a column of whole numbers.
    Whole(i64),
    /// Of any other column.
    Text(&'a str),
}

impl<'a> Id<'a> {
    /// Its hash, the same as that of the number or the text alone.
    #[inline]
    pub fn hash(self, hasher: &impl BuildHasher) -> u64 {
        match self {
            Self::Whole(id) => hasher.hash_one(id),
            Self::Text(id) => hasher.hash_one(id),
        }
    }

    /// What stands for it among the numbers of a record: itself, or the length of its text.
    #[inline]
    pub fn number(self) -> u64 {
        match self {
            Self::Whole(id) => zigzag(id),
            Self::Text(id) => id.len() as u64,
        }
    }

    /// Whether it is a text, which [`append_text`](Self::append_text) puts behind the numbers of a record.
    #[inline]
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text(_))
    }

    /// Appends its text, if it is one.
    #[inline]
    pub fn append_text(self, out: &mut Vec<u8>) {
        if let Self::Text(id) = self {
            out.extend_from_slice(id.as_bytes());
        }
    }

    /// The id of a record by its number, and for a text by what `rest` begins with, which is cut by it.
    #[inline]
    pub fn read(is_text: bool, number: u64, rest: &mut &'a [u8]) -> Option<Self> {
        if !is_text {
            return Some(Self::Whole(unzigzag(number)));
        }
        let (id, after) = rest.split_at_checked(usize::try_from(number).ok()?)?;
        *rest = after;
        Some(Self::Text(std::str::from_utf8(id).ok()?))
    }
}
