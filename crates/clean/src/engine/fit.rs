//! [`Fit`]: what a step has found out about all rows; [`Whole`]: what is kept of them for that.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use fourr_table::Scratch;
use rayon::prelude::*;

use super::{
    book::Book,
    chunk::{Chunk, Row},
    duplicates::{Merged, Removals},
    form::Form,
    group::{Groups, Numbering},
    hashes::{Hashes, Nulls, of_chunk},
    impute::Fills,
    outliers::Fences,
    plan::{Op, Plan, Ready},
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

/// Gives all rows again, as they are when the first fitted step is reached; chunks may come in any order.
pub(crate) trait Again: Sync {
    fn visit(
        &self,
        visit: &(dyn Fn(Chunk) -> Result<(), CleanError> + Sync),
    ) -> Result<(), CleanError>;
}

/// Where the rows are while steps are fitted.
pub(crate) enum Rows<'a> {
    /// Their kept columns, batch by batch in the order of rows.
    Kept(Vec<Chunk>),
    /// Nowhere: they are read again whenever they are asked for, as they take more memory than there may be.
    Again(&'a dyn Again),
}

/// All rows, and what is known of them while steps are fitted.
pub(crate) struct Whole<'a> {
    plan: &'a Plan,
    rows: Rows<'a>,
    /// Hashes of rows by step.
    hashes: BTreeMap<usize, Hashes>,
    /// Rows of the source.
    height: usize,
    /// The step whose hashes are of use after it.
    keeps: Option<usize>,
    scratch: &'a Scratch,
    /// What is known of each step so far.
    fits: Vec<Fit>,
    /// The step that is being fitted.
    step: usize,
    /// The hashes of use.
    known: Option<Hashes>,
}

impl<'a> Whole<'a> {
    pub(crate) fn new(
        plan: &'a Plan,
        (rows, height): (Rows<'a>, usize),
        (hashes, keeps): (BTreeMap<usize, Hashes>, Option<usize>),
        scratch: &'a Scratch,
    ) -> Self {
        Self {
            plan,
            rows,
            hashes,
            height,
            keeps,
            scratch,
            fits: plan.steps.iter().map(|step| Fit::given(&step.op)).collect(),
            step: 0,
            known: None,
        }
    }

    /// The kept columns of all rows in one piece: a step that compares rows needs them in memory, however many they are.
    pub(crate) fn joined(&mut self) -> Result<&Chunk, CleanError> {
        let parts = match &mut self.rows {
            Rows::Kept(parts) => std::mem::take(parts),
            Rows::Again(_) => self.each(|chunk| Ok(chunk.clone()))?,
        };
        let joined = if parts.len() == 1 {
            parts
        } else {
            vec![Chunk::joined(parts)?]
        };
        self.rows = Rows::Kept(joined);
        match &self.rows {
            Rows::Kept(parts) => Ok(&parts[0]),
            Rows::Again(_) => unreachable!("rows in one piece are kept"),
        }
    }

    /// Takes something from every part, several at once; in the order of rows.
    pub(crate) fn each<T: Send>(
        &self,
        take: impl Fn(&Chunk) -> Result<T, CleanError> + Send + Sync,
    ) -> Result<Vec<T>, CleanError> {
        let source = match &self.rows {
            Rows::Kept(parts) => return parts.par_iter().map(take).collect(),
            Rows::Again(source) => source,
        };
        let taken = Mutex::new(Vec::new());
        let first = self.plan.fitted().map_or(0, |(first, _)| first);
        source.visit(&|mut chunk| {
            let first_row = chunk.rows.first().copied();
            for step in first..self.step {
                let fit = &self.fits[step];
                self.plan.run(step, fit, &mut chunk, &mut Book::default())?;
            }
            let own = take(&chunk)?;
            let mut taken = taken.lock().unwrap_or_else(PoisonError::into_inner);
            taken.push((first_row, own));
            Ok(())
        })?;
        let mut taken = taken.into_inner().unwrap_or_else(PoisonError::into_inner);
        taken.sort_by_key(|part| part.0);
        Ok(taken.into_iter().map(|part| part.1).collect())
    }

    /// The groups of all rows, and the group of each row by part.
    pub(crate) fn groups(
        &self,
        by: &[(usize, Form)],
    ) -> Result<(Groups, Vec<Vec<u32>>), CleanError> {
        if by.is_empty() {
            let codes = self.each(|chunk| Ok(vec![0; chunk.height()]))?;
            return Ok((Groups::one(), codes));
        }
        let parts = self.each(|chunk| Ok(Numbering::of(chunk, by)?))?;
        Ok(Groups::unite(parts))
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
                hashes.add(sorted, self.scratch)?;
            }
            let repeats = hashes.repeats(None, self.scratch)?;
            hashes.release(self.scratch);
            return Ok(repeats);
        };
        let removes = |step: &Ready| step.op.removes();
        let alive = if self.plan.steps[..step].iter().any(removes) {
            let rows = self.each(|chunk| Ok(chunk.rows.clone()))?;
            let mut alive = vec![false; self.height];
            for row in rows.into_iter().flatten() {
                alive[row as usize] = true;
            }
            Some(alive)
        } else {
            None
        };
        let repeats = hashes.repeats(alive.as_deref(), self.scratch)?;
        if self.keeps == Some(step) {
            self.known = Some(hashes);
        } else {
            hashes.release(self.scratch);
        }
        Ok(repeats)
    }

    /// Fits the steps of a plan in their order; with the hashes that are of use afterwards.
    pub(crate) fn fit(mut self) -> Result<(Vec<Fit>, Option<Hashes>), CleanError> {
        let Some((first, last)) = self.plan.fitted() else {
            return Ok((self.fits, None));
        };
        for step in first..=last {
            self.step = step;
            let op = &self.plan.steps[step].op;
            if op.needs_fit() {
                self.fits[step] = self.fit_step(op, step)?;
            }
            if let Rows::Kept(parts) = &mut self.rows
                && step < last
            {
                let (plan, fit) = (self.plan, &self.fits[step]);
                parts
                    .par_iter_mut()
                    .try_for_each(|chunk| plan.run(step, fit, chunk, &mut Book::default()))?;
            }
        }
        Ok((self.fits, self.known))
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
