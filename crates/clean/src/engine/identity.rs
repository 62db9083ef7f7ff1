//! [`Identity`]: how many rows of a table are equal in every column.

use fourr_table::Scratch;
use polars::prelude::*;

use super::{
    chunk::Row,
    form::Form,
    hashes::{self, Compare, Hashes, Nulls},
};
use crate::{CleanError, survey::DuplicateCount};

/// Hashes of the rows of a table, as they stream past.
#[derive(Debug, Default)]
pub(crate) struct Identity {
    hashes: Hashes,
}

impl Identity {
    /// Takes in the next rows, the first of which has this number.
    pub(crate) fn feed(
        &mut self,
        first_row: u64,
        frame: &DataFrame,
        scratch: &Scratch,
    ) -> Result<(), CleanError> {
        let first = Row::try_from(first_row).map_err(|_| CleanError::TooManyRows)?;
        let count = Row::try_from(frame.height()).map_err(|_| CleanError::TooManyRows)?;
        let end = first.checked_add(count).ok_or(CleanError::TooManyRows)?;
        let rows: Vec<Row> = (first..end).collect();
        let loaded = frame
            .columns()
            .iter()
            .map(|column| {
                let series = column.as_materialized_series();
                let form = Form::of(series.dtype());
                Ok((form.load(series)?, form))
            })
            .collect::<PolarsResult<Vec<_>>>()?;
        let columns: Vec<(&Series, Form)> = loaded
            .iter()
            .map(|(series, form)| (series, *form))
            .collect();
        let how = (Nulls::Same, Compare::Folded);
        let sorted = hashes::of_rows(&rows, &columns, how)?;
        Ok(self.hashes.add(sorted, scratch)?)
    }

    /// Groups of equal rows, and rows beyond the first of each.
    pub(crate) fn count(self, scratch: &Scratch) -> Result<DuplicateCount, CleanError> {
        let repeats = self.hashes.repeats(None, scratch)?;
        self.hashes.release(scratch);
        let mut firsts: Vec<Row> = repeats.iter().map(|pair| pair.1).collect();
        firsts.sort_unstable();
        firsts.dedup();
        Ok(DuplicateCount {
            groups: firsts.len() as u64,
            redundant: repeats.len() as u64,
        })
    }
}
