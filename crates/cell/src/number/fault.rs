//! [`NumberFault`]: why a cell is no number.

use serde::{Deserialize, Serialize};

/// Why a cell is no number; its short code is its serde name.
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
pub enum NumberFault {
    /// Empty, or a token such as `N/A`.
    #[error("no value")]
    Missing,
    /// Commas that don't stand before every third digit: `1,2345`.
    #[error("commas not in groups of three digits")]
    BadGrouping,
    /// Two numbers and a dash: `3000-5000`.
    #[error("a range of numbers")]
    Range,
    /// Legible in two ways: `八百五` is 805 on paper and 850 in speech.
    #[error("number with more than one reading")]
    Ambiguous,
    /// Not a number.
    #[error("not a number")]
    Unparseable,
    /// A number beyond exact arithmetic.
    #[error("number too long for exact arithmetic")]
    Overflow,
}

impl NumberFault {
    /// The short code, as in serialised results: `bad_grouping`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::BadGrouping => "bad_grouping",
            Self::Range => "range",
            Self::Ambiguous => "ambiguous",
            Self::Unparseable => "unparseable",
            Self::Overflow => "overflow",
        }
    }
}
