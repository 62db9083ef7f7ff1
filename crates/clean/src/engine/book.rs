//! [`Book`]: what the steps did to one chunk.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::{
    chunk::{Changed, Chunk, Row},
    form::Form,
};
use crate::ledger::Reason;

/// Examples kept of each kind of change.
pub(crate) const EXAMPLES: usize = 3;
/// Rows kept as examples of failures and outliers.
pub(crate) const FIRST_ROWS: usize = 50;

/// What the steps did to one chunk.
#[derive(Debug, Default)]
pub(crate) struct Book {
    /// Whether changes of cells are written down. While a step is fitted they are not.
    pub(crate) records: bool,
    /// How many slots are columns of the source: marks stand in no ledger.
    pub(crate) sources: usize,
    pub(crate) blocks: Vec<Block>,
    pub(crate) removed: Vec<Removed>,
    pub(crate) tallies: BTreeMap<usize, Tally>,
}

/// Cells of one column that one step changed.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) step: usize,
    pub(crate) slot: usize,
    /// Rows of the source, ascending.
    pub(crate) rows: Vec<Row>,
    pub(crate) reasons: Vec<Reason>,
    pub(crate) old: StringChunked,
    pub(crate) new: StringChunked,
}

/// Rows that one step took out, as they were when they came to it.
#[derive(Debug)]
pub(crate) struct Removed {
    pub(crate) step: usize,
    pub(crate) reason: Reason,
    pub(crate) rows: Chunk,
    /// The row that stays in the place of each; empty where there is none.
    pub(crate) kept: Vec<Row>,
}

/// Figures of one step.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    /// Rows that came to it.
    pub(crate) rows: u64,
    /// Cells or rows that a rule applied to.
    pub(crate) applicable: u64,
    /// Of which these broke it; or outliers.
    pub(crate) failed: u64,
    /// The first of them, by row.
    pub(crate) first: Vec<Row>,
    /// Imputed cells by column and group, cells left missing, cells filled from the whole column.
    pub(crate) filled: BTreeMap<(usize, String), u64>,
    pub(crate) unfilled: u64,
    pub(crate) fallback: u64,
    /// Rows of groups that the recipe does not know, by column.
    pub(crate) unknown: BTreeMap<usize, u64>,
}

impl Tally {
    pub(crate) fn fail(&mut self, row: Row) {
        self.failed += 1;
        if self.first.len() < FIRST_ROWS {
            self.first.push(row);
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.rows += other.rows;
        self.applicable += other.applicable;
        self.failed += other.failed;
        self.first.extend(other.first);
        self.first.sort_unstable();
        self.first.truncate(FIRST_ROWS);
        for (key, count) in other.filled {
            *self.filled.entry(key).or_default() += count;
        }
        self.unfilled += other.unfilled;
        self.fallback += other.fallback;
        for (slot, count) in other.unknown {
            *self.unknown.entry(slot).or_default() += count;
        }
    }
}

/// A column before and behind a step.
pub(crate) struct Change<'a> {
    pub(crate) step: usize,
    pub(crate) slot: usize,
    pub(crate) old: (&'a Series, Form),
    pub(crate) new: (&'a Series, Form),
}

impl Book {
    pub(crate) fn recording(sources: usize) -> Self {
        Self {
            records: true,
            sources,
            ..Self::default()
        }
    }

    pub(crate) fn tally(&mut self, step: usize) -> &mut Tally {
        self.tallies.entry(step).or_default()
    }

    /// Writes down the changed cells of a column.
    pub(crate) fn change(
        &mut self,
        rows: &[Row],
        changed: Changed,
        change: &Change<'_>,
    ) -> PolarsResult<()> {
        if !self.records || changed.at.is_empty() || change.slot >= self.sources {
            return Ok(());
        }
        let at = IdxCa::from_slice(PlSmallStr::EMPTY, &changed.at);
        let texts = |(series, form): (&Series, Form)| form.texts(&series.take(&at)?);
        self.blocks.push(Block {
            step: change.step,
            slot: change.slot,
            rows: changed.at.iter().map(|at| rows[*at as usize]).collect(),
            reasons: changed.reasons,
            old: texts(change.old)?,
            new: texts(change.new)?,
        });
        Ok(())
    }

    /// Takes rows out of the chunk: those for which `out` has a reason.
    pub(crate) fn remove(
        &mut self,
        step: usize,
        chunk: &mut Chunk,
        reason: Reason,
        out: &[bool],
    ) -> PolarsResult<()> {
        self.remove_for(step, chunk, reason, (out, Vec::new()))
    }

    /// Takes rows out of the chunk that others stay in the place of.
    pub(crate) fn remove_for(
        &mut self,
        step: usize,
        chunk: &mut Chunk,
        reason: Reason,
        (out, kept): (&[bool], Vec<Row>),
    ) -> PolarsResult<()> {
        if !out.iter().any(|out| *out) {
            return Ok(());
        }
        if self.records {
            self.removed.push(Removed {
                step,
                reason,
                rows: chunk.only(out)?,
                kept,
            });
        }
        let keep: Vec<bool> = out.iter().map(|out| !out).collect();
        chunk.retain(&keep)
    }
}
