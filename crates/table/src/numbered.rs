//! [`Numbered`]: identifiers as small numbers.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use crate::Id;

/// Identifiers of a column, numbered from 0 in the order of their first appearance.
///
/// Whoever asks brings the [hash](Id::hash) along, which has chosen the partition already: always by the same hasher.
#[derive(Debug, Default)]
pub struct Numbered {
    index: HashTable<u32>,
    hashes: Vec<u64>,
    ids: NumberedIds,
}

/// The identifiers of numbers from 0 on.
#[derive(Debug, Default)]
pub struct NumberedIds(Column);

#[derive(Debug, Default)]
enum Column {
    #[default]
    None,
    Whole(Vec<i64>),
    Text(Texts),
}

/// Texts, of which those that are [numbers](Id::Written) take no more room than these.
#[derive(Debug, Default)]
struct Texts {
    /// The number, or from [`OTHER`] on the place among the others.
    numbers: Vec<u64>,
    /// The others end to end.
    others: String,
    ends: Vec<usize>,
}

/// Above every number that is written.
const OTHER: u64 = 1 << 63;

impl Texts {
    fn get(&self, number: usize) -> Id<'_> {
        let own = self.numbers[number];
        if own < OTHER {
            return Id::Written(own);
        }
        let place = usize::try_from(own - OTHER).unwrap_or(usize::MAX);
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        Id::Text(&self.others[start..self.ends[place]])
    }

    fn push(&mut self, text: &str) {
        self.numbers.push(OTHER + self.ends.len() as u64);
        self.others.push_str(text);
        self.ends.push(self.others.len());
    }
}

impl Column {
    /// Whether the id of a number is this one, which has the same hash.
    #[inline]
    fn is(&self, number: u32, id: Id<'_>) -> bool {
        let number = number as usize;
        match (self, id) {
            (Self::Whole(ids), Id::Whole(id)) => ids[number] == id,
            (Self::Text(ids), Id::Written(id)) => ids.numbers[number] == id,
            (Self::Text(ids), Id::Text(_)) => ids.get(number) == id,
            _ => false,
        }
    }

    fn push(&mut self, id: Id<'_>) {
        if matches!(self, Self::None) {
            *self = match id {
                Id::Whole(_) => Self::Whole(Vec::new()),
                Id::Written(_) | Id::Text(_) => Self::Text(Texts::default()),
            };
        }
        match (self, id) {
            (Self::Whole(ids), Id::Whole(id)) => ids.push(id),
            (Self::Text(ids), Id::Written(id)) => ids.numbers.push(id),
            (Self::Text(ids), Id::Text(id)) => ids.push(id),
            _ => unreachable!("the ids of a column have one type"),
        }
    }
}

impl NumberedIds {
    /// The id of a number.
    pub fn get(&self, number: usize) -> Option<Id<'_>> {
        match &self.0 {
            Column::None => None,
            Column::Whole(ids) => ids.get(number).copied().map(Id::Whole),
            Column::Text(ids) => (number < ids.numbers.len()).then(|| ids.get(number)),
        }
    }

    /// Whether they are of a column of text.
    pub fn are_texts(&self) -> bool {
        matches!(self.0, Column::Text(_))
    }
}

impl Numbered {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// The number of an id of that hash; the next one where it is new.
    ///
    /// # Panics
    /// Of a whole number among texts or a text among whole numbers: the ids of a column have one type.
    #[inline]
    pub fn number(&mut self, hash: u64, id: Id<'_>) -> u32 {
        let Self { index, hashes, ids } = self;
        let same = |&number: &u32| hashes[number as usize] == hash && ids.0.is(number, id);
        match index.entry(hash, same, |&number| hashes[number as usize]) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let number = u32::try_from(hashes.len()).unwrap_or(u32::MAX);
                entry.insert(number);
                hashes.push(hash);
                ids.0.push(id);
                number
            }
        }
    }

    /// The number of an id of that hash, if it was met.
    pub fn find(&self, hash: u64, id: Id<'_>) -> Option<u32> {
        let same =
            |&number: &u32| self.hashes[number as usize] == hash && self.ids.0.is(number, id);
        self.index.find(hash, same).copied()
    }

    /// The id of a number.
    pub fn get(&self, number: usize) -> Option<Id<'_>> {
        self.ids.get(number)
    }

    /// The ids alone, once all are numbered.
    pub fn into_ids(self) -> NumberedIds {
        self.ids
    }
}

#[cfg(test)]
mod tests {
    use foldhash::fast::FixedState;

    use super::*;

    #[test]
    fn an_id_keeps_the_number_of_its_first_row() {
        let hasher = FixedState::with_seed(1);
        let texts = [
            "7",
            "007",
            "会员7",
            "",
            "7",
            "1000000000000000000000",
            "会员7",
        ];
        let mut numbered = Numbered::default();
        assert!(numbered.is_empty() && numbered.get(0).is_none());
        let numbers = texts.map(|text| {
            let id = Id::of_text(text);
            numbered.number(id.hash(&hasher), id)
        });
        assert_eq!((numbers, numbered.len()), ([0, 1, 2, 3, 0, 4, 2], 5));
        for (text, number) in texts.into_iter().zip(numbers) {
            let id = Id::of_text(text);
            assert_eq!(numbered.find(id.hash(&hasher), id), Some(number));
            let found = numbered.get(number as usize).unwrap();
            let whole = (text == "7").then_some(7);
            assert_eq!((&*found.text(), found.whole()), (text, whole));
        }
        let absent = Id::of_text("8");
        assert_eq!(numbered.find(absent.hash(&hasher), absent), None);
        let mut numbered = Numbered::default();
        let numbers = [-7, 8, -7].map(|id| {
            let id = Id::Whole(id);
            numbered.number(id.hash(&hasher), id)
        });
        assert_eq!(numbers, [0, 1, 0]);
        assert_eq!(numbered.get(1), Some(Id::Whole(8)));
        let ids = numbered.into_ids();
        assert!(ids.get(2).is_none() && !ids.are_texts());
        let least = ids.get(0).unwrap();
        assert_eq!((&*least.text(), least.whole()), ("-7", Some(-7)));
    }
}
