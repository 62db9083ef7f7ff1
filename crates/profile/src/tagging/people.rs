//! [`People`]: who the persons are, and where each stands.

use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast;
use fourr_table::coerce::Keys;
use hashbrown::HashTable;
use polars::prelude::*;

const SEED: u64 = 0x0070_6572;

/// The ids of the persons in ascending order: numbers by value, text by code point.
#[derive(Debug, Clone)]
pub struct People {
    ids: Keys<'static>,
    /// Places by the hash of the id; none where ids are the numbers from the first without gaps.
    index: std::sync::OnceLock<HashTable<u32>>,
}

impl People {
    /// Of ids in ascending order, without nulls and repetition.
    pub fn new(ids: Keys<'static>) -> Self {
        Self {
            ids,
            index: std::sync::OnceLock::new(),
        }
    }

    /// Persons.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The ids, in order.
    pub fn ids(&self) -> &Keys<'static> {
        &self.ids
    }

    /// The ids of some persons as a column of that name.
    pub(crate) fn part(&self, name: &str, persons: &Range<usize>) -> Series {
        let name = PlSmallStr::from_str(name);
        match &self.ids {
            Keys::Whole(ids) => {
                let start = i64::try_from(persons.start).unwrap_or(i64::MAX);
                let ids = ids.slice(start, persons.len());
                ids.with_name(name).into_series()
            }
            Keys::Text(ids) => {
                let ids = persons.clone().map(|person| ids.get(person));
                StringChunked::from_iter_options(name, ids).into_series()
            }
        }
    }

    /// The id of the person at a place, as text.
    pub fn name(&self, person: usize) -> Option<String> {
        match &self.ids {
            Keys::Whole(ids) => ids.get(person).map(|id| id.to_string()),
            Keys::Text(ids) => ids.get(person).map(str::to_owned),
        }
    }

    /// The place of the person with that id, as it is written.
    pub fn find(&self, id: &str) -> Option<usize> {
        let wanted = StringChunked::from_slice(PlSmallStr::EMPTY, &[id]);
        self.places(&Keys::Text(wanted.into()))[0].map(|place| place as usize)
    }

    /// Where the persons of a batch stand; `None` for no id and for somebody unknown.
    ///
    /// Whole numbers and text meet: the person 7 of a Parquet file is the person `7` of a CSV file.
    pub fn places(&self, keys: &Keys<'_>) -> Vec<Option<u32>> {
        let index = self.index.get_or_init(|| self.build());
        let hasher = fast::FixedState::with_seed(SEED);
        match (&self.ids, keys) {
            (Keys::Whole(ids), Keys::Whole(keys)) => {
                let Some(ids) = ids.downcast_iter().next() else {
                    return vec![None; keys.len()];
                };
                let ids = ids.values();
                let find = |key: i64| {
                    index
                        .find(hasher.hash_one(key), |&p| ids[p as usize] == key)
                        .copied()
                };
                keys.iter().map(|key| key.and_then(find)).collect()
            }
            (Keys::Text(ids), Keys::Text(keys)) => {
                let find = |key: &str| {
                    index
                        .find(hasher.hash_one(key), |&p| ids.get(p as usize) == Some(key))
                        .copied()
                };
                keys.iter().map(|key| key.and_then(find)).collect()
            }
            (Keys::Text(_), Keys::Whole(keys)) => {
                let texts = keys.iter().map(|key| key.map(|key| key.to_string()));
                let texts = StringChunked::from_iter_options(PlSmallStr::EMPTY, texts);
                self.places(&Keys::Text(texts.into()))
            }
            (Keys::Whole(_), Keys::Text(keys)) => {
                // 007 is another person than 7.
                let whole = |key: &str| key.parse().ok().filter(|id: &i64| id.to_string() == key);
                let numbers = keys.iter().map(|key| key.and_then(whole));
                self.places(&Keys::Whole(Int64Chunked::from_iter_options(
                    PlSmallStr::EMPTY,
                    numbers,
                )))
            }
        }
    }

    fn build(&self) -> HashTable<u32> {
        let hasher = fast::FixedState::with_seed(SEED);
        let mut index = HashTable::with_capacity(self.len());
        match &self.ids {
            Keys::Whole(ids) => {
                let values = ids
                    .downcast_iter()
                    .next()
                    .map_or(&[][..], |ids| ids.values());
                for (place, id) in (0_u32..).zip(values) {
                    index.insert_unique(hasher.hash_one(*id), place, |&p| {
                        hasher.hash_one(values[p as usize])
                    });
                }
            }
            Keys::Text(ids) => {
                for (place, id) in (0_u32..).zip(ids.iter().flatten()) {
                    let hash = |&p: &u32| hasher.hash_one(ids.get(p as usize).unwrap_or_default());
                    index.insert_unique(hasher.hash_one(id), place, hash);
                }
            }
        }
        index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_text_meet_but_leading_zeros_differ() {
        let whole = People::new(Keys::Whole(Int64Chunked::from_vec("id".into(), vec![7, 9])));
        assert_eq!(
            (whole.find("9"), whole.find("09"), whole.find("x")),
            (Some(1), None, None)
        );
        let ids = StringChunked::from_slice("id".into(), &["007", "7"]);
        let text = People::new(Keys::Text(ids.into()));
        let keys = Keys::Whole(Int64Chunked::from_iter_options(
            "k".into(),
            [Some(7), None, Some(8)].into_iter(),
        ));
        assert_eq!(text.places(&keys), [Some(1), None, None]);
    }
}
