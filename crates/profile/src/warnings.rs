//! What a reader should know before trusting the figures of the tags.

use serde::Serialize;

/// Why a column became no tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Untagged {
    /// Nothing is known in it.
    Empty,
    /// It holds dates.
    Dates,
    /// Nearly every text in it is different.
    AllDifferent,
}

/// What a reader should know before trusting the figures of the tags.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Warning {
    /// Many rows of a table were set aside.
    ManyRowsSetAside {
        /// What its rows are.
        table: &'static str,
        /// How many.
        rows: u64,
        /// Their share of the rows read.
        share: f64,
    },
    /// Few people: shares are coarse.
    FewPersons {
        /// Persons profiled.
        persons: u64,
    },
    /// A tag would have more values than are told apart.
    ManyLevels {
        /// Code of the tag.
        tag: String,
        /// Values in the data.
        values: u64,
        /// Values told apart; the rest is 其他 (other).
        kept: u64,
    },
    /// A column that became no tag.
    NotTagged {
        /// The column.
        column: String,
        /// Why.
        why: Untagged,
    },
    /// A column that identifies persons became no tag.
    Identifies {
        /// The column.
        column: String,
        /// The kind of personal data.
        personal: String,
    },
    /// Quantiles coincide, so that classes are fewer than asked for.
    Coinciding {
        /// Code of the tag.
        tag: String,
        /// Classes that differ.
        classes: u64,
    },
    /// Two tables of persons have a column of one name; the first counts.
    SameColumn {
        /// The column.
        column: String,
    },
    /// The overlap of values was not counted: there would be too many pairs of persons and values.
    OverlapsLeftOut {
        /// Values there are.
        values: u64,
    },
}
