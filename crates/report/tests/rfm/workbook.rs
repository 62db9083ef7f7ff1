//! The workbook of a segmentation: its cells are those of the report, and most of them are formulas.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use fourr_locale::Lang;
use fourr_report::{Cell, Report, Row, Table, xlsx};
use fourr_rfm::{Basis, Rfm, Scheme};

use super::inputs::{golden, report};

/// A sheet with its values and formulas, both from A1 on.
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) values: Range<Data>,
    pub(crate) formulas: Range<String>,
}

/// The sheets of a workbook.
pub(crate) fn sheets(bytes: Vec<u8>) -> Vec<Sheet> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    let mut sheet = |name: String| Sheet {
        values: book.worksheet_range(&name).unwrap(),
        formulas: book.worksheet_formula(&name).unwrap(),
        name,
    };
    names.into_iter().map(&mut sheet).collect()
}

/// The sheet of a table and the row of its heads.
fn find<'s>(sheets: &'s [Sheet], table: &Table) -> (&'s Sheet, u32) {
    let caption = format!("　{}", table.caption);
    for sheet in sheets {
        for (row, column, cell) in sheet.values.used_cells() {
            if column == 0 && matches!(cell, Data::String(text) if text.ends_with(&caption)) {
                let row = u32::try_from(row).unwrap() + sheet.values.start().unwrap().0;
                return (sheet, row + 1);
            }
        }
    }
    panic!("{} is not there", table.caption);
}

/// A value as a workbook holds it.
fn as_read(cell: &Cell, lang: Lang) -> Data {
    match cell {
        Cell::Text(text) => Data::String(text.clone()),
        Cell::Count(count) => Data::Float(*count as f64),
        Cell::Number(of) | Cell::Share(of) | Cell::Money(of) => Data::Float(*of),
        other => Data::String(other.display(fourr_report::Format::Text, lang)),
    }
}

/// How many cells of the tables are formulas; every cell has to hold the value of the report.
fn check(report: &Report, rows: usize) -> usize {
    let sheets = sheets(xlsx::render(report, rows).unwrap());
    let mut formulas = 0;
    for table in report.tables() {
        let (sheet, head) = find(&sheets, table);
        let total = table.total().map(|cells| (Row::Total, cells));
        let lines = table.rows().iter().enumerate();
        let lines = lines.map(|(row, cells)| (Row::At(row), cells.as_slice()));
        for (below, (row, cells)) in (1..).zip(lines.chain(total)) {
            for (column, cell) in cells.iter().enumerate() {
                let at = (head + below, u32::try_from(column).unwrap());
                let there = sheet.values.get_value(at).cloned().unwrap_or_default();
                let want = as_read(cell, report.lang);
                let blank = there == Data::Empty && want == Data::String(String::new());
                assert!(
                    there == want || blank,
                    "{} {row:?} {column}: {there:?} for {want:?}",
                    table.id
                );
                let formula = sheet
                    .formulas
                    .get_value(at)
                    .is_some_and(|of| !of.is_empty());
                if formula {
                    assert!(table.live_of(row, column).is_some(), "{} {row:?}", table.id);
                }
                formulas += usize::from(formula);
            }
        }
    }
    formulas
}

#[test]
fn every_cell_holds_the_value_of_the_report() {
    let other = |scheme, basis| Rfm {
        scheme,
        basis,
        ..Rfm::default()
    };
    let all = [
        Rfm::default(),
        other(Scheme::Textbook8, Basis::ScoreMean),
        other(Scheme::Grid11, Basis::Median),
    ];
    for lang in [Lang::Zh, Lang::En] {
        for rfm in &all {
            let report = report(&golden(), rfm, lang);
            assert!(check(&report, usize::MAX) > 200);
            assert!(check(&report, 0) < 100, "only what follows from tables");
        }
    }
}

#[test]
fn key_figures_and_customers_are_formulas() {
    let report = report(&golden(), &Rfm::default(), Lang::En);
    let sheets = sheets(xlsx::render(&report, usize::MAX).unwrap());
    let formulas = |name: &str| {
        let sheet = sheets.iter().find(|sheet| sheet.name == name).unwrap();
        let cells = sheet.formulas.used_cells();
        cells
            .map(|(_, _, formula)| formula.clone())
            .collect::<Vec<String>>()
    };
    let summary = formulas("Summary");
    assert_eq!(summary.len(), report.figures.len(), "{summary:?}");
    assert!(
        summary.contains(&"SUM('Customers'!$D$2:$D$21)".to_owned()),
        "{summary:?}"
    );
    let customers = formulas("Customers");
    assert!(customers.iter().any(|of| of.starts_with("CHOOSE(")));
    let starts = ["1+SUMPRODUCT(", "5-SUMPRODUCT("];
    assert!(
        starts
            .iter()
            .all(|start| customers.iter().any(|of| of.starts_with(start)))
    );
    assert!(formulas("Pivot").iter().any(|of| of.starts_with("SUMIFS(")));
}

#[test]
fn the_same_segmentation_gives_the_same_bytes() {
    let render = |()| {
        let report = report(&golden(), &Rfm::default(), Lang::Zh);
        xlsx::render(&report, usize::MAX).unwrap()
    };
    assert!(render(()) == render(()));
}
