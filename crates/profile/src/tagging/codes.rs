//! [`TagColumn`]: one tag of every person as a small code.

use std::{borrow::Cow, ops::Range};

use serde::Serialize;

use super::{Bits, TwoBits};
use crate::{
    tags::{TagMeta, TagValue},
    tally::{self, Tally},
};

/// Values that a tag with several values a person may have: one bit each.
pub(crate) const MOST_IN_SET: usize = u64::BITS as usize;

/// Which values each person has, in the order of the persons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codes {
    /// At most one of up to 3 values: 0 for none, else the place of the value from 1.
    Few(TwoBits),
    /// At most one of up to 254 values, coded in the same way.
    Narrow(Vec<u8>),
    /// At most one of up to 65,534 values, coded in the same way.
    Wide(Vec<u16>),
    /// Any of up to 64 values: bit `i` is value `i`.
    Sets(Vec<u64>),
}

impl Codes {
    /// One number a person, equal for those with the same values; 0 for those without any.
    pub(crate) fn classes(&self) -> Vec<u32> {
        match self {
            Self::Few(codes) => codes.iter().map(u32::from).collect(),
            Self::Narrow(codes) => codes.iter().map(|code| u32::from(*code)).collect(),
            Self::Wide(codes) => codes.iter().map(|code| u32::from(*code)).collect(),
            Self::Sets(sets) => {
                let mut known = sets.clone();
                known.push(0);
                known.sort_unstable();
                known.dedup();
                let place = |set: &u64| {
                    let place = known.partition_point(|other| other < set);
                    u32::try_from(place).unwrap_or(u32::MAX)
                };
                sets.iter().map(place).collect()
            }
        }
    }

    /// Codes of so many values where a person has at most one, all 0: a column to be filled.
    pub(crate) fn blank(values: usize, persons: usize) -> Self {
        match values {
            0..=3 => Self::Few(TwoBits::zeros(persons)),
            4..=254 => Self::Narrow(vec![0; persons]),
            _ => Self::Wide(vec![0; persons]),
        }
    }

    /// Who has a value, one bit a person, in some words.
    pub(crate) fn holders(&self, value: usize, words: Range<usize>) -> Vec<u64> {
        if let (Self::Few(codes), Some(code)) = (self, TwoBits::code(value)) {
            return codes.holders(code, words);
        }
        let persons = words.start * Bits::IN_WORD..self.len().min(words.end * Bits::IN_WORD);
        let holders: Bits = persons.map(|person| self.carries(person, value)).collect();
        holders.words().to_vec()
    }

    /// The same codes, each by itself: for whoever does not count words of them.
    pub(crate) fn apart(&self) -> Cow<'_, Self> {
        match self {
            Self::Few(codes) => {
                let mut apart = vec![0; codes.len()];
                codes.read(0, &mut apart);
                Cow::Owned(Self::Narrow(apart))
            }
            _ => Cow::Borrowed(self),
        }
    }

    /// Persons.
    pub fn len(&self) -> usize {
        match self {
            Self::Few(codes) => codes.len(),
            Self::Narrow(codes) => codes.len(),
            Self::Wide(codes) => codes.len(),
            Self::Sets(codes) => codes.len(),
        }
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The places, from 0, of the values that a person has.
    pub fn values_of(&self, person: usize) -> impl Iterator<Item = usize> {
        let single = |code: usize| {
            if code == 0 {
                0
            } else {
                1_u128 << 64 | (code as u128 - 1)
            }
        };
        // A single code travels as its place under a mark above the 64 bits of a set.
        let packed = match self {
            Self::Few(codes) => single(codes.get(person).into()),
            Self::Narrow(codes) => single(codes[person].into()),
            Self::Wide(codes) => single(codes[person].into()),
            Self::Sets(codes) => codes[person].into(),
        };
        Places(packed)
    }

    /// The place of the value that a person has; the first of several.
    pub(crate) fn only(&self, person: usize) -> Option<usize> {
        match self {
            Self::Few(codes) => usize::from(codes.get(person)).checked_sub(1),
            Self::Narrow(codes) => usize::from(codes[person]).checked_sub(1),
            Self::Wide(codes) => usize::from(codes[person]).checked_sub(1),
            Self::Sets(_) => self.values_of(person).next(),
        }
    }

    /// The same where nobody has more than one value: of several the first stays.
    pub(crate) fn first(&self) -> Self {
        let Self::Sets(codes) = self else {
            return self.clone();
        };
        let first = (0..codes.len()).map(|person| self.only(person));
        let place = |value: usize| u8::try_from(value + 1).unwrap_or(u8::MAX);
        Self::Narrow(first.map(|value| value.map_or(0, place)).collect())
    }

    /// Whether a person has the value of that place.
    pub fn carries(&self, person: usize, value: usize) -> bool {
        match self {
            Self::Few(codes) => usize::from(codes.get(person)) == value + 1,
            Self::Narrow(codes) => usize::from(codes[person]) == value + 1,
            Self::Wide(codes) => usize::from(codes[person]) == value + 1,
            Self::Sets(codes) => value < MOST_IN_SET && codes[person] >> value & 1 == 1,
        }
    }
}

/// Iterates over the places in a packed code.
struct Places(u128);

impl Iterator for Places {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.0 >> 64 == 1 {
            let place = self.0 & u128::from(u64::MAX);
            self.0 = 0;
            return usize::try_from(place).ok();
        }
        if self.0 == 0 {
            return None;
        }
        let place = self.0.trailing_zeros();
        self.0 &= self.0 - 1;
        Some(place as usize)
    }
}

/// One tag of every person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagColumn {
    /// What is declared of the tag.
    pub meta: TagMeta,
    /// Its values, in the order of the file; of a column taken as it is the most frequent first.
    pub values: Vec<TagValue>,
    /// Which of them each person has.
    pub codes: Codes,
    /// What the rules found before one value was chosen.
    pub matches: Matches,
    /// Persons by value: counted once, asked for by every figure.
    tally: Tally,
}

/// What the rules of a tag found before one value was chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Matches {
    /// Persons whom the rule of each value fits.
    pub hits: Vec<u64>,
    /// Persons whom at least two rules fit (冲突); null where a person may have several values.
    pub conflicts: Option<u64>,
    /// For each value, persons whom its rule fits and who got another value (被覆盖).
    pub overruled: Vec<u64>,
}

impl TagColumn {
    /// A column whose rules have found everybody; whom they fit in vain is counted here.
    pub(crate) fn new(
        meta: TagMeta,
        (values, codes): (Vec<TagValue>, Codes),
        mut matches: Matches,
    ) -> Self {
        let tally = tally::count(&codes, values.len());
        let holders = &tally.values;
        if matches.hits.is_empty() {
            matches.hits.clone_from(holders);
        }
        let lost = matches.hits.iter().zip(holders);
        matches.overruled = lost
            .map(|(hits, holders)| hits.saturating_sub(*holders))
            .collect();
        Self {
            meta,
            values,
            codes,
            matches,
            tally,
        }
    }

    /// Persons by value, and those without any.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// The place of the value with that code or name.
    pub fn value(&self, name: &str) -> Option<usize> {
        let by_code = self.values.iter().position(|value| value.code == name);
        by_code.or_else(|| self.values.iter().position(|value| value.name == name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_values() {
        let of = |codes: &Codes, person| codes.values_of(person).collect::<Vec<_>>();
        let few = Codes::Few([0, 1, 3].into_iter().collect());
        assert_eq!(
            [of(&few, 0), of(&few, 1), of(&few, 2)],
            [vec![], vec![0], vec![2]]
        );
        assert!(few.carries(2, 2) && !few.carries(0, 0));
        assert_eq!(few.classes(), [0, 1, 3]);
        let narrow = Codes::Narrow(vec![0, 1, 254]);
        assert_eq!(
            [of(&narrow, 0), of(&narrow, 1), of(&narrow, 2)],
            [vec![], vec![0], vec![253]]
        );
        let wide = Codes::Wide(vec![65_535]);
        assert_eq!(of(&wide, 0), [65_534]);
        let sets = Codes::Sets(vec![0, 0b1001, 1 << 63]);
        assert_eq!(
            [of(&sets, 0), of(&sets, 1), of(&sets, 2)],
            [vec![], vec![0, 3], vec![63]]
        );
        assert!(sets.carries(1, 3) && !sets.carries(1, 2) && !sets.carries(1, 64));
        assert_eq!(sets.first(), Codes::Narrow(vec![0, 1, 64]));
        for codes in [few, narrow, wide, sets] {
            for person in 0..codes.len() {
                assert_eq!(codes.only(person), codes.values_of(person).next());
            }
        }
    }
}
