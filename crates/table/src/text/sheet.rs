//! [`Sheet`]: some megabytes of text with the places of their cells.

use std::sync::{Arc, Mutex, PoisonError};

use polars::prelude::*;

use super::cut::Cut;
use crate::values::{Cell, Texts};

/// Whole rows of a text, and where the cells of the wanted columns stand in it.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(super) cut: Arc<Cut>,
    pub(super) memory: Memory,
    /// Places of a column; one column stands behind the other.
    pub(super) capacity: usize,
    pub(super) rows: usize,
}

/// What a sheet lies in.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// As they were read.
    pub(super) bytes: Vec<u8>,
    pub(super) text: String,
    pub(super) cells: Vec<Cell>,
}

/// Memory of sheets that are gone, for those that come: the system would have to clear new memory first.
#[derive(Debug, Default)]
pub(super) struct Pool(Mutex<Vec<Memory>>);

impl Pool {
    pub(super) fn take(&self) -> Memory {
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        free.pop().unwrap_or_default()
    }

    fn give(&self, memory: Memory) {
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        free.push(memory);
    }
}

impl Drop for Sheet {
    fn drop(&mut self) {
        self.cut.pool.give(std::mem::take(&mut self.memory));
    }
}

impl Sheet {
    /// Rows.
    pub(crate) fn height(&self) -> usize {
        self.rows
    }

    /// Leaves out all rows but the first, up to so many.
    pub(crate) fn truncate(&mut self, rows: usize) {
        self.rows = self.rows.min(rows);
    }

    /// A column by its name.
    pub(crate) fn column(&self, name: &str) -> Option<Texts<'_>> {
        let place = self.cut.names.iter().position(|known| known == name)?;
        Some(self.texts(place))
    }

    fn texts(&self, place: usize) -> Texts<'_> {
        let start = place * self.capacity;
        let Memory { text, cells, .. } = &self.memory;
        Texts::cells(text, &cells[start..start + self.rows])
    }

    /// All columns, which do not depend on the text.
    pub(crate) fn frame(&self) -> PolarsResult<DataFrame> {
        let names = self.cut.names.iter().enumerate();
        let column =
            |(place, name): (usize, &PlSmallStr)| self.texts(place).to_column(name).into_column();
        DataFrame::new(self.rows, names.map(column).collect())
    }
}
