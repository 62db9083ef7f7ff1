//! [`CleanError`]: why a table could not be cleaned.

use std::path::PathBuf;

use fourr_table::TableError;
use polars::error::PolarsError;

/// Where in a recipe a fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The id of the step.
    pub step: String,
    /// The line of the recipe's file, from 1; `None` for a recipe that was not read from a file.
    pub line: Option<usize>,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}, step {}", self.step),
            None => write!(f, "step {}", self.step),
        }
    }
}

/// Why a table could not be cleaned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CleanError {
    /// The recipe is no TOML, or a key of it is unknown, missing or of the wrong type.
    #[error("line {line}: {reason}")]
    Syntax {
        /// The line of the file, from 1.
        line: usize,
        /// What the parser says.
        reason: String,
    },
    /// The recipe was written for another version of the program.
    #[error("the recipe has version {0}, expected 1")]
    Version(u32),
    /// A step names a column that there is not.
    #[error("{place}: no column {column}, the table has {}", .columns.join(", "))]
    NoColumn {
        /// Where.
        place: Place,
        /// The name.
        column: String,
        /// Names close to it.
        near: Vec<String>,
        /// The columns there are at that step.
        columns: Vec<String>,
    },
    /// A parameter without a meaning.
    #[error("{place}: {parameter} is {value}, expected {expected}")]
    Parameter {
        /// Where.
        place: Place,
        /// The parameter.
        parameter: &'static str,
        /// Its value.
        value: String,
        /// What it may be.
        expected: &'static str,
    },
    /// Two steps that cannot both be meant.
    #[error("{place}: contradicts step {other}: {what}")]
    Contradiction {
        /// Where.
        place: Place,
        /// The other step.
        other: String,
        /// In what they contradict each other.
        what: String,
    },
    /// A step asks of a column what its type cannot do.
    #[error("{place}: column {column} is {dtype}, expected {expected}")]
    ColumnType {
        /// Where.
        place: Place,
        /// The column.
        column: String,
        /// Its type at that step.
        dtype: String,
        /// What it should be.
        expected: &'static str,
    },
    /// A condition that cannot be evaluated.
    #[error("{place}: condition `{condition}`: {reason}")]
    Condition {
        /// Where.
        place: Place,
        /// The condition.
        condition: String,
        /// Why.
        reason: String,
    },
    /// A step that takes out every row.
    #[error("{place}: takes out all {rows} rows that are left")]
    Empties {
        /// Where.
        place: Place,
        /// The rows that came to it.
        rows: u64,
    },
    /// A rule refers to a table that is not there.
    #[error("{place}: there is no table {table}")]
    NoReference {
        /// Where.
        place: Place,
        /// Its name.
        table: String,
    },
    /// More rows than row numbers.
    #[error("the table has more than 4294967295 rows")]
    TooManyRows,
    /// The books do not balance: a defect of the program.
    #[error("{what}: {left} is not {right}")]
    Books {
        /// Which identity.
        what: &'static str,
        /// Its left side.
        left: u64,
        /// Its right side.
        right: u64,
    },
    /// The folder to undo is not the result of a cleaning.
    #[error("the cleaning cannot be undone: {0}")]
    Undo(String),
    /// The folder to undo has no ledger.
    #[error("the cleaning in {} cannot be undone: it kept no ledger", folder.display())]
    NoLedger {
        /// The folder.
        folder: PathBuf,
    },
    /// The table could not be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A query failed.
    #[error("could not clean the table")]
    Query(#[from] PolarsError),
}

impl CleanError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Syntax { .. } => Some(
                "`fourr clean FILE` writes a recipe with comments to start from".to_owned(),
            ),
            Self::Version(_) => Some("write `version = 1` on the first line".to_owned()),
            Self::NoColumn { near, .. } if !near.is_empty() => {
                Some(format!("did you mean {}?", near.join(" or ")))
            }
            Self::NoColumn { .. } => {
                Some("a step knows columns by the names that they have at its place".to_owned())
            }
            Self::Contradiction { .. } => Some("take out one of the two steps".to_owned()),
            Self::ColumnType { .. } => {
                Some("a step `do = \"parse\"` before it turns text into numbers and dates".to_owned())
            }
            Self::Condition { .. } => Some(
                "a condition is SQL over the columns of one row, such as \"支付 <= 订单金额\"; dates are \
                 written DATE '2024-01-31'"
                    .to_owned(),
            ),
            Self::Empties { .. } => Some(
                "the rule holds for every row: look at its limits, or use on_failure = \"flag\""
                    .to_owned(),
            ),
            Self::NoReference { .. } => {
                Some("the path is relative to the recipe".to_owned())
            }
            Self::NoLedger { .. } => {
                Some("clean the table again, without --ledger never".to_owned())
            }
            Self::Table(error) => error.hint(),
            Self::Parameter { .. }
            | Self::TooManyRows
            | Self::Books { .. }
            | Self::Undo(_)
            | Self::Query(_) => None,
        }
    }
}
