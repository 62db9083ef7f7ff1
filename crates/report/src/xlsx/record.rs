//! Data sheets: one row a record, heads above that stay in sight, filters on them.

use polars::prelude::{Column as Values, DataType, Float64Chunked, PolarsResult, StringChunked};
use rust_xlsxwriter::{ColNum, Format as Look, Note, RowNum, Worksheet};

use super::formula::{At, formula};
use super::plan::{DataPage, Plan};
use super::sheet::Sheet;
use super::style::{Style, number_format};
use super::text;
use super::value::{is_markup, is_misread, written};
use crate::{Cell, DataColumn, Format, ReportError};

/// Rows up to which columns that follow from others are formulas.
const FORMULAS: usize = 20_000;

/// The texts of a column of text or keys.
pub(super) fn texts(values: &Values) -> PolarsResult<StringChunked> {
    Ok(values.cast(&DataType::String)?.str()?.clone())
}

/// The numbers of a column; days from 1900 as workbooks count them for dates.
pub(super) fn numbers(values: &Values) -> PolarsResult<Float64Chunked> {
    // Workbooks count days from 1899-12-30, 25,569 days before 1970.
    const EPOCH: f64 = 25_569.0;
    let shift = if *values.dtype() == DataType::Date {
        EPOCH
    } else {
        0.0
    };
    let values = values.cast(&DataType::Float64)?;
    let values = values.f64()?.clone();
    Ok(if shift == 0.0 { values } else { values + shift })
}

/// What a value is called.
pub(super) fn name<'a>(column: &'a DataColumn, value: &'a str) -> &'a str {
    let mut names = column.names.iter();
    names
        .find(|(key, _)| key == value)
        .map_or(value, |(_, name)| name)
}

/// Writes a data sheet.
pub(super) fn write(
    plan: &Plan<'_>,
    page: &DataPage<'_>,
    (worksheet, style): (&mut Worksheet, Style),
) -> Result<(), ReportError> {
    let sheet = page.sheet;
    let last = RowNum::try_from(sheet.frame.height()).unwrap_or(RowNum::MAX);
    worksheet.set_name(&page.name)?;
    for (place, column) in (0..).zip(&sheet.columns) {
        head(worksheet, place, column, style)?;
        body(plan, page, (place, column), (worksheet, style))?;
    }
    let width = ColNum::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(ColNum::MAX);
    worksheet.autofilter(0, 0, last, width)?;
    worksheet.set_freeze_panes(1, 1)?;
    worksheet.set_repeat_rows(0, 0)?;
    worksheet.set_landscape();
    Sheet::set_up_print(worksheet);
    Ok(())
}

fn head(
    worksheet: &mut Worksheet,
    place: ColNum,
    column: &DataColumn,
    style: Style,
) -> Result<(), ReportError> {
    let text = column.column.head(style.lang);
    let shown = text::cell(&text, style.lang);
    written(
        worksheet,
        (0, place),
        &shown,
        &style.head(column.column.format),
    )?;
    let note = Note::new(
        text::cell(&column.name, style.lang)
            .chars()
            .take(200)
            .collect::<String>(),
    )
    .add_author_prefix(false)
    .set_height(30)
    .set_font_name(style.font());
    worksheet.insert_note(0, place, &note)?;
    worksheet.set_row_height(0, 32)?;
    Ok(())
}

fn body(
    plan: &Plan<'_>,
    page: &DataPage<'_>,
    (place, column): (ColNum, &DataColumn),
    (worksheet, style): (&mut Worksheet, Style),
) -> Result<(), ReportError> {
    let values = page.sheet.frame.column(&column.name)?;
    let follows = column.live.is_some() && page.sheet.frame.height() <= FORMULAS;
    let look = look(column, values, style);
    worksheet.set_column_format(place, &look)?;
    let mut widest = text::width(&column.column.head(style.lang)).min(14);
    if column.column.format == Format::Text {
        for (row, value) in (1..).zip(texts(values)?.iter()) {
            let Some(value) = value else { continue };
            let shown = text::cell(name(column, value), style.lang);
            widest = widest.max(text::width(&shown));
            let at = (page, row, place);
            if !(follows && following(plan, at, column, (worksheet, &shown))?) {
                plain_text(worksheet, (row, place), &shown, &look)?;
            }
        }
    } else {
        for (row, value) in (1..).zip(numbers(values)?.iter()) {
            let Some(value) = value.filter(|value| value.is_finite()) else {
                continue;
            };
            let at = (page, row, place);
            let shown = if follows {
                value.to_string()
            } else {
                String::new()
            };
            if !(follows && following(plan, at, column, (worksheet, &shown))?) {
                worksheet.write_number(row, place, value)?;
            }
        }
        widest = widest.max(10);
    }
    worksheet.set_column_width(place, widest.min(40) as f64 + 3.0)?;
    Ok(())
}

/// A text in the look of its column.
fn plain_text(
    worksheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    text: &str,
    look: &Look,
) -> Result<(), ReportError> {
    if is_markup(text) {
        return written(worksheet, (row, column), text, look);
    }
    worksheet.write_string(row, column, text)?;
    Ok(())
}

/// Writes the formula of a value with `shown` as its first result; false where there is none.
fn following(
    plan: &Plan<'_>,
    (page, row, place): (&DataPage<'_>, RowNum, ColNum),
    column: &DataColumn,
    (worksheet, shown): (&mut Worksheet, &str),
) -> Result<bool, ReportError> {
    let live = column.live.as_ref();
    let Some(formula) = live.and_then(|live| formula(plan, live, At::Record { page, row })) else {
        return Ok(false);
    };
    // A text that reads as a number would be kept as one.
    let misread = column.column.format == Format::Text && is_misread(shown);
    if formula.array || misread {
        return Ok(false);
    }
    let formula = rust_xlsxwriter::Formula::new(formula.text).set_result(shown);
    worksheet.write_formula(row, place, formula)?;
    Ok(true)
}

fn look(column: &DataColumn, values: &Values, style: Style) -> Look {
    let format = column.column.format;
    let whole = values.dtype().is_integer();
    let cell = match format {
        Format::Text => return style.plain().set_num_format("@"),
        Format::Mixed if whole => Cell::Count(0),
        _ => Cell::Number(0.5),
    };
    style
        .plain()
        .set_num_format(number_format(&cell, format, true))
}
