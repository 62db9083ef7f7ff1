//! Widths of columns that several tables of a sheet share.

use rust_xlsxwriter::{ColNum, Worksheet};

use super::plan::{Item, Page};
use super::style::Style;
use super::text;
use crate::ReportError;

/// The widest column of words, in letters; longer ones are wrapped.
const WORDS: usize = 44;
/// The widest head of a column of numbers.
const HEAD: usize = 16;
/// What a page of text and a chart need together.
const PAGE: f64 = 112.0;

/// Sets the widths of a sheet's columns. Returns the last column that a page needs.
pub(super) fn set(
    page: &Page<'_>,
    worksheet: &mut Worksheet,
    style: Style,
) -> Result<ColNum, ReportError> {
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
