//! Files and folders of results: the old or the new, never a mixture.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use fourr_table::{TableError, output};
use polars::prelude::*;

use crate::support::Folder;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn commit(path: &Path, file: &str, text: &str) -> Result<(), TableError> {
    let folder = output::Folder::stage(path)?;
    fs::create_dir(folder.path().join("charts")).unwrap();
    fs::write(folder.path().join("charts").join(file), text).unwrap();
    folder.commit().map(|_| ())
}

#[test]
fn csv_has_a_mark_and_no_formulas() {
    let folder = Folder::new();
    let path = folder.path().join("a.csv");
    let mut frame = df!("姓名" => ["=1+1", "-3", "张三"], "n" => [-1, 2, 3]).unwrap();
    output::write_csv(&path, &mut frame).unwrap();
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "\u{feff}姓名,n\n'=1+1,-1\n-3,2\n张三,3\n"
    );
}

#[test]
fn parquet_and_json_come_back() {
    let folder = Folder::new();
    let (parquet, json) = (
        folder.path().join("a.parquet"),
        folder.path().join("a.json"),
    );
    let frame = df!("id" => ["007"], "n" => [1.5]).unwrap();
    output::write_parquet(&parquet, &frame).unwrap();
    let table = fourr_table::Input::of([parquet]).open().unwrap();
    assert!(table.lazy().collect().unwrap().equals(&frame));
    output::write_json(&json, &BTreeMap::from([("a", 1)])).unwrap();
    assert_eq!(fs::read_to_string(&json).unwrap(), "{\n  \"a\": 1\n}\n");
    assert_eq!(names(folder.path()), ["a.json", "a.parquet"]);
}

/// Three row groups; the second has no name at all, so that its dictionary is not asked for.
#[test]
fn pieces_of_codes_are_written_as_the_texts_that_they_mean() {
    const ROWS: u32 = 300_000;
    let name = |row: u32| match row {
        131_072..262_144 => None,
        _ => [Some("甲"), None, Some("乙 of many letters")][row as usize % 3],
    };
    let part = |rows: Range<usize>| {
        let rows = u32::try_from(rows.start).unwrap()..u32::try_from(rows.end).unwrap();
        let names = StringChunked::from_iter_options("name".into(), rows.clone().map(name));
        df!("row" => rows.collect::<Vec<u32>>(), "name" => names.into_series()).unwrap()
    };
    let categories = FrozenCategories::new(["never", "乙 of many letters", "甲"]).unwrap();
    let dtype = DataType::from_frozen_categories(categories);
    let coded = |rows: Range<usize>| {
        let mut frame = part(rows);
        let codes = frame.column("name")?.cast(&dtype)?;
        frame.with_column(codes)?;
        Ok(frame)
    };
    let folder = Folder::new();
    let path = folder.path().join("a.parquet");
    output::write_parquet_pieces(&path, ROWS as usize, coded).unwrap();
    let read = fourr_table::Input::of([&path]).open().unwrap();
    let read = read.lazy().collect().unwrap();
    assert!(read.equals_missing(&part(0..ROWS as usize)));
    output::write_parquet_pieces(&path, 0, coded).unwrap();
    let error = fourr_table::Input::of([&path]).open().unwrap_err();
    let of_both = |columns: &[String]| columns == ["row", "name"];
    assert!(matches!(&error, TableError::NoRows { columns, .. } if of_both(columns)));
}

#[test]
fn a_failed_write_leaves_the_old_file_and_nothing_else() {
    let folder = Folder::new();
    let path = folder.write("a.csv", "old");
    let mut lists = df!("a" => [Series::new("".into(), [1])]).unwrap();
    let error = output::write_csv(&path, &mut lists).unwrap_err();
    assert!(matches!(error, TableError::Write { .. }), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(names(folder.path()), ["a.csv"]);
    let error = output::write_json(&folder.path().join("absent/a.json"), &1).unwrap_err();
    assert!(matches!(error, TableError::NotFound { .. }), "{error}");
}

#[test]
fn a_folder_is_replaced_as_a_whole() {
    let folder = Folder::new();
    let out = folder.path().join("deep/out");
    commit(&out, "old.svg", "1").unwrap();
    commit(&out, "new.svg", "2").unwrap();
    assert_eq!(names(&out), [".fourr-manifest.json", "charts"]);
    assert_eq!(names(&out.join("charts")), ["new.svg"]);
    assert_eq!(names(&folder.path().join("deep")), ["out"]);
}

#[test]
fn a_run_that_fails_changes_nothing() {
    let folder = Folder::new();
    let out = folder.path().join("out");
    commit(&out, "old.svg", "1").unwrap();
    let staged = output::Folder::stage(&out).unwrap();
    fs::write(staged.path().join("half"), "2").unwrap();
    drop(staged);
    assert_eq!(names(&out.join("charts")), ["old.svg"]);
    assert_eq!(names(folder.path()), ["out"]);
}

#[test]
fn what_a_dead_run_left_is_removed_and_a_live_one_is_let_alone() {
    let folder = Folder::new();
    let out = folder.path().join("out");
    let dead = folder.path().join(".out.fourr-staging-dead");
    fs::create_dir(&dead).unwrap();
    fs::write(dead.join(".fourr-lock"), "").unwrap();
    let alive = output::Folder::stage(&out).unwrap();
    assert!(!dead.exists());
    commit(&out, "a.svg", "1").unwrap();
    assert!(alive.path().exists());
    fs::write(alive.path().join("b.svg"), "2").unwrap();
    alive.commit().unwrap();
    assert_eq!(names(&out), [".fourr-manifest.json", "b.svg"]);
}

/// Killed between the two renames of a system that cannot exchange folders.
#[test]
fn a_retired_folder_comes_back() {
    let folder = Folder::new();
    let out = folder.path().join("out");
    commit(&out, "old.svg", "1").unwrap();
    fs::rename(&out, folder.path().join(".out.fourr-retired")).unwrap();
    drop(output::Folder::stage(&out).unwrap());
    assert_eq!(names(&out.join("charts")), ["old.svg"]);
}

/// Jupyter keeps a copy of every notebook that somebody opens.
#[test]
fn what_jupyter_leaves_does_not_stand_in_the_way() {
    let folder = Folder::new();
    let out = folder.path().join("out");
    commit(&out, "a.svg", "1").unwrap();
    let checkpoints = out.join(".ipynb_checkpoints");
    fs::create_dir(&checkpoints).unwrap();
    fs::write(checkpoints.join("report-checkpoint.ipynb"), "{}").unwrap();
    commit(&out, "b.svg", "2").unwrap();
    assert_eq!(names(&out.join("charts")), ["b.svg"]);
}

#[test]
fn files_of_others_are_never_replaced() {
    let folder = Folder::new();
    let out = folder.path().join("out");
    commit(&out, "a.svg", "1").unwrap();
    fs::write(out.join("thesis.docx"), "precious").unwrap();
    let error = output::Folder::stage(&out).unwrap_err();
    assert!(
        matches!(&error, TableError::ForeignFiles { foreign, .. } if foreign == &["thesis.docx"]),
        "{error}"
    );
    let file = folder.write("file", "");
    assert!(matches!(
        output::Folder::stage(&file),
        Err(TableError::NotAFolder { .. })
    ));
    // It may come while the run is under way.
    fs::remove_file(out.join("thesis.docx")).unwrap();
    let staged = output::Folder::stage(&out).unwrap();
    fs::write(out.join("thesis.docx"), "precious").unwrap();
    assert!(matches!(
        staged.commit(),
        Err(TableError::ForeignFiles { .. })
    ));
    assert_eq!(names(folder.path()), ["file", "out"]);
}
