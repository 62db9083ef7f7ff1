//! The passes over the rows: one that fits the steps that need it, and one in which every step runs.

mod begin;
mod tail;

use fourr_table::{Stage, Table, TableError, Ticket, spread};
use polars::prelude::Series;

use super::{
    Piece, Sink,
    book::{Book, Recording},
    chunk::Chunk,
    fit::{Fit, Keeping, Whole},
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
    let fitted = passes.first(table)?.fit(plan)?;
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
    fn new(plan: &'a Plan, recipe: &Recipe, (table, recording): (&Table, Recording)) -> Self {
        let scale = Scale::of(recipe, plan, crate::survey::is_text(table));
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

    /// Keeps of all rows what the fitted steps need.
    fn first(&self, table: &Table) -> Result<Whole, CleanError> {
        let batches = table.batches(&self.names())?;
        let parts = batches.spread(
            |_| Vec::new(),
            |parts, batch| -> Result<(), CleanError> {
                let (begun, hashes) = self.begin(&batch, Purpose::Fit)?;
                parts.push((begun.rows.clone(), self.kept_columns(&begun.chunk), hashes));
                Ok(())
            },
        )?;
        let mut parts: Vec<_> = parts.into_iter().flatten().collect();
        parts.sort_by_key(|part| part.0.start);
        let mut whole = Whole {
            keeps: self.reused,
            ..Whole::default()
        };
        for (rows, chunk, hashes) in parts {
            whole.rows += rows.len();
            whole.parts.push(chunk);
            for (step, sorted) in hashes {
                whole.hashes.entry(step).or_default().add(sorted);
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
        let book = Book::recording(self.recording, self.plan.sources);
        Piece::new(self.plan, &chunk, (&book, &Keys::default()), 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{plan::References, sink::Frames};
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

    #[test]
    fn rows_of_several_batches_come_out_in_their_order() {
        let (table, recipe) = (table(), Recipe::from_toml(RECIPE).unwrap());
        let schema: Vec<(String, DataType)> = table
            .columns()
            .iter()
            .map(|column| (column.name.clone(), column.dtype.clone()))
            .collect();
        let plan = Plan::new(&recipe, &schema, &References::default()).unwrap();
        let frames = Frames::default();
        run(&plan, &recipe, &table, &frames).unwrap();
        let (rows, ledger, quarantine) = frames.finish().unwrap();
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
