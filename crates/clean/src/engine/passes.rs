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
    piece::Keys,
    plan::{Op, Plan},
    quality::{Counts, Scale},
    summarize::Records,
    turns::Turns,
};
use crate::{CleanError, recipe::Recipe, survey::MissingCount};

/// Bytes of rows that are kept between the passes; of more the source is read again.
pub(super) const KEPT_BYTES: usize = 1 << 30;

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
    /// Rows of the result that repeat another one, where that is counted already.
    pub(super) became_equal: Option<u64>,
}

/// A batch that has gone through the steps at the beginning.
struct Begun {
    chunk: Chunk,
    book: Book,
    missing: Vec<MissingCount>,
    before: Counts,
    keys: Keys,
}

/// What a batch is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// To fit steps, and to be read again afterwards.
    Fit,
    /// To fit steps, and to be kept for the second pass.
    FitAndKeep,
    /// To run every step.
    Run,
}

/// Runs a plan over a table, keeping up to so many bytes of rows between the passes.
pub(super) fn run<S: Sink>(
    plan: &Plan,
    recipe: &Recipe,
    table: &Table,
    (sink, most): (&S, usize),
) -> Result<Done, CleanError> {
    let scale = Scale::of(recipe, plan, crate::survey::is_text(table));
    let keeping = Keeping::of(plan);
    let passes = Passes {
        plan,
        reused: scale.reusable(plan, &keeping.hashed),
        scale,
        keeping,
        given: plan.steps.iter().map(|step| Fit::given(&step.op)).collect(),
        first: plan.fitted().map_or(plan.steps.len(), |(first, _)| first),
        columns: table
            .columns()
            .iter()
            .map(|column| column.name.clone())
            .collect(),
    };
    if plan.fitted().is_none() {
        let fits = plan.steps.iter().map(|step| Fit::given(&step.op)).collect();
        return passes.second(&Source::read(table, &passes.columns)?, (fits, None), sink);
    }
    let kept = Kept::expecting(table, most);
    let whole = passes.first(table, &kept)?;
    let fitted = whole.fit(plan)?;
    let source = match kept.into_pieces() {
        Some(pieces) => Source::Kept(Mutex::new(pieces.into_iter())),
        None => Source::read(table, &passes.columns)?,
    };
    passes.second(&source, fitted, sink)
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
    /// Bytes that may be kept.
    most: usize,
    pieces: Mutex<BTreeMap<usize, Begun>>,
    bytes: AtomicUsize,
    given_up: AtomicBool,
}

impl Kept {
    /// Gives up at once where the first rows tell that all of them are too large.
    fn expecting(table: &Table, most: usize) -> Self {
        let kept = Self {
            most,
            ..Self::default()
        };
        let rows: Option<u64> = table.sources().iter().map(|source| source.rows).sum();
        let sample = table.sample();
        if let (Some(rows), true) = (rows, sample.height() > 0) {
            let bytes =
                sample.estimated_size() as u128 * u128::from(rows) / sample.height() as u128;
            // About half as much again for the ledger.
            kept.given_up
                .store(bytes * 3 / 2 > most as u128, Ordering::Relaxed);
        }
        kept
    }

    fn keep(&self, number: usize, begun: Begun) {
        let bytes = begun.bytes();
        let total = self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let mut pieces = self.pieces.lock().unwrap_or_else(PoisonError::into_inner);
        if total > self.most {
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
    /// The step whose hashes of rows are of use to the end.
    reused: Option<usize>,
    /// What steps know without looking at the rows.
    given: Vec<Fit>,
    /// The first step that has to be fitted.
    first: usize,
    columns: Vec<String>,
}

/// Hashes of rows by step.
type StepHashes = BTreeMap<usize, hashes::Sorted>;

impl Passes<'_> {
    /// Reads a batch into columns, and takes the steps at the beginning. To fit, also hashes of rows by step.
    fn begin(&self, batch: &Batch, purpose: Purpose) -> Result<(Begun, StepHashes), CleanError> {
        let mut chunk = self.load(batch)?;
        let counts = purpose != Purpose::Fit;
        let keys = if counts {
            Keys::of(self.plan, &chunk)?
        } else {
            Keys::default()
        };
        let fits = purpose != Purpose::Run;
        let mut hashes = if fits {
            self.raw_hashes(&chunk)?
        } else {
            StepHashes::new()
        };
        let mut book = if counts {
            Book::recording(self.plan.sources)
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
        if fits {
            self.add_hashes(&chunk, &mut hashes)?;
        }
        let begun = Begun {
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
                let purpose = if kept.wants() {
                    Purpose::FitAndKeep
                } else {
                    Purpose::Fit
                };
                let (begun, hashes) = self.begin(&batch, purpose)?;
                let part = Whole {
                    chunk: self.kept_columns(&begun.chunk),
                    hashes: hashes
                        .into_iter()
                        .map(|(step, sorted)| {
                            let mut hashes = Hashes::default();
                            hashes.add(sorted);
                            (step, hashes)
                        })
                        .collect(),
                    rows: batch.frame.height(),
                    ..Whole::default()
                };
                wholes
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(number, part);
                if purpose == Purpose::FitAndKeep {
                    kept.keep(number, begun);
                }
            }
        })?;
        let mut whole = Whole {
            keeps: self.reused,
            ..Whole::default()
        };
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
        (fits, known): (Vec<Fit>, Option<Hashes>),
        sink: &S,
    ) -> Result<Done, CleanError> {
        let tail = Tail {
            passes: self,
            fits: &fits,
            reused: self.reused.filter(|_| known.is_some()),
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
                        (number, self.begin(&batch?, Purpose::Run)?.0)
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
        let became_equal = known.map(|known| {
            totals
                .after
                .hashes
                .repeats_beside(&known, &totals.unchanged)
        });
        Ok(Done {
            became_equal,
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
        Piece::new(self.plan, &chunk, (&Book::default(), &Keys::default()), 0)
    }
}

/// The way of chunks out of the second pass.
struct Tail<'a, S: Sink> {
    passes: &'a Passes<'a>,
    fits: &'a [Fit],
    /// The step whose hashes are known, so that only those of rows that change behind it are taken.
    reused: Option<usize>,
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
    /// Rows that stay, and that no step changes behind the one whose hashes are known.
    unchanged: Vec<bool>,
}

impl Totals {
    fn new(plan: &Plan) -> Self {
        Self {
            records: Records::default(),
            missing: vec![MissingCount::default(); plan.sources],
            missing_after: vec![0; plan.slots.len()],
            before: Counts::default(),
            after: Counts::default(),
            unchanged: Vec::new(),
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
            keys,
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
        let piece = Piece::new(plan, &chunk, (&book, &keys), lines)?;
        let changed = self.reused.map(|step| changed_behind(step, &chunk, &book));
        let after = self.passes.scale.after(&chunk, changed.as_deref())?;
        self.count(&chunk, (book, missing), (before, after), changed.as_deref());
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
        changed: Option<&[bool]>,
    ) {
        let mut totals = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(changed), Some(last)) = (changed, chunk.rows.last()) {
            let rows = (*last as usize + 1).max(totals.unchanged.len());
            totals.unchanged.resize(rows, false);
            for (row, changed) in chunk.rows.iter().zip(changed) {
                totals.unchanged[*row as usize] = !changed;
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{plan::References, sink::Frames};

    const RECIPE: &str = r#"
        [[step]]
        do = "parse"
        columns = ["v"]
        kind = "number"
        [[step]]
        do = "duplicates"
        [[step]]
        do = "outliers"
        columns = ["v"]
        by = ["g"]
        treat = "cap"
        [[step]]
        do = "impute"
        columns = ["v"]
        method = "median"
        by = ["g"]
    "#;

    /// 600,000 rows, more than two batches: each third row repeats one half of the table away.
    fn table() -> Table {
        let of = |row: u32| if row.is_multiple_of(3) { row / 2 } else { row };
        let rows = || (0..600_000).map(of);
        let ids: Vec<String> = rows().map(|row| format!("{row:07}")).collect();
        let groups: Vec<&str> = rows()
            .map(|row| ["a", "b", "c"][row as usize % 3])
            .collect();
        let values: Vec<Option<String>> = rows()
            .map(|row| (row % 50 != 0).then(|| format!("¥{}.5", u64::from(row) * 7919 % 1_000)))
            .collect();
        let columns = vec![
            Column::new("id".into(), ids),
            Column::new("g".into(), groups),
            Column::new("v".into(), values),
        ];
        Table::from_frame(DataFrame::new(600_000, columns).unwrap())
    }

    #[test]
    fn rows_that_are_kept_and_rows_that_are_read_again_come_out_alike() {
        let (table, recipe) = (table(), Recipe::from_toml(RECIPE).unwrap());
        let schema: Vec<(String, DataType)> = table
            .columns()
            .iter()
            .map(|column| (column.name.clone(), column.dtype.clone()))
            .collect();
        let plan = Plan::new(&recipe, &schema, &References::default()).unwrap();
        let cleaned = |most: usize| {
            let frames = Frames::default();
            run(&plan, &recipe, &table, (&frames, most)).unwrap();
            frames.finish().unwrap()
        };
        let (kept, again) = (cleaned(usize::MAX), cleaned(0));
        assert_eq!(kept, again);
        let (rows, ledger, quarantine) = kept;
        assert_eq!(rows.height() + quarantine.height(), 600_000);
        // A row is what its id says: as many stay as there are ids.
        let ids = rows.column("id").unwrap().str().unwrap();
        let distinct: std::collections::BTreeSet<&str> = ids.iter().flatten().collect();
        assert_eq!(rows.height(), distinct.len());
        assert_eq!(quarantine.height(), 100_000);
        let numbers: Vec<u64> = ledger
            .column("seq")
            .unwrap()
            .u64()
            .unwrap()
            .into_no_null_iter()
            .collect();
        assert!(numbers.into_iter().eq(1..=ledger.height() as u64));
        let lines: Vec<u64> = ledger
            .column("row")
            .unwrap()
            .u64()
            .unwrap()
            .into_no_null_iter()
            .collect();
        assert!(lines.is_sorted());
    }
}
