//! The workbook: its cells, what it refuses, and that the same report gives the same bytes.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use fourr_locale::Lang;
use fourr_report::{
    Cell, Column, DataColumn, DataSheet, Field, Format, KeyFigure, Live, Pivot, Report,
    ReportError, Row, Section, Side, Statistic, Table, Tally, Workbook, xlsx,
};
use polars::prelude::{DataFrame, DataType, Field as Named, Schema, df};

use crate::sample;

type Book = Xlsx<Cursor<Vec<u8>>>;

fn read(report: &Report, rows: usize) -> Book {
    open_workbook_from_rs(Cursor::new(xlsx::render(report, rows).unwrap())).unwrap()
}

/// Every text of a workbook.
fn texts(book: &mut Book) -> Vec<String> {
    let sheets = book.worksheets();
    let cells = sheets.iter().flat_map(|(_, range)| range.cells());
    let text = |(_, _, cell): (usize, usize, &Data)| match cell {
        Data::String(text) => Some(text.clone()),
        _ => None,
    };
    cells.filter_map(text).collect()
}

/// Every formula of a workbook.
fn formulas(book: &mut Book) -> Vec<String> {
    let names = book.sheet_names();
    let ranges = names
        .iter()
        .map(|name| book.worksheet_formula(name).unwrap());
    let ranges: Vec<_> = ranges.collect();
    let cells = ranges.iter().flat_map(|range| range.used_cells());
    cells
        .map(|(_, _, formula)| formula.clone())
        .filter(|of| !of.is_empty())
        .collect()
}

const NAMES: [&str; 16] = [
    "=HYPERLINK(\"http://x.invalid\",\"x\")",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "=cmd|' /C calc'!A0",
    "<r><t>x</t></r>",
    "_x000D_",
    "TRUE",
    "#N/A",
    "1e5",
    "'",
    "00123456789012345678",
    "https://x.invalid",
    "{=1}",
    ">5*?~",
];

fn data(names: &[String]) -> DataSheet {
    let amounts: Vec<f64> = (1..).take(names.len()).map(f64::from).collect();
    let kinds: Vec<&str> = ["a*", "A*"].into_iter().cycle().take(names.len()).collect();
    let text = |name: &str| DataColumn::new(name, Column::new(name, Format::Text));
    DataSheet {
        id: "people".into(),
        title: "People".to_owned(),
        frame: df!("name" => names, "kind" => kinds, "amount" => amounts).unwrap(),
        columns: vec![
            text("name"),
            text("kind"),
            DataColumn::new("amount", Column::new("amount", Format::Money)),
        ],
    }
}

fn amount() -> Field {
    Field::new("people", "amount")
}

fn report(names: &[String]) -> Report {
    let n = names.len() as f64;
    let kind = |kind: &str| Field::new("people", "kind").is(kind);
    let columns = vec![
        Column::new("Kind", Format::Text),
        Column::new("Rows", Format::Count),
        Column::new("Amount", Format::Money),
    ];
    let halves = [(n / 2.0).ceil(), (n / 2.0).floor()];
    let row =
        |name: &str, rows: f64, sum: f64| [Cell::from(name), Cell::from(rows), Cell::Money(sum)];
    let odd = halves[0] * halves[0];
    let kinds = Table::new("kinds", "=Kinds!A1", columns)
        .with_rows([
            row("a*", halves[0], odd),
            row("A*", halves[1], n * (n + 1.0) / 2.0 - odd),
        ])
        .live(1, |_| {
            Live::rows("people", [Field::new("people", "kind").is(Live::Here(0))])
        })
        .live(2, |_| {
            amount().sum([Field::new("people", "kind").is(Live::Here(0))])
        });
    Report {
        title: "=1+1".to_owned(),
        figures: vec![
            KeyFigure::new("Rows", n, Format::Count).live(Live::rows("people", [])),
            KeyFigure::new("Median of a*", halves[0], Format::Money)
                .live(amount().of(Statistic::Median, [kind("a*")])),
        ],
        sections: vec![
            Section::new(
                "one",
                "'=[x]:*?/\\' and a title of more than 31 letters",
                vec![kinds.into()],
            ),
            Section::new(
                "two",
                "'=[x]:*?/\\' and a title of more than 31 letters",
                vec![],
            ),
        ],
        workbook: Workbook {
            data: vec![data(names)],
            pivots: vec![Pivot {
                id: "pivot".into(),
                caption: "Pivot".to_owned(),
                sheet: "people".into(),
                rows: side("name", names),
                columns: side("kind", &["a*".to_owned(), "A*".to_owned()]),
                tally: Tally::Sum("amount".to_owned()),
            }],
        },
        ..Report::default()
    }
}

fn side(column: &str, values: &[String]) -> Side {
    Side {
        column: column.to_owned(),
        values: values.iter().take(20).cloned().collect(),
    }
}

fn hostile() -> Vec<String> {
    NAMES.map(str::to_owned).to_vec()
}

#[test]
fn text_stays_text_whatever_it_begins_with() {
    let mut book = read(&report(&hostile()), usize::MAX);
    let texts = texts(&mut book);
    for name in NAMES.into_iter().chain(["=1+1", "=Kinds!A1"]) {
        assert!(
            texts
                .iter()
                .any(|text| text == name || text.ends_with(name)),
            "{name}"
        );
    }
    for formula in formulas(&mut book) {
        for bad in ["HYPERLINK", "cmd", "=1"] {
            assert!(!formula.contains(bad), "{formula}");
        }
    }
}

#[test]
fn what_no_cell_can_hold_is_replaced_or_cut() {
    let names = ["a\u{0}b\u{FFFF}\r\u{1B}".to_owned(), "x".repeat(40_000)];
    let texts = texts(&mut read(&report(&names), usize::MAX));
    assert!(
        texts
            .iter()
            .any(|text| text == "a\u{FFFD}b\u{FFFD}\u{FFFD}\u{FFFD}")
    );
    let long = texts.iter().find(|text| text.starts_with("xxx")).unwrap();
    // What is left out may have a digit less than the room kept for its count.
    assert!((32_760..=32_767).contains(&long.len()));
    assert!(long.ends_with("more characters)"), "{}", &long[32_000..]);
}

#[test]
fn patterns_among_names_are_compared_letter_by_letter() {
    let formulas = formulas(&mut read(&report(&hostile()), usize::MAX));
    assert!(
        formulas
            .iter()
            .any(|of| of.starts_with("SUMPRODUCT(1*EXACT(")),
        "{formulas:?}"
    );
    assert!(
        formulas.iter().all(|of| !of.contains("COUNTIFS")),
        "{formulas:?}"
    );
    assert!(
        formulas.iter().any(|of| of.contains("MEDIAN(IF(EXACT(")),
        "{formulas:?}"
    );
}

#[test]
fn names_of_sheets_are_those_that_excel_allows() {
    let book = read(&report(&hostile()), usize::MAX);
    let names = book.sheet_names();
    assert_eq!(names[1], "= x      ' and a title of more");
    assert_eq!(names[2].chars().count(), 31);
    assert!(names[2].ends_with("(2)"), "{names:?}");
    assert_eq!(names.last().unwrap(), "People");
}

#[test]
fn a_sheet_that_is_too_long_is_left_out_or_refused() {
    let mut book = read(&report(&hostile()), 3);
    assert!(!book.sheet_names().contains(&"People".to_owned()));
    assert!(formulas(&mut book).iter().all(|of| of.starts_with("SUM(")));
    assert!(
        texts(&mut book)
            .iter()
            .any(|text| text.contains("--xlsx always"))
    );

    let mut long = report(&hostile());
    let rows = xlsx::MOST_ROWS + 1;
    let sheet = &mut long.workbook.data[0];
    sheet.frame = df!("amount" => vec![1.0; rows]).unwrap();
    sheet.columns.retain(|column| column.name == "amount");
    long.workbook.pivots.clear();
    match xlsx::render(&long, usize::MAX) {
        Err(error @ ReportError::TooManyRows(found)) => {
            assert_eq!(found, rows);
            assert!(error.hint().unwrap().contains("--xlsx auto"));
        }
        other => panic!("{:?}", other.map(|bytes| bytes.len())),
    }
    xlsx::render(&long, xlsx::MOST_ROWS).unwrap();
}

#[test]
fn the_same_report_gives_the_same_bytes_in_either_language() {
    for lang in [Lang::Zh, Lang::En] {
        let report = sample::report(lang);
        let [first, second] = [0, 1].map(|_| xlsx::render(&report, usize::MAX).unwrap());
        assert!(first == second);
    }
}

#[test]
fn every_table_and_note_of_a_report_is_there() {
    for lang in [Lang::Zh, Lang::En] {
        let report = sample::report(lang);
        let texts = texts(&mut read(&report, usize::MAX));
        let there = |wanted: &str| texts.iter().any(|text| text.contains(wanted));
        for table in report.tables() {
            assert!(there(&table.caption), "{}", table.caption);
            assert!(table.heads(lang).iter().all(|head| there(head)));
        }
        assert!(report.notes.iter().all(|note| there(&note.code)));
        assert!(report.figures.iter().all(|figure| there(&figure.label)));
        assert!(there("<5"), "a cell of too few people");
    }
}

#[test]
fn a_report_of_nothing_is_a_workbook() {
    let mut book = read(&Report::default(), usize::MAX);
    assert_eq!(book.sheet_names()[0], "Summary");
    let mut empty = report(&[]);
    empty.workbook.data[0].frame = DataFrame::empty_with_schema(&Schema::from_iter([
        Named::new("name".into(), DataType::String),
        Named::new("kind".into(), DataType::String),
        Named::new("amount".into(), DataType::Float64),
    ]));
    let mut book_of_heads = read(&empty, usize::MAX);
    assert_eq!(book_of_heads.sheet_names().last().unwrap(), "People");
    assert!(
        formulas(&mut book_of_heads)
            .iter()
            .all(|of| !of.contains("People"))
    );
    assert!(formulas(&mut book).is_empty());
}

#[test]
fn a_total_follows_from_the_rows_above() {
    let columns = vec![
        Column::new("A", Format::Text),
        Column::new("B", Format::Count),
    ];
    let table = Table::new("t", "T", columns)
        .with_rows([
            [Cell::from("x"), Cell::Count(1)],
            [Cell::from("y"), Cell::Count(2)],
        ])
        .with_total([Cell::from("All"), Cell::Count(3)])
        .live_at(Row::Total, 1, Live::Above(1));
    let report = Report {
        sections: vec![Section::new("s", "S", vec![table.into()])],
        ..Report::default()
    };
    assert_eq!(formulas(&mut read(&report, 0)), ["SUM(B6:B7)"]);
}
