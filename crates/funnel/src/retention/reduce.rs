//! From rows to the days on which each person was active: the step whose cost grows with the rows.
//!
//! In SQL it would read
//!
//! ```sql
//! SELECT person, DATE(time), BOOL_OR(event IN <first>), BOOL_OR(event IN <return>)
//! FROM log WHERE <the row counts> GROUP BY person, DATE(time)
//! ```
//!
//! Workers take batches, read the columns into primitive vectors, and fold the rows into hash partitions of the persons.
//! A (person, day) is eight bytes with two flags; a partition that has doubled is sorted and its repetitions are dropped,
//! so memory follows the days on which persons were active, not the rows.

use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;
use fourr_table::{
    Batch, Numbered, Table, Worker,
    coerce::{Faults, Keys, Reading, TimeRules, keys, times},
};

use super::calendar::day_number;
use crate::{
    FunnelError, RowLedger,
    events::{Kinds, frequencies, is_exposure},
    persons::{PARTITIONS, hashes, partition_of},
    reduce::names::Names,
};

const DAY: i64 = 86_400_000_000;
/// Added to the number of a day so that it is positive; below 2^30.
const BIAS: i64 = 1 << 29;
/// Days that a partition holds before it is compacted for the first time.
const SMALL: usize = 1 << 14;

/// A first event happened on that day.
pub(super) const FIRST: u64 = 1;
/// The person was active on that day.
pub(super) const ACTIVE: u64 = 2;

/// The columns that are read.
#[derive(Debug, Clone)]
pub(super) struct LogColumns {
    pub(super) person: String,
    pub(super) time: String,
    pub(super) event: Option<String>,
}

/// Which events mean what, and until when.
#[derive(Debug)]
pub(super) struct RowRules<'a> {
    pub(super) first: &'a [String],
    pub(super) active: &'a [String],
    pub(super) as_of: Option<NaiveDate>,
}

impl RowRules<'_> {
    /// What an event means. Where none are asked for, it is any but those that are exposures by their name.
    fn flags(&self, event: &str) -> u64 {
        let among = |names: &[String]| {
            if names.is_empty() {
                !is_exposure(event)
            } else {
                names.iter().any(|name| name == event)
            }
        };
        u64::from(among(self.first)) * FIRST + u64::from(among(self.active)) * ACTIVE
    }

    /// What a row without an event means: something, where any event does.
    fn unnamed(&self) -> Option<u64> {
        (self.first.is_empty() && self.active.is_empty()).then_some(FIRST | ACTIVE)
    }
}

/// One partition of the persons and their days.
#[derive(Debug, Default)]
pub(super) struct Partition {
    persons: Numbered,
    /// Person, day and flags, packed.
    days: Vec<u64>,
    compacted: usize,
}

/// A day of a person.
#[derive(Debug, Clone, Copy)]
pub(super) struct PersonDay {
    pub(super) day: i32,
    pub(super) flags: u64,
}

fn pack(person: u32, day: i32, flags: u64) -> u64 {
    let day = (i64::from(day) + BIAS).unsigned_abs();
    u64::from(person) << 32 | day << 2 | flags
}

fn unpack(packed: u64) -> PersonDay {
    let day = (packed >> 2 & 0x3FFF_FFFF).cast_signed() - BIAS;
    PersonDay {
        day: i32::try_from(day).unwrap_or(0),
        flags: packed & 3,
    }
}

impl Partition {
    fn compact(&mut self) {
        self.days.sort_unstable();
        self.days.dedup_by(|next, kept| {
            let same = *next >> 2 == *kept >> 2;
            if same {
                *kept |= *next & 3;
            }
            same
        });
        self.compacted = self.days.len();
    }

    fn fold(&mut self, entries: &[Entry], keys: &Keys<'_>) {
        for entry in entries {
            let Some(id) = keys.id(entry.row as usize) else {
                continue;
            };
            let person = self.persons.number(entry.hash, id);
            self.days.push(pack(person, entry.day, entry.flags));
        }
        if self.days.len() > 2 * self.compacted.max(SMALL) {
            self.compact();
        }
    }

    /// Lets every day count as one with these flags.
    pub(super) fn count_all(&mut self, flags: u64) {
        for packed in &mut self.days {
            *packed |= flags;
        }
    }

    /// Persons with an event.
    pub(super) fn persons(&self) -> u64 {
        self.persons.len() as u64
    }

    /// Tells `tell` of the days of each person, in their order.
    pub(super) fn each_person(&self, mut tell: impl FnMut(&[PersonDay])) {
        let mut days = Vec::new();
        for person in self.days.chunk_by(|a, b| a >> 32 == b >> 32) {
            days.clear();
            days.extend(person.iter().copied().map(unpack));
            tell(&days);
        }
    }

    /// The first and the last day of anybody.
    fn bounds(&self) -> Option<(i32, i32)> {
        let days = self.days.iter().map(|packed| unpack(*packed).day);
        Some((days.clone().min()?, days.max()?))
    }
}

/// A row on its way to its person's partition.
#[derive(Debug, Clone, Copy)]
struct Entry {
    hash: u64,
    row: u32,
    day: i32,
    flags: u64,
}

/// What happened to the rows that one worker saw.
#[derive(Debug)]
struct Tallies {
    rows: RowLedger,
    faults: Faults,
}

impl Tallies {
    fn new(columns: &LogColumns) -> Self {
        Self {
            rows: RowLedger::default(),
            faults: Faults::new(&columns.time),
        }
    }
}

/// What the workers share.
struct Log<'a> {
    partitions: Vec<Mutex<Partition>>,
    events: Mutex<Names>,
    columns: &'a LogColumns,
    rules: &'a RowRules<'a>,
}

/// What a worker keeps from batch to batch.
struct Work<'a> {
    worker: Worker,
    tallies: Tallies,
    events: Kinds<'a, u64>,
    buckets: Vec<Vec<Entry>>,
}

/// The days of all persons, and what became of every row.
#[derive(Debug)]
pub(super) struct Reduced {
    pub(super) partitions: Vec<Partition>,
    pub(super) rows: RowLedger,
    pub(super) faults: Faults,
    /// The events with their rows, most frequent first; none where events are not told apart.
    pub(super) events: Vec<(String, u64)>,
    /// The first and the last day with an event, unless there is none.
    pub(super) bounds: Option<(i32, i32)>,
}

/// Reduces a log to the days of its persons.
pub(super) fn reduce(
    table: &Table,
    columns: &LogColumns,
    rules: &RowRules<'_>,
) -> Result<Reduced, FunnelError> {
    let mut names = vec![columns.person.as_str(), columns.time.as_str()];
    names.extend(columns.event.as_deref());
    names.sort_unstable();
    names.dedup();
    let log = Log {
        partitions: (0..PARTITIONS).map(|_| Mutex::default()).collect(),
        events: Mutex::default(),
        columns,
        rules,
    };
    let begin = |worker| Work {
        worker,
        tallies: Tallies::new(columns),
        events: Kinds::new(&log.events),
        buckets: vec![Vec::new(); PARTITIONS],
    };
    let batches = table.batches(&names)?;
    let parts = batches.spread(begin, |work, batch| log.fold(work, &batch))?;
    let (mut tallies, mut counts) = (Tallies::new(columns), Vec::new());
    for part in parts {
        tallies.rows.merge(&part.tallies.rows);
        tallies.faults.merge(part.tallies.faults);
        counts.push(part.events.into_rows());
    }
    let names = log
        .events
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    let event = columns.event.as_deref().unwrap_or_default();
    let partitions = log.partitions.into_iter().map(|partition| {
        let mut partition = partition
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        partition.compact();
        partition
    });
    let partitions: Vec<Partition> = partitions.collect();
    let bounds = partitions
        .iter()
        .filter_map(Partition::bounds)
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    Ok(Reduced {
        partitions,
        rows: tallies.rows,
        faults: tallies.faults,
        events: frequencies(event, names, counts)?,
        bounds,
    })
}

impl Log<'_> {
    /// Folds the rows of a batch into the partitions of their persons.
    fn fold(&self, work: &mut Work<'_>, batch: &Batch) -> Result<(), FunnelError> {
        let keys = self.sort(batch, work)?;
        for index in work.worker.places(PARTITIONS) {
            let mut partition = self.partitions[index]
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            partition.fold(&work.buckets[index], &keys);
            work.buckets[index].clear();
        }
        Ok(())
    }

    /// Sorts the rows of a batch into the buckets of their persons, or enters why they are set aside.
    fn sort<'b>(&self, batch: &'b Batch, work: &mut Work<'_>) -> Result<Keys<'b>, FunnelError> {
        let columns = self.columns;
        let persons = keys(batch.column(&columns.person)?)?;
        let moments = times(
            batch.column(&columns.time)?,
            TimeRules::default(),
            batch.first_row,
            &mut work.tallies.faults,
        )?;
        let flags = match &columns.event {
            Some(event) => work
                .events
                .read(&batch.column(event)?, |name| self.rules.flags(name))?,
            None => vec![Some(FIRST | ACTIVE); batch.height()],
        };
        let ledger = &mut work.tallies.rows;
        let (last, unnamed) = (
            self.rules.as_of.map_or(i32::MAX, day_number),
            self.rules.unnamed(),
        );
        for (row, (hash, moment)) in hashes(&persons).into_iter().zip(moments).enumerate() {
            ledger.read += 1;
            let Some(hash) = hash else {
                ledger.missing_person += 1;
                continue;
            };
            let Some(flags) = flags[row].or(unnamed) else {
                ledger.missing_event += 1;
                continue;
            };
            let Some(day) = day_of(moment, ledger) else {
                continue;
            };
            if day > last {
                ledger.future += 1;
                continue;
            }
            ledger.used += 1;
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            work.buckets[partition_of(hash)].push(Entry {
                hash,
                row,
                day,
                flags,
            });
        }
        Ok(persons)
    }
}

fn day_of(moment: Reading, ledger: &mut RowLedger) -> Option<i32> {
    let Some(micros) = moment.value() else {
        if moment == Reading::MISSING {
            ledger.missing_time += 1;
        } else {
            ledger.unreadable_time += 1;
        }
        return None;
    };
    i32::try_from(micros.div_euclid(DAY)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_packed_and_unpacked_in_their_order() {
        for day in [-400_000, -1, 0, 1, 19_000, 3_000_000] {
            let back = unpack(pack(u32::MAX, day, 3));
            assert_eq!((back.day, back.flags), (day, 3));
        }
        assert!(pack(1, -5, 3) < pack(1, -4, 0) && pack(1, 9, 3) < pack(2, -9, 0));
    }
}
