//! [`People`]: who the persons are, and where each stands.

use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast;
use fourr_table::{Id, coerce::Keys};
use hashbrown::HashTable;
use polars::prelude::*;

use super::ids::Ids;

const SEED: u64 = 0x0070_6572;

/// The ids of the persons in ascending order: numbers by value, text by code point.
///
/// A column of text with nothing but whole numbers, each written in the one way without leading zeros, has the order of
/// numbers, and takes the room of numbers; where it is written, it is text as it was.
#[derive(Debug, Clone)]
pub struct People {
    ids: Keys<'static>,
    /// Whether ids that are numbers stood there as text.
    written: bool,
    index: std::sync::OnceLock<Index>,
}

/// Where persons stand by their ids.
#[derive(Debug, Clone)]
enum Index {
    /// Ids are numbers close to each other: places by the distance from the least; [`NOBODY`] in gaps.
    Near { least: i64, places: Vec<u32> },
    /// Places by the hash of the id.
    Hashed(HashTable<u32>),
}

const NOBODY: u32 = u32::MAX;

/// How many numbers the ids may span for each of them, so that their distances are places.
const NEAR: i64 = 4;

impl People {
    /// Of ids in ascending order, without nulls and repetition.
    pub fn new(ids: Keys<'static>) -> Self {
        Self::of(Ids {
            keys: ids,
            written: false,
        })
    }

    /// The same of numbers that may have been text.
    pub(super) fn of(ids: Ids) -> Self {
        Self {
            ids: ids.keys,
            written: ids.written,
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
                if !self.written {
                    return ids.with_name(name).into_series();
                }
                let ids = ids.iter().map(|id| id.map(|id| id.to_string()));
                StringChunked::from_iter_options(name, ids).into_series()
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
    /// Whole numbers and text meet: the person 7 of a Parquet file is the person `7` of a CSV file, and 007 is another one.
    pub fn places(&self, keys: &Keys<'_>) -> Vec<Option<u32>> {
        match (self.index.get_or_init(|| Index::of(&self.ids)), keys) {
            (Index::Near { least, places }, keys) => {
                let place = |number: i64| {
                    let place = usize::try_from(number.checked_sub(*least)?).ok()?;
                    places.get(place).copied().filter(|place| *place != NOBODY)
                };
                match (keys, keys.as_slice()) {
                    (_, Some(keys)) => keys.iter().map(|key| place(*key)).collect(),
                    (Keys::Whole(keys), None) => keys.iter().map(|key| place(key?)).collect(),
                    (Keys::Text(keys), None) => {
                        keys.iter().map(|key| place(number_of(key?)?)).collect()
                    }
                }
            }
            (Index::Hashed(index), keys) => self.find_all(index, keys),
        }
    }

    fn find_all(&self, index: &HashTable<u32>, keys: &Keys<'_>) -> Vec<Option<u32>> {
        let hasher = fast::FixedState::with_seed(SEED);
        match (&self.ids, keys) {
            (Keys::Whole(ids), Keys::Whole(keys)) => {
                let ids = values(ids);
                let find = |key: i64| {
                    let same = |place: &u32| ids[*place as usize] == key;
                    index.find(hasher.hash_one(key), same).copied()
                };
                keys.iter().map(|key| key.and_then(find)).collect()
            }
            (Keys::Text(ids), Keys::Text(keys)) => {
                let find = |key: &str| {
                    let same = |place: &u32| ids.get(*place as usize) == Some(key);
                    index.find(hasher.hash_one(key), same).copied()
                };
                keys.iter().map(|key| key.and_then(find)).collect()
            }
            (Keys::Text(_), Keys::Whole(keys)) => {
                let texts = keys.iter().map(|key| key.map(|key| key.to_string()));
                let texts = StringChunked::from_iter_options(PlSmallStr::EMPTY, texts);
                self.find_all(index, &Keys::Text(texts.into()))
            }
            (Keys::Whole(_), Keys::Text(keys)) => {
                let numbers = keys.iter().map(|key| key.and_then(number_of));
                let numbers = Int64Chunked::from_iter_options(PlSmallStr::EMPTY, numbers);
                self.find_all(index, &Keys::Whole(numbers))
            }
        }
    }
}

/// The number that only this text is.
fn number_of(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) if digits != "0" => (true, digits),
        Some(_) => return None,
        None => (false, text),
    };
    let number = Id::of_text(digits).whole()?;
    Some(if negative { -number } else { number })
}

/// Numbers in one piece.
fn values(ids: &Int64Chunked) -> &[i64] {
    ids.cont_slice().unwrap_or(&[])
}

impl Index {
    fn of(ids: &Keys<'static>) -> Self {
        Self::near(ids).unwrap_or_else(|| Self::Hashed(hashed(ids)))
    }

    /// Of ids that are all numbers close to each other.
    fn near(ids: &Keys<'static>) -> Option<Self> {
        let numbers: Vec<i64> = match ids {
            Keys::Whole(ids) => values(ids).to_vec(),
            Keys::Text(ids) => {
                let numbers = ids.iter().map(|id| number_of(id?));
                numbers.collect::<Option<_>>()?
            }
        };
        let (least, most) = (*numbers.iter().min()?, *numbers.iter().max()?);
        let span = most.checked_sub(least)?.checked_add(1)?;
        if span / NEAR > i64::try_from(numbers.len()).ok()? {
            return None;
        }
        let mut places = vec![NOBODY; usize::try_from(span).ok()?];
        for (number, place) in numbers.iter().zip(0..) {
            places[usize::try_from(number - least).ok()?] = place;
        }
        Some(Self::Near { least, places })
    }
}

fn hashed(ids: &Keys<'static>) -> HashTable<u32> {
    let hasher = fast::FixedState::with_seed(SEED);
    let mut index = HashTable::with_capacity(ids.len());
    match ids {
        Keys::Whole(ids) => {
            let values = values(ids);
            for (place, id) in (0_u32..).zip(values) {
                let hash = |place: &u32| hasher.hash_one(values[*place as usize]);
                index.insert_unique(hasher.hash_one(*id), place, hash);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(ids: &[Option<i64>]) -> Keys<'static> {
        Keys::Whole(Int64Chunked::from_iter_options(
            "id".into(),
            ids.iter().copied(),
        ))
    }

    fn text(ids: &[&str]) -> Keys<'static> {
        Keys::Text(StringChunked::from_slice("id".into(), ids).into())
    }

    /// Ids near each other and ids far apart, numbers and texts, asked for by numbers and by texts.
    #[test]
    fn numbers_and_text_meet_but_leading_zeros_differ() {
        let numbers = whole(&[Some(7), None, Some(8), Some(-9), Some(1 << 40)]);
        let texts = text(&["7", "007", "8", "-9", "-0", "x", "1099511627776"]);
        let persons = [-9_i64, 7, 9];
        for far in [None, Some(1 << 40)] {
            let ids: Vec<Option<i64>> = persons.into_iter().chain(far).map(Some).collect();
            let people = People::new(whole(&ids));
            let last = far.map(|_| 3);
            assert_eq!(
                people.places(&numbers),
                [Some(1), None, None, Some(0), last]
            );
            let found = people.places(&texts);
            assert_eq!(found, [Some(1), None, None, Some(0), None, None, last]);
            assert_eq!((people.find("9"), people.find("09")), (Some(2), None));
        }
        // By code point: 10 before 7.
        for last in ["8", "会员"] {
            let people = People::new(text(&["10", "7", last]));
            let eighth = (last == "8").then_some(2);
            assert_eq!(people.places(&numbers)[..3], [Some(1), None, eighth]);
            assert_eq!(people.places(&texts)[..3], [Some(1), None, eighth]);
            assert_eq!((people.find(last), people.find("07")), (Some(2), None));
        }
        assert_eq!(People::new(text(&[])).find("7"), None);
    }
}
