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
    ids: Ids,
}

#[derive(Debug, Default)]
enum Ids {
    #[default]
    None,
    Whole(Vec<i64>),
    Text(Texts),
}

/// Texts end to end.
#[derive(Debug, Default)]
struct Texts {
    bytes: String,
    ends: Vec<usize>,
    /// The number that each is, see [`Id::Written`]; one that no text is for others.
    written: Vec<u64>,
}

const NO_NUMBER: u64 = u64::MAX;

impl Texts {
    fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[number]]
    }

    fn push(&mut self, text: &str, written: u64) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
        self.written.push(written);
    }
}

impl Ids {
    /// Whether the id of a number is this one, which has the same hash.
    #[inline]
    fn is(&self, number: u32, id: Id<'_>) -> bool {
        let number = number as usize;
        match (self, id) {
            (Self::Whole(ids), Id::Whole(id)) => ids[number] == id,
            (Self::Text(ids), Id::Written(id)) => ids.written[number] == id,
            (Self::Text(ids), Id::Text(id)) => ids.get(number) == id,
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
            (Self::Text(ids), Id::Written(id)) => ids.push(&id.to_string(), id),
            (Self::Text(ids), Id::Text(id)) => ids.push(id, NO_NUMBER),
            _ => unreachable!("the ids of a column have one type"),
        }
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
        let same = |&number: &u32| hashes[number as usize] == hash && ids.is(number, id);
        match index.entry(hash, same, |&number| hashes[number as usize]) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let number = u32::try_from(hashes.len()).unwrap_or(u32::MAX);
                entry.insert(number);
                hashes.push(hash);
                ids.push(id);
                number
            }
        }
    }

    /// The number of an id of that hash, if it was met.
    pub fn find(&self, hash: u64, id: Id<'_>) -> Option<u32> {
        let same = |&number: &u32| self.hashes[number as usize] == hash && self.ids.is(number, id);
        self.index.find(hash, same).copied()
    }

    /// The whole number that an id is, or as which it is [written](Id::Written).
    pub fn whole(&self, number: usize) -> Option<i64> {
        match &self.ids {
            Ids::None => None,
            Ids::Whole(ids) => ids.get(number).copied(),
            Ids::Text(ids) => {
                let written = ids.written.get(number).filter(|own| **own != NO_NUMBER);
                i64::try_from(*written?).ok()
            }
        }
    }

    /// The id of a number: a whole number or a text.
    pub fn get(&self, number: usize) -> Option<Id<'_>> {
        match &self.ids {
            _ if number >= self.len() => None,
            Ids::None => None,
            Ids::Whole(ids) => Some(Id::Whole(ids[number])),
            Ids::Text(ids) => Some(Id::Text(ids.get(number))),
        }
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
            assert_eq!(numbered.get(number as usize), Some(Id::Text(text)));
            let whole = (text == "7").then_some(7);
            assert_eq!(numbered.whole(number as usize), whole);
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
        assert_eq!((numbered.get(2), numbered.whole(2)), (None, None));
        assert_eq!(numbered.whole(0), Some(-7));
    }
}
