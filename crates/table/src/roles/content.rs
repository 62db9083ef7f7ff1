//! What the cells of a column hold, by its type and a sample.

use fourr_cell::date::{self, DateFault, DateRules};
use fourr_cell::missing;
use fourr_cell::number::{self, NumberRules};
use polars::prelude::*;

/// Cells that are looked at.
const CELLS: usize = 200;

/// What the cells of a role must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Anything, but not nothing.
    Any,
    /// Numbers, as people write them.
    Number,
    /// Dates, with or without a time.
    Time,
}

impl Content {
    /// Whether most cells of the sample fit.
    pub(super) fn fits(self, column: &Column) -> bool {
        let dtype = column.dtype();
        match self {
            Self::Any => !dtype.is_nested(),
            Self::Number => {
                dtype.is_primitive_numeric() || dtype.is_decimal() || fits(column, is_number)
            }
            Self::Time => {
                dtype.is_date() || dtype.is_datetime() || is_epoch(column) || fits(column, is_date)
            }
        }
    }
}

/// Whether the column holds dates beyond doubt, so that it needs no header to say so.
pub(super) fn is_surely_time(column: &Column) -> bool {
    let dtype = column.dtype();
    dtype.is_date()
        || dtype.is_datetime()
        || fits(column, |cell| {
            cell.contains(['-', '/', '年', '.']) && is_date(cell)
        })
}

/// Whether at least half of the cells that say something pass; a column that says nothing fits anything.
fn fits(column: &Column, test: impl Fn(&str) -> bool) -> bool {
    let Ok(cells) = column.as_materialized_series().str() else {
        return column.dtype().is_null();
    };
    let (mut passed, mut total) = (0, 0);
    for cell in cells
        .iter()
        .flatten()
        .filter(|cell| missing::classify(cell).is_none())
        .take(CELLS)
    {
        total += 1;
        passed += usize::from(test(cell));
    }
    passed * 2 >= total
}

fn is_number(cell: &str) -> bool {
    number::parse(cell, &NumberRules::default()).is_ok()
}

/// An ambiguous or impossible date is still meant to be one.
fn is_date(cell: &str) -> bool {
    match date::parse(cell, &DateRules::default()) {
        Ok(_) => true,
        Err(fault) => matches!(
            fault,
            DateFault::Ambiguous | DateFault::InvalidCalendar | DateFault::Partial
        ),
    }
}

/// Whether whole numbers of a typed column read as dates: 20240305, Excel serials, seconds since 1970.
fn is_epoch(column: &Column) -> bool {
    column.dtype().is_primitive_numeric()
        && column
            .cast(&DataType::String)
            .is_ok_and(|text| fits(&text, is_date))
}
