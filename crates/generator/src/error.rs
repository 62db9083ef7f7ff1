//! [`GeneratorError`]: why no data could be generated.

use std::io;
use std::path::PathBuf;

use chrono::NaiveDate;
use polars::error::PolarsError;

/// Why no data could be generated.
#[derive(Debug, thiserror::Error)]
pub enum GeneratorError {
    /// No rows, or more than the arithmetic is made for.
    #[error("rows is {0}, expected 1 to 10,000,000,000")]
    Rows(u64),
    /// No customers, or more than the arithmetic is made for.
    #[error("customers is {0}, expected 1 to 4,000,000,000")]
    Customers(u64),
    /// No respondents, or more than ids of eight digits can tell apart.
    #[error("respondents is {0}, expected 1 to 99,999,999")]
    Respondents(u64),
    /// No members, or more than ids of eight digits can tell apart.
    #[error("members is {0}, expected 1 to 99,999,999")]
    Members(u64),
    /// A period too short to tell recent from long ago, or too long.
    #[error("the period from {start} to {end} has {days} days, expected 60 to 36,600")]
    Period {
        /// The first day.
        start: NaiveDate,
        /// The last day.
        end: NaiveDate,
        /// Days from the first to the last.
        days: i64,
    },
    /// A share of dirt that is none.
    #[error("dirt is {0}, expected 0 to 5")]
    Dirt(f64),
    /// Dirt lives in text; a typed file can't hold it.
    #[error("dirt is {0}, but Parquet and data frames hold typed values")]
    TypedDirt(f64),
    /// A watermark is digits at the end of an id that is text.
    #[error("the bench edition has ids as numbers, which take no watermark")]
    NumericWatermark,
    /// A file could not be written.
    #[error("could not write {}", path.display())]
    Write {
        /// Where to.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A frame could not be built or written.
    #[error("could not write the frame")]
    Frame(#[from] PolarsError),
}

impl GeneratorError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Rows(_) => "choose a number of rows such as 10_000",
            Self::Customers(_) => {
                "choose a number of customers such as 800, or give the rows instead"
            }
            Self::Respondents(_) => "choose a number of respondents such as 400",
            Self::Members(_) => "choose a number of members such as 1_000",
            Self::Period { .. } => {
                "choose a first and a last day that lie months apart, such as 2023-01-01 and 2024-12-31"
            }
            Self::Dirt(_) => "1 is the dirt of the practice data set, 0 is none",
            Self::TypedDirt(_) => "write CSV, or leave the dirt at 0",
            Self::NumericWatermark => "write the practice edition, or leave the watermark out",
            Self::Write { .. } => {
                "check that the folder exists, may be written to and has space left"
            }
            Self::Frame(_) => "check that the disk has space left",
        }
    }
}
