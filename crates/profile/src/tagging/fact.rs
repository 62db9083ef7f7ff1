//! Texts taken as the values of a tag: the most frequent ones, and the rest as other.

use super::{Codes, MOST_IN_SET, TwoBits};
use crate::{data::Dictionary, tags::TagValue};

/// Code of the value that stands for texts that are not told apart.
const OTHER: &str = "other";

/// Texts as values and codes.
pub(super) struct Facts {
    pub(super) values: Vec<TagValue>,
    pub(super) codes: Codes,
    /// Distinct texts, and how many of them are told apart, where those are fewer.
    pub(super) left_out: Option<(u64, u64)>,
}

/// Which texts are told apart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Levels<'a> {
    /// So many, the most frequent.
    pub(super) most: u16,
    /// The name of the value that stands for the rest.
    pub(super) other: &'a str,
    /// Whether values stand in the order of the dictionary rather than the most frequent first.
    pub(super) in_order: bool,
}

/// The most frequent texts, ties by code point, and the rest as other. `texts` are `each` a person, 0 for none.
pub(super) fn facts(
    texts: &[u32],
    each: usize,
    dictionary: &Dictionary,
    levels: Levels<'_>,
) -> Facts {
    let mut persons = vec![0_u64; dictionary.texts.len() + 1];
    for &code in texts {
        persons[code as usize] += 1;
    }
    let mut ranked: Vec<u32> = (1..)
        .zip(&persons[1..])
        .filter(|(_, persons)| **persons > 0)
        .map(|(code, _)| code)
        .collect();
    ranked.sort_by_key(|&code| (std::cmp::Reverse(persons[code as usize]), code));
    let most = if each > 1 {
        usize::from(levels.most).min(MOST_IN_SET - 1)
    } else {
        usize::from(levels.most)
    };
    let distinct = ranked.len();
    ranked.truncate(most);
    if levels.in_order {
        ranked.sort_unstable();
    }
    let text = |code: &u32| dictionary.get(*code).unwrap_or_default().to_owned();
    let value = |name: String| TagValue {
        code: name.clone(),
        name,
    };
    let mut values: Vec<TagValue> = ranked.iter().map(text).map(value).collect();
    let left_out = (distinct > most).then_some((distinct as u64, most as u64));
    // Whatever is not told apart comes after all that are.
    let mut places = vec![ranked.len() + 1; persons.len()];
    places[0] = 0;
    for (place, &code) in ranked.iter().enumerate() {
        places[code as usize] = place + 1;
    }
    if left_out.is_some() {
        let taken = values
            .iter()
            .any(|value| value.code == OTHER || value.name == levels.other);
        let mark = if taken { "*" } else { "" };
        values.push(TagValue {
            code: format!("{OTHER}{mark}"),
            name: format!("{}{mark}", levels.other),
        });
    }
    Facts {
        codes: codes(texts, each, &places, values.len()),
        values,
        left_out,
    }
}

fn codes(texts: &[u32], each: usize, places: &[usize], values: usize) -> Codes {
    if each > 1 {
        let set = |texts: &[u32]| {
            let places = texts
                .iter()
                .map(|&code| places[code as usize])
                .filter(|&place| place > 0);
            places.fold(0_u64, |set, place| set | 1 << (place - 1))
        };
        return Codes::Sets(texts.chunks(each).map(set).collect());
    }
    if values <= 254 {
        let places: Vec<u8> = places
            .iter()
            .map(|&place| u8::try_from(place).unwrap_or(u8::MAX))
            .collect();
        let codes = texts.iter().map(|&code| places[code as usize]);
        if values <= TwoBits::MOST {
            Codes::Few(codes.collect())
        } else {
            Codes::Narrow(codes.collect())
        }
    } else {
        let places: Vec<u16> = places
            .iter()
            .map(|&place| u16::try_from(place).unwrap_or(u16::MAX))
            .collect();
        Codes::Wide(texts.iter().map(|&code| places[code as usize]).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary() -> Dictionary {
        Dictionary {
            texts: ["a", "b", "c"].map(str::to_owned).to_vec(),
        }
    }

    const TOP: fn(u16) -> Levels<'static> = |most| Levels {
        most,
        other: "其他",
        in_order: false,
    };

    #[test]
    fn the_most_frequent_come_first_and_the_rest_is_other() {
        let found = facts(&[3, 3, 1, 2, 0], 1, &dictionary(), TOP(1));
        assert_eq!(
            found
                .values
                .iter()
                .map(|value| value.code.as_str())
                .collect::<Vec<_>>(),
            ["c", "other"]
        );
        assert_eq!(
            found.codes,
            Codes::Few([1, 1, 2, 2, 0].into_iter().collect())
        );
        assert_eq!(found.left_out, Some((3, 1)));
    }

    #[test]
    fn several_texts_a_person_are_a_set() {
        let found = facts(&[1, 2, 2, 0, 0, 0], 2, &dictionary(), TOP(50));
        assert_eq!(found.codes, Codes::Sets(vec![0b11, 0b01, 0]));
        assert_eq!(found.values[0].code, "b");
    }
}
