//! [`Note`]: what opening a file had to put right, with counts.

use serde::Serialize;

/// How many examples of line numbers a note keeps.
pub(crate) const EXAMPLES: usize = 5;

/// A counted finding of opening one source. Nothing is put right without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The source's name.
    pub source: String,
    /// What was found.
    #[serde(flatten)]
    pub finding: Finding,
}

/// What was found. Lines and rows count from 1 in the file as the user sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Finding {
    /// Rows with more cells than the header; the extra cells are dropped.
    LongRows {
        /// Such rows.
        count: u64,
        /// Lines of the first few.
        first_lines: Vec<u64>,
    },
    /// Rows with fewer cells than the header; the absent cells are null.
    ShortRows {
        /// Such rows.
        count: u64,
        /// Lines of the first few.
        first_lines: Vec<u64>,
    },
    /// Characters that are not valid in the encoding; each reads as U+FFFD.
    ReplacedCharacters {
        /// Such characters.
        count: u64,
        /// The line of the first.
        first_line: u64,
    },
    /// Rows without any cell; dropped.
    BlankRowsDropped {
        /// Such rows.
        count: u64,
    },
    /// A header that occurs twice or is empty; renamed.
    HeaderRenamed {
        /// 1-based number of the column.
        column: usize,
        /// The header in the file.
        from: String,
        /// The name in the table.
        to: String,
    },
    /// Rows above the header; not part of the table.
    TitleRowsSkipped {
        /// Such rows.
        count: u64,
        /// The text of the first.
        first: String,
    },
    /// No header was found; the columns are named `column_1`, `column_2`, ...
    NoHeader,
    /// NUL bytes in the text; dropped.
    NulBytesDropped {
        /// Such bytes.
        count: u64,
        /// The line of the first.
        first_line: u64,
    },
    /// Quotes inside cells that are not doubled as the format demands; read as plain characters.
    StrayQuotes {
        /// Rows with such cells.
        count: u64,
        /// The line of the first.
        first_line: u64,
    },
    /// Carriage returns that stand alone; read as line ends.
    LoneCarriageReturns {
        /// Such characters.
        count: u64,
    },
    /// Numbers of 16 digits and more in a sheet, where Excel keeps only 15: the last digits may be wrong.
    LostDigits {
        /// The column.
        column: String,
        /// Such cells.
        count: u64,
        /// The row of the first.
        first_row: u64,
    },
    /// Cells that show an error such as `#N/A`; kept as text.
    ErrorCells {
        /// The column.
        column: String,
        /// Such cells.
        count: u64,
    },
    /// Other sheets of the workbook that were not read.
    OtherSheets {
        /// Their names.
        sheets: Vec<String>,
    },
    /// The file was named more than once and is read once.
    RepeatedFile,
}
