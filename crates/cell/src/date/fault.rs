//! [`DateFault`]: why a cell is no date.

use serde::{Deserialize, Serialize};

/// Why a cell is no date; its short code is its serde name.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    thiserror::Error,
)]
#[serde(rename_all = "snake_case")]
pub enum DateFault {
    /// Empty, or a token such as `未知`.
    #[error("no value")]
    Missing,
    /// A day or a time that doesn't exist: 2021-02-29, 25:00.
    #[error("no such day or time")]
    InvalidCalendar,
    /// A month without a day, a year without a month, a day without a year.
    #[error("an incomplete date")]
    Partial,
    /// Legible in two ways: 03/04/2021, or any year of two digits.
    #[error("date with more than one reading")]
    Ambiguous,
    /// Not a date.
    #[error("not a date")]
    Unparseable,
}

impl DateFault {
    /// The short code, as in serialised results: `invalid_calendar`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::InvalidCalendar => "invalid_calendar",
            Self::Partial => "partial",
            Self::Ambiguous => "ambiguous",
            Self::Unparseable => "unparseable",
        }
    }
}
