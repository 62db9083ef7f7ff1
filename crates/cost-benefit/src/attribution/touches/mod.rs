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

use std::sync::{Mutex, PoisonError};

use fourr_attribution::{Rules, Tally};
use fourr_table::{Table, Worker};
use rayon::prelude::*;

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

/// What a worker has at hand.
struct Sorting {
    worker: Worker,
    rows: TouchRows,
    known: Known,
    buckets: Buckets,
}

/// Puts every row into the partition of its person.
fn gather(
    table: &Table,
    columns: &TouchColumns,
    names: &Names,
) -> Result<(Vec<Partition>, TouchRows), AttributionError> {
    let partitions: Vec<Mutex<Partition>> = (0..PARTITIONS).map(|_| Mutex::default()).collect();
    let lock = |index: usize| {
        partitions[index]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    };
    let begin = |worker| Sorting {
        worker,
        rows: TouchRows::default(),
        known: Known::default(),
        buckets: Buckets::default(),
    };
    let batches = table.batches(&columns.names())?;
    let sorted = batches.spread(begin, |sorting, batch| -> Result<(), AttributionError> {
        let rows = Rows::read(&batch, columns, (names, &mut sorting.known))?;
        rows.sort_into(&mut sorting.buckets, &mut sorting.rows);
        for index in sorting.worker.places(PARTITIONS) {
            lock(index).fold(sorting.buckets.of(index), rows.people());
        }
        sorting.buckets.clear();
        Ok(())
    })?;
    let mut ledger = TouchRows::default();
    for sorting in &sorted {
        ledger.merge(&sorting.rows);
    }
    let partitions = partitions
        .into_iter()
        .map(|part| part.into_inner().unwrap_or_else(PoisonError::into_inner));
    Ok((partitions.collect(), ledger))
}

/// What walking over partitions found.
struct Walked {
    tally: Tally,
    rows: TouchRows,
    uneven: u64,
}

impl Walked {
    fn new(tally: Tally) -> Self {
        Self {
            tally,
            rows: TouchRows::default(),
            uneven: 0,
        }
    }

    fn merge(mut self, other: Self) -> Self {
        self.tally.merge(other.tally);
        self.rows.merge(&other.rows);
        self.uneven += other.uneven;
        self
    }
}

fn walk_all(
    partitions: Vec<Partition>,
    (rules, walker, places): (&Rules, &Walker, &[u8]),
) -> Result<Walked, AttributionError> {
    let empty = rules.tally()?;
    let begin = || Walked::new(empty.clone());
    let walk = |mut walked: Walked, partition: Partition| {
        walker.walk(&partition.into_people(places), &mut walked);
        walked
    };
    let walked = partitions.into_par_iter().fold(begin, walk);
    Ok(walked.reduce(begin, Walked::merge))
}
