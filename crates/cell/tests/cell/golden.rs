//! Golden files: every row of every case, its value, status and flags.

use std::fs;
use std::path::Path;

use fourr_cell::date::{self, DateRules, Moment};
use fourr_cell::missing::{self, Missing};
use fourr_cell::number::{self, NumberRules};
use fourr_cell::personal::{self, MaskLevel, Personal};
use serde_json::{Value, json};

/// The rows of `input.csv`, without the header.
fn input(case: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(folder(case).join("input.csv")).unwrap();
    let rows = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}

/// The `expected` of `expected.json`.
fn expected(case: &str) -> Value {
    let text = fs::read_to_string(folder(case).join("expected.json")).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()["expected"].take()
}

fn folder(case: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(case)
}

fn code(fault: impl serde::Serialize) -> Value {
    serde_json::to_value(fault).unwrap()
}

#[test]
fn numbers_are_coerced() {
    let case = "clean/coerce_numbers";
    let rows = input(case);
    let expected = expected(case);
    let expected = expected["rows"].as_array().unwrap();
    assert_eq!(rows.len(), expected.len());
    for (row, want) in rows.iter().zip(expected) {
        let raw = row[1].as_str();
        let (value, status, flags) = match number::parse(raw, &NumberRules::default()) {
            Ok(number) => {
                let flags = if number.approximate {
                    json!(["approx"])
                } else {
                    json!([])
                };
                (json!(number.value.to_f64()), json!("ok"), flags)
            }
            Err(fault) => (Value::Null, code(fault), json!([])),
        };
        assert_eq!(raw, want["raw"], "row {}", row[0]);
        assert_eq!(value.as_f64(), want["value"].as_f64(), "{raw}");
        assert_eq!(
            (status, flags),
            (want["status"].clone(), want["flags"].clone()),
            "{raw}"
        );
    }
}

#[test]
fn dates_are_coerced() {
    let case = "clean/coerce_dates";
    let rows = input(case);
    let expected = expected(case);
    let expected = expected["rows"].as_array().unwrap();
    assert_eq!(rows.len(), expected.len());
    for (row, want) in rows.iter().zip(expected) {
        let raw = row[1].as_str();
        let (value, status) = match date::parse(raw, &DateRules::default()) {
            Ok(Moment { at, has_time: true }) => (
                json!(at.format("%Y-%m-%dT%H:%M:%S").to_string()),
                json!("ok"),
            ),
            Ok(Moment {
                at,
                has_time: false,
            }) => (json!(at.format("%Y-%m-%d").to_string()), json!("ok")),
            Err(fault) => (Value::Null, code(fault)),
        };
        assert_eq!(raw, want["raw"], "row {}", row[0]);
        assert_eq!(
            (value, status),
            (want["value"].clone(), want["status"].clone()),
            "{raw}"
        );
    }
}

#[test]
fn missing_cells_are_classified() {
    let case = "clean/missing_classes";
    let (rows, expected) = (input(case), expected(case));
    for (column, name, sentinels) in [(1, "city", &[][..]), (2, "age", &["-1", "999"])] {
        let cells = || rows.iter().map(|row| row[column].as_str());
        let count = |class| {
            cells()
                .filter(|cell| missing::classify(cell) == Some(class))
                .count()
        };
        let sentinel = cells().filter(|cell| sentinels.contains(cell)).count();
        let empty = count(Missing::Blank) + count(Missing::Whitespace);
        let all = empty + count(Missing::Token) + sentinel;
        let want = &expected[name];
        assert_eq!(count(Missing::Blank), want["blank"], "{name}");
        assert_eq!(count(Missing::Whitespace), want["whitespace"], "{name}");
        assert_eq!(count(Missing::Token), want["token"], "{name}");
        assert_eq!(sentinel, want["sentinel"], "{name}");
        assert_eq!(empty, want["empty_total"], "{name}");
        assert_eq!(all, want["missing_total"], "{name}");
        assert_eq!(rows.len() - all, want["valid"], "{name}");
    }
}

#[test]
fn personal_data_is_recognised_and_masked() {
    let case = "profile/pii";
    let rows = input(case);
    let expected = expected(case);
    let wanted = expected["rows"].as_array().unwrap();
    assert_eq!(rows.len(), wanted.len());
    for (row, want) in rows.iter().zip(wanted) {
        let raw = row[1].as_str();
        let kind = personal::recognise(raw, None);
        let name = kind.map_or("none", Personal::code);
        let masked = kind.map(|kind| personal::mask(raw, kind, MaskLevel::Standard));
        let checksum_ok = kind.map(|kind| kind != Personal::IdCardLike);
        assert_eq!(raw, want["value"], "row {}", row[0]);
        assert_eq!(name, want["type"], "{raw}");
        assert_eq!(json!(masked), want["masked"], "{raw}");
        assert_eq!(json!(checksum_ok), want["checksum_ok"], "{raw}");
    }
    let example = &expected["id_check_example"];
    let check = personal::id_card_check(example["first17"].as_str().unwrap());
    assert_eq!(json!(check), example["check_char"]);
}
