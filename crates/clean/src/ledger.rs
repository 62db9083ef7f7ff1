//! The ledger: every changed cell and every removed row, so that nothing is lost and all can be undone.
//!
//! The ledger has one line for every cell that a step changed, in the order of rows and, within a row, of steps:
//!
//! | column | type | meaning |
//! |---|---|---|
//! | `seq` | `UInt64` | number of the line, from 1 |
//! | `row` | `UInt64` | data row in the source, from 1; of several files, they count on |
//! | `key` | String | the row by its business key, as it was read: the columns of `key` under `[quality]`, else of the first step that takes out duplicates by key; null without one |
//! | `column` | String | the column by its name in the source |
//! | `old` | String | the cell before the step, null when it was missing |
//! | `new` | String | the cell behind it |
//! | `step` | String | the id of the step |
//! | `reason` | String | a code of [`Reason`], or the fault of a cell that could not be read |
//!
//! The quarantine has the removed rows as they were read, all columns of the source, and before them `row`, `step`,
//! `reason` and `kept_row`: the row that stays in the place of a duplicate.

use serde::{Deserialize, Serialize};

/// Columns of the ledger.
pub const LEDGER: [&str; 8] = [
    "seq", "row", "key", "column", "old", "new", "step", "reason",
];
/// Columns that stand before those of the source in the quarantine.
pub const QUARANTINE: [&str; 4] = ["__row", "__step", "__reason", "__kept_row"];

/// Why a cell was changed or a row removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// White space, width, case or script.
    Tidied,
    /// An empty cell, as text of no characters.
    Blank,
    /// White space only.
    Whitespace,
    /// A word for missing.
    Token,
    /// A declared number or date for missing.
    Sentinel,
    /// Another spelling of the value.
    Spelling,
    /// Written in the form of its kind.
    Form,
    /// Not of its kind: empty or a word for missing.
    Missing,
    /// Commas in the wrong places.
    BadGrouping,
    /// A range where one number is expected.
    Range,
    /// More than one reading.
    Ambiguous,
    /// A day or time that does not exist.
    InvalidCalendar,
    /// A month without a day.
    Partial,
    /// Too large.
    Overflow,
    /// Not of its kind in any other way.
    Unparseable,
    /// A check character that does not fit.
    BadChecksum,
    /// A rule is broken.
    Failed,
    /// Beyond a limit, and set to it.
    Capped,
    /// Beyond a limit, and set to null or removed.
    Outlier,
    /// A value for a missing cell.
    Imputed,
    /// A value from another row of the group.
    Merged,
    /// The column was taken out.
    Dropped,
    /// Equal to another row.
    ExactDuplicate,
    /// Equal to another row in its key.
    KeyDuplicate,
    /// Nearly equal to another row.
    NearDuplicate,
    /// Lacks too much.
    TooEmpty,
    /// Meets a condition for removal.
    Condition,
}

impl Reason {
    /// Whether the cell has a value that could not be read as what it should be.
    pub(crate) fn is_unread(self) -> bool {
        !matches!(
            self,
            Self::Form
                | Self::Missing
                | Self::Tidied
                | Self::Spelling
                | Self::Blank
                | Self::Whitespace
                | Self::Token
                | Self::Sentinel
        )
    }

    /// The short code, as in serialised results: `invalid_calendar`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Tidied => "tidied",
            Self::Blank => "blank",
            Self::Whitespace => "whitespace",
            Self::Token => "token",
            Self::Sentinel => "sentinel",
            Self::Spelling => "spelling",
            Self::Form => "form",
            Self::Missing => "missing",
            Self::BadGrouping => "bad_grouping",
            Self::Range => "range",
            Self::Ambiguous => "ambiguous",
            Self::InvalidCalendar => "invalid_calendar",
            Self::Partial => "partial",
            Self::Overflow => "overflow",
            Self::Unparseable => "unparseable",
            Self::BadChecksum => "bad_checksum",
            Self::Failed => "failed",
            Self::Capped => "capped",
            Self::Outlier => "outlier",
            Self::Imputed => "imputed",
            Self::Merged => "merged",
            Self::Dropped => "dropped",
            Self::ExactDuplicate => "exact_duplicate",
            Self::KeyDuplicate => "key_duplicate",
            Self::NearDuplicate => "near_duplicate",
            Self::TooEmpty => "too_empty",
            Self::Condition => "condition",
        }
    }
}
