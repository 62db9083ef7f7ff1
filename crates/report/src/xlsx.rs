//! A report as a workbook whose figures are formulas over its data sheets.
//!
//! The summary comes first, then a sheet for every section, cross tables, methods, notes, and the data
//! itself. A cell of the report that knows what it follows from ([`Live`]) becomes a formula,
//! its value the first result: a program that does not calculate shows the figures as well. Charts are
//! native and refer to those cells. Text is always text, whatever it begins with.
//!
//! Excel 2010 and later, WPS and `LibreOffice` read it. The bytes depend on the report alone.

mod chart;
mod colours;
mod drawing;
mod formula;
mod name;
mod pages;
mod pivot;
mod plan;
mod record;
mod sheet;
mod style;
mod text;
mod value;
mod widths;

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, RowNum, Workbook};

use crate::{DataSheet, Id, Live, Place, Report, ReportError, Row, Table};
use pages::Composer;
use plan::{Item, Page, Plan};
use sheet::Sheet;
use style::Style;

/// Rows that a data sheet can have below its heads.
pub const MOST_ROWS: usize = 1_048_575;

/// Rows from which time counts for more than the size of the file.
const LARGE: usize = 20_000;

/// The workbook of a report, with those of its data sheets that have at most `rows` rows. What follows
/// from the others stands in it as values, and the summary says so.
///
/// # Errors
/// A data sheet to be written has more rows than [`MOST_ROWS`]; parts that cannot be told apart; a column
/// that its frame lacks.
pub fn render(report: &Report, rows: usize) -> Result<Vec<u8>, ReportError> {
    let data = report.workbook.data.iter();
    let data: Vec<&DataSheet> = data.filter(|sheet| sheet.frame.height() <= rows).collect();
    for sheet in &data {
        check_rows(sheet.frame.height())?;
    }
    let sheets = Composer::new(report, data.clone())?.sheets()?;
    let plan = Plan::new(sheets, data)?;
    let style = Style { lang: report.lang };
    let mut workbook = Workbook::new();
    let (height, width) = style.cell_pixels();
    workbook.set_default_format(&style.plain(), height, width)?;
    workbook.set_properties(&properties(report)?);
    if plan
        .data
        .iter()
        .any(|page| page.sheet.frame.height() > LARGE)
    {
        workbook.set_zip_compression_level(3);
    }
    let fixed = referred_to(&plan);
    for (at, page) in plan.pages.iter().enumerate() {
        let worksheet = workbook.add_worksheet();
        if at > 0 {
            worksheet.set_freeze_panes(2, 0)?;
            worksheet.set_repeat_rows(0, 0)?;
        }
        let mut sheet = Sheet {
            plan: &plan,
            page,
            worksheet,
            style,
        };
        sheet.write(filtered(page, &fixed))?;
    }
    for page in &plan.data {
        record::write(&plan, page, (workbook.add_worksheet(), style))?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// Refuses a table that no sheet can hold.
///
/// # Errors
/// More rows than [`MOST_ROWS`].
pub fn check_rows(rows: usize) -> Result<(), ReportError> {
    if rows > MOST_ROWS || RowNum::try_from(rows).is_err() {
        return Err(ReportError::TooManyRows(rows));
    }
    Ok(())
}

/// A fixed day of creation: the clock has no place in a result.
fn properties(report: &Report) -> Result<DocProperties, ReportError> {
    let day = ExcelDateTime::from_ymd(1980, 1, 1)?;
    let title = text::cell(&report.title, report.lang);
    Ok(DocProperties::new()
        .set_title(title.chars().take(255).collect::<String>())
        .set_author(format!("fourr {}", report.provenance.version))
        .set_creation_datetime(&day))
}

/// The longest table of a sheet whose rows may change places, if it is worth filters.
fn filtered<'p>(page: &'p Page<'_>, fixed: &BTreeSet<Id>) -> Option<&'p Table> {
    const WORTH: usize = 6;
    let tables = page.items.iter().filter_map(|(_, item)| match item {
        Item::Table(item) if !item.heat && !fixed.contains(&item.table.id) => Some(&*item.table),
        _ => None,
    });
    let longest = tables.rev().max_by_key(|table| table.rows().len());
    longest.filter(|table| table.rows().len() >= WORTH)
}

/// Tables to whose rows formulas of other cells refer: these rows have to stay where they are.
fn referred_to(plan: &Plan<'_>) -> BTreeSet<Id> {
    let mut fixed = BTreeSet::new();
    let mut see = |live: &Live| {
        let places: &[Place] = match live {
            Live::Cell(place) => std::slice::from_ref(place),
            Live::Passed { cells, .. } | Live::Flows { cells, .. } => cells,
            _ => &[],
        };
        let rows = places.iter().filter(|place| place.row != Row::Total);
        fixed.extend(rows.map(|place| place.table.clone()));
    };
    for (_, item) in plan.pages.iter().flat_map(|page| &page.items) {
        if let Item::Table(item) = item {
            item.table.all_live().for_each(|live| live.visit(&mut see));
        }
    }
    for column in plan.data.iter().flat_map(|page| &page.sheet.columns) {
        column.live.iter().for_each(|live| live.visit(&mut see));
    }
    fixed
}
