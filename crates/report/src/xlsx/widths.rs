//! Widths of columns that several tables of a sheet share.

use rust_xlsxwriter::{ColNum, RowNum, Worksheet};

use super::plan::{Item, Page};
use super::style::Style;
use super::text;
use crate::{ReportError, Table};

/// The widest column of words, in letters; longer ones are wrapped.
const WORDS: usize = 44;
/// The widest head of a column of numbers.
const HEAD: usize = 16;
/// Lines that the highest row shows.
const MOST_LINES: usize = 20;
/// What a page of text and a chart need together.
const PAGE: f64 = 112.0;

/// Sets the widths of a sheet's columns, and the heights of rows whose text is wrapped. Returns the last
/// column that a page needs.
pub(super) fn set(
    page: &Page<'_>,
    worksheet: &mut Worksheet,
    style: Style,
) -> Result<ColNum, ReportError> {
    let widths = of_columns(page, style);
    for (row, item) in &page.items {
        if let Item::Table(item) = item {
            heights(*row, &item.table, &widths, (worksheet, style))?;
        }
    }
    let mut sum = 0.0;
    let mut last = 0;
    for (place, width) in (0..).zip(&widths) {
        let width = *width as f64 * 1.1 + 2.0;
        worksheet.set_column_width(place, width)?;
        sum += width;
        last = place;
    }
    while sum < PAGE {
        last += 1;
        sum += 8.5;
    }
    Ok(last)
}

/// Programs do not agree on how high a wrapped row is when they open a file.
fn heights(
    row: RowNum,
    table: &Table,
    widths: &[usize],
    (worksheet, style): (&mut Worksheet, Style),
) -> Result<(), ReportError> {
    let (pixels, _) = style.cell_pixels();
    let rows = table.rows().iter().map(Vec::as_slice).chain(table.total());
    let rows = rows.map(|row| table.texts(row, style.lang));
    let all = [table.heads(style.lang)].into_iter().chain(rows);
    for (line, texts) in (row + 1..).zip(all) {
        let lines = texts
            .iter()
            .zip(widths)
            .map(|(text, width)| text::lines(text, *width).len());
        let most = lines.max().unwrap_or(1).min(MOST_LINES);
        if most > 1 {
            let height = u32::try_from(most).unwrap_or(1) * (pixels - 3) + 3;
            worksheet.set_row_height_pixels(line, height)?;
        }
    }
    Ok(())
}

fn of_columns(page: &Page<'_>, style: Style) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for (_, item) in &page.items {
        let Item::Table(item) = item else { continue };
        let table = &item.table;
        let rows = table.rows().iter().map(Vec::as_slice).chain(table.total());
        let rows: Vec<Vec<String>> = rows.map(|row| table.texts(row, style.lang)).collect();
        for (place, column) in table.columns().iter().enumerate() {
            let head = text::width(&column.head(style.lang)).min(HEAD);
            let cells = rows.iter().map(|row| text::width(&row[place]));
            let widest = cells.max().unwrap_or_default().min(WORDS).max(head);
            if widths.len() <= place {
                widths.resize(place + 1, 8);
            }
            widths[place] = widths[place].max(widest);
        }
    }
    widths
}
