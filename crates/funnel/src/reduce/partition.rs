//! [`Partition`]: the persons whose ids hash to one place, and their events.

use foldhash::fast;
use fourr_table::{Aside, Numbered, Scratch, TableError};

use super::record::Record;

const SEED: u64 = 0x6675_6E6E;

/// The hash of a person's id.
pub(super) fn hasher() -> fast::FixedState {
    fast::FixedState::with_seed(SEED)
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
    pub(crate) ids: Numbered,
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
        self.ids.len()
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
        let person = self.ids.number(hash, record.id);
        self.events.push(Raw {
            person,
            kind: record.kind,
            time: record.time,
        });
        self.groups.extend(record.group);
        self.splits.extend(record.split);
        self.values.extend(record.value);
    }
}
