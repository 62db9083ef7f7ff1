//! [`People`]: who the persons are, and where each stands.

use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast;
use fourr_table::{Id, Texts, coerce::Keys};
use hashbrown::HashTable;
use polars::prelude::*;

use crate::data::WholeNumbers;

const SEED: u64 = 0x0070_6572;

/// The ids of the persons in ascending order: numbers by value, text by code point.
///
/// A column of text with nothing but whole numbers, each written in the one way without leading zeros, has the order of
/// numbers, and takes the room of numbers; where it is written, it is text as it was.
#[derive(Debug, Clone)]
pub struct People {
    ids: Held,
    index: std::sync::OnceLock<Index>,
}

#[derive(Debug, Clone)]
enum Held {
    /// Numbers, which may have stood there as text.
    Numbers {
        ids: WholeNumbers,
        written: bool,
    },
    Texts(Texts<'static>),
}

/// Where persons stand by their ids.
#[derive(Debug, Clone)]
enum Index {
    /// Ids are numbers, each one more than the one before: so many from the least.
    Running { least: i64, persons: usize },
    /// Ids are numbers close to each other: places by the distance from the least; [`NOBODY`] in gaps.
    Near { least: i64, places: Vec<u32> },
    /// Ids are numbers: places by the hash of the number.
    Far {
        ids: Vec<i64>,
        places: HashTable<u32>,
    },
    /// Places by the hash of the text.
    Texts(HashTable<u32>),
}

const NOBODY: u32 = u32::MAX;

/// How many numbers the ids may span for each of them, so that their distances are places.
const NEAR: i64 = 4;

impl People {
    /// Of ids in ascending order, without nulls and repetition.
    pub fn new(ids: Keys<'static>) -> Self {
        match ids {
            Keys::Whole(ids) => {
                let ids: Vec<i64> = ids.iter().flatten().collect();
                Self::of(WholeNumbers::of(&ids), false)
            }
            Keys::Text(ids) => Self::held(Held::Texts(ids)),
        }
    }

    /// The same of numbers that may have been text.
    pub(super) fn of(ids: WholeNumbers, written: bool) -> Self {
        Self::held(Held::Numbers { ids, written })
    }

    fn held(ids: Held) -> Self {
        Self {
            ids,
            index: std::sync::OnceLock::new(),
        }
    }

    /// Persons.
    pub fn len(&self) -> usize {
        match &self.ids {
            Held::Numbers { ids, .. } => ids.len(),
            Held::Texts(ids) => ids.len(),
        }
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The ids of some persons as a column of that name.
    pub(crate) fn part(&self, name: &str, persons: &Range<usize>) -> Series {
        let name = PlSmallStr::from_str(name);
        match &self.ids {
            Held::Numbers { ids, written } => {
                let ids = ids.part(persons.clone());
                if *written {
                    let ids = ids.map(|id| Some(id.to_string()));
                    return StringChunked::from_iter_options(name, ids).into_series();
                }
                Int64Chunked::from_vec(name, ids.collect()).into_series()
            }
            Held::Texts(ids) => {
                let ids = persons.clone().map(|person| ids.get(person));
                StringChunked::from_iter_options(name, ids).into_series()
            }
        }
    }

    /// The id of the person at a place, as text.
    pub fn name(&self, person: usize) -> Option<String> {
        match &self.ids {
            Held::Numbers { ids, .. } => ids.get(person).map(|id| id.to_string()),
            Held::Texts(ids) => ids.get(person).map(str::to_owned),
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
        let index = self.index.get_or_init(|| Index::of(&self.ids));
        match (index, &self.ids) {
            (Index::Texts(index), Held::Texts(ids)) => by_text(index, ids, keys),
            _ => by_number(|number| index.number(number), keys),
        }
    }
}

/// The places of numbers, also of those that stand there as text.
fn by_number(place: impl Fn(i64) -> Option<u32>, keys: &Keys<'_>) -> Vec<Option<u32>> {
    match (keys, keys.as_slice()) {
        (_, Some(keys)) => keys.iter().map(|key| place(*key)).collect(),
        (Keys::Whole(keys), None) => keys.iter().map(|key| place(key?)).collect(),
        (Keys::Text(keys), None) => {
            let places = keys.iter().map(|key| place(number_of(key?)?));
            places.collect()
        }
    }
}

/// The places of texts, also of those that are numbers there.
fn by_text(index: &HashTable<u32>, ids: &Texts<'_>, keys: &Keys<'_>) -> Vec<Option<u32>> {
    let hasher = fast::FixedState::with_seed(SEED);
    let find = |key: &str| {
        let same = |place: &u32| ids.get(*place as usize) == Some(key);
        index.find(hasher.hash_one(key), same).copied()
    };
    match keys {
        Keys::Text(keys) => keys.iter().map(|key| key.and_then(find)).collect(),
        Keys::Whole(keys) => {
            let places = keys.iter().map(|key| find(&key?.to_string()));
            places.collect()
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

impl Index {
    fn of(ids: &Held) -> Self {
        match ids {
            Held::Numbers { ids, .. } => {
                Self::near(|| ids.iter()).unwrap_or_else(|| Self::far(ids.iter().collect()))
            }
            Held::Texts(ids) => {
                let numbers = ids.iter().map(|id| number_of(id?));
                let numbers: Option<Vec<i64>> = numbers.collect();
                numbers
                    .and_then(|ids| Self::near(|| ids.iter().copied()))
                    .unwrap_or_else(|| Self::texts(ids))
            }
        }
    }

    /// Of numbers close to each other, in any order.
    fn near<I: Iterator<Item = i64>>(numbers: impl Fn() -> I) -> Option<Self> {
        let (least, most) = (numbers().min()?, numbers().max()?);
        let span = most.checked_sub(least)?.checked_add(1)?;
        let persons = numbers().count();
        if span / NEAR > i64::try_from(persons).ok()? {
            return None;
        }
        let distance = |number: i64| usize::try_from(number - least).ok();
        if numbers()
            .enumerate()
            .all(|(place, number)| distance(number) == Some(place))
        {
            return Some(Self::Running { least, persons });
        }
        let mut places = vec![NOBODY; usize::try_from(span).ok()?];
        for (number, place) in numbers().zip(0..) {
            places[distance(number)?] = place;
        }
        Some(Self::Near { least, places })
    }

    fn far(ids: Vec<i64>) -> Self {
        let hasher = fast::FixedState::with_seed(SEED);
        let mut places = HashTable::with_capacity(ids.len());
        for (place, id) in (0_u32..).zip(&ids) {
            let hash = |place: &u32| hasher.hash_one(ids[*place as usize]);
            places.insert_unique(hasher.hash_one(*id), place, hash);
        }
        Self::Far { ids, places }
    }

    fn texts(ids: &Texts<'_>) -> Self {
        let hasher = fast::FixedState::with_seed(SEED);
        let mut places = HashTable::with_capacity(ids.len());
        for (place, id) in (0_u32..).zip(ids.iter().flatten()) {
            let hash = |&p: &u32| hasher.hash_one(ids.get(p as usize).unwrap_or_default());
            places.insert_unique(hasher.hash_one(id), place, hash);
        }
        Self::Texts(places)
    }

    /// The place of a number.
    #[inline]
    fn number(&self, number: i64) -> Option<u32> {
        let distance = |least: i64| usize::try_from(number.checked_sub(least)?).ok();
        match self {
            Self::Running { least, persons } => {
                let place = distance(*least).filter(|place| place < persons)?;
                u32::try_from(place).ok()
            }
            Self::Near { least, places } => {
                let place = places.get(distance(*least)?).copied();
                place.filter(|place| *place != NOBODY)
            }
            Self::Far { ids, places } => {
                let hasher = fast::FixedState::with_seed(SEED);
                let same = |place: &u32| ids[*place as usize] == number;
                places.find(hasher.hash_one(number), same).copied()
            }
            Self::Texts(_) => None,
        }
    }
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
        for far in [None, Some(1_i64 << 40)] {
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
