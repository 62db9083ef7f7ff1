//! [`ProfileError`]: why there is no profile.

use fourr_table::TableError;
use polars::error::PolarsError;

use crate::{SourceKind, TagFileError};

/// Why there is no profile.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// The number of values told apart has no meaning.
    #[error("levels is {0}, expected 1 to 60000")]
    Levels(u16),
    /// The number of classes has no meaning.
    #[error("classes is {0}, expected 2 to 10")]
    Classes(u8),
    /// Two tables of orders, or of events.
    #[error("there are two tables of {}", .0.name())]
    SecondTable(SourceKind),
    /// No row has a person.
    #[error("nobody can be profiled: {rows} rows, none with an id")]
    Nobody {
        /// Rows read.
        rows: u64,
    },
    /// Something is wrong with the tag file.
    #[error(transparent)]
    TagFile(#[from] TagFileError),
    /// The input could not be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A column could not be read.
    #[error("could not read the input")]
    Query(#[from] PolarsError),
}

impl ProfileError {
    /// What the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::SecondTable(kind) => Some(format!("give the files with {} as one input, by a pattern", kind.name())),
            Self::TagFile(error) => error.fault.hint(),
            Self::Table(error) => error.hint(),
            _ => None,
        }
    }
}
