//! [`Partition`]: the persons whose ids hash to one place, and their events.

use std::hash::BuildHasher;

use foldhash::fast;
use fourr_table::{Aside, Scratch, TableError, coerce::Keys};
use hashbrown::HashTable;

use super::{
    record::{Id, Record},
    rows::{Entry, Rows},
};

/// Partitions of the persons: enough that one of a million persons fits into the second-level cache.
pub(crate) const PARTITIONS: usize = 128;

const SEED: u64 = 0x6675_6E6E;

/// The hash of a person's id.
pub(super) fn hasher() -> fast::FixedState {
    fast::FixedState::with_seed(SEED)
}

/// The partition of a person, from bits of the hash that the table of its partition has no use for: that takes the lowest
/// for the place and the topmost for the tag, and would find every tag the same.
pub(super) fn partition_of(hash: u64) -> usize {
    (hash >> 32) as usize % PARTITIONS
}

/// The ids of a partition's persons in the order of their first appearance.
#[derive(Debug)]
pub(crate) enum Ids {
    Whole(Vec<i64>),
    Text(Texts),
}

/// Strings end to end.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    bytes: String,
    ends: Vec<usize>,
}

impl Texts {
    pub(crate) fn get(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[index]]
    }

    fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
    }
}

/// An event of a person, as it was read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Raw {
    pub(crate) person: u32,
    /// Code of the event, and in the low eight bits the conditions that it meets.
    pub(crate) kind: u32,
    pub(crate) time: i64,
}

/// The persons whose ids hash to one place, and their events. What only some funnels need of an event stands beside it,
/// in the same order.
#[derive(Debug, Default)]
pub(crate) struct Partition {
    index: HashTable<u32>,
    hashes: Vec<u64>,
    /// Whole ids by event, until their persons are numbered: that is done once for each partition, when its table can stay
    /// in the cache.
    unnumbered: Vec<i64>,
    pub(crate) ids: Option<Ids>,
    pub(crate) events: Vec<Raw>,
    /// Codes of the breakdown column.
    pub(crate) groups: Vec<u32>,
    /// What keeps the events of a person apart: the property that is held, or the session.
    pub(crate) splits: Vec<u64>,
    /// What is at stake, in ten-thousandths; the smallest number for an empty cell.
    pub(crate) values: Vec<i64>,
    /// Rows that came when memory was full.
    aside: Aside,
    /// How many of them there are by code of the event.
    aside_by_event: Vec<u64>,
}

impl Partition {
    /// Persons in the partition.
    pub(crate) fn persons(&self) -> usize {
        self.hashes.len()
    }

    /// Rows by code of the event.
    pub(crate) fn add_rows_by_event(&self, rows: &mut [u64]) {
        for event in &self.events {
            rows[(event.kind >> 8) as usize] += 1;
        }
        for (rows, aside) in rows.iter_mut().zip(&self.aside_by_event) {
            *rows += aside;
        }
    }

    /// Folds entries of one batch in, or puts them aside once memory is full.
    pub(super) fn fold(
        &mut self,
        entries: &[Entry],
        rows: &Rows,
        scratch: &Scratch,
    ) -> Result<(), TableError> {
        if scratch.is_full() {
            return self.put_aside(entries, rows, scratch);
        }
        let before = self.bytes();
        self.keep(entries, rows);
        scratch.account(before, self.bytes());
        Ok(())
    }

    /// What it takes in memory, about.
    fn bytes(&self) -> usize {
        let ids = match &self.ids {
            None => 0,
            Some(Ids::Whole(ids)) => size_of_val(ids.as_slice()),
            Some(Ids::Text(texts)) => texts.bytes.len() + size_of_val(texts.ends.as_slice()),
        };
        ids + size_of_val(self.hashes.as_slice())
            + self.index.capacity() * size_of::<u32>()
            + size_of_val(self.unnumbered.as_slice())
            + size_of_val(self.events.as_slice())
            + size_of_val(self.groups.as_slice())
            + size_of_val(self.splits.as_slice())
            + size_of_val(self.values.as_slice())
    }

    fn put_aside(
        &mut self,
        entries: &[Entry],
        rows: &Rows,
        scratch: &Scratch,
    ) -> Result<(), TableError> {
        for entry in entries {
            let code = (entry.kind >> 8) as usize;
            if self.aside_by_event.len() <= code {
                self.aside_by_event.resize(code + 1, 0);
            }
            self.aside_by_event[code] += 1;
        }
        self.aside.append(scratch, |out| match &rows.persons {
            Keys::Whole(keys) => {
                for values in keys.downcast_iter() {
                    for entry in entries {
                        let id = Id::Whole(values.value(entry.row as usize));
                        rows.record(entry, id).write(out);
                    }
                }
            }
            Keys::Text(keys) => {
                for values in keys.downcast_iter() {
                    for entry in entries {
                        let id = Id::Text(values.value(entry.row as usize));
                        rows.record(entry, id).write(out);
                    }
                }
            }
        })
    }

    /// Folds in what was put aside: the partition is complete then.
    pub(crate) fn complete(&mut self, scratch: &Scratch) -> Result<(), TableError> {
        let hasher = hasher();
        std::mem::take(&mut self.aside).drain(scratch, |block| {
            let mut rest = block;
            while let Some((record, after)) = Record::read(rest) {
                rest = after;
                let person = match record.id {
                    Id::Whole(id) => self.whole(hasher.hash_one(id), id),
                    Id::Text(id) => self.text(hasher.hash_one(id), id),
                };
                self.events.push(Raw {
                    person,
                    kind: record.kind,
                    time: record.time,
                });
                self.groups.extend(record.group);
                self.splits.extend(record.split);
                self.values.extend(record.value);
            }
            Ok(())
        })
    }

    fn keep(&mut self, entries: &[Entry], rows: &Rows) {
        match &rows.persons {
            Keys::Whole(keys) => {
                for chunk in keys.downcast_iter() {
                    let values = chunk.values();
                    let ids = entries.iter().map(|entry| values[entry.row as usize]);
                    self.unnumbered.extend(ids);
                    self.enter(entries, rows, |_, _| 0);
                }
            }
            Keys::Text(keys) => {
                for chunk in keys.downcast_iter() {
                    self.enter(entries, rows, |partition, entry| {
                        partition.text(entry.hash, chunk.value(entry.row as usize))
                    });
                }
            }
        }
    }

    /// Numbers the persons of the events that have none yet.
    pub(super) fn number_persons(&mut self) {
        let hasher = hasher();
        let ids = std::mem::take(&mut self.unnumbered);
        for (event, id) in ids.into_iter().enumerate() {
            self.events[event].person = self.whole(hasher.hash_one(id), id);
        }
    }

    fn enter(&mut self, entries: &[Entry], rows: &Rows, person: impl Fn(&mut Self, &Entry) -> u32) {
        self.events.reserve(entries.len());
        for entry in entries {
            let person = person(self, entry);
            self.events.push(Raw {
                person,
                kind: entry.kind,
                time: entry.time,
            });
        }
        let at = |entry: &Entry| entry.row as usize;
        if let Some(groups) = &rows.groups {
            self.groups
                .extend(entries.iter().map(|entry| groups[at(entry)]));
        }
        if let Some(splits) = &rows.splits {
            self.splits
                .extend(entries.iter().map(|entry| splits[at(entry)].unwrap_or(0)));
        }
        if let Some(values) = &rows.values {
            let value = |entry: &Entry| values[at(entry)].value().unwrap_or(i64::MIN);
            self.values.extend(entries.iter().map(value));
        }
    }

    fn whole(&mut self, hash: u64, id: i64) -> u32 {
        let Ids::Whole(ids) = self.ids.get_or_insert_with(|| Ids::Whole(Vec::new())) else {
            unreachable!("the id column has one type")
        };
        let hashes = &mut self.hashes;
        let fresh = number(ids.len());
        let same = |&person: &u32| ids[person as usize] == id;
        match self
            .index
            .entry(hash, same, |&person| hashes[person as usize])
        {
            hashbrown::hash_table::Entry::Occupied(entry) => *entry.get(),
            hashbrown::hash_table::Entry::Vacant(entry) => {
                entry.insert(fresh);
                ids.push(id);
                hashes.push(hash);
                fresh
            }
        }
    }

    fn text(&mut self, hash: u64, id: &str) -> u32 {
        let Ids::Text(ids) = self.ids.get_or_insert_with(|| Ids::Text(Texts::default())) else {
            unreachable!("the id column has one type")
        };
        let hashes = &mut self.hashes;
        let fresh = number(hashes.len());
        let same =
            |&person: &u32| hashes[person as usize] == hash && ids.get(person as usize) == id;
        match self
            .index
            .entry(hash, same, |&person| hashes[person as usize])
        {
            hashbrown::hash_table::Entry::Occupied(entry) => *entry.get(),
            hashbrown::hash_table::Entry::Vacant(entry) => {
                entry.insert(fresh);
                ids.push(id);
                hashes.push(hash);
                fresh
            }
        }
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
