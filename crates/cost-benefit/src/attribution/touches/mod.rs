//! From touches to journeys: the step whose cost grows with the rows.
//!
//! In SQL it would read
//!
//! ```sql
//! SELECT person, LIST(channel ORDER BY time, row) FROM touches WHERE <the row counts> GROUP BY person
//! ```
//!
//! Workers take batches, read the columns into primitive vectors and put the rows into the partition that the person
//! hashes to. When all are there, workers take the partitions one by one, put the touches of each person together by
//! counting, sort them by time and row, and walk over them. Nothing of it depends on which worker did what.

mod partition;
mod rows;
mod walk;

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

use fourr_attribution::Rules;
use fourr_table::{Batches, Table};

use super::{
    AttributionError, CreditRules, TouchRows,
    columns::TouchColumns,
    names::{self, Known, Names},
    tallied::Tallied,
};
use partition::{PARTITIONS, Partition};
use rows::{Buckets, Rows};
use walk::Walker;

/// Ten-thousandths in a unit of value.
const UNIT: f64 = 10_000.0;

/// Reads touches, puts them into journeys and adds these up.
pub(super) fn read(
    table: &Table,
    columns: &TouchColumns,
    rules: &CreditRules,
) -> Result<Tallied, AttributionError> {
    let names = Names::default();
    let (partitions, mut ledger) = gather(table, columns, &names)?;
    let (channels, places) = names.sorted();
    let empty = partitions.iter().all(Partition::is_empty);
    if empty || channels.is_empty() {
        return Err(AttributionError::NoRows {
            rows: ledger.read,
            reasons: ledger.reasons().into(),
        });
    }
    let direct = names::direct(&channels, rules.direct_channel.as_deref())?;
    let attributing = rules.rules(channels.len(), direct)?;
    let walker = Walker::of(columns, rules);
    let walked = walk_all(partitions, (&attributing, &walker, &places))?;
    ledger.merge(&walked.rows);
    ledger.used = ledger.read - ledger.set_aside();
    Ok(Tallied {
        tally: walked.tally,
        channels,
        direct,
        rows: ledger,
        unit: UNIT,
        uneven_journeys: walked.uneven,
        is_timed: walker.is_timed,
    })
}

/// Runs one worker a thread and collects what they return.
fn on_every_thread<T: Send>(
    work: impl Fn(usize, usize) -> Result<T, AttributionError> + Sync,
) -> Result<Vec<T>, AttributionError> {
    let workers = rayon::current_num_threads();
    std::thread::scope(|scope| {
        let work = &work;
        let spawn = |worker| scope.spawn(move || work(worker, workers));
        let handles: Vec<_> = (0..workers).map(spawn).collect();
        let join = |handle: std::thread::ScopedJoinHandle<'_, _>| {
            handle
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        handles.into_iter().map(join).collect()
    })
}

/// Puts every row into the partition of its person.
fn gather(
    table: &Table,
    columns: &TouchColumns,
    names: &Names,
) -> Result<(Vec<Partition>, TouchRows), AttributionError> {
    let batches = Mutex::new(table.batches(&columns.names())?);
    let partitions: Vec<Mutex<Partition>> = (0..PARTITIONS).map(|_| Mutex::default()).collect();
    let ledgers = on_every_thread(|worker, workers| {
        let first = worker * PARTITIONS / workers;
        sort_batches((&batches, columns), &partitions, names, first)
    })?;
    let mut ledger = TouchRows::default();
    for part in &ledgers {
        ledger.merge(part);
    }
    let partitions = partitions
        .into_iter()
        .map(|part| part.into_inner().unwrap_or_else(PoisonError::into_inner));
    Ok((partitions.collect(), ledger))
}

/// Takes batches until there are none; workers begin with different partitions so that they rarely meet.
fn sort_batches(
    (batches, columns): (&Mutex<Batches>, &TouchColumns),
    partitions: &[Mutex<Partition>],
    names: &Names,
    first: usize,
) -> Result<TouchRows, AttributionError> {
    let (mut ledger, mut known) = (TouchRows::default(), Known::default());
    let mut buckets = Buckets::default();
    loop {
        let next = batches
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .next();
        let Some(batch) = next else {
            return Ok(ledger);
        };
        let rows = Rows::read(&batch?, columns, (names, &mut known))?;
        rows.sort_into(&mut buckets, &mut ledger);
        for index in (first..PARTITIONS).chain(0..first) {
            let mut partition = partitions[index]
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            partition.fold(buckets.of(index), rows.people());
        }
        buckets.clear();
    }
}

/// What walking over partitions found.
struct Walked {
    tally: fourr_attribution::Tally,
    rows: TouchRows,
    uneven: u64,
}

fn walk_all(
    partitions: Vec<Partition>,
    (rules, walker, places): (&Rules, &Walker, &[u8]),
) -> Result<Walked, AttributionError> {
    let partitions: Vec<Mutex<Partition>> = partitions.into_iter().map(Mutex::new).collect();
    let next = AtomicUsize::new(0);
    let parts = on_every_thread(|_, _| {
        let mut walked = Walked {
            tally: rules.tally()?,
            rows: TouchRows::default(),
            uneven: 0,
        };
        while let Some(partition) = partitions.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut partition = partition.lock().unwrap_or_else(PoisonError::into_inner);
            let partition = std::mem::take(&mut *partition);
            walker.walk(&partition.into_people(places), &mut walked);
        }
        Ok(walked)
    })?;
    let mut all = Walked {
        tally: rules.tally()?,
        rows: TouchRows::default(),
        uneven: 0,
    };
    for part in parts {
        all.tally.merge(part.tally);
        all.rows.merge(&part.rows);
        all.uneven += part.uneven;
    }
    Ok(all)
}
