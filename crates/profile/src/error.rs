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
    /// A person who is not among those tagged.
    #[error("no person {id} among those tagged")]
    UnknownPerson {
        /// The id asked for.
        id: String,
        /// Ids written alike, at most three.
        near: Vec<String>,
    },
    /// An earlier result without a column of the tags.
    #[error("the earlier result has none of the tags: {}", .0.join(", "))]
    NoTagBefore(Vec<String>),
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
            Self::SecondTable(kind) => Some(format!(
                "give the files with {} as one input, by a pattern",
                kind.name()
            )),
            Self::TagFile(error) => error.fault.hint(),
            Self::Table(error) => error.hint(),
            Self::UnknownPerson { near, .. } if !near.is_empty() => {
                Some(format!("did you mean {}?", near.join(" or ")))
            }
            Self::NoTagBefore(_) => Some(
                "give persons.parquet or persons.csv of an earlier run of the same tags".to_owned(),
            ),
            Self::Nobody { .. } => Some("name the column with the ids with --customer".to_owned()),
            _ => None,
        }
    }
}
