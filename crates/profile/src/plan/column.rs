//! Whether a column holds what a rule takes it for.

use fourr_cell::{
    date::{self, DateRules},
    missing,
    number::{self, NumberRules},
};
use fourr_table::Table;
use polars::prelude::DataType;

use crate::tags::{As, TagFault};

/// Refuses to take a column for what it is not, as far as its type or its first rows tell.
pub(super) fn check(table: &Table, column: &str, taken: As) -> Result<(), TagFault> {
    let holds = match (dtype(table, column), taken) {
        (DataType::Null, _) => return Ok(()),
        (dtype, As::Text) if is_text(&dtype) || dtype.is_bool() => return Ok(()),
        (dtype, As::Number) if is_number(&dtype) => return Ok(()),
        (dtype, As::Time) if dtype.is_temporal() || is_number(&dtype) => return Ok(()),
        (dtype, As::Number) if is_text(&dtype) => example_without(table, column, is_numeric),
        (dtype, As::Time) if is_text(&dtype) => example_without(table, column, is_date),
        (dtype, _) if dtype.is_temporal() => Some("dates".to_owned()),
        (dtype, _) if is_number(&dtype) => Some("numbers".to_owned()),
        (dtype, _) => Some(dtype.to_string()),
    };
    match holds {
        None => Ok(()),
        Some(holds) => Err(TagFault::Mismatch {
            column: column.to_owned(),
            holds,
            taken,
        }),
    }
}

/// What a column is read as where the rule does not say.
pub(super) fn natural(table: &Table, column: &str) -> As {
    match dtype(table, column) {
        dtype if is_number(&dtype) => As::Number,
        dtype if dtype.is_temporal() => As::Time,
        _ => As::Text,
    }
}

fn dtype(table: &Table, column: &str) -> DataType {
    let found = table.columns().iter().find(|known| known.name == column);
    found.map_or(DataType::Null, |known| known.dtype.clone())
}

fn is_text(dtype: &DataType) -> bool {
    matches!(
        dtype,
        DataType::String | DataType::Categorical(..) | DataType::Enum(..)
    )
}

fn is_number(dtype: &DataType) -> bool {
    dtype.is_primitive_numeric() || dtype.is_decimal() || dtype.is_bool()
}

/// The first text of the sample, where there are texts and none passes.
fn example_without(table: &Table, column: &str, passes: impl Fn(&str) -> bool) -> Option<String> {
    let cells = table
        .sample()
        .column(column)
        .ok()?
        .cast(&DataType::String)
        .ok()?;
    let mut first = None;
    for text in cells.str().ok()?.iter().flatten() {
        if missing::classify(text).is_some() {
            continue;
        }
        if passes(text) {
            return None;
        }
        first.get_or_insert_with(|| {
            format!(
                "text such as '{}'",
                text.chars().take(20).collect::<String>()
            )
        });
    }
    first
}

pub(crate) fn is_numeric(text: &str) -> bool {
    number::parse(text, &NumberRules::default()).is_ok()
}

pub(crate) fn is_date(text: &str) -> bool {
    date::parse_micros(text, &DateRules::default()).is_ok()
}
