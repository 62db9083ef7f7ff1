//! Defects come at their rates, and the truth of them leads back to the clean log.

use std::collections::BTreeMap;

use fourr_generator::{
    Dataset, DefectKind, DefectRates, Edition, Encoding, GeneratorError, Orders,
};
use polars::prelude::*;

use crate::sheet::{Sheet, bytes, csv};

fn dirty() -> Orders {
    Orders {
        rows: 50_000,
        dirt: 1.0,
        ..Orders::default()
    }
}

/// A log in which every kind occurs.
fn filthy() -> Orders {
    let rates = DefectKind::ALL.map(|kind| (kind, 0.06));
    Orders {
        rows: 5_000,
        defect_rates: Some(DefectRates(rates.into())),
        ..Orders::default()
    }
}

fn defects(orders: &Orders) -> Sheet {
    Sheet::read(&bytes("defects.csv", |path| {
        orders.write_defects(path, "dirty.csv").unwrap();
    }))
}

fn counts(defects: &Sheet) -> BTreeMap<&str, f64> {
    let mut counts = BTreeMap::new();
    for row in &defects.rows {
        *counts.entry(defects.cell(row, "kind")).or_default() += 1.0;
    }
    counts
}

/// Four standard deviations of a count.
fn assert_near(kind: &str, count: f64, expected: f64) {
    assert!(
        (count - expected).abs() < 4.0 * expected.sqrt(),
        "{kind}: {count} of {expected}"
    );
}

#[test]
fn defects_come_at_their_rates() {
    let defects = defects(&dirty());
    let counts = counts(&defects);
    for (kind, permille) in [
        ("duplicate_row", 20.0),
        ("blank_row", 5.0),
        ("missing_customer", 15.0),
        ("date_ymd", 60.0),
        ("date_slash", 60.0),
        ("date_compact", 30.0),
        ("amount_currency", 50.0),
        ("amount_full_width", 20.0),
        ("quantity_full_width", 20.0),
        ("channel_padded", 20.0),
    ] {
        assert_near(kind, counts[kind], permille * 50.0);
    }
    assert!(counts["amount_wan"] > 50.0);
    assert_eq!(counts.len(), 11, "the other kinds are off");
}

#[test]
fn rates_of_their_own_are_met_by_every_kind() {
    let defects = defects(&filthy());
    let counts = counts(&defects);
    assert_eq!(counts.len(), DefectKind::ALL.len());
    for kind in DefectKind::ALL.map(DefectKind::key) {
        if kind == "amount_wan" {
            assert!(counts[kind] >= 1.0, "{}", counts[kind]);
        } else {
            // Amounts of nothing, a tenth of all, have no decimal point to lose.
            let of = if kind == "amount_outlier" { 0.9 } else { 1.0 };
            assert_near(kind, counts[kind], 0.06 * 5_000.0 * of);
        }
    }
}

/// Undoes every defect by the truth alone.
fn undone(dirty: &Sheet, defects: &Sheet) -> Vec<Vec<String>> {
    let mut rows: Vec<Option<Vec<String>>> = dirty
        .rows
        .iter()
        .map(|row| Some(row.iter().map(str::to_owned).collect()))
        .collect();
    for defect in &defects.rows {
        let row = defects.cell(defect, "row").parse::<usize>().unwrap() - 1;
        if defects.cell(defect, "kind").ends_with("_row") {
            assert!(rows[row].take().is_some(), "a row is taken out once");
        } else {
            let place = dirty.place(defects.cell(defect, "column"));
            let cell = &mut rows[row].as_mut().unwrap()[place];
            assert_eq!(cell, defects.cell(defect, "dirty"));
            defects.cell(defect, "clean").clone_into(cell);
        }
    }
    rows.into_iter().flatten().collect()
}

#[test]
fn the_truth_leads_back_to_the_clean_log_from_every_kind() {
    let bench = Orders {
        edition: Edition::Bench,
        ..filthy()
    };
    for orders in [dirty(), filthy(), bench] {
        let (sheet, defects) = (Sheet::of(&orders), defects(&orders));
        let clean = Sheet::of(&Orders {
            dirt: 0.0,
            defect_rates: None,
            ..orders
        });
        let clean = clean.rows.iter().map(|row| row.iter().collect::<Vec<_>>());
        assert!(clean.eq(undone(&sheet, &defects)));
    }
}

#[test]
fn rows_that_were_put_in_are_what_the_truth_says() {
    let (sheet, defects) = (Sheet::of(&filthy()), defects(&filthy()));
    let row = |cell: &str| &sheet.rows[cell.parse::<usize>().unwrap() - 1];
    for defect in &defects.rows {
        let of = |column| defects.cell(defect, column);
        assert_eq!(of("file"), "dirty.csv");
        match of("kind") {
            "duplicate_row" => assert_eq!(row(of("row")), row(of("clean"))),
            "blank_row" => assert!(row(of("row")).iter().all(str::is_empty)),
            "near_duplicate_row" => {
                let (second, first) = (row(of("row")), row(of("clean")));
                assert_eq!(sheet.cell(second, of("column")), of("dirty"));
                let differ = second.iter().zip(first).filter(|(a, b)| a != b).count();
                assert_eq!(differ, 1, "{second:?} {first:?}");
            }
            _ => {}
        }
    }
}

#[test]
fn the_truth_as_parquet_is_the_truth_as_csv() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("truth.parquet");
    filthy().write_defects(&path, "dirty.csv").unwrap();
    let file = std::fs::File::open(&path).unwrap();
    let frame = ParquetReader::new(file).finish().unwrap();
    let names = ["file", "row", "column", "clean", "dirty", "kind"];
    assert!(frame.get_column_names().iter().eq(&names));
    assert_eq!(frame.column("row").unwrap().dtype(), &DataType::Int64);
    let defects = defects(&filthy());
    assert_eq!(frame.height(), defects.rows.len());
    for (at, defect) in defects.rows.iter().enumerate() {
        for name in names {
            let value = frame.column(name).unwrap().get(at).unwrap();
            let text = match &value {
                AnyValue::Null => String::new(),
                value => value.str_value().into_owned(),
            };
            assert_eq!(text, defects.cell(defect, name));
        }
    }
}

#[test]
fn gbk_holds_the_same_text() {
    for orders in [dirty(), filthy()] {
        let encoded = |encoding| {
            csv(&Orders {
                encoding,
                ..orders.clone()
            })
        };
        let gbk = encoded(Encoding::Gbk);
        let (text, _, broken) = encoding_rs::GBK.decode(&gbk);
        assert!(!broken && text.as_bytes() == encoded(Encoding::Utf8));
    }
}

#[test]
fn typed_files_take_no_dirt() {
    let Err(error) = dirty().batches() else {
        panic!("dirt in a frame")
    };
    assert!(matches!(error, GeneratorError::TypedDirt));
    assert!(error.hint().contains("CSV"));
}

#[test]
fn dirt_and_rates_are_not_both_meant() {
    let both = Orders {
        dirt: 1.0,
        ..filthy()
    };
    let error = both.batches().err().unwrap();
    assert!(matches!(error, GeneratorError::TwoProfiles));
}

#[test]
fn a_file_of_rates_is_refused_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rates.toml");
    let read = |text: &str| {
        std::fs::write(&path, text).unwrap();
        DefectRates::read(&path)
    };
    assert!(read("blank_row = 0.01\n").is_ok());
    let error = read("blank_row = 0.01\nmising_amount = 0.02\n").unwrap_err();
    let message = error.to_string();
    assert!(message.contains("rates.toml, line 2: no kind"), "{message}");
    assert!(error.hint().contains("missing_amount"));
    std::fs::remove_file(&path).unwrap();
    let error = DefectRates::read(&path).unwrap_err();
    assert!(error.to_string().starts_with("could not read"));
}
