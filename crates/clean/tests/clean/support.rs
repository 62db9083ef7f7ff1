//! Small tables and what is asked of results.

use std::{fs, path::PathBuf};

use fourr_clean::{Cleaning, Recipe};
use fourr_table::{Input, Table};
use polars::prelude::*;
use serde_json::Value;

pub(crate) fn case(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

pub(crate) fn expected(name: &str) -> Value {
    let text = fs::read_to_string(case(name).join("expected.json")).unwrap();
    let mut json: Value = serde_json::from_str(&text).unwrap();
    json["expected"].take()
}

pub(crate) fn open(name: &str) -> Table {
    Input::of([case(name).join("input.csv")]).open().unwrap()
}

/// A table of text: the header, then the rows; an empty text is null.
pub(crate) fn text(rows: &[&str]) -> Table {
    let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.split('|').collect()).collect();
    let columns = cells[0].iter().enumerate().map(|(at, name)| {
        let values: Vec<Option<&str>> = cells[1..]
            .iter()
            .map(|row| Some(row[at]).filter(|cell| !cell.is_empty()))
            .collect();
        Column::new((*name).into(), values)
    });
    Table::from_frame(DataFrame::new(rows.len() - 1, columns.collect()).unwrap())
}

pub(crate) fn recipe(text: &str) -> Recipe {
    Recipe::from_toml(text).unwrap()
}

pub(crate) fn cleaned(table: &Table, text: &str) -> Cleaning {
    recipe(text).apply(table).unwrap()
}

pub(crate) fn numbers(frame: &DataFrame, column: &str) -> Vec<Option<f64>> {
    let values = frame
        .column(column)
        .unwrap()
        .cast(&DataType::Float64)
        .unwrap();
    values.f64().unwrap().iter().collect()
}

pub(crate) fn texts(frame: &DataFrame, column: &str) -> Vec<Option<String>> {
    let values = frame
        .column(column)
        .unwrap()
        .cast(&DataType::String)
        .unwrap();
    values
        .str()
        .unwrap()
        .iter()
        .map(|text| text.map(str::to_owned))
        .collect()
}

/// Rows of the quarantine, by number.
pub(crate) fn removed(cleaning: &Cleaning) -> Vec<u64> {
    let rows = cleaning.quarantine.column("__row").unwrap();
    rows.u64().unwrap().into_no_null_iter().collect()
}

pub(crate) fn list(values: &Value) -> Vec<Option<f64>> {
    values
        .as_array()
        .unwrap()
        .iter()
        .map(Value::as_f64)
        .collect()
}

pub(crate) fn rows(values: &Value) -> Vec<u64> {
    values
        .as_array()
        .unwrap()
        .iter()
        .map(|value| value.as_u64().unwrap())
        .collect()
}

#[track_caller]
pub(crate) fn close(got: Option<f64>, want: &Value) {
    match (got, want.as_f64()) {
        (None, None) => {}
        (Some(got), Some(want)) => assert!(
            (got - want).abs() <= 1e-6 * want.abs().max(1.0),
            "got {got}, want {want}"
        ),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
pub(crate) fn all_close(got: &[Option<f64>], want: &Value) {
    let want = want.as_array().unwrap();
    assert_eq!(got.len(), want.len());
    for (got, want) in got.iter().zip(want) {
        close(*got, want);
    }
}

/// The detail of a step, as it stands in the summary.
pub(crate) fn detail(cleaning: &Cleaning, step: usize) -> Value {
    serde_json::to_value(&cleaning.summary.steps[step].detail).unwrap()
}
