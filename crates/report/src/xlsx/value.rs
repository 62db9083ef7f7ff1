//! Values as cells of a workbook.

use rust_xlsxwriter::{ColNum, Format as Look, RowNum, Worksheet};

use super::style::MISSING;
use crate::{Cell, ReportError};

/// Writes a text as nothing but a text.
pub(super) fn written(
    worksheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    text: &str,
    look: &Look,
) -> Result<(), ReportError> {
    if is_markup(text) {
        worksheet.write_rich_string_with_format(row, column, &[(&Look::default(), text)], look)?;
    } else {
        worksheet.write_string_with_format(row, column, text, look)?;
    }
    Ok(())
}

/// Whether the writer of workbooks would take a text for the inside of a formatted one.
pub(super) fn is_markup(text: &str) -> bool {
    text.starts_with("<r>") && text.ends_with("</r>")
}

/// Whether the first result of a formula would be taken for something other than the text it is.
pub(super) fn is_misread(text: &str) -> bool {
    text.is_empty()
        || text.parse::<f64>().is_ok()
        || text.starts_with('#')
        || ["TRUE", "FALSE"].contains(&text)
}

/// A value as a number of a workbook.
pub(super) fn number(cell: &Cell) -> Option<f64> {
    // Days are counted from 1899-12-30, the 693,594th day of the common era.
    const EPOCH: i32 = 693_594;
    let number = match cell {
        Cell::Count(count) => *count as f64,
        Cell::Number(number) | Cell::Share(number) | Cell::Money(number) => *number,
        Cell::Date(date) => {
            f64::from(chrono::Datelike::num_days_from_ce(date).saturating_sub(EPOCH))
        }
        Cell::Empty | Cell::Text(_) | Cell::Suppressed { .. } => return None,
    };
    number.is_finite().then_some(number)
}

/// The first result of a formula; none where it would be misread, or must not be recalculated.
pub(super) fn result(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Suppressed { .. } => None,
        Cell::Text(text) => (!is_misread(text)).then(|| text.clone()),
        Cell::Empty => Some(MISSING.to_owned()),
        other => Some(number(other).map_or_else(|| MISSING.to_owned(), |of| of.to_string())),
    }
}
