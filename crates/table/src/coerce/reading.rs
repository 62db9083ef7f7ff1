//! [`Reading`]: one cell read as a number, or why there is none.

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
