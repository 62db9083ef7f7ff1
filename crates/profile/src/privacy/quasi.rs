//! [`QuasiIdentifiers`]: tags by which others may know people, made too coarse for that in tables of persons.

use serde::Serialize;

use super::{Classes, Suppression};

/// What was blanked in tables of persons so that nobody is alone with their quasi-identifiers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuasiIdentifiers {
    /// The tags, and how many of their values were blanked.
    pub tags: Vec<Blanked>,
    /// People in the smallest class before anything was blanked, unless they are too few to be told.
    pub least_before: Option<u64>,
    /// People in classes that were too small, unless they are too few to be told themselves.
    pub in_small_classes: Option<u64>,
    /// People in the smallest class as written: at least as many as asked for.
    pub least_after: Option<u64>,
}

/// How much of a tag was blanked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Blanked {
    /// Code of the tag.
    pub tag: String,
    /// People whose value of it is not written, unless they are too few to be told.
    pub people: Option<u64>,
    /// Who they are.
    #[serde(skip)]
    pub hidden: Vec<bool>,
}

impl QuasiIdentifiers {
    /// Blanks values until every combination of these tags is shared by as many people as the rule asks for (k-anonymity by
    /// local suppression). `identifiers` has one code a person and tag, 0 for no value.
    ///
    /// The values of those in small classes go first in the tag that has most of them, as it tells people apart best. When
    /// the people without any are too few themselves, the smallest of the other classes join them.
    ///
    /// # References
    /// Sweeney (2002), Achieving k-anonymity privacy protection using generalization and suppression, Int. J. Uncertainty,
    /// Fuzziness and Knowledge-Based Systems 10.
    pub fn of(tags: &[String], identifiers: &[Vec<u32>], rule: &Suppression) -> Self {
        let slices = |codes: &[Vec<u32>]| {
            Classes::of(&codes.iter().map(Vec::as_slice).collect::<Vec<_>>(), rule)
        };
        let before = slices(identifiers);
        let mut codes = identifiers.to_vec();
        let mut order: Vec<usize> = (0..codes.len()).collect();
        order.sort_by_key(|place| std::cmp::Reverse(different(&identifiers[*place])));
        for place in order {
            let small = small(&codes, rule);
            for (code, small) in codes[place].iter_mut().zip(&small) {
                if *small {
                    *code = 0;
                }
            }
        }
        join_smallest(&mut codes, rule);
        let told = |people: u64| (!rule.is_small(people)).then_some(people);
        let blanked = |(tag, (old, new)): (&String, (&Vec<u32>, &Vec<u32>))| {
            let hidden: Vec<bool> = old.iter().zip(new).map(|(old, new)| old != new).collect();
            Blanked {
                tag: tag.clone(),
                people: told(hidden.iter().filter(|hidden| **hidden).count() as u64),
                hidden,
            }
        };
        Self {
            tags: tags
                .iter()
                .zip(identifiers.iter().zip(&codes))
                .map(blanked)
                .collect(),
            least_before: before.least.filter(|least| *least >= rule.min_group),
            in_small_classes: told(before.in_small_classes),
            least_after: slices(&codes).least,
        }
    }
}

/// How many different values there are.
fn different(codes: &[u32]) -> usize {
    let mut known = codes.to_vec();
    known.sort_unstable();
    known.dedup();
    known.len()
}

/// Classes of people with the same codes, in ascending order of those.
fn alike(codes: &[Vec<u32>]) -> Vec<Vec<usize>> {
    let people = codes.first().map_or(0, Vec::len);
    let key = |person: usize| codes.iter().map(move |codes| codes[person]);
    let mut order: Vec<usize> = (0..people).collect();
    order.sort_unstable_by(|a, b| key(*a).cmp(key(*b)).then(a.cmp(b)));
    let classes = order.chunk_by(|a, b| key(*a).eq(key(*b)));
    classes.map(<[usize]>::to_vec).collect()
}

/// Who is in a class that is too small.
fn small(codes: &[Vec<u32>], rule: &Suppression) -> Vec<bool> {
    let mut found = vec![false; codes.first().map_or(0, Vec::len)];
    for class in alike(codes) {
        if (class.len() as u64) < rule.min_group {
            for person in class {
                found[person] = true;
            }
        }
    }
    found
}

/// Blanks whole classes, the smallest first, until those without any value are enough, if there are any.
fn join_smallest(codes: &mut [Vec<u32>], rule: &Suppression) {
    let is_blank = |class: &Vec<usize>| codes.iter().all(|codes| codes[class[0]] == 0);
    let (blank, mut others): (Vec<_>, Vec<_>) = alike(codes).into_iter().partition(is_blank);
    let mut enough = blank.iter().map(Vec::len).sum::<usize>() as u64;
    if enough == 0 {
        return;
    }
    others.sort_by_key(Vec::len);
    for class in others {
        if enough >= rule.min_group {
            return;
        }
        enough += class.len() as u64;
        for codes in codes.iter_mut() {
            for person in &class {
                codes[*person] = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blank(identifiers: &[Vec<u32>], min_group: u64) -> QuasiIdentifiers {
        let tags: Vec<String> = (0..identifiers.len()).map(|tag| tag.to_string()).collect();
        let rule = Suppression {
            min_group,
            ..Suppression::default()
        };
        QuasiIdentifiers::of(&tags, identifiers, &rule)
    }

    /// Six people by city and gender; the only woman of city 2 loses her city, and joins nobody, and then her gender.
    #[test]
    fn whoever_is_alone_is_blanked_and_not_alone_in_that() {
        let found = blank(&[vec![1, 1, 1, 2, 2, 2], vec![1, 1, 1, 1, 1, 2]], 2);
        assert_eq!(found.in_small_classes, None);
        assert_eq!((found.least_before, found.least_after), (None, Some(3)));
        // The two men of city 2 are the smallest class, and join her.
        assert_eq!(
            found.tags[0].hidden,
            [false, false, false, true, true, true]
        );
        assert_eq!(found.tags[1].people, Some(3));
    }

    #[test]
    fn large_classes_stay() {
        let found = blank(&[vec![1, 1, 2, 2]], 2);
        assert_eq!(found.tags[0].people, Some(0));
        assert_eq!((found.least_before, found.least_after), (Some(2), Some(2)));
    }

    proptest::proptest! {
        /// Every class is as large as asked for, unless there are fewer people than that.
        #[test]
        fn every_class_is_large_enough(
            people in proptest::collection::vec((0_u32..5, 0_u32..4, 0_u32..3), 0..80),
            min_group in 1_u64..8,
        ) {
            let columns = [
                people.iter().map(|of| of.0).collect::<Vec<_>>(),
                people.iter().map(|of| of.1).collect(),
                people.iter().map(|of| of.2).collect(),
            ];
            let found = blank(&columns, min_group);
            let least = found.least_after.unwrap_or(0);
            proptest::prop_assert!(least >= min_group.min(people.len() as u64));
        }
    }
}
