//! A generated CSV, read back.

use std::fs;
use std::path::Path;

use fourr_generator::{Dataset, Orders};

/// The bytes of a file that `write` makes.
pub(crate) fn bytes(name: &str, write: impl FnOnce(&Path)) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    write(&path);
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing is left behind"
    );
    fs::read(path).unwrap()
}

pub(crate) fn csv(orders: &Orders) -> Vec<u8> {
    bytes("orders.csv", |path| orders.write_csv(path).unwrap())
}

/// A header and rows of text.
pub(crate) struct Sheet {
    header: Vec<String>,
    pub(crate) rows: Vec<csv::StringRecord>,
}

impl Sheet {
    /// Reads UTF-8 that may begin with a byte-order mark.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let mut reader = csv::Reader::from_reader(bytes);
        let header = reader
            .headers()
            .unwrap()
            .iter()
            .map(str::to_owned)
            .collect();
        Self {
            header,
            rows: reader.records().map(Result::unwrap).collect(),
        }
    }

    pub(crate) fn of(orders: &Orders) -> Self {
        Self::read(&csv(orders))
    }

    /// Reads a cell of a row by the name of its column.
    pub(crate) fn cell<'a>(&self, row: &'a csv::StringRecord, column: &str) -> &'a str {
        &row[self.place(column)]
    }

    /// The place of a column.
    pub(crate) fn place(&self, column: &str) -> usize {
        let place = self.header.iter().position(|name| name == column);
        place.unwrap_or_else(|| panic!("no column {column} in {:?}", self.header))
    }

    /// Money of a clean cell, in fen (分).
    pub(crate) fn fen(&self, row: &csv::StringRecord, column: &str) -> i64 {
        self.cell(row, column).replace('.', "").parse().unwrap()
    }
}
