//! Why no weights can be found.

/// Why a matrix is no judgement. Rows and columns are counted from 1.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum JudgementError {
    /// Too few or too many criteria.
    #[error("{0} criteria, expected 2 to 10")]
    Order(usize),
    /// A row of another length.
    #[error("row {row} of the judgements has {entries} entries, expected {expected}")]
    NotSquare {
        /// The row.
        row: usize,
        /// Its entries.
        entries: usize,
        /// Rows of the matrix.
        expected: usize,
    },
    /// An entry that is no ratio.
    #[error("judgement {value} at row {row}, column {column}, expected a number from 1e-6 to 1e6")]
    Entry {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
        /// The entry.
        value: f64,
    },
    /// A criterion that does not equal itself.
    #[error("judgement {value} on the diagonal of row {row}, expected 1")]
    Diagonal {
        /// The row.
        row: usize,
        /// The entry.
        value: f64,
    },
    /// Two entries that contradict each other.
    #[error(
        "judgement {value} at row {row}, column {column} against {reverse} the other way round, expected its reciprocal"
    )]
    NotReciprocal {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
        /// The entry.
        value: f64,
        /// The entry with row and column swapped.
        reverse: f64,
    },
}

/// Why columns have no entropy. Rows and columns are counted from 0.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EntropyError {
    /// No column.
    #[error("no column to weigh")]
    NoColumns,
    /// One row or none: its entropy is 0 / 0.
    #[error("entropy weights need at least 2 rows, got {0}")]
    Rows(usize),
    /// Columns of different lengths.
    #[error("column {column} has {rows} rows, the first one {expected}")]
    Length {
        /// The column.
        column: usize,
        /// Its rows.
        rows: usize,
        /// Rows of the first column.
        expected: usize,
    },
    /// A value that is not finite.
    #[error("column {column} has {value} at row {row}, expected a finite number")]
    Value {
        /// The column.
        column: usize,
        /// The row.
        row: usize,
        /// The value.
        value: f64,
    },
}
