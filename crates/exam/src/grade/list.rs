//! [`List`]: a small table whose columns are known by one of several heads.

use std::path::PathBuf;

use fourr_table::{Finding, Input, Table, TableError};
use polars::prelude::*;

/// A table of any kind that can be opened, its cells as text.
pub(super) struct List {
    table: Table,
    /// The names of its columns.
    pub(super) names: Vec<String>,
}

impl List {
    pub(super) fn open(path: impl Into<PathBuf>) -> Result<Self, TableError> {
        let path: PathBuf = path.into();
        let table = Input::of([path]).open()?;
        let names = table.columns().iter();
        let names = names.map(|column| column.name.clone()).collect();
        Ok(Self { table, names })
    }

    /// Rows without any cell, which are not among the others.
    pub(super) fn blank_rows(&self) -> usize {
        let counts = self.table.notes().iter().map(|note| match note.finding {
            Finding::BlankRowsDropped { count } => usize::try_from(count).unwrap_or(usize::MAX),
            _ => 0,
        });
        counts.sum()
    }

    /// The cells of the first column that is called by one of `heads`, trimmed, an empty text where nothing stands; none where
    /// no column is.
    pub(super) fn column(&self, heads: &[&str]) -> Result<Option<Vec<String>>, TableError> {
        let plain = |name: &str| fourr_cell::fold::trimmed(name).to_lowercase();
        let mut names = self.names.iter();
        let Some(name) = names.find(|name| heads.contains(&plain(name).as_str())) else {
            return Ok(None);
        };
        let mut texts = self.texts(std::slice::from_ref(name), IdxSize::MAX)?;
        let trimmed = |text: String| text.trim().to_owned();
        let column = texts.pop();
        Ok(column.map(|cells| cells.into_iter().map(trimmed).collect()))
    }

    /// The cells of columns as they are, read in one go, of at most so many rows.
    pub(super) fn texts(
        &self,
        names: &[String],
        rows: IdxSize,
    ) -> Result<Vec<Vec<String>>, TableError> {
        let texts = names
            .iter()
            .map(|name| col(name.as_str()).cast(DataType::String));
        let frame = self.table.lazy().select(texts.collect::<Vec<_>>());
        let frame = frame.limit(rows).collect()?;
        let cells = |name: &String| -> Result<Vec<String>, TableError> {
            let texts = frame.column(name)?.str()?.iter();
            let texts = texts.map(|text| text.unwrap_or_default().to_owned());
            Ok(texts.collect())
        };
        names.iter().map(cells).collect()
    }
}
