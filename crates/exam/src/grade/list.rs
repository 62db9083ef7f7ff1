//! [`List`]: a small table whose columns are known by one of several heads.

use std::path::PathBuf;

use fourr_table::{Input, Table, TableError};
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

    /// The cells of the first column that is called by one of `heads`, trimmed, an empty text where nothing stands; none where
    /// no column is.
    pub(super) fn column(&self, heads: &[&str]) -> Result<Option<Vec<String>>, TableError> {
        let plain = |name: &str| fourr_cell::fold::trimmed(name).to_lowercase();
        let mut names = self.names.iter();
        let Some(name) = names.find(|name| heads.contains(&plain(name).as_str())) else {
            return Ok(None);
        };
        Ok(self.texts(std::slice::from_ref(name))?.pop())
    }

    /// The cells of columns, read in one go.
    pub(super) fn texts(&self, names: &[String]) -> Result<Vec<Vec<String>>, TableError> {
        let texts = names
            .iter()
            .map(|name| col(name.as_str()).cast(DataType::String));
        let frame = self.table.lazy().select(texts.collect::<Vec<_>>());
        let frame = frame.collect()?;
        let cells = |name: &String| -> Result<Vec<String>, TableError> {
            let texts = frame.column(name)?.str()?.iter();
            let texts = texts.map(|text| text.unwrap_or_default().trim().to_owned());
            Ok(texts.collect())
        };
        names.iter().map(cells).collect()
    }
}
