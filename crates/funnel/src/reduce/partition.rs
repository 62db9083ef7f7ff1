//! [`Partition`]: the persons whose ids hash to one place, and their events.

use foldhash::fast;
use fourr_table::{Aside, Id, Scratch, TableError};
use hashbrown::HashTable;

use super::record::Record;

const SEED: u64 = 0x6675_6E6E;

/// The hash of a person's id.
pub(super) fn hasher() -> fast::FixedState {
    fast::FixedState::with_seed(SEED)
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
    pub(crate) ids: Option<Ids>,
    pub(crate) events: Vec<Raw>,
    /// Codes of the breakdown column.
    pub(crate) groups: Vec<u32>,
    /// What keeps the events of a person apart: the property that is held, or the session.
    pub(crate) splits: Vec<u64>,
    /// What is at stake, in ten-thousandths; the smallest number for an empty cell.
    pub(crate) values: Vec<i64>,
}

impl Partition {
    /// Persons in the partition.
    pub(crate) fn persons(&self) -> usize {
        self.hashes.len()
    }

    /// The persons of the rows that the workers have put aside for this place.
    pub(crate) fn of(asides: Vec<Aside>, scratch: &Scratch) -> Result<Self, TableError> {
        let mut partition = Self::default();
        for aside in asides {
            aside.drain(scratch, |block| -> Result<(), TableError> {
                let mut rest = block;
                while let Some((record, after)) = Record::read(rest) {
                    rest = after;
                    partition.enter(&record);
                }
                Ok(())
            })?;
        }
        Ok(partition)
    }

    fn enter(&mut self, record: &Record<'_>) {
        let hash = record.id.hash(&hasher());
        let person = match record.id {
            Id::Whole(id) => self.whole(hash, id),
            Id::Text(id) => self.text(hash, id),
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
