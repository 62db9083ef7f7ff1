//! Batches read into primitive vectors, and each row's fate.

use std::hash::BuildHasher;

use foldhash::quality;
use fourr_table::{
    Aside, Batch, Id, Scratch, TableError, Values,
    coerce::{Faults, Keys, Reading, amounts, keys, times},
    partition_of,
};
use polars::prelude::DataType;

use super::{
    EventColumns, Log, conditions,
    names::{Met, NONE},
    partition::hasher,
    record::Record,
    zones::Zones,
};
use crate::{FunnelError, RowLedger};

const SPLIT_SEED: u64 = 0x7370_6C69;

/// What happened to the rows that one worker saw.
#[derive(Debug)]
pub(super) struct Tallies {
    pub(super) rows: RowLedger,
    /// Times, then values.
    pub(super) faults: Vec<Faults>,
    pub(super) first: i64,
    pub(super) last: i64,
    pub(super) zones: Zones,
}

impl Tallies {
    pub(super) fn new(columns: &EventColumns) -> Self {
        let mut faults = vec![Faults::new(&columns.time)];
        faults.extend(columns.value.as_ref().map(Faults::new));
        Self {
            rows: RowLedger::default(),
            faults,
            first: i64::MAX,
            last: i64::MIN,
            zones: Zones::default(),
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.rows.merge(&other.rows);
        for (mine, theirs) in self.faults.iter_mut().zip(other.faults) {
            mine.merge(theirs);
        }
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
        self.zones.merge(other.zones);
    }
}

/// Where the rows of one worker go, by partition of their persons.
#[derive(Debug)]
pub(super) struct Sorted {
    pub(super) asides: Vec<Aside>,
    /// Rows by code of the event.
    pub(super) by_event: Vec<u64>,
}

impl Sorted {
    pub(super) fn new(partitions: usize) -> Self {
        Self {
            asides: Aside::empty(partitions),
            by_event: Vec::new(),
        }
    }

    fn put(&mut self, record: &Record<'_>, scratch: &Scratch) -> Result<(), TableError> {
        let code = (record.kind >> 8) as usize;
        if self.by_event.len() <= code {
            self.by_event.resize(code + 1, 0);
        }
        self.by_event[code] += 1;
        let place = partition_of(record.id.hash(&hasher()), self.asides.len());
        self.asides[place].append(scratch, |block| record.write(block))
    }
}

/// What one worker knows of the names that it has met.
#[derive(Debug)]
pub(super) struct Memory<'a> {
    events: Met<'a>,
    groups: Met<'a>,
}

impl<'a> Memory<'a> {
    pub(super) fn new(log: &'a Log<'_>) -> Self {
        Self {
            events: Met::new(&log.events, super::MOST_EVENTS),
            groups: Met::new(&log.groups, super::MOST_GROUPS),
        }
    }
}

/// One batch, column by column.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    persons: Keys<'a>,
    kinds: Vec<u32>,
    times: Vec<Reading>,
    groups: Option<Vec<u32>>,
    splits: Option<Vec<Option<u64>>>,
    values: Option<Vec<Reading>>,
}

impl<'a> Rows<'a> {
    pub(super) fn read(
        batch: &'a Batch,
        columns: &EventColumns,
        memory: &mut Memory<'_>,
        tallies: &mut Tallies,
    ) -> Result<Self, FunnelError> {
        let first_row = batch.first_row;
        let time = batch.column(&columns.time)?;
        tallies.zones.see(&time);
        let (time_faults, value_faults) = tallies.faults.split_at_mut(1);
        let mut kinds = memory.events.read(&batch.column(&columns.event)?)?;
        shift(&mut kinds);
        if !columns.conditions.is_empty() {
            let bits = conditions::bits(batch, &columns.conditions)?;
            for (kind, bits) in kinds.iter_mut().zip(bits) {
                if *kind != NONE {
                    *kind |= u32::from(bits);
                }
            }
        }
        let groups = match &columns.by {
            Some(by) => Some(memory.groups.read(&as_key(batch.column(by)?)?)?),
            None => None,
        };
        let splits = match &columns.split {
            Some(split) => Some(hashes(&keys(batch.column(split)?)?)),
            None => None,
        };
        let values = match &columns.value {
            Some(value) => Some(amounts(
                batch.column(value)?,
                first_row,
                &mut value_faults[0],
            )?),
            None => None,
        };
        Ok(Self {
            persons: keys(batch.column(&columns.person)?)?,
            kinds,
            times: times(time, columns.times, first_row, &mut time_faults[0])?,
            groups,
            splits,
            values,
        })
    }

    /// Decides every row's fate, and puts those that count aside for their partition.
    pub(super) fn sort_into(
        &self,
        sorted: &mut Sorted,
        scratch: &Scratch,
        until: i64,
        tallies: &mut Tallies,
    ) -> Result<(), TableError> {
        match (&self.persons, self.persons.as_slice()) {
            (_, Some(ids)) => {
                let ids = ids.iter().map(|id| Some(Id::Whole(*id)));
                self.sort_ids(ids, (sorted, scratch), until, tallies)
            }
            (Keys::Whole(ids), None) => {
                let ids = ids.iter().map(|id| id.map(Id::Whole));
                self.sort_ids(ids, (sorted, scratch), until, tallies)
            }
            (Keys::Text(ids), None) => {
                let ids = ids.iter().map(|id| id.map(Id::of_text));
                self.sort_ids(ids, (sorted, scratch), until, tallies)
            }
        }
    }

    fn sort_ids<'i>(
        &self,
        ids: impl Iterator<Item = Option<Id<'i>>>,
        (sorted, scratch): (&mut Sorted, &Scratch),
        until: i64,
        tallies: &mut Tallies,
    ) -> Result<(), TableError> {
        let (mut first, mut last) = (tallies.first, tallies.last);
        let ledger = &mut tallies.rows;
        for (row, id) in ids.enumerate() {
            ledger.read += 1;
            let Some(id) = id else {
                ledger.missing_person += 1;
                continue;
            };
            let kind = self.kinds[row];
            if kind == NONE {
                ledger.missing_event += 1;
                continue;
            }
            let Some(time) = self.times[row].value() else {
                let missing = self.times[row] == Reading::MISSING;
                ledger.missing_time += u64::from(missing);
                ledger.unreadable_time += u64::from(!missing);
                continue;
            };
            if time > until {
                ledger.future += 1;
                continue;
            }
            let split = self.splits.as_ref().map(|splits| splits[row]);
            if split == Some(None) {
                ledger.missing_property += 1;
                continue;
            }
            ledger.used += 1;
            first = first.min(time);
            last = last.max(time);
            let value = self.values.as_ref().map(|values| values[row]);
            let record = Record {
                id,
                kind,
                time,
                group: self.groups.as_ref().map(|groups| groups[row]),
                split: split.flatten(),
                value: value.map(|value| value.value().unwrap_or(i64::MIN)),
            };
            sorted.put(&record, scratch)?;
        }
        (tallies.first, tallies.last) = (first, last);
        Ok(())
    }
}

/// Codes move up, so that the conditions that a row meets fit below.
fn shift(codes: &mut [u32]) {
    for code in codes {
        if *code != NONE {
            *code <<= 8;
        }
    }
}

/// A breakdown by a flag or a date reads its values as text.
pub(crate) fn as_key(values: Values<'_>) -> Result<Values<'_>, FunnelError> {
    match &values {
        Values::Typed(column) if matches!(column.dtype(), DataType::Boolean | DataType::Date) => {
            Ok(column.cast(&DataType::String)?.into())
        }
        _ => Ok(values),
    }
}

/// A number for every different value.
fn hashes(keys: &Keys<'_>) -> Vec<Option<u64>> {
    let hasher = quality::FixedState::with_seed(SPLIT_SEED);
    match keys {
        Keys::Whole(numbers) => numbers
            .iter()
            .map(|number| number.map(|n| hasher.hash_one(n)))
            .collect(),
        Keys::Text(texts) => texts
            .iter()
            .map(|text| text.map(|text| hasher.hash_one(text)))
            .collect(),
    }
}
