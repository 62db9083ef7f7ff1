//! Colours that follow the values of a table.

use fourr_chart::palette;
use rust_xlsxwriter::{
    Color as Ink, ConditionalFormat2ColorScale, ConditionalFormatDataBar, RowNum, Worksheet,
};

use super::plan::{TableItem, extent};
use super::style::hex;
use crate::{Format, ReportError};

/// A scale of colours over a heat map, bars behind shares elsewhere. `first` is the first row.
pub(super) fn set(
    first: RowNum,
    item: &TableItem<'_>,
    worksheet: &mut Worksheet,
) -> Result<(), ReportError> {
    let Some((first, last, right)) = extent(first, &item.table) else {
        return Ok(());
    };
    if item.heat {
        // The sums at the right of a cross table would outshine its cells.
        let sums = u16::from(item.table.total().is_some());
        let right = right.saturating_sub(sums);
        let scale = ConditionalFormat2ColorScale::new()
            .set_minimum_color(Ink::RGB(hex(palette::sequential(0.0))))
            .set_maximum_color(Ink::RGB(hex(palette::sequential(0.5))));
        if right >= 1 {
            worksheet.add_conditional_format(first, 1, last, right, &scale)?;
        }
        return Ok(());
    }
    for (place, column) in (0..).zip(item.table.columns()) {
        if column.format == Format::Share && last > first {
            let bar = ConditionalFormatDataBar::new()
                .set_fill_color(Ink::RGB(hex(palette::series(3))))
                .set_solid_fill(true);
            worksheet.add_conditional_format(first, place, last, place, &bar)?;
        }
    }
    Ok(())
}
