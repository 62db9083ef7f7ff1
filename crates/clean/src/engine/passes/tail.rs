//! [`Tail`]: the way of a batch through the fitted steps and those behind them, out of the house.

use super::{Passes, begin::Begun};
use crate::{
    CleanError,
    engine::{
        Piece, Sink, book::Book, chunk::Chunk, fit::Fit, plan::Plan, quality::Counts,
        summarize::Records, turns::Turns,
    },
    survey::MissingCount,
};

/// The way of batches out of the second pass.
pub(super) struct Tail<'a, S: Sink> {
    passes: &'a Passes<'a>,
    fits: &'a [Fit],
    /// The step whose hashes are known, so that only those of rows that change behind it are taken.
    reused: Option<usize>,
    sink: &'a S,
    /// Lines of the ledger so far.
    lines: Turns<u64>,
    puts: Turns<()>,
}

/// Figures of the batches of one worker.
pub(super) struct Totals {
    pub(super) records: Records,
    pub(super) missing: Vec<MissingCount>,
    pub(super) missing_after: Vec<u64>,
    pub(super) before: Counts,
    pub(super) after: Counts,
    /// Rows that stay, and that no step changes behind the one whose hashes are known.
    pub(super) unchanged: Vec<bool>,
}

impl Totals {
    pub(super) fn new(plan: &Plan) -> Self {
        Self {
            records: Records::default(),
            missing: vec![MissingCount::default(); plan.sources],
            missing_after: vec![0; plan.slots.len()],
            before: Counts::default(),
            after: Counts::default(),
            unchanged: Vec::new(),
        }
    }

    /// Together with those of another worker.
    pub(super) fn merged(mut self, other: Self) -> Self {
        self.records.merge(other.records);
        self.add_missing(other.missing);
        for (mine, theirs) in self.missing_after.iter_mut().zip(other.missing_after) {
            *mine += theirs;
        }
        self.before.merge(other.before);
        self.after.merge(other.after);
        let rows = self.unchanged.len().max(other.unchanged.len());
        self.unchanged.resize(rows, false);
        for (mine, theirs) in self.unchanged.iter_mut().zip(other.unchanged) {
            *mine |= theirs;
        }
        self
    }

    fn add_missing(&mut self, missing: Vec<MissingCount>) {
        for (mine, theirs) in self.missing.iter_mut().zip(missing) {
            mine.null += theirs.null;
            mine.blank += theirs.blank;
            mine.whitespace += theirs.whitespace;
            mine.token += theirs.token;
            mine.sentinel += theirs.sentinel;
        }
    }

    fn add(
        &mut self,
        chunk: &Chunk,
        (book, missing): (Book, Vec<MissingCount>),
        (before, after): (Counts, Counts),
    ) {
        self.records.add(book);
        self.add_missing(missing);
        for (mine, series) in self.missing_after.iter_mut().zip(&chunk.columns) {
            *mine += series
                .as_ref()
                .map_or(0, |series| series.null_count() as u64);
        }
        self.before.merge(before);
        self.after.merge(after);
    }

    fn note_unchanged(&mut self, chunk: &Chunk, changed: &[bool]) {
        let Some(last) = chunk.rows.last() else {
            return;
        };
        let rows = (*last as usize + 1).max(self.unchanged.len());
        self.unchanged.resize(rows, false);
        for (row, changed) in chunk.rows.iter().zip(changed) {
            self.unchanged[*row as usize] = !changed;
        }
    }
}

impl<'a, S: Sink> Tail<'a, S> {
    /// `knows`: whether the hashes of the rows are known.
    pub(super) fn new(
        passes: &'a Passes<'a>,
        (fits, knows): (&'a [Fit], bool),
        sink: &'a S,
    ) -> Self {
        Self {
            passes,
            fits,
            reused: passes.reused.filter(|_| knows),
            sink,
            lines: Turns::new(0),
            puts: Turns::new(()),
        }
    }

    /// Does a part of the work on a batch; where that fails or panics, nobody waits for the turn of its rows.
    pub(super) fn guarded<T>(
        &self,
        work: impl FnOnce() -> Result<T, CleanError>,
    ) -> Result<T, CleanError> {
        let guard = FailGuard(self);
        let done = work()?;
        guard.disarm();
        Ok(done)
    }

    /// Takes the steps that are left, and hands the rows on in their turn.
    pub(super) fn finish(&self, begun: Begun, totals: &mut Totals) -> Result<(), CleanError> {
        let plan = self.passes.plan;
        let Begun {
            rows,
            mut chunk,
            mut book,
            missing,
            before,
            keys,
        } = begun;
        for step in self.passes.first..plan.steps.len() {
            plan.run(step, &self.fits[step], &mut chunk, &mut book)?;
        }
        let changes = book.blocks.iter().map(|block| block.rows.len() as u64);
        let count: u64 = changes.sum();
        let advance = |lines: &mut u64| {
            let before = *lines;
            *lines += count;
            before
        };
        let Some(lines) = self.lines.take(&rows, advance) else {
            return Ok(());
        };
        let piece = Piece::new(plan, &chunk, (&book, &keys), lines)?;
        let changed = self.reused.map(|step| changed_behind(step, &chunk, &book));
        let after = self.passes.scale.after(&chunk, changed.as_deref())?;
        if let Some(changed) = &changed {
            totals.note_unchanged(&chunk, changed);
        }
        totals.add(&chunk, (book, missing), (before, after));
        drop(chunk);
        let ready = self.sink.ready(piece)?;
        match self.puts.take(&rows, |()| self.sink.put(ready)) {
            Some(put) => put,
            None => Ok(()),
        }
    }
}

/// Which rows have cells that a step behind this one has changed.
fn changed_behind(step: usize, chunk: &Chunk, book: &Book) -> Vec<bool> {
    let mut changed = vec![false; chunk.height()];
    for block in book.blocks.iter().filter(|block| block.step > step) {
        for place in block.rows.iter().filter_map(|row| chunk.place(*row)) {
            changed[place] = true;
        }
    }
    changed
}

/// Frees the other workers when one ends before its time.
struct FailGuard<'a, 'b, S: Sink>(&'a Tail<'b, S>);

impl<S: Sink> FailGuard<'_, '_, S> {
    fn disarm(self) {
        std::mem::forget(self);
    }
}

impl<S: Sink> Drop for FailGuard<'_, '_, S> {
    fn drop(&mut self) {
        self.0.lines.fail();
        self.0.puts.fail();
    }
}
