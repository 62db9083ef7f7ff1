//! From rows to the events of each person: the step whose cost grows with the rows.
//!
//! In SQL it would read `SELECT person, time, event, ... FROM log WHERE <the row counts> ORDER BY person, time`. A sort
//! of all rows is where the time would go, so it is one named kernel: workers take batches, read the columns into
//! primitive vectors with events and groups as numbers, and put the rows aside by hash partition of the persons, in memory as
//! far as that reaches and else on disk. What happens to a person afterwards happens within one partition, when its turn has
//! come.

mod conditions;
pub(crate) mod names;
pub(crate) mod partition;
mod record;
mod rows;
mod zones;

use std::sync::{Mutex, PoisonError};

use fourr_table::{
    Aside, Batch, Scratch, Stage, Table,
    coerce::{Faults, TimeRules},
    partitions,
};

use crate::{Condition, FunnelError, RowLedger};
pub(crate) use conditions::MOST_CONDITIONS;
use names::{Names, Ranked};
pub(crate) use rows::as_key;
use rows::{Memory, Rows, Sorted, Tallies};
pub(crate) use zones::Zones;

/// Different events that fit into the code of one.
pub(crate) const MOST_EVENTS: usize = 1 << 23;
/// Different groups beyond which a column is no breakdown.
pub(crate) const MOST_GROUPS: usize = 1 << 16;

/// The columns of a log that are read.
#[derive(Debug, Clone)]
pub(crate) struct EventColumns {
    pub(crate) person: String,
    pub(crate) event: String,
    pub(crate) time: String,
    /// The breakdown.
    pub(crate) by: Option<String>,
    /// The property that is held, or the session.
    pub(crate) split: Option<String>,
    pub(crate) value: Option<String>,
    /// The different conditions of all steps and exclusions.
    pub(crate) conditions: Vec<Condition>,
    pub(crate) times: TimeRules,
}

impl EventColumns {
    fn names(&self) -> Vec<&str> {
        let mut names = vec![
            self.person.as_str(),
            self.event.as_str(),
            self.time.as_str(),
        ];
        names.extend(self.by.as_deref());
        names.extend(self.split.as_deref());
        names.extend(self.value.as_deref());
        names.extend(
            self.conditions
                .iter()
                .map(|condition| condition.column.as_str()),
        );
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// What the workers share.
struct Log<'a> {
    partitions: usize,
    events: Mutex<Names>,
    groups: Mutex<Names>,
    columns: &'a EventColumns,
    until: i64,
    scratch: &'a Scratch,
}

/// What a worker keeps from batch to batch.
struct Work<'a> {
    tallies: Tallies,
    memory: Memory<'a>,
    sorted: Sorted,
}

/// The events of each person, and what became of every row.
#[derive(Debug)]
pub(crate) struct Reduced {
    /// The rows by partition and worker.
    pub(crate) partitions: Vec<Vec<Aside>>,
    /// Rows by code of the event.
    pub(crate) by_event: Vec<u64>,
    pub(crate) events: Ranked,
    pub(crate) groups: Ranked,
    pub(crate) rows: RowLedger,
    pub(crate) faults: Vec<Faults>,
    /// First and last event in use, in microseconds.
    pub(crate) span: Option<(i64, i64)>,
    pub(crate) zones: Zones,
}

/// Reads a log up to the moment `until`.
pub(crate) fn reduce(
    table: &Table,
    columns: &EventColumns,
    until: i64,
) -> Result<Reduced, FunnelError> {
    let _stage = Stage::Reduce.enter();
    let log = Log {
        partitions: partitions(table.known_rows()),
        events: Mutex::default(),
        groups: Mutex::default(),
        columns,
        until,
        scratch: table.scratch(),
    };
    let batches = table.batches(&columns.names())?;
    let works = batches.spread(|_| log.begin(), |work, batch| log.read(work, &batch))?;
    let mut tallies = Tallies::new(columns);
    let (mut asides, mut by_event) = (Vec::new(), Vec::<u64>::new());
    for Work {
        tallies: own,
        sorted,
        ..
    } in works
    {
        tallies.merge(own);
        asides.push(sorted.asides);
        by_event.resize(by_event.len().max(sorted.by_event.len()), 0);
        for (all, own) in by_event.iter_mut().zip(sorted.by_event) {
            *all += own;
        }
    }
    let named = |names: Mutex<Names>, column: &str| {
        let names = unlock(names);
        if names.overflowed() {
            return Err(FunnelError::TooManyValues {
                column: column.to_owned(),
            });
        }
        Ok(names.rank())
    };
    Ok(Reduced {
        partitions: Aside::by_partition(asides),
        by_event,
        events: named(log.events, &columns.event)?,
        groups: named(log.groups, columns.by.as_deref().unwrap_or_default())?,
        rows: tallies.rows,
        faults: tallies
            .faults
            .into_iter()
            .filter(|faults| faults.total() > 0)
            .collect(),
        span: (tallies.first <= tallies.last).then_some((tallies.first, tallies.last)),
        zones: tallies.zones,
    })
}

fn unlock<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}

impl<'a> Log<'a> {
    fn begin(&'a self) -> Work<'a> {
        Work {
            tallies: Tallies::new(self.columns),
            memory: Memory::new(self),
            sorted: Sorted::new(self.partitions),
        }
    }

    /// Puts the rows of a batch aside for the partitions of their persons.
    fn read(&self, work: &mut Work<'_>, batch: &Batch) -> Result<(), FunnelError> {
        let rows = Rows::read(batch, self.columns, &mut work.memory, &mut work.tallies)?;
        Ok(rows.sort_into(
            &mut work.sorted,
            self.scratch,
            self.until,
            &mut work.tallies,
        )?)
    }
}
