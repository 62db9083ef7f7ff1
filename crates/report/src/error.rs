//! [`ReportError`]: why a report could not be written.

use std::io;
use std::path::PathBuf;

use fourr_chart::DrawError;

use crate::Id;

/// Why a report or an answer sheet could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// Two of its sections or steps, tables or charts have the same name.
    #[error("two parts of the report are called {0}")]
    DuplicateId(Id),
    /// A finding rests on something that is not there.
    #[error("a finding refers to {0}, which is neither a table nor a chart of the report")]
    UnknownEvidence(Id),
    /// A chart could not be drawn.
    #[error("could not draw chart {id}")]
    Chart {
        /// The chart.
        id: Id,
        /// Why.
        source: DrawError,
    },
    /// A chart of the report is not among the pictures for its notebook.
    #[error("chart {0} was not drawn")]
    NoPicture(Id),
    /// A file could not be written.
    #[error("could not write {}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The page could not be put together.
    #[error("could not write the page")]
    Page(#[from] askama::Error),
    /// A text that was to be bound into a book is no page of ours.
    #[error("{0} has no page of a report")]
    NoPage(String),
    /// A data sheet has more rows than a workbook can hold.
    #[error("{0} rows do not fit a sheet of a workbook, which holds 1048575 below its heads")]
    TooManyRows(usize),
    /// The workbook could not be written.
    #[error("could not write the workbook")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A data sheet names a column that its frame lacks, or that holds neither text nor numbers.
    #[error("could not read a data sheet")]
    Data(#[from] polars::error::PolarsError),
    /// The result has no JSON form.
    #[error("could not write the result as JSON")]
    Json(#[from] serde_json::Error),
}

impl ReportError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::TooManyRows(_) => Some(
                "use --xlsx auto, which leaves that table out; all rows are in the Parquet and CSV files",
            ),
            _ => None,
        }
    }
}
