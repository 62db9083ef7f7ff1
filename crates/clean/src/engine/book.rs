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
    pub(crate) recording: Recording,
    /// How many slots are columns of the source: marks stand in no ledger.
    pub(crate) sources: usize,
    pub(crate) blocks: Vec<Block>,
    pub(crate) removed: Vec<Removed>,
    pub(crate) tallies: BTreeMap<usize, Tally>,
}

/// What is written down of changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Recording {
    /// Nothing, while a step is fitted.
    #[default]
    Nothing,
    /// Which cells changed and why, with examples.
    Counts,
    /// Also what each cell was and is, and the rows that were taken out.
    Lines,
}

/// Cells of one column that one step changed.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) step: usize,
    pub(crate) slot: usize,
    /// Rows of the source, ascending.
    pub(crate) rows: Vec<Row>,
    pub(crate) reasons: Vec<Reason>,
    /// Cells that were not read, by what is left of them.
    pub(crate) unread: u64,
    /// The first cells of each reason.
    pub(crate) examples: Vec<Example>,
    pub(crate) lines: Option<Lines>,
}

/// What each cell of a block was and is.
#[derive(Debug)]
pub(crate) struct Lines {
    pub(crate) old: StringChunked,
    pub(crate) new: StringChunked,
}

/// A changed cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Example {
    pub(crate) row: Row,
    pub(crate) old: Option<String>,
    pub(crate) new: Option<String>,
    pub(crate) reason: Reason,
}

/// Rows that one step took out.
#[derive(Debug)]
pub(crate) struct Removed {
    pub(crate) step: usize,
    pub(crate) reason: Reason,
    pub(crate) count: u64,
    /// As they were when they came to it; without columns where only counts are recorded.
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
    pub(crate) fn recording(recording: Recording, sources: usize) -> Self {
        Self {
            recording,
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
        let nothing = self.recording == Recording::Nothing;
        if nothing || changed.at.is_empty() || change.slot >= self.sources {
            return Ok(());
        }
        let lines = match self.recording {
            Recording::Lines => Some(Lines {
                old: texts(change.old, &changed.at)?,
                new: texts(change.new, &changed.at)?,
            }),
            Recording::Nothing | Recording::Counts => None,
        };
        self.blocks.push(Block {
            step: change.step,
            slot: change.slot,
            unread: unread(&changed, change.new.0),
            examples: examples(rows, &changed, change)?,
            rows: changed.at.iter().map(|at| rows[*at as usize]).collect(),
            reasons: changed.reasons,
            lines,
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
        if self.recording != Recording::Nothing {
            let rows = match self.recording {
                Recording::Lines => chunk.only(out)?,
                _ => Chunk::default(),
            };
            self.removed.push(Removed {
                step,
                reason,
                count: out.iter().filter(|out| **out).count() as u64,
                rows,
                kept,
            });
        }
        let keep: Vec<bool> = out.iter().map(|out| !out).collect();
        chunk.retain(&keep)
    }
}

/// The cells at these places as text.
fn texts((series, form): (&Series, Form), at: &[IdxSize]) -> PolarsResult<StringChunked> {
    form.texts(&series.take(&IdxCa::from_slice(PlSmallStr::EMPTY, at))?)
}

/// Changed cells that had a value and have none, because it could not be read.
fn unread(changed: &Changed, new: &Series) -> u64 {
    if new.null_count() == 0 {
        return 0;
    }
    let is_null = new.is_null();
    let cells = changed.at.iter().zip(&changed.reasons);
    let unread =
        cells.filter(|(at, reason)| reason.is_unread() && is_null.get(**at as usize) == Some(true));
    unread.count() as u64
}

/// The first changed cells of each reason.
fn examples(rows: &[Row], changed: &Changed, change: &Change<'_>) -> PolarsResult<Vec<Example>> {
    let mut met: Vec<(Reason, usize)> = Vec::new();
    let (mut at, mut reasons) = (Vec::new(), Vec::new());
    for (place, reason) in changed.at.iter().zip(&changed.reasons) {
        let known = met.iter().position(|(known, _)| known == reason);
        let known = known.unwrap_or_else(|| {
            met.push((*reason, 0));
            met.len() - 1
        });
        if met[known].1 < EXAMPLES {
            met[known].1 += 1;
            at.push(*place);
            reasons.push(*reason);
        }
    }
    let (old, new) = (texts(change.old, &at)?, texts(change.new, &at)?);
    let cells = at.iter().zip(old.iter()).zip(new.iter()).zip(reasons);
    let examples = cells.map(|(((at, old), new), reason)| Example {
        row: rows[*at as usize],
        old: old.map(str::to_owned),
        new: new.map(str::to_owned),
        reason,
    });
    Ok(examples.collect())
}
