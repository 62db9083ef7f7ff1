//! [`Fit`]: what a step has found out about all rows; [`Whole`]: what is kept of them for that.

use std::collections::BTreeMap;

use polars::prelude::PolarsResult;
use rayon::prelude::*;

use super::{
    book::Book,
    chunk::{Chunk, Row},
    duplicates::{Merged, Removals},
    form::Form,
    hashes::{Hashes, Nulls, of_chunk},
    impute::Fills,
    outliers::Fences,
    plan::{Op, Plan},
};
use crate::{CleanError, ledger::Reason, summary::Detail};

/// What a step has found out about all rows.
#[derive(Debug, Default)]
pub(crate) enum Fit {
    /// Nothing: it looks at one row alone.
    #[default]
    Local,
    /// Rows that go, and cells that are filled from them.
    Removals {
        removals: Removals,
        merged: Vec<Merged>,
        detail: Detail,
    },
    /// Rows that break a rule, by column.
    Broken(Vec<Vec<Row>>),
    Fences(Fences),
    Fills(Fills),
}

impl Fit {
    /// What a step knows without looking at the rows.
    pub(crate) fn given(op: &Op) -> Self {
        match op {
            Op::Outliers(op) if !op.needs_fit() => Self::Fences(op.given()),
            Op::Impute(op) if !op.needs_fit() => Self::Fills(op.given()),
            _ => Self::Local,
        }
    }

    /// Takes the rows that go out of a chunk.
    pub(crate) fn remove_rows(
        &self,
        step: usize,
        chunk: &mut Chunk,
        book: &mut Book,
    ) -> Result<(), CleanError> {
        let Self::Removals { removals, .. } = self else {
            return Ok(());
        };
        let (Some(first), Some(last)) = (chunk.rows.first(), chunk.rows.last()) else {
            return Ok(());
        };
        let from = removals.rows.partition_point(|pair| pair.0 < *first);
        let to = removals.rows.partition_point(|pair| pair.0 <= *last);
        let mut out = vec![false; chunk.height()];
        let mut kept = Vec::new();
        for (row, stays) in &removals.rows[from..to] {
            if let Some(place) = chunk.place(*row) {
                out[place] = true;
                kept.push(*stays);
            }
        }
        let reason = removals.reason.unwrap_or(Reason::ExactDuplicate);
        Ok(book.remove_for(step, chunk, reason, (&out, kept))?)
    }
}

/// What is kept of all rows while steps are fitted.
#[derive(Debug, Default)]
pub(crate) struct Whole {
    /// The kept columns, batch by batch in the order of rows.
    pub(crate) parts: Vec<Chunk>,
    /// Hashes of rows by step.
    pub(crate) hashes: BTreeMap<usize, Hashes>,
    /// Rows of the source.
    pub(crate) rows: usize,
    /// The step whose hashes are of use after it.
    pub(crate) keeps: Option<usize>,
    /// Those.
    pub(crate) known: Option<Hashes>,
}

impl Whole {
    /// The kept columns of all rows in one piece.
    pub(crate) fn joined(&mut self) -> PolarsResult<&Chunk> {
        if self.parts.len() != 1 {
            let joined = Chunk::joined(std::mem::take(&mut self.parts))?;
            self.parts.push(joined);
        }
        Ok(&self.parts[0])
    }

    /// Takes something from every part, several at once; in the order of rows.
    pub(crate) fn each<T: Send>(
        &self,
        take: impl Fn(&Chunk) -> Result<T, CleanError> + Send + Sync,
    ) -> Result<Vec<T>, CleanError> {
        self.parts.par_iter().map(take).collect()
    }

    /// Rows that equal an earlier one in some columns, at this step.
    pub(crate) fn repeats(
        &mut self,
        step: usize,
        columns: &[(usize, Form)],
        nulls: Nulls,
    ) -> Result<Vec<(Row, Row)>, CleanError> {
        let Some(hashes) = self.hashes.remove(&step) else {
            let mut hashes = Hashes::default();
            for sorted in self.each(|chunk| Ok(of_chunk(chunk, columns, nulls)?))? {
                hashes.add(sorted);
            }
            return Ok(hashes.repeats(None));
        };
        let alive = self.parts.iter().flat_map(|chunk| &chunk.rows);
        let repeats = if hashes.height() == alive.clone().count() {
            hashes.repeats(None)
        } else {
            let mut is_alive = vec![false; self.rows];
            for row in alive {
                is_alive[*row as usize] = true;
            }
            hashes.repeats(Some(&is_alive))
        };
        if self.keeps == Some(step) {
            self.known = Some(hashes);
        }
        Ok(repeats)
    }

    /// Fits the steps of a plan in their order; with the hashes that are kept.
    pub(crate) fn fit(mut self, plan: &Plan) -> Result<(Vec<Fit>, Option<Hashes>), CleanError> {
        let mut fits: Vec<Fit> = plan.steps.iter().map(|step| Fit::given(&step.op)).collect();
        let Some((first, last)) = plan.fitted() else {
            return Ok((fits, None));
        };
        let fitted = fits.iter_mut().enumerate().take(last + 1).skip(first);
        for (step, fit) in fitted {
            if plan.steps[step].op.needs_fit() {
                *fit = self.fit_step(&plan.steps[step].op, step)?;
            }
            if step < last {
                let fit = &*fit;
                self.parts
                    .par_iter_mut()
                    .try_for_each(|chunk| plan.run(step, fit, chunk, &mut Book::default()))?;
            }
        }
        Ok((fits, self.known))
    }

    fn fit_step(&mut self, op: &Op, step: usize) -> Result<Fit, CleanError> {
        match op {
            Op::Exact(op) => op.fit(self, step),
            Op::Key(op) => op.fit(self, step),
            Op::Near(op) => op.fit(self),
            Op::Check(op) => op.fit(self, step),
            Op::Outliers(op) => op.fit(self),
            Op::Impute(op) => op.fit(self),
            _ => Ok(Fit::Local),
        }
    }
}

/// What has to be kept of the rows for the steps that are fitted.
#[derive(Debug, Default)]
pub(crate) struct Keeping {
    /// Columns, as they are when the first such step is reached.
    pub(crate) slots: Vec<usize>,
    /// Steps whose rows are compared by hashes taken at that point.
    pub(crate) hashed: Vec<usize>,
}

impl Keeping {
    pub(crate) fn of(plan: &Plan) -> Self {
        let Some((first, last)) = plan.fitted() else {
            return Self::default();
        };
        let mut keeping = Self::default();
        let mut slots = Vec::new();
        for step in (first..=last).rev() {
            let op = &plan.steps[step].op;
            let before = &plan.steps[first..step];
            let changed = |slot: &usize| before.iter().any(|step| step.op.writes().contains(slot));
            let hashable = match op {
                Op::Exact(_) | Op::Key(_) => true,
                Op::Check(op) => matches!(op.test, super::check::Test::Unique),
                _ => false,
            };
            let raw = matches!(op, Op::Exact(op) if op.compare == crate::recipe::Compare::Raw);
            let compared: Vec<usize> = match op {
                Op::Key(op) => op.columns.iter().map(|slot| slot.0).collect(),
                op => op.reads(),
            };
            if hashable && (raw || !compared.iter().any(changed)) {
                keeping.hashed.push(step);
                if let Op::Key(op) = op {
                    slots.extend(op.reads_beside());
                }
            } else if op.needs_fit()
                || op.removes()
                || op.writes().iter().any(|slot| slots.contains(slot))
            {
                slots.extend(op.reads());
            }
        }
        slots.sort_unstable();
        slots.dedup();
        keeping.slots = slots;
        keeping.hashed.reverse();
        keeping
    }
}
