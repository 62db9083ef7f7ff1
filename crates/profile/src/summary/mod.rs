//! [`TagSummary`]: every figure of the tags.

mod input;
mod make;
mod overlap;
mod shown;

use chrono::NaiveDate;
use serde::Serialize;

use crate::{Lint, TagMeta, Warning};
use shown::{ShownDimension, ShownTag, ShownValue};

pub use input::{InputLedger, RowLedger};
pub use overlap::{Overlap, Overlaps};

/// Every figure of the tags.
#[derive(Debug, Clone, Serialize)]
pub struct TagSummary {
    /// Persons profiled.
    pub persons: u64,
    /// The date that windows are counted back from; null where no table has times.
    pub as_of: Option<NaiveDate>,
    /// What became of the rows of each table.
    pub inputs: Vec<InputLedger>,
    /// The tag file: its name and version; null where the tags were derived from the columns.
    pub tag_file: Option<TagFileName>,
    /// The measures that have a name, in the order of the file.
    pub measures: Vec<MeasureName>,
    /// Coverage by dimension, in the order of the file.
    pub dimensions: Vec<DimensionFigures>,
    /// The tags in the order of the file.
    pub tags: Vec<TagFigures>,
    /// Which values of different tags are found together.
    pub overlaps: Overlaps,
    /// What the linter found, on the rules and on the data.
    pub lint: Lint,
    /// What a reader should know before trusting the figures.
    pub warnings: Vec<Warning>,
}

/// A tag file as it calls itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TagFileName {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// A measure as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeasureName {
    /// Its code, by which rules and figures know it.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Coverage of a dimension.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(into = "ShownDimension")]
pub struct DimensionFigures {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Codes of its tags.
    pub tags: Vec<String>,
    /// Persons with any value of any of its tags.
    pub covered: u64,
    /// Their share of everybody (覆盖率).
    pub coverage: f64,
    /// Whether they are few, or everybody but a few: then these figures are written as null.
    pub withheld: bool,
}

/// Figures of a tag.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(into = "ShownTag")]
pub struct TagFigures {
    /// What is declared of it.
    pub meta: TagMeta,
    /// The kind of its rule: `where`, `bins`, `quantiles`, `column`, ...
    pub kind: &'static str,
    /// What its rule reads, as written.
    pub rule: String,
    /// Persons with any of its values.
    pub covered: u64,
    /// Their share of everybody.
    pub coverage: f64,
    /// Persons without a value (空白).
    pub gap: u64,
    /// Persons whom at least two rules fit; null where a person may have several values.
    pub conflicts: Option<u64>,
    /// Its values.
    pub values: Vec<ValueFigures>,
    /// Whether coverage and gap are written as null: they speak of few people, or a count that does would follow.
    pub withheld: bool,
    /// Whether conflicts are written as null.
    pub conflicts_withheld: bool,
}

/// Figures of a value of a tag.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(into = "ShownValue")]
pub struct ValueFigures {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its rule as written.
    pub rule: String,
    /// Persons who have it.
    pub holders: u64,
    /// Their share of everybody (渗透率).
    pub penetration: f64,
    /// Persons whom its rule fits.
    pub hits: u64,
    /// Of those, persons who got another value.
    pub overruled: u64,
    /// Whether its figures are written as null: they speak of few people, or a count that does would follow.
    pub withheld: bool,
    /// Whether what its rule found is written as null.
    pub rule_withheld: bool,
}
