//! [`Survey`]: a table in figures: what is missing, how cells are written, how numbers spread, what stands twice.

use fourr_cell::personal::Personal;
use fourr_table::inspect::Kind;
use serde::Serialize;

use crate::diagnosis::Counted;
use crate::summary::Quality;

/// A table in figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Survey {
    /// Rows.
    pub rows: u64,
    /// The columns in their order.
    pub columns: Vec<ColumnSurvey>,
    /// Missing cells of columns by pairs.
    pub co_missing: CoMissing,
    /// Rows that are equal in every column, normalised.
    pub duplicates: DuplicateCount,
    /// The data-quality score of the table as it is.
    pub quality: Quality,
}

/// A column in figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnSurvey {
    /// Its name.
    pub name: String,
    /// The type it is stored in.
    pub dtype: String,
    /// What its cells are, judged by the first rows.
    pub kind: Kind,
    /// The kind of personal data it holds; examples are masked then.
    pub personal: Option<Personal>,
    /// Missing cells by class.
    pub missing: MissingCount,
    /// Words taken for a missing value, most frequent first.
    pub tokens: Vec<Counted>,
    /// Values that seem to stand for a missing value; never applied unasked.
    pub sentinels: Vec<Counted>,
    /// Distinct values, missing ones aside; `None` beyond a million.
    pub distinct: Option<u64>,
    /// The most frequent values, up to twenty.
    pub frequent: Vec<Counted>,
    /// Cells with white space at an end, runs of it or full-width characters.
    pub untidy: u64,
    /// Cells that say something else than the kind of the column, by fault code.
    pub faults: Vec<Counted>,
    /// Cells that are readable but not in the canonical form of their kind.
    pub other_forms: u64,
    /// How numbers spread.
    pub spread: Option<Spread>,
}

/// Missing cells by class (methods of GB/T 36344; 空值 and 缺失值 are told apart).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct MissingCount {
    /// Absent, null (空值).
    pub null: u64,
    /// Text of no characters (空白).
    pub blank: u64,
    /// Only white space (空格).
    pub whitespace: u64,
    /// A word for missing (缺失占位符).
    pub token: u64,
    /// A declared value for missing (哨兵值).
    pub sentinel: u64,
}

impl MissingCount {
    /// Null, blank and white space.
    pub fn empty_total(&self) -> u64 {
        self.null + self.blank + self.whitespace
    }

    /// The empty ones, tokens and sentinels.
    pub fn missing_total(&self) -> u64 {
        self.empty_total() + self.token + self.sentinel
    }
}

/// Missing cells of columns by pairs, for columns that lack any.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct CoMissing {
    /// The columns, in their order.
    pub columns: Vec<String>,
    /// Rows in which both columns are missing, one list a column; on the diagonal the column's own count.
    pub pairs: Vec<Vec<u64>>,
    /// Rows by the number of missing cells, from 0.
    pub rows_by_missing: Vec<u64>,
    /// The most frequent sets of columns that are missing together, with their rows.
    pub patterns: Vec<Pattern>,
}

/// Columns that are missing together and no others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pattern {
    /// The columns.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: u64,
}

/// Rows that stand twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct DuplicateCount {
    /// Groups of at least two rows.
    pub groups: u64,
    /// Rows beyond the first of each group.
    pub redundant: u64,
}

/// How numbers spread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spread {
    /// Numbers.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// Sample standard deviation; null for fewer than two.
    pub sd: Option<f64>,
    /// The least.
    pub min: f64,
    /// First quartile, type 7.
    pub q1: f64,
    /// Median.
    pub median: f64,
    /// Third quartile.
    pub q3: f64,
    /// The greatest.
    pub max: f64,
    /// Numbers beyond the quartiles by more than 1.5 IQR.
    pub outliers: u64,
}
