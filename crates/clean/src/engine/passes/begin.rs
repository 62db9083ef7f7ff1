//! The way of a batch to where the fitted steps begin: it becomes columns, and takes the steps before them.

use std::collections::BTreeMap;
use std::ops::Range;

use fourr_table::Batch;
use polars::prelude::*;

use super::Passes;
use crate::{
    CleanError,
    engine::{
        book::{Book, Recording},
        chunk::{Chunk, Row},
        form::Form,
        hashes::{self, Compare, Nulls},
        piece::Keys,
        plan::Op,
        quality::Counts,
    },
    survey::MissingCount,
};

/// A batch that has gone through the steps at the beginning.
pub(super) struct Begun {
    /// Its rows in the source, of which steps may have taken out some.
    pub(super) rows: Range<Row>,
    pub(super) chunk: Chunk,
    pub(super) book: Book,
    pub(super) missing: Vec<MissingCount>,
    pub(super) before: Counts,
    pub(super) keys: Keys,
}

/// What a batch is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To fit steps.
    Fit,
    /// To fit further steps by rows that are not kept.
    Again,
    /// To run every step.
    Run,
}

/// Hashes of rows by step.
pub(super) type StepHashes = BTreeMap<usize, hashes::Sorted>;

impl Passes<'_> {
    /// Reads a batch into columns, and takes the steps at the beginning. To fit, also hashes of rows by step.
    pub(super) fn begin(
        &self,
        batch: &Batch,
        purpose: Purpose,
    ) -> Result<(Begun, StepHashes), CleanError> {
        let (rows, mut chunk) = self.load(batch)?;
        let counts = purpose == Purpose::Run;
        let keys = if counts && self.recording == Recording::Lines {
            Keys::of(self.plan, &chunk)?
        } else {
            Keys::default()
        };
        let mut hashes = if purpose == Purpose::Fit {
            self.raw_hashes(&chunk)?
        } else {
            StepHashes::new()
        };
        let mut book = if counts {
            Book::recording(self.recording, self.plan.sources)
        } else {
            Book::default()
        };
        let missing = if counts {
            self.scale.missing(&chunk)?
        } else {
            Vec::new()
        };
        let identity = match self.scale.counted_by {
            None if counts => Some(self.scale.identity(&chunk)?),
            _ => None,
        };
        let reading = self.plan.reading().min(self.first);
        for step in 0..reading {
            self.plan
                .run(step, &self.given[step], &mut chunk, &mut book)?;
        }
        let before = if counts {
            self.scale.before(&missing, (&chunk, &book), identity)?
        } else {
            Counts::default()
        };
        for step in reading..self.first {
            self.plan
                .run(step, &self.given[step], &mut chunk, &mut book)?;
        }
        if purpose == Purpose::Fit {
            self.add_hashes(&chunk, &mut hashes)?;
        }
        let begun = Begun {
            rows,
            chunk,
            book,
            missing,
            before,
            keys,
        };
        Ok((begun, hashes))
    }

    /// Hashes for the steps that compare rows as they were read.
    fn raw_hashes(&self, chunk: &Chunk) -> PolarsResult<StepHashes> {
        let mut hashed = StepHashes::new();
        for step in &self.keeping.hashed {
            if let Op::Exact(op) = &self.plan.steps[*step].op
                && op.compare == crate::recipe::Compare::Raw
            {
                let columns: Vec<(&Series, Form)> = op
                    .slots
                    .iter()
                    .filter_map(|(slot, _)| {
                        Some((chunk.column(*slot)?, self.plan.slots[*slot].loaded))
                    })
                    .collect();
                let how = (Nulls::Same, Compare::Raw);
                hashed.insert(*step, hashes::of_rows(&chunk.rows, &columns, how)?);
            }
        }
        Ok(hashed)
    }

    /// Hashes for the other steps that compare rows.
    fn add_hashes(&self, chunk: &Chunk, hashed: &mut StepHashes) -> PolarsResult<()> {
        for step in &self.keeping.hashed {
            if hashed.contains_key(step) {
                continue;
            }
            let sorted = match &self.plan.steps[*step].op {
                Op::Exact(op) => hashes::of_chunk(chunk, &op.slots, Nulls::Same)?,
                Op::Key(op) => hashes::of_chunk(chunk, &op.columns, op.nulls)?,
                Op::Check(op) => hashes::of_chunk(chunk, &op.slots, Nulls::Distinct)?,
                _ => continue,
            };
            hashed.insert(*step, sorted);
        }
        Ok(())
    }

    fn load(&self, batch: &Batch) -> Result<(Range<Row>, Chunk), CleanError> {
        let height = batch.height();
        let first = Row::try_from(batch.first_row).map_err(|_| CleanError::TooManyRows)?;
        let count = Row::try_from(height).map_err(|_| CleanError::TooManyRows)?;
        // The greatest number is no row.
        let end = first
            .checked_add(count)
            .filter(|end| *end < Row::MAX)
            .ok_or(CleanError::TooManyRows)?;
        let mut columns = Vec::with_capacity(self.plan.slots.len());
        for (slot, name) in self.plan.slots.iter().zip(&self.columns) {
            let column = batch.column(name)?.into_column(name);
            let series = column.as_materialized_series().rechunk();
            columns.push(Some(slot.loaded.load(&series)?));
        }
        for slot in self.plan.slots.iter().skip(self.plan.sources) {
            let name = PlSmallStr::from_str(&slot.source);
            columns.push(Some(match slot.loaded {
                Form::Boolean => BooleanChunked::full(name, false, height).into_series(),
                form => Series::full_null(name, height, &form.dtype().unwrap_or(DataType::Null)),
            }));
        }
        let chunk = Chunk {
            rows: (first..end).collect(),
            columns,
        };
        Ok((first..end, chunk))
    }
}
