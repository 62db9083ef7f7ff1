//! [`Case`]: a golden case, whose README says by what independent means the numbers were derived.

use std::{fs, path::PathBuf};

use serde_json::Value;

pub(crate) struct Case {
    folder: PathBuf,
    pub(crate) expected: Value,
}

impl Case {
    pub(crate) fn open(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("tests/golden")
            .join(name);
        let text = fs::read_to_string(folder.join("expected.json")).unwrap();
        let mut json: Value = serde_json::from_str(&text).unwrap();
        Self {
            folder,
            expected: json["expected"].take(),
        }
    }

    /// The cells of the input, without the header.
    pub(crate) fn rows(&self) -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_path(self.folder.join("input.csv")).unwrap();
        let cells = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
        reader
            .records()
            .map(|record| cells(record.unwrap()))
            .collect()
    }
}

/// Equal but for a millionth.
#[track_caller]
pub(crate) fn close(got: f64, want: f64) {
    let limit = 1e-6 * want.abs().max(1.0);
    assert!((got - want).abs() <= limit, "got {got}, expected {want}");
}
