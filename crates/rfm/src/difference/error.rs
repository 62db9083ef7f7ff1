//! [`ClaimError`]: why a claim has no meaning.

use fourr_table::TableError;
use polars::error::PolarsError;

/// Why what somebody else got cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum ClaimError {
    /// Neither a number, a figure, nor a file.
    #[error("{0} is neither a file, a number, nor NAME=VALUE")]
    Meaningless(String),
    /// What stands behind the name is no number.
    #[error("{name} is {value}, expected a number")]
    NoNumber {
        /// The figure.
        name: String,
        /// What was given.
        value: String,
    },
    /// A figure that nobody knows.
    #[error("there is no figure and no segment called {name}")]
    UnknownName {
        /// What was given.
        name: String,
        /// The segments in force.
        segments: Vec<String>,
    },
    /// A name that several segments share.
    #[error("{name} could be {}", .segments.join(", "))]
    AmbiguousName {
        /// What was given.
        name: String,
        /// The segments that hold it.
        segments: Vec<String>,
    },
    /// Several claims of which one is a bare number.
    #[error("{0} does not say which figure it is, and stands beside others")]
    NumberAmongOthers(String),
    /// Several claims of which one is a file.
    #[error("{0} is a file, and stands beside others")]
    FileAmongOthers(String),
    /// A table without segments and customers.
    #[error("no column with segments or customers and their figures among {}", .columns.join(", "))]
    NoColumns {
        /// The columns there are.
        columns: Vec<String>,
    },
    /// The file could not be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A column could not be read.
    #[error("could not read the table")]
    Query(#[from] PolarsError),
}

impl ClaimError {
    /// What the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Meaningless(_) => Some(
                "write 916, champions=916, average_order=480.87, or the path of a table".to_owned(),
            ),
            Self::NoNumber { .. } => Some("write a number such as 916, 38.86% or 1.2万".to_owned()),
            Self::UnknownName { segments, .. } => Some(format!(
                "use one of {FIGURES}, r5, f3, m1, ...; or a segment such as {}, with .share, .orders, .monetary, \
                 .average_order behind it for more than the number of customers",
                segments.join(", ")
            )),
            Self::AmbiguousName { .. } => Some("write the whole name".to_owned()),
            Self::NumberAmongOthers(_) => Some("write NAME=VALUE, such as customers=4338".to_owned()),
            Self::FileAmongOthers(_) => Some("compare a file by itself".to_owned()),
            Self::NoColumns { .. } => Some(
                "a table has a column of segments and one of counts, or one row a customer with R, F, M, scores or \
                 segments; `fourr inspect FILE` shows what it holds"
                    .to_owned(),
            ),
            Self::Table(error) => error.hint(),
            Self::Query(_) => None,
        }
    }
}

/// The figures of all customers, for messages.
pub const FIGURES: &str = "customers, orders, monetary, average_order, mean_recency, mean_frequency, mean_monetary, \
                           median_recency, median_frequency, median_monetary, repurchase_rate";
