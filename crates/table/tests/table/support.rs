//! Files of a moment and short ways to look at a table.

use std::ops::Deref;
use std::path::PathBuf;

use fourr_table::{Finding, Input, Table, TableError};
use polars::prelude::*;
use tempfile::TempDir;

/// A folder that goes with the test.
#[derive(Debug)]
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &std::path::Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

/// A table and the folder of its file, which may be scanned where it lies.
#[derive(Debug)]
pub(crate) struct Opened {
    table: Table,
    _folder: Folder,
}

impl Deref for Opened {
    type Target = Table;

    fn deref(&self) -> &Table {
        &self.table
    }
}

pub(crate) fn open(bytes: impl AsRef<[u8]>) -> Result<Opened, TableError> {
    open_as("input.csv", bytes)
}

pub(crate) fn open_as(name: &str, bytes: impl AsRef<[u8]>) -> Result<Opened, TableError> {
    let folder = Folder::new();
    let table = Input::of([folder.write(name, bytes)]).open()?;
    Ok(Opened {
        table,
        _folder: folder,
    })
}

/// The header and the rows as text; null is shown as `∅`.
pub(crate) fn rows(table: &Table) -> Vec<Vec<String>> {
    let frame = table
        .lazy()
        .select([all().as_expr().cast(DataType::String)])
        .collect()
        .unwrap();
    let mut rows = vec![
        frame
            .get_column_names()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
    ];
    for row in 0..frame.height() {
        let cell = |column: &Column| {
            column
                .str()
                .unwrap()
                .get(row)
                .map_or("∅".to_owned(), str::to_owned)
        };
        rows.push(frame.columns().iter().map(cell).collect());
    }
    rows
}

pub(crate) fn findings(table: &Table) -> Vec<Finding> {
    table
        .notes()
        .iter()
        .map(|note| note.finding.clone())
        .collect()
}

/// The folder of real data beside the workspace; says so when it is absent.
#[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
pub(crate) fn real(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: no {}", path.display());
    None
}
