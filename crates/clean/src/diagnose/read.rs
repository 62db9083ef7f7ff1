//! The cells of a table as coded columns.

use fourr_table::Table;
use polars::prelude::{DataFrame, DataType};
use rayon::prelude::*;

use crate::CleanError;
use crate::discover::Coded;

/// Rows that are looked through for suspected cells.
const MOST_ROWS: usize = 1_000_000;

/// The first rows of every column as text.
pub(super) fn coded(table: &Table) -> Result<Vec<Coded>, CleanError> {
    let names: Vec<&str> = table.columns().iter().map(|c| c.name.as_str()).collect();
    let mut all: Option<DataFrame> = None;
    for batch in table.batches(&names)? {
        let frame = batch?.frame()?;
        match &mut all {
            Some(all) => {
                all.vstack_mut(&frame)?;
            }
            None => all = Some(frame),
        }
        if all.as_ref().is_some_and(|all| all.height() >= MOST_ROWS) {
            break;
        }
    }
    let Some(frame) = all else {
        return Ok(names
            .into_iter()
            .map(|name| Coded::new(name, [].into_iter()))
            .collect());
    };
    let frame = frame.head(Some(MOST_ROWS));
    frame
        .columns()
        .par_iter()
        .map(|column| {
            let text = column.cast(&DataType::String)?;
            Ok(Coded::new(column.name(), text.str()?.iter()))
        })
        .collect()
}
