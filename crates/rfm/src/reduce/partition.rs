//! [`Partition`]: the customers whose ids hash to one place.

use std::hash::BuildHasher;

use fourr_table::{Scratch, Spilled, TableError, coerce::Keys};
use hashbrown::HashTable;
use polars::prelude::{Int64Chunked, StringChunked};

use super::{
    record::{self, Id},
    rows::{Entry, Meaning, customer_hasher, day_of},
    visits::{Visit, Visits},
};

/// Rows of a partition at which the states of its customers fit into the second-level cache, where each has a dozen.
const ROWS: u64 = 1 << 17;
/// With fewer, workers would wait for each other; with more, those of a batch would be too few to be folded at once.
const FEWEST: usize = 64;
const MOST: usize = 1 << 10;

/// Partitions for the customers of so many rows: a power of two.
pub(super) fn partitions(rows: Option<u64>) -> usize {
    let wanted = rows.map_or(FEWEST as u64, |rows| rows / ROWS);
    let wanted = usize::try_from(wanted).unwrap_or(MOST);
    wanted.clamp(FEWEST, MOST).next_power_of_two()
}

/// The partition of a customer, from bits of the hash that the tables inside a partition do not use: hashbrown places by
/// the lowest bits and tags by the topmost seven, which must differ within a partition.
pub(super) fn partition_of(hash: u64, partitions: usize) -> usize {
    (hash >> 32) as usize & (partitions - 1)
}

/// What is known of a customer while rows come in.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    hash: u64,
    /// Last purchase, in microseconds.
    pub(super) last: i64,
    /// Paid less refunded, in ten-thousandths.
    pub(super) amount: i128,
    /// Day of the first purchase.
    pub(super) first_day: i32,
    /// Paid on that day.
    pub(super) first_amount: i128,
    /// Whether a refund or a gift was seen in the window.
    pub(super) seen_inside: bool,
}

/// The ids of a partition's customers in the order of their first appearance.
#[derive(Debug)]
pub(super) enum Ids {
    Whole(Vec<i64>),
    Text(Texts),
}

/// Strings end to end.
#[derive(Debug, Default)]
pub(super) struct Texts {
    bytes: String,
    ends: Vec<usize>,
}

impl Texts {
    pub(super) fn get(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[index]]
    }

    fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
    }
}

/// The customers whose ids hash to one place, and their purchases.
#[derive(Debug, Default)]
pub(super) struct Partition {
    index: HashTable<u32>,
    pub(super) ids: Option<Ids>,
    pub(super) states: Vec<State>,
    pub(super) visits: Visits,
    /// Rows that came when memory was full.
    aside: Spilled,
}

impl Partition {
    /// Folds entries of one batch in, or puts them aside once memory is full; `keys` are the customers of that batch by row.
    pub(super) fn fold(
        &mut self,
        entries: &[Entry],
        keys: &Keys,
        scratch: &Scratch,
    ) -> Result<(), TableError> {
        if entries.is_empty() {
            return Ok(());
        }
        if scratch.is_full() {
            return self.put_aside(entries, keys, scratch);
        }
        let before = self.bytes();
        match keys {
            Keys::Whole(keys) => each_whole(keys, entries, |entry, id| {
                let customer = self.whole(entry.hash, id);
                self.enter(customer, entry);
            }),
            Keys::Text(keys) => each_text(keys, entries, |entry, id| {
                let customer = self.text(entry.hash, id);
                self.enter(customer, entry);
            }),
        }
        self.visits.compact();
        scratch.account(before, self.bytes());
        Ok(())
    }

    fn put_aside(
        &mut self,
        entries: &[Entry],
        keys: &Keys,
        scratch: &Scratch,
    ) -> Result<(), TableError> {
        self.aside.append(scratch, |out| match keys {
            Keys::Whole(keys) => each_whole(keys, entries, |entry, id| {
                record::write(entry, Id::Whole(id), out);
            }),
            Keys::Text(keys) => each_text(keys, entries, |entry, id| {
                record::write(entry, Id::Text(id), out);
            }),
        })
    }

    /// Folds in what was put aside: the partition is complete then.
    pub(super) fn complete(&mut self, scratch: &Scratch) -> Result<(), TableError> {
        let hasher = customer_hasher();
        std::mem::take(&mut self.aside).drain(scratch, |block| {
            record::read(block, |entry, id| {
                let customer = match id {
                    Id::Whole(id) => self.whole(hasher.hash_one(id), id),
                    Id::Text(id) => self.text(hasher.hash_one(id), id),
                };
                self.enter(customer, entry);
            });
            self.visits.compact();
            Ok(())
        })
    }

    /// What it takes in memory, about.
    pub(super) fn bytes(&self) -> usize {
        let ids = match &self.ids {
            None => 0,
            Some(Ids::Whole(ids)) => size_of_val(ids.as_slice()),
            Some(Ids::Text(texts)) => texts.bytes.len() + size_of_val(texts.ends.as_slice()),
        };
        ids + size_of_val(self.states.as_slice())
            + self.index.capacity() * size_of::<u32>()
            + self.visits.len() * size_of::<Visit>()
    }

    fn whole(&mut self, hash: u64, id: i64) -> u32 {
        let Ids::Whole(ids) = self.ids.get_or_insert_with(|| Ids::Whole(Vec::new())) else {
            unreachable!("the id column has one type")
        };
        let states = &self.states;
        let entry = self.index.entry(
            hash,
            |&c| ids[c as usize] == id,
            |&c| states[c as usize].hash,
        );
        let fresh = number(states.len());
        let customer = *entry
            .or_insert_with(|| {
                ids.push(id);
                fresh
            })
            .get();
        self.welcome(customer, hash);
        customer
    }

    fn text(&mut self, hash: u64, id: &str) -> u32 {
        let Ids::Text(ids) = self.ids.get_or_insert_with(|| Ids::Text(Texts::default())) else {
            unreachable!("the id column has one type")
        };
        let states = &self.states;
        let entry = self.index.entry(
            hash,
            |&c| states[c as usize].hash == hash && ids.get(c as usize) == id,
            |&c| states[c as usize].hash,
        );
        let fresh = number(states.len());
        let customer = match entry {
            hashbrown::hash_table::Entry::Occupied(entry) => *entry.get(),
            hashbrown::hash_table::Entry::Vacant(entry) => {
                entry.insert(fresh);
                ids.push(id);
                fresh
            }
        };
        self.welcome(customer, hash);
        customer
    }

    fn welcome(&mut self, customer: u32, hash: u64) {
        if customer as usize == self.states.len() {
            self.states.push(State {
                hash,
                last: i64::MIN,
                amount: 0,
                first_day: i32::MAX,
                first_amount: 0,
                seen_inside: false,
            });
        }
    }

    fn enter(&mut self, customer: u32, entry: &Entry) {
        let state = &mut self.states[customer as usize];
        match entry.meaning {
            Meaning::Outside => {}
            Meaning::Gift | Meaning::Refund => {
                state.seen_inside = true;
                state.amount += i128::from(entry.amount);
            }
            Meaning::Purchase => {
                state.amount += i128::from(entry.amount);
                state.last = state.last.max(entry.time);
                let day = day_of(entry.time);
                if day < state.first_day {
                    (state.first_day, state.first_amount) = (day, 0);
                }
                if day == state.first_day {
                    state.first_amount += i128::from(entry.amount);
                }
                self.visits.push(Visit {
                    customer,
                    day,
                    order: entry.order,
                });
            }
        }
    }
}

fn each_whole(keys: &Int64Chunked, entries: &[Entry], mut each: impl FnMut(&Entry, i64)) {
    if let Some(values) = keys.downcast_iter().next() {
        for entry in entries {
            each(entry, values.value(entry.row as usize));
        }
    }
}

fn each_text(keys: &StringChunked, entries: &[Entry], mut each: impl FnMut(&Entry, &str)) {
    if let Some(values) = keys.downcast_iter().next() {
        for entry in entries {
            each(entry, values.value(entry.row as usize));
        }
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
