//! The passes over the rows: one that fits the steps that need it, and one in which every step runs.

use std::collections::BTreeMap;
use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use fourr_table::{Batch, Batches, Table};
use polars::prelude::*;

use super::{
    Piece, Sink,
    book::Book,
    chunk::{Chunk, Row},
    fit::{Fit, Keeping, Whole},
    form::Form,
    hashes::{self, Compare, Hashes, Nulls},
    plan::{Op, Plan},
    quality::{Counts, Scale},
    summarize::Records,
    turns::Turns,
};
use crate::{CleanError, recipe::Recipe, survey::MissingCount};

/// Bytes of rows that are kept between the passes; of more the source is read again.
const KEPT_BYTES: usize = 1 << 30;

/// What the passes have found out.
pub(super) struct Done {
    pub(super) fits: Vec<Fit>,
    pub(super) records: Records,
    pub(super) missing: Vec<MissingCount>,
    pub(super) missing_after: Vec<u64>,
    pub(super) before: Counts,
    pub(super) after: Counts,
    /// The step whose count of equal rows is that of the table as it was read.
    pub(super) counted_by: Option<usize>,
}

/// A batch that has gone through the steps at the beginning.
struct Begun {
    chunk: Chunk,
    book: Book,
    missing: Vec<MissingCount>,
    before: Counts,
    /// Hashes of rows by step.
    hashes: BTreeMap<usize, hashes::Sorted>,
}

/// Runs a plan over a table.
pub(super) fn run<S: Sink>(
    plan: &Plan,
    recipe: &Recipe,
    table: &Table,
    sink: &S,
) -> Result<Done, CleanError> {
    let passes = Passes {
        plan,
        scale: Scale::of(recipe, plan, crate::survey::is_text(table)),
        keeping: Keeping::of(plan),
        first: plan.fitted().map_or(plan.steps.len(), |(first, _)| first),
        columns: table
            .columns()
            .iter()
            .map(|column| column.name.clone())
            .collect(),
    };
    if plan.fitted().is_none() {
        let fits = plan.steps.iter().map(|step| Fit::given(&step.op)).collect();
        return passes.second(&Source::read(table, &passes.columns)?, fits, sink);
    }
    let kept = Kept::default();
    let whole = passes.first(table, &kept)?;
    let fits = whole.fit(plan)?;
    match kept.into_pieces() {
        Some(pieces) => passes.second(&Source::Kept(Mutex::new(pieces.into_iter())), fits, sink),
        None => passes.second(&Source::read(table, &passes.columns)?, fits, sink),
    }
}

/// Where the second pass takes its rows from.
enum Source {
    Kept(Mutex<std::vec::IntoIter<Begun>>),
    Table(Mutex<Numbered>),
}

/// Batches with their numbers.
struct Numbered {
    batches: Batches,
    next: usize,
}

impl Numbered {
    fn of(table: &Table, columns: &[String]) -> Result<Self, CleanError> {
        let names: Vec<&str> = columns.iter().map(String::as_str).collect();
        Ok(Self {
            batches: table.batches(&names)?,
            next: 0,
        })
    }

    fn take(&mut self) -> Option<(usize, Result<Batch, CleanError>)> {
        let batch = self.batches.next()?;
        let number = self.next;
        self.next += 1;
        Some((number, batch.map_err(CleanError::from)))
    }
}

impl Source {
    fn read(table: &Table, columns: &[String]) -> Result<Self, CleanError> {
        Ok(Self::Table(Mutex::new(Numbered::of(table, columns)?)))
    }
}

/// Chunks kept between the passes, as long as they are small enough.
#[derive(Default)]
struct Kept {
    pieces: Mutex<BTreeMap<usize, Begun>>,
    bytes: AtomicUsize,
    given_up: AtomicBool,
}

impl Kept {
    fn keep(&self, number: usize, begun: Begun) {
        let bytes = begun.bytes();
        let total = self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let mut pieces = self.pieces.lock().unwrap_or_else(PoisonError::into_inner);
        if total > KEPT_BYTES {
            self.given_up.store(true, Ordering::Relaxed);
            pieces.clear();
        } else {
            pieces.insert(number, begun);
        }
    }

    fn wants(&self) -> bool {
        !self.given_up.load(Ordering::Relaxed)
    }

    fn into_pieces(self) -> Option<Vec<Begun>> {
        let pieces = self
            .pieces
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        (!self.given_up.into_inner()).then(|| pieces.into_values().collect())
    }
}

impl Begun {
    fn bytes(&self) -> usize {
        let columns = self
            .chunk
            .columns
            .iter()
            .flatten()
            .map(Series::estimated_size);
        let lines: usize = self.book.blocks.iter().map(|block| block.rows.len()).sum();
        // A line has two texts of a view each, a row and a reason.
        columns.sum::<usize>() + lines * 40
    }
}

/// The passes over one table.
struct Passes<'a> {
    plan: &'a Plan,
    scale: Scale<'a>,
    keeping: Keeping,
    /// The first step that has to be fitted.
    first: usize,
    columns: Vec<String>,
}

impl Passes<'_> {
    /// Reads a batch into columns, and takes the steps at the beginning.
    fn begin(&self, batch: &Batch) -> Result<Begun, CleanError> {
        let mut chunk = self.load(batch)?;
        let missing = self.scale.missing(&chunk)?;
        let identity = match self.scale.counted_by {
            None => Some(self.scale.identity(&chunk)?),
            Some(_) => None,
        };
        let mut book = Book::recording(self.plan.sources);
        let mut hashed = BTreeMap::new();
        for step in &self.keeping.hashed {
            if let Op::Exact(op) = &self.plan.steps[*step].op
                && op.compare == crate::recipe::Compare::Raw
            {
                let columns: Vec<(&Series, Form)> = op
                    .slots
                    .iter()
                    .filter_map(|(slot, _)| {
                        Some((chunk.column(*slot)?, self.plan.slots.get(*slot)?.loaded))
                    })
                    .collect();
                let how = (Nulls::Same, Compare::Raw);
                hashed.insert(*step, hashes::of_rows(&chunk.rows, &columns, how)?);
            }
        }
        let reading = self.plan.reading().min(self.first);
        for step in 0..reading {
            self.plan.run(
                step,
                &Fit::given(&self.plan.steps[step].op),
                &mut chunk,
                &mut book,
            )?;
        }
        let before = self.scale.before(&missing, (&chunk, &book), identity)?;
        for step in reading..self.first {
            self.plan.run(
                step,
                &Fit::given(&self.plan.steps[step].op),
                &mut chunk,
                &mut book,
            )?;
        }
        for step in &self.keeping.hashed {
            if hashed.contains_key(step) {
                continue;
            }
            let sorted = match &self.plan.steps[*step].op {
                Op::Exact(op) => hashes::of_chunk(&chunk, &op.slots, Nulls::Same)?,
                Op::Key(op) => hashes::of_chunk(&chunk, &op.key, op.nulls)?,
                Op::Check(op) => hashes::of_chunk(&chunk, &op.slots, Nulls::Distinct)?,
                _ => continue,
            };
            hashed.insert(*step, sorted);
        }
        Ok(Begun {
            chunk,
            book,
            missing,
            before,
            hashes: hashed,
        })
    }

    fn load(&self, batch: &Batch) -> Result<Chunk, CleanError> {
        let height = batch.frame.height();
        let first = Row::try_from(batch.first_row).map_err(|_| CleanError::TooManyRows)?;
        let count = Row::try_from(height).map_err(|_| CleanError::TooManyRows)?;
        // The greatest number is no row.
        let end = first
            .checked_add(count)
            .filter(|end| *end < Row::MAX)
            .ok_or(CleanError::TooManyRows)?;
        let mut columns = Vec::with_capacity(self.plan.slots.len());
        for (slot, column) in self.plan.slots.iter().zip(batch.frame.columns()) {
            columns.push(Some(
                slot.loaded
                    .load(&column.as_materialized_series().rechunk())?,
            ));
        }
        for slot in self.plan.slots.iter().skip(self.plan.sources) {
            let name = PlSmallStr::from_str(&slot.source);
            columns.push(Some(match slot.loaded {
                Form::Boolean => BooleanChunked::full(name, false, height).into_series(),
                form => Series::full_null(name, height, &form.dtype().unwrap_or(DataType::Null)),
            }));
        }
        Ok(Chunk {
            rows: (first..end).collect(),
            columns,
        })
    }

    /// Keeps of all rows what the fitted steps need.
    fn first(&self, table: &Table, kept: &Kept) -> Result<Whole, CleanError> {
        let batches = Mutex::new(Numbered::of(table, &self.columns)?);
        let wholes = Mutex::new(BTreeMap::new());
        on_workers(|| {
            loop {
                let next = batches
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .take();
                let Some((number, batch)) = next else {
                    return Ok(());
                };
                let batch = batch?;
                let mut begun = self.begin(&batch)?;
                let part = Whole {
                    chunk: self.kept_columns(&begun.chunk),
                    hashes: std::mem::take(&mut begun.hashes)
                        .into_iter()
                        .map(|(step, sorted)| {
                            let mut hashes = Hashes::default();
                            hashes.add(sorted);
                            (step, hashes)
                        })
                        .collect(),
                    rows: batch.frame.height(),
                };
                wholes
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(number, part);
                if kept.wants() {
                    kept.keep(number, begun);
                }
            }
        })?;
        let mut whole = Whole::default();
        let parts = wholes.into_inner().unwrap_or_else(PoisonError::into_inner);
        for part in parts.into_values() {
            whole.rows += part.rows;
            whole.chunk.append(part.chunk)?;
            for (step, hashes) in part.hashes {
                whole.hashes.entry(step).or_default().merge(hashes);
            }
        }
        Ok(whole)
    }

    /// The columns of a chunk that are kept.
    fn kept_columns(&self, chunk: &Chunk) -> Chunk {
        let keep = |slot: usize| self.keeping.slots.contains(&slot);
        Chunk {
            rows: chunk.rows.clone(),
            columns: chunk
                .columns
                .iter()
                .enumerate()
                .map(|(slot, column)| column.clone().filter(|_| keep(slot)))
                .collect(),
        }
    }

    /// Takes every step on every row, and hands the rows on.
    fn second<S: Sink>(
        &self,
        source: &Source,
        fits: Vec<Fit>,
        sink: &S,
    ) -> Result<Done, CleanError> {
        let tail = Tail {
            passes: self,
            fits: &fits,
            sink,
            lines: Turns::new(0),
            puts: Turns::new(()),
            done: Mutex::new(Totals::new(self.plan)),
        };
        let kept_numbers = AtomicUsize::new(0);
        let result = on_workers(|| {
            let guard = FailGuard(&tail);
            loop {
                let (number, begun) = match source {
                    Source::Kept(pieces) => {
                        let mut pieces = pieces.lock().unwrap_or_else(PoisonError::into_inner);
                        let Some(begun) = pieces.next() else { break };
                        (kept_numbers.fetch_add(1, Ordering::Relaxed), begun)
                    }
                    Source::Table(batches) => {
                        let next = batches
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .take();
                        let Some((number, batch)) = next else { break };
                        (number, self.begin(&batch?)?)
                    }
                };
                tail.finish(number, begun)?;
            }
            guard.disarm();
            Ok(())
        });
        result?;
        let totals = tail
            .done
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        // An empty table has no batch, and its result has columns.
        if totals.before.rows == 0 {
            sink.put(sink.ready(self.empty()?)?)?;
        }
        Ok(Done {
            fits,
            records: totals.records,
            missing: totals.missing,
            missing_after: totals.missing_after,
            before: totals.before,
            after: totals.after,
            counted_by: self.scale.counted_by,
        })
    }

    fn empty(&self) -> Result<Piece, CleanError> {
        let columns = self.plan.slots.iter().map(|slot| {
            slot.name.as_ref()?;
            let dtype = slot.form.dtype().unwrap_or_else(|| slot.dtype.clone());
            Some(Series::new_empty(slot.source.as_str().into(), &dtype))
        });
        let chunk = Chunk {
            rows: Vec::new(),
            columns: columns.collect(),
        };
        Piece::new(self.plan, &chunk, &Book::default(), 0)
    }
}

/// The way of chunks out of the second pass.
struct Tail<'a, S: Sink> {
    passes: &'a Passes<'a>,
    fits: &'a [Fit],
    sink: &'a S,
    /// Lines of the ledger so far.
    lines: Turns<u64>,
    puts: Turns<()>,
    done: Mutex<Totals>,
}

/// Figures of all chunks so far.
struct Totals {
    records: Records,
    missing: Vec<MissingCount>,
    missing_after: Vec<u64>,
    before: Counts,
    after: Counts,
}

impl Totals {
    fn new(plan: &Plan) -> Self {
        Self {
            records: Records::default(),
            missing: vec![MissingCount::default(); plan.sources],
            missing_after: vec![0; plan.slots.len()],
            before: Counts::default(),
            after: Counts::default(),
        }
    }
}

impl<S: Sink> Tail<'_, S> {
    fn finish(&self, number: usize, begun: Begun) -> Result<(), CleanError> {
        let plan = self.passes.plan;
        let Begun {
            mut chunk,
            mut book,
            missing,
            before,
            ..
        } = begun;
        for step in self.passes.first..plan.steps.len() {
            plan.run(step, &self.fits[step], &mut chunk, &mut book)?;
        }
        let changed: u64 = book
            .blocks
            .iter()
            .map(|block| block.rows.len() as u64)
            .sum();
        let advance = |lines: &mut u64| {
            let before = *lines;
            *lines += changed;
            before
        };
        let Some(lines) = self.lines.take(number, advance) else {
            return Ok(());
        };
        let piece = Piece::new(plan, &chunk, &book, lines)?;
        let after = self.passes.scale.after(&chunk)?;
        self.count(&chunk, (book, missing), (before, after));
        drop(chunk);
        let ready = self.sink.ready(piece)?;
        match self.puts.take(number, |()| self.sink.put(ready)) {
            Some(put) => put,
            None => Ok(()),
        }
    }

    fn count(
        &self,
        chunk: &Chunk,
        (book, missing): (Book, Vec<MissingCount>),
        (before, after): (Counts, Counts),
    ) {
        let mut totals = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        totals.records.add(book);
        for (mine, theirs) in totals.missing.iter_mut().zip(missing) {
            mine.null += theirs.null;
            mine.blank += theirs.blank;
            mine.whitespace += theirs.whitespace;
            mine.token += theirs.token;
            mine.sentinel += theirs.sentinel;
        }
        for (mine, series) in totals.missing_after.iter_mut().zip(&chunk.columns) {
            *mine += series
                .as_ref()
                .map_or(0, |series| series.null_count() as u64);
        }
        totals.before.merge(before);
        totals.after.merge(after);
    }
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

/// Lets every worker do this, and gives the first error.
fn on_workers(work: impl Fn() -> Result<(), CleanError> + Sync) -> Result<(), CleanError> {
    let workers = rayon::current_num_threads();
    let results: Vec<Result<(), CleanError>> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..workers).map(|_| scope.spawn(&work)).collect();
        handles
            .into_iter()
            .map(|handle| {
                handle
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .collect()
    });
    results.into_iter().collect()
}
