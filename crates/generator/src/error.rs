//! [`GeneratorError`]: why no data could be generated.

use std::io;
use std::path::PathBuf;

use chrono::NaiveDate;
use polars::error::PolarsError;
use rust_xlsxwriter::XlsxError;

use crate::defects::RatesFault;

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
    #[error("dirt is text, but Parquet and data frames hold typed values")]
    TypedDirt,
    /// Two answers to how dirty the data is.
    #[error("dirt and rates of defects are given, of which one is meant")]
    TwoProfiles,
    /// Rates of defects that are none.
    #[error("{0}")]
    DefectRates(RatesFault),
    /// A file of rates in which something is wrong.
    #[error("{}, line {line}: {fault}", path.display())]
    Rates {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        fault: RatesFault,
    },
    /// A path that does not say what to write.
    #[error("{} ends in none of .csv, .xlsx and .parquet", .0.display())]
    Ending(PathBuf),
    /// Titles above a table that is no workbook.
    #[error("title rows are for workbooks")]
    Titles,
    /// More rows than Excel has.
    #[error("a sheet of a workbook has 1,048,576 rows at most, header and titles included")]
    SheetFull,
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
    /// A file could not be read.
    #[error("could not read {}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A workbook could not be written.
    #[error("could not write the workbook")]
    Workbook(#[source] XlsxError),
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
            Self::TypedDirt => "write CSV or XLSX, or leave the dirt at 0",
            Self::TwoProfiles => "leave out --dirt: the rates stand in its place",
            Self::DefectRates(_) | Self::Rates { .. } => KINDS,
            Self::Ending(_) => "choose a path such as orders.csv",
            Self::Titles => {
                "write a workbook, a path that ends in .xlsx, or leave the title rows out"
            }
            Self::SheetFull => "make fewer rows, or write CSV or Parquet",
            Self::Read { .. } => "check the path of the file",
            Self::NumericWatermark => "write the practice edition, or leave the watermark out",
            Self::Write { .. } => {
                "check that the folder exists, may be written to and has space left"
            }
            Self::Workbook(_) | Self::Frame(_) => "check that the disk has space left",
        }
    }
}

/// What a file of rates may say.
const KINDS: &str = "write a line such as missing_customer = 0.015 for each kind that occurs: duplicate_row, near_duplicate_row, \
    blank_row, missing_customer, sentinel_customer, date_ymd, date_slash, date_compact, sentinel_date, amount_currency, \
    amount_wan, amount_full_width, missing_amount, amount_outlier, quantity_full_width, channel_padded, channel_alias";

#[cfg(test)]
mod tests {
    use super::KINDS;
    use crate::defects::DefectKind;

    #[test]
    fn the_hint_names_every_kind() {
        let (_, listed) = KINDS.split_once("occurs: ").unwrap();
        let kinds: Vec<&str> = listed.split(", ").collect();
        assert_eq!(kinds, DefectKind::ALL.map(DefectKind::key));
    }
}
