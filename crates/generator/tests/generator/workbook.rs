//! Workbooks hold what the CSV holds, below titles or without, and open without a word about where the header is.

use std::path::{Path, PathBuf};

use fourr_generator::{
    Above, Campaigns, Customers, Dataset, Events, Format, GeneratorError, Orders, Questionnaire,
    Touches,
};
use fourr_table::Input;
use polars::prelude::*;
use tempfile::TempDir;

use crate::sheet::bytes;

/// The columns of a file as text, each below its header, and the row of the header.
fn read(path: &Path) -> (Vec<Vec<String>>, Option<u64>) {
    let table = Input::of([path]).open().unwrap();
    let frame = table.lazy().collect().unwrap();
    let columns = frame.columns().iter().map(|column| {
        let cells = (0..column.len()).map(|row| text(&column.get(row).unwrap()));
        std::iter::once(column.name().to_string())
            .chain(cells)
            .collect()
    });
    (columns.collect(), table.sources()[0].header_row)
}

fn text(value: &AnyValue<'_>) -> String {
    match value {
        AnyValue::Null => String::new(),
        value => value.str_value().trim_end_matches(" 00:00:00").to_owned(),
    }
}

/// Whether two cells say the same: 12.30 is 12.3.
fn same(a: &str, b: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    a == b || (number(a).is_some() && number(a) == number(b) && !a.starts_with("00"))
}

fn written<D: Dataset>(data: &D, folder: &TempDir, name: &str, above: Above) -> PathBuf {
    let path = folder.path().join(name);
    let format = Format::of(&path, above).unwrap();
    data.write(&path, format).unwrap();
    path
}

fn check<D: Dataset>(data: &D) {
    let folder = tempfile::tempdir().unwrap();
    let csv = read(&written(data, &folder, "table.csv", Above::Nothing)).0;
    let plain = read(&written(data, &folder, "plain.xlsx", Above::Nothing));
    let titled = read(&written(data, &folder, "titled.xlsx", Above::Titles));
    assert_eq!((plain.1, titled.1), (Some(1), Some(4)), "{}", D::NAME);
    assert!(plain.0 == titled.0, "titles change {}", D::NAME);
    assert_eq!(csv.len(), plain.0.len());
    for (in_csv, in_book) in csv.iter().flatten().zip(plain.0.iter().flatten()) {
        assert!(same(in_csv, in_book), "{}: {in_csv} is {in_book}", D::NAME);
    }
}

#[test]
fn workbooks_hold_what_the_csv_holds_with_titles_and_without() {
    check(&Orders {
        rows: 500,
        ..Orders::default()
    });
    check(&Customers {
        members: 100,
        ..Customers::default()
    });
    check(&Events {
        members: 50,
        ..Events::default()
    });
    check(&Touches {
        members: 100,
        ..Touches::default()
    });
    check(&Questionnaire {
        respondents: 50,
        ..Questionnaire::default()
    });
    check(&Campaigns::default());
}

#[test]
fn heads_of_groups_span_all_columns_and_are_too_few_to_be_the_header() {
    fn check<D: Dataset>(data: &D) {
        let groups = data.heading().groups;
        let columns = data.batches().unwrap().schema().len();
        let spanned: usize = groups.iter().map(|(_, width)| usize::from(*width)).sum();
        assert_eq!(spanned, columns, "{}", D::NAME);
        assert!(groups.len() * 2 <= columns, "{}", D::NAME);
    }
    check(&Orders::default());
    check(&Customers::default());
    check(&Events::default());
    check(&Touches::default());
    check(&Questionnaire::default());
    check(&Campaigns::default());
}

#[test]
fn the_same_seed_gives_the_same_workbook() {
    let orders = Orders {
        rows: 300,
        dirt: 1.0,
        ..Orders::default()
    };
    let book = || {
        bytes("orders.xlsx", |path| {
            orders.write_xlsx(path, Above::Titles).unwrap();
        })
    };
    assert!(book() == book());
}

#[test]
fn the_ending_says_what_a_file_becomes() {
    let format = |path: &str, above| Format::of(Path::new(path), above);
    let parquet = format("a.PARQUET", Above::Nothing).unwrap();
    assert_eq!(parquet, Format::Parquet);
    let refused = format("a.csv", Above::Titles).unwrap_err();
    assert!(matches!(refused, GeneratorError::Titles));
    let refused = format("a.doc", Above::Nothing).unwrap_err();
    let message = refused.to_string();
    assert_eq!(message, "a.doc ends in none of .csv, .xlsx and .parquet");
}
