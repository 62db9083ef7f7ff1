//! [`ProfileError`]: why there is no profile.

use fourr_table::{Role, TableError};
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
    /// A window without a meaning.
    #[error("aidma-days is {0}, expected 1 to 36500")]
    Days(u32),
    /// Pseudonyms without a key.
    #[error("pseudonyms need a key")]
    NoKey,
    /// A ranking by likeness to nobody.
    #[error("look-alike needs a target group to resemble")]
    NoSeed,
    /// The column of consent is not in a table of persons.
    #[error("no column {column} that would say who has consented")]
    NoConsentColumn {
        /// As it was named.
        column: String,
        /// The columns that there are.
        columns: Vec<String>,
    },
    /// A tag that does not exist.
    #[error("there is no tag {tag}")]
    NoTag {
        /// As it was named.
        tag: String,
        /// The codes of those that exist.
        known: Vec<String>,
    },
    /// A tag that is to be made coarser, and has values of its own already.
    #[error("tag {0} takes no column as it is, so there is nothing to generalise")]
    NotAColumn(String),
    /// A value that does not exist.
    #[error("tag {tag} has no value {value}")]
    NoValue {
        /// The tag.
        tag: String,
        /// The value as it was named.
        value: String,
        /// The codes of some that exist.
        known: Vec<String>,
    },
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
            Self::Table(TableError::RoleMissing {
                role: Role::Customer,
                ..
            }) => Some(
                "name the column of persons with --customer COLUMN, or take every row for a person with --each-row"
                    .to_owned(),
            ),
            Self::Table(error) => error.hint(),
            Self::NoKey => {
                Some("name a file with a secret of at least 16 bytes by --pseudonym-key".to_owned())
            }
            Self::NoSeed => Some("name the group by --target TAG=VALUE".to_owned()),
            Self::NoConsentColumn { columns, .. } => {
                Some(format!("the columns are {}", columns.join(", ")))
            }
            Self::NoTag { known, .. } => Some(format!("the tags are {}", known.join(", "))),
            Self::NotAColumn(_) => Some(
                "only tags with column = \"...\" and no map are generalised; other tags state their own classes"
                    .to_owned(),
            ),
            Self::NoValue { known, .. } => Some(format!("its values are {}", known.join(", "))),
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
