//! [`Persons`]: the persons whose ids hash to one place, numbered in the order of their first appearance.

use std::hash::BuildHasher;

use foldhash::fast;
use fourr_table::coerce::Keys;
use hashbrown::{HashTable, hash_table::Entry};

/// Partitions of the persons: enough that one of a million persons fits into the second-level cache.
pub(crate) const PARTITIONS: usize = 64;

const SEED: u64 = 0x0070_6572;

/// The partition of a person.
pub(crate) fn partition_of(hash: u64) -> usize {
    fourr_table::partition_of(hash, PARTITIONS)
}

/// The hashes of the ids of a batch, in their order; `None` where there is no id.
pub(crate) fn hashes(keys: &Keys<'_>) -> Vec<Option<u64>> {
    let hasher = fast::FixedState::with_seed(SEED);
    match keys {
        Keys::Whole(ids) => match keys.as_slice() {
            Some(ids) => ids.iter().map(|id| Some(hasher.hash_one(*id))).collect(),
            None => ids.iter().map(|id| Some(hasher.hash_one(id?))).collect(),
        },
        Keys::Text(ids) => ids.iter().map(|id| Some(hasher.hash_one(id?))).collect(),
    }
}

/// The persons of one partition.
#[derive(Debug, Default)]
pub(crate) struct Persons {
    index: HashTable<u32>,
    hashes: Vec<u64>,
    ids: Ids,
}

/// Ids in the order of their numbers.
#[derive(Debug, Default)]
enum Ids {
    #[default]
    None,
    Whole(Vec<i64>),
    /// Strings end to end.
    Text {
        bytes: String,
        ends: Vec<usize>,
    },
}

impl Persons {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.hashes.len()
    }

    /// The number of the person of a row, who is new where `keys` name nobody met before. The row has an id.
    #[inline]
    pub(crate) fn number(&mut self, hash: u64, keys: &Keys<'_>, row: usize) -> u32 {
        match keys {
            Keys::Whole(ids) => self.whole(hash, ids.get(row).unwrap_or_default()),
            Keys::Text(ids) => self.text(hash, ids.get(row).unwrap_or_default()),
        }
    }

    /// The number of the person of a row, if there is one of that id.
    pub(crate) fn find(&self, hash: u64, keys: &Keys<'_>, row: usize) -> Option<u32> {
        let same = |number: &u32| match (keys, &self.ids) {
            (Keys::Whole(ids), Ids::Whole(known)) => ids.get(row) == Some(known[*number as usize]),
            (Keys::Text(ids), Ids::Text { bytes, ends }) => {
                ids.get(row) == Some(text_of(bytes, ends, *number as usize))
            }
            _ => false,
        };
        self.index.find(hash, same).copied()
    }

    fn whole(&mut self, hash: u64, id: i64) -> u32 {
        if matches!(self.ids, Ids::None) {
            self.ids = Ids::Whole(Vec::new());
        }
        let Ids::Whole(ids) = &mut self.ids else {
            unreachable!("the id column has one type")
        };
        let hashes = &mut self.hashes;
        let same = |number: &u32| ids[*number as usize] == id;
        match self
            .index
            .entry(hash, same, |number| hashes[*number as usize])
        {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let number = next(hashes);
                entry.insert(number);
                ids.push(id);
                hashes.push(hash);
                number
            }
        }
    }

    fn text(&mut self, hash: u64, id: &str) -> u32 {
        if matches!(self.ids, Ids::None) {
            self.ids = Ids::Text {
                bytes: String::new(),
                ends: Vec::new(),
            };
        }
        let Ids::Text { bytes, ends } = &mut self.ids else {
            unreachable!("the id column has one type")
        };
        let hashes = &mut self.hashes;
        let same = |number: &u32| {
            let number = *number as usize;
            hashes[number] == hash && text_of(bytes, ends, number) == id
        };
        match self
            .index
            .entry(hash, same, |number| hashes[*number as usize])
        {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let number = next(hashes);
                entry.insert(number);
                bytes.push_str(id);
                ends.push(bytes.len());
                hashes.push(hash);
                number
            }
        }
    }
}

fn next(hashes: &[u64]) -> u32 {
    u32::try_from(hashes.len()).unwrap_or(u32::MAX)
}

fn text_of<'a>(bytes: &'a str, ends: &[usize], number: usize) -> &'a str {
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    &bytes[start..ends[number]]
}

#[cfg(test)]
mod tests {
    use fourr_table::coerce::keys;
    use polars::prelude::*;

    use super::*;

    #[test]
    fn a_person_keeps_the_number_of_the_first_row() {
        let columns = [
            Column::new("id".into(), [Some("007"), Some("7"), None, Some("007")]),
            Column::new("id".into(), [Some(7_i64), Some(8), None, Some(7)]),
        ];
        for column in columns {
            let keys = keys(&column).unwrap();
            let hashes = hashes(&keys);
            assert_eq!(hashes[2], None);
            let mut persons = Persons::default();
            let numbers = [0, 1, 3].map(|row| persons.number(hashes[row].unwrap(), &keys, row));
            assert_eq!((numbers, persons.len()), ([0, 1, 0], 2));
            assert_eq!(persons.find(hashes[1].unwrap(), &keys, 1), Some(1));
            assert_eq!(Persons::default().find(hashes[1].unwrap(), &keys, 1), None);
        }
    }
}
