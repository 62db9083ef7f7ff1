//! [`Workbook`]: what only a workbook has room for.

use polars::prelude::DataFrame;

use crate::{Column, Id, Live};

/// The rows that the figures of a report rest on, and cross tables over them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Workbook {
    /// The data sheets.
    pub data: Vec<DataSheet>,
    /// The cross tables.
    pub pivots: Vec<Pivot>,
}

/// A table of the analysis in full length, one row a customer, stage or answer.
#[derive(Debug, Clone)]
pub struct DataSheet {
    /// Its name in [`Live`] expressions.
    pub id: Id,
    /// What the sheet is called.
    pub title: String,
    /// The rows.
    pub frame: DataFrame,
    /// The columns shown, left to right.
    pub columns: Vec<DataColumn>,
}

/// A column of a data sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct DataColumn {
    /// Its name in the frame, and in files.
    pub name: String,
    /// Its head, unit and look. A column of [`Format::Text`](crate::Format::Text) is text whatever it looks like.
    pub column: Column,
    /// What the reader's language calls the values of a column of keys: key and name. A value without
    /// a name is shown as it is.
    pub names: Vec<(String, String)>,
    /// How its values follow from the same row and from tables.
    pub live: Option<Live>,
}

/// A cross table of a data sheet: every value of one column by every value of another.
#[derive(Debug, Clone, PartialEq)]
pub struct Pivot {
    /// Its name in anchors.
    pub id: Id,
    /// What it shows.
    pub caption: String,
    /// The data sheet.
    pub sheet: Id,
    /// What stands at the rows.
    pub rows: Side,
    /// What stands at the columns.
    pub columns: Side,
    /// What the cells measure.
    pub tally: Tally,
}

/// A side of a cross table.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The column of the sheet.
    pub column: String,
    /// The values shown, as the sheet shows them.
    pub values: Vec<String>,
}

/// What the cells of a cross table measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tally {
    /// Rows.
    Rows,
    /// Rows as a share of all rows.
    ShareOfRows,
    /// The sum of a column.
    Sum(String),
}

impl PartialEq for DataSheet {
    /// Missing values are equal to each other.
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
            && self.title == other.title
            && self.columns == other.columns
            && self.frame.equals_missing(&other.frame)
    }
}

impl DataColumn {
    /// A column of plain values.
    pub fn new(name: impl Into<String>, column: Column) -> Self {
        Self {
            name: name.into(),
            column,
            names: Vec::new(),
            live: None,
        }
    }

    /// The same column, its keys shown by these names.
    #[must_use]
    pub fn named(self, names: impl IntoIterator<Item = (String, String)>) -> Self {
        Self {
            names: names.into_iter().collect(),
            ..self
        }
    }

    /// The same column, its values following from others.
    #[must_use]
    pub fn live(self, live: impl Into<Option<Live>>) -> Self {
        Self {
            live: live.into(),
            ..self
        }
    }
}
