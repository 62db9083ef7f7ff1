//! What tables say about where their figures come from.

use fourr_locale::Lang;
use fourr_report::{Cell, Derivation, Head, Recompute, Report, Table};
use fourr_rfm::{Rfm, Scheme};
use serde_json::Value;

use super::{
    inputs::{customers, golden, report, segmented},
    models::{modelled, shop},
};

/// A figure of the summary and the cell that shows it.
#[track_caller]
fn equal(found: &Value, cell: &Cell, at: &str) {
    let shown: Option<f64> = cell.raw().map(|raw| raw.parse().unwrap());
    assert_eq!(found.as_f64(), shown, "{at}");
}

/// Every cell that has a pointer shows what the pointer leads to.
fn read(table: &Table, pointers: &[Vec<Option<String>>], summary: &Value) {
    let rows: Vec<&[Cell]> = table
        .rows()
        .iter()
        .map(Vec::as_slice)
        .chain(table.total())
        .collect();
    assert_eq!(pointers.len(), rows.len(), "{}", table.id);
    for (row, pointers) in rows.into_iter().zip(pointers) {
        for (cell, pointer) in row.iter().zip(pointers) {
            let Some(pointer) = pointer else {
                // Words, and the whole that shares are of.
                let plain =
                    matches!(cell, Cell::Text(_) | Cell::Empty) || *cell == Cell::Share(1.0);
                assert!(plain, "{}: {cell:?}", table.id);
                continue;
            };
            let found = summary.pointer(pointer);
            equal(
                found.unwrap_or_else(|| panic!("{}: {pointer}", table.id)),
                cell,
                pointer,
            );
        }
    }
}

/// Rows are the summary's groups in its order, and its figures stand in the columns of their names.
fn computed(table: &Table, of: &Recompute, summary: &Value) {
    let groups: Vec<(String, &Value)> = match summary.pointer(of.groups).unwrap() {
        Value::Object(map) => map
            .iter()
            .map(|(key, record)| (key.clone(), record))
            .collect(),
        Value::Array(list) => list
            .iter()
            .map(|record| (record[of.by].as_str().unwrap().to_owned(), record))
            .collect(),
        other => panic!("{}: {other}", table.id),
    };
    assert_eq!(groups.len(), table.rows().len(), "{}", table.id);
    assert_eq!(
        table.columns().len(),
        of.heads.len() + of.figures.len(),
        "{}",
        table.id
    );
    for ((group, record), row) in groups.iter().zip(table.rows()) {
        let (heads, cells) = row.split_at(of.heads.len());
        for (head, cell) in of.heads.iter().zip(heads) {
            let name = match head {
                Head::Group(names) => &names.iter().find(|(value, _)| value == group).unwrap().1,
                Head::Record(key) => record[key].as_str().unwrap(),
            };
            assert_eq!(*cell, Cell::from(name), "{}", table.id);
        }
        let known = of
            .figures
            .iter()
            .zip(cells)
            .filter(|(figure, _)| record.get(figure.name).is_some());
        assert!(
            known.clone().count() >= 3,
            "{}: too little to compare",
            table.id
        );
        for (figure, cell) in known {
            equal(&record[figure.name], cell, figure.name);
        }
    }
    assert!(
        of.whole
            .is_none_or(|whole| summary.pointer(whole).is_some()),
        "{}",
        table.id
    );
}

fn check(report: &Report, summary: &Value) -> [usize; 2] {
    let mut counts = [0; 2];
    for table in report.tables() {
        match &table.derivation {
            Some(Derivation::Summary(pointers)) => {
                read(table, pointers, summary);
                counts[0] += 1;
            }
            Some(Derivation::Recompute(of)) => {
                computed(table, of, summary);
                counts[1] += 1;
            }
            None => {}
        }
    }
    counts
}

#[test]
fn places_in_the_summary_hold_what_tables_show() {
    for lang in [Lang::Zh, Lang::En] {
        for (scheme, bins) in [
            (Scheme::Textbook8, 5),
            (Scheme::Textbook8, 3),
            (Scheme::Grid11, 5),
        ] {
            let rfm = Rfm {
                scheme,
                bins,
                ..Rfm::default()
            };
            let summary = serde_json::to_value(segmented(&golden(), &rfm).summary).unwrap();
            assert_eq!(check(&report(&golden(), &rfm, lang), &summary), [5, 4]);
        }
    }
}

#[test]
fn tables_of_models_have_places_too() {
    let summary = serde_json::to_value(segmented(&shop(), &modelled()).summary).unwrap();
    let [read, _] = check(&report(&shop(), &modelled(), Lang::En), &summary);
    assert_eq!(read, 7, "the five of every report, clusters and outlook");
}

#[test]
fn a_table_of_customers_and_a_total_of_zero_have_places_too() {
    let rfm = Rfm::default();
    for rows in [
        vec![(3, 2, 10.5), (9, 1, 4.0), (20, 5, 70.0)],
        vec![(5, 1, 0.0)],
    ] {
        let table = customers(&rows);
        let summary = serde_json::to_value(segmented(&table, &rfm).summary).unwrap();
        let counts = check(&report(&table, &rfm, Lang::En), &summary);
        assert_eq!(counts[1], 3, "all but the states of dormancy");
    }
}
