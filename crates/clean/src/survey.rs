//! [`Survey`]: a table in figures: what is missing, how cells are written, how numbers spread, what stands twice.

mod missingness;
mod scan;

use fourr_cell::personal::Personal;
use fourr_table::{Format, Inspection, Table, inspect::Kind};
use polars::prelude::*;
use rayon::prelude::*;
use serde::Serialize;

use crate::CleanError;
use crate::diagnosis::Counted;
use crate::engine::Identity;
use crate::recipe::{Dimension, Weights};
use crate::summary::{Quality, Ratio};
use missingness::Missingness;
use scan::Scan;

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

impl Survey {
    /// Looks at every cell of a table, in one pass.
    ///
    /// # Errors
    /// A table that cannot be read to its end.
    pub fn of(table: &Table) -> Result<Self, CleanError> {
        let names: Vec<&str> = table
            .columns()
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        let empty_is_blank = is_text(table);
        let first = Inspection::of(&Table::from_frame(table.sample().clone()))?;
        let mut scans: Vec<Scan> = first
            .columns
            .into_iter()
            .map(|profile| Scan::new(profile, empty_is_blank))
            .collect();
        let mut missingness = Missingness::new(names.len());
        let mut identity = Identity::default();
        let mut rows = 0;
        for batch in table.batches(&names)? {
            let batch = batch?;
            let frame = batch.frame()?;
            rows = batch.first_row + frame.height() as u64;
            let missing = scans
                .par_iter_mut()
                .zip(frame.columns())
                .map(|(scan, column)| scan.feed(column))
                .collect::<PolarsResult<Vec<_>>>()?;
            missingness.feed(&missing);
            identity.feed(batch.first_row, &frame, table.scratch())?;
        }
        let columns: Vec<ColumnSurvey> = scans.into_par_iter().map(Scan::finish).collect();
        let duplicates = identity.count(table.scratch())?;
        let quality = quality(rows, &columns, duplicates);
        Ok(Self {
            rows,
            co_missing: missingness.finish(&names),
            columns,
            duplicates,
            quality,
        })
    }
}

/// Whether the table comes from text, in which an empty cell has no characters and is not absent.
pub(crate) fn is_text(table: &Table) -> bool {
    let sources = table.sources();
    !sources.is_empty() && sources.iter().all(|source| source.format == Format::Text)
}

/// The score of a table without rules: cells that read as the kind of their column are valid.
fn quality(rows: u64, columns: &[ColumnSurvey], duplicates: DuplicateCount) -> Quality {
    let cells = rows * columns.len() as u64;
    let lacking: u64 = columns
        .iter()
        .map(|column| column.missing.missing_total())
        .sum();
    let typed = columns
        .iter()
        .filter(|column| matches!(column.kind, Kind::Integer | Kind::Number | Kind::Date));
    let (known, broken) = typed.fold((0, 0), |(known, broken), column| {
        let faults: u64 = column.faults.iter().map(|fault| fault.count).sum();
        (
            known + rows - column.missing.missing_total(),
            broken + faults,
        )
    });
    let dimensions = [
        (
            Dimension::Completeness,
            Ratio {
                good: cells - lacking,
                of: cells,
            },
        ),
        (
            Dimension::Uniqueness,
            Ratio {
                good: rows - duplicates.redundant,
                of: rows,
            },
        ),
        (
            Dimension::Validity,
            Ratio {
                good: known - broken,
                of: known,
            },
        ),
    ];
    Quality::of(&dimensions, Weights::default())
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
    /// Distinct values, missing ones aside; `None` beyond 100,000.
    pub distinct: Option<u64>,
    /// The most frequent values, up to twenty.
    pub frequent: Vec<Counted>,
    /// Cells with white space at an end, runs of it or full-width characters.
    pub untidy: u64,
    /// Cells that say something else than the kind of the column, by fault code.
    pub faults: Vec<Counted>,
    /// Cells that are readable but not in the canonical form of their kind.
    pub other_forms: u64,
    /// The most frequent of those, shortened.
    pub other_examples: Vec<Counted>,
    /// The decimals that nearly all numbers are written with, if they have any.
    pub decimals: Option<u8>,
    /// Moments with a time of day.
    pub clocked: u64,
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
