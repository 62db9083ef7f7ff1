//! Files of a moment and short ways to look at a table.

use std::path::PathBuf;

use fourr_table::{Finding, Input, Table, TableError};
use polars::prelude::*;
use tempfile::TempDir;

/// A folder that goes with the test.
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

pub(crate) fn open(bytes: impl AsRef<[u8]>) -> Result<Table, TableError> {
    let folder = Folder::new();
    let input = Input::of([folder.write("input.csv", bytes)]);
    // A file scanned in place must outlive the test's look at it.
    std::mem::forget(folder);
    input.open()
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
