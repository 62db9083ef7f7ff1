//! [`Partition`]: the customers whose ids hash to one place.

use fourr_table::{Aside, Id, Scratch, TableError};
use hashbrown::HashTable;

use super::{
    record::Record,
    rows::{Meaning, customer_hasher, day_of},
};

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

/// A purchase: a customer of the partition, a day, and an order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visit {
    pub(super) customer: u32,
    pub(super) day: i32,
    pub(super) order: u64,
}

/// The customers whose ids hash to one place, and their purchases.
#[derive(Debug, Default)]
pub(super) struct Partition {
    index: HashTable<u32>,
    pub(super) ids: Option<Ids>,
    pub(super) states: Vec<State>,
    pub(super) visits: Vec<Visit>,
}

impl Partition {
    /// The customers of the rows that the workers have put aside for this place.
    pub(super) fn of(asides: Vec<Aside>, scratch: &Scratch) -> Result<Self, TableError> {
        let mut partition = Self::default();
        for aside in asides {
            aside.drain(scratch, |block| -> Result<(), TableError> {
                let mut rest = block;
                while let Some((record, after)) = Record::read(rest) {
                    rest = after;
                    let customer = match record.id {
                        Id::Whole(id) => partition.whole(record.id.hash(&customer_hasher()), id),
                        Id::Text(id) => partition.text(record.id.hash(&customer_hasher()), id),
                    };
                    partition.enter(customer, &record);
                }
                Ok(())
            })?;
        }
        Ok(partition)
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

    fn enter(&mut self, customer: u32, record: &Record<'_>) {
        let state = &mut self.states[customer as usize];
        match record.meaning {
            Meaning::Outside => {}
            Meaning::Gift | Meaning::Refund => {
                state.seen_inside = true;
                state.amount += i128::from(record.amount);
            }
            Meaning::Purchase => {
                state.amount += i128::from(record.amount);
                state.last = state.last.max(record.time);
                let day = day_of(record.time);
                if day < state.first_day {
                    (state.first_day, state.first_amount) = (day, 0);
                }
                if day == state.first_day {
                    state.first_amount += i128::from(record.amount);
                }
                self.visits.push(Visit {
                    customer,
                    day,
                    order: record.order,
                });
            }
        }
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
