//! The passes over the rows: one that fits the steps that need it, and one in which every step runs.

mod begin;
mod tail;

use std::collections::BTreeMap;

use fourr_table::{Stage, Table, TableError, Ticket, spread};
use polars::prelude::Series;

use super::{
    Piece, Sink,
    book::{Book, Recording},
    chunk::Chunk,
    fit::{Again, Fit, Keeping, Rows, Whole},
    hashes::Hashes,
    piece::Keys,
    plan::Plan,
    quality::{Counts, Scale},
    summarize::Records,
};
use crate::{CleanError, recipe::Recipe, survey::MissingCount};
use begin::Purpose;
use tail::{Tail, Totals};

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

/// Runs a plan over a table. Its rows are read once for each pass: to keep them in between takes more time than that.
pub(super) fn run<S: Sink>(
    plan: &Plan,
    recipe: &Recipe,
    table: &Table,
    sink: &S,
) -> Result<Done, CleanError> {
    let _stage = Stage::Reduce.enter();
    let recording = if sink.wants_ledger() {
        Recording::Lines
    } else {
        Recording::Counts
    };
    let passes = Passes::new(plan, recipe, (table, recording));
    if plan.fitted().is_none() {
        let fits = plan.steps.iter().map(|step| Fit::given(&step.op)).collect();
        return passes.second(table, (fits, None), sink);
    }
    let fitted = passes.first(table)?;
    passes.second(table, fitted, sink)
}

/// The passes over one table.
struct Passes<'a> {
    plan: &'a Plan,
    scale: Scale<'a>,
    recording: Recording,
    keeping: Keeping,
    /// The step whose hashes of rows are of use to the end.
    reused: Option<usize>,
    /// What steps know without looking at the rows.
    given: Vec<Fit>,
    /// The first step that has to be fitted.
    first: usize,
    columns: Vec<String>,
}

impl<'a> Passes<'a> {
    fn new(plan: &'a Plan, recipe: &Recipe, (table, recording): (&'a Table, Recording)) -> Self {
        let of_table = (crate::survey::is_text(table), table.scratch());
        let scale = Scale::of(recipe, plan, of_table);
        let keeping = Keeping::of(plan);
        let columns = table.columns().iter().map(|column| column.name.clone());
        Self {
            plan,
            reused: scale.reusable(plan, &keeping.hashed),
            scale,
            recording,
            keeping,
            given: plan.steps.iter().map(|step| Fit::given(&step.op)).collect(),
            first: plan.fitted().map_or(plan.steps.len(), |(first, _)| first),
            columns: columns.collect(),
        }
    }

    fn names(&self) -> Vec<&str> {
        self.columns.iter().map(String::as_str).collect()
    }

    /// Fits the steps that need all rows: takes hashes of the rows, and keeps the columns that are needed as long as they do
    /// not take more memory than they may.
    fn first(&self, table: &Table) -> Result<(Vec<Fit>, Option<Hashes>), CleanError> {
        let scratch = table.scratch();
        let batches = table.batches(&self.names())?;
        let parts = batches.spread(
            |_| Vec::new(),
            |parts, batch| -> Result<(), CleanError> {
                let (begun, sorted) = self.begin(&batch, Purpose::Fit)?;
                let mut hashes: StepKept = BTreeMap::new();
                for (step, sorted) in sorted {
                    hashes.entry(step).or_default().add(sorted, scratch)?;
                }
                let columns = self.kept_columns(&begun.chunk);
                // Nothing is released in this pass: what is full stays so.
                let fits = scratch.claim(columns.bytes());
                parts.push((begun.rows, fits.then_some(columns), hashes));
                Ok(())
            },
        )?;
        let mut parts: Vec<_> = parts.into_iter().flatten().collect();
        parts.sort_by_key(|part| part.0.start);
        let (mut height, mut kept, mut hashes) = (0, Vec::new(), StepKept::new());
        for (rows, columns, own) in parts {
            height += rows.len();
            kept.push(columns);
            for (step, own) in own {
                hashes.entry(step).or_default().merge(own);
            }
        }
        let claimed = kept.iter().flatten().map(Chunk::bytes).sum();
        let kept = kept.into_iter().collect::<Option<Vec<Chunk>>>();
        let again = Reread {
            passes: self,
            table,
        };
        let is_kept = kept.is_some();
        if !is_kept {
            scratch.release(claimed);
        }
        let rows = kept.map_or(Rows::Again(&again), Rows::Kept);
        let whole = Whole::new(self.plan, (rows, height), (hashes, self.reused), scratch);
        let fitted = whole.fit()?;
        if is_kept {
            scratch.release(claimed);
        }
        Ok(fitted)
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
        table: &Table,
        (fits, known): (Vec<Fit>, Option<Hashes>),
        sink: &S,
    ) -> Result<Done, CleanError> {
        let tail = Tail::new(self, (&fits, known.is_some()), sink);
        // Not `Batches::spread`: where a batch cannot be read, nobody may wait for the turn of its rows.
        let totals = spread(
            table.batches(&self.names())?.tickets().map(Ok),
            |_| Totals::new(self.plan),
            |totals, ticket: Result<Ticket, TableError>| {
                tail.guarded(|| {
                    let batch = ticket?.redeem()?;
                    let begun = self.begin(&batch, Purpose::Run)?.0;
                    tail.finish(begun, totals)
                })
            },
        )?;
        let totals = totals
            .into_iter()
            .fold(Totals::new(self.plan), Totals::merged);
        // An empty table has no batch, and its result has columns.
        if totals.before.rows == 0 {
            sink.put(sink.ready(self.empty()?)?)?;
        }
        let scratch = table.scratch();
        let became_equal = if let Some(known) = known {
            let after = &totals.after.hashes;
            let equal = after.repeats_beside(&known, &totals.unchanged, scratch)?;
            known.release(scratch);
            Some(equal)
        } else {
            None
        };
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
        let book = Book::recording(self.recording, self.plan.sources);
        Piece::new(self.plan, &chunk, (&book, &Keys::default()), 0)
    }
}

/// The rows of a table, read again for the steps that are fitted.
struct Reread<'a> {
    passes: &'a Passes<'a>,
    table: &'a Table,
}

impl Again for Reread<'_> {
    fn visit(
        &self,
        visit: &(dyn Fn(Chunk) -> Result<(), CleanError> + Sync),
    ) -> Result<(), CleanError> {
        let batches = self.table.batches(&self.passes.names())?;
        batches.spread(
            |_| (),
            |(), batch| -> Result<(), CleanError> {
                let begun = self.passes.begin(&batch, Purpose::Again)?.0;
                visit(self.passes.kept_columns(&begun.chunk))
            },
        )?;
        Ok(())
    }
}

/// Hashes by step, where they are kept.
type StepKept = BTreeMap<usize, Hashes>;

#[cfg(test)]
mod tests {
    use super::*;
    use fourr_table::Scratch;
    use polars::prelude::*;

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

    /// Rows, ledger and quarantine.
    fn cleaned(table: &Table, recipe: &str) -> (DataFrame, DataFrame, DataFrame) {
        let found = Recipe::from_toml(recipe).unwrap().apply(table).unwrap();
        (found.table, found.ledger, found.quarantine)
    }

    /// Steps that see all rows: part by part and in one piece, behind others that take rows out.
    const ALL_ROWS: &str = r#"
        [[step]]
        do = "parse"
        columns = ["v"]
        kind = "number"
        [[step]]
        do = "outliers"
        columns = ["v"]
        treat = "null"
        method = { z = 1.5 }
        [[step]]
        do = "key_duplicates"
        key = ["id"]
        keep = "most_complete"
        [[step]]
        do = "impute"
        columns = ["g"]
        method = "mode"
        [[step]]
        do = "check"
        columns = ["id"]
        rule = "unique"
        [[step]]
        do = "impute"
        columns = ["v"]
        method = { forward = {} }
        order = "id"
        [[step]]
        do = "impute"
        columns = ["v"]
        method = "mean"
    "#;

    #[test]
    fn bounded_memory_changes_no_row() {
        for recipe in [RECIPE, ALL_ROWS] {
            let expected = cleaned(&table(), recipe);
            // Nothing may stay in memory; a part of it may.
            for limit in [0, 10_000_000] {
                let table = table().with_scratch(Scratch::with_limit(limit));
                let found = cleaned(&table, recipe);
                assert!(found.0.equals_missing(&expected.0), "{limit}");
                assert!(found.1.equals_missing(&expected.1), "{limit}");
                assert!(found.2.equals_missing(&expected.2), "{limit}");
                assert!(table.scratch().claim(0) || limit == 0, "all is released");
            }
        }
    }

    #[test]
    fn rows_of_several_batches_come_out_in_their_order() {
        let (rows, ledger, quarantine) = cleaned(&table(), RECIPE);
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
