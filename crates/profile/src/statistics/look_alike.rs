//! [`LookAlike`]: who resembles the people of a seed group, by their tags.

use rand_xoshiro::{
    Xoshiro256Plus,
    rand_core::{RngCore, SeedableRng},
};
use serde::Serialize;

use crate::{
    TagColumn,
    tally::{self, Group},
};

/// Seed people below which the weights are unsteady.
const SMALL_SEED: u64 = 100;
/// One in so many seed people is held back to judge the ranking.
const HELD_BACK: u64 = 5;

/// What having a feature, or not having it, says for somebody's belonging to the seed group.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FeatureWeight {
    /// Logarithm of the likelihood ratio of those who have it.
    pub present: f64,
    /// Logarithm of the likelihood ratio of those who do not.
    pub absent: f64,
}

impl FeatureWeight {
    /// The weights of a feature that so many people of the seed group and of the base have.
    ///
    /// Shares are smoothed: half a person with and half a person without the feature are added to either group.
    pub fn of(seed: (u64, u64), base: (u64, u64)) -> Self {
        let smoothed = |(with, all): (u64, u64)| (with as f64 + 0.5) / (all as f64 + 1.0);
        let [seed, base] = [seed, base].map(smoothed);
        Self {
            present: (seed / base).ln(),
            absent: ((1.0 - seed) / (1.0 - base)).ln(),
        }
    }
}

/// A ranking of people by how much they resemble a seed group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LookAlike {
    /// People of the seed group.
    pub seed: u64,
    /// People of the base, the seed group among them.
    pub base: u64,
    /// Whether the seed is so small that weights are unsteady.
    pub small_seed: bool,
    /// Seed people held back to judge the ranking.
    pub held_back: u64,
    /// How well people of the seed group who were held back are told from everybody else, by weights of the others: the
    /// probability that one of the former has the higher score. `None` where nobody could be held back or compared.
    pub auc: Option<f64>,
    /// The weights of the values of each tag, by tag and value.
    pub weights: Vec<TagWeights>,
    /// Everybody outside the seed group, the most alike first, ties in the order of people.
    #[serde(skip_serializing)]
    pub ranking: Vec<Scored>,
}

/// The weights of the values of a tag.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TagWeights {
    /// The code of the tag.
    pub tag: String,
    /// The weights by value.
    pub values: Vec<FeatureWeight>,
}

/// Somebody outside the seed group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    /// Their place among the people.
    pub person: usize,
    /// The sum of the weights of all values.
    pub score: f64,
}

impl LookAlike {
    /// Ranks everybody outside `seed` by the tags: the logarithms of likelihood ratios of having and of not having each
    /// value are summed, as if tags were independent (naive Bayes). A tag that tells the seed group itself must not be
    /// among them, nor may a sensitive one.
    ///
    /// A fifth of the seed group, drawn by `random_seed`, is held back and the ranking by the remaining four fifths is
    /// judged by them; the ranking returned rests on the whole seed group.
    ///
    /// # References
    /// Maron (1961), Automatic indexing, J. ACM 8 (naive Bayes); Hanley & `McNeil` (1982), The meaning and use of the area
    /// under a ROC curve, Radiology 143.
    pub fn rank(tags: &[&TagColumn], seed: &Group, random_seed: u64) -> Self {
        let people = seed.everybody();
        let held = held_back(seed, random_seed);
        let remaining = seed.and(&held.not());
        let weights = weigh(tags, seed);
        let scores = scores(tags, &weights, people);
        let mut ranking: Vec<Scored> = (0..people)
            .filter(|person| !seed.has(*person))
            .map(|person| Scored {
                person,
                score: scores[person],
            })
            .collect();
        ranking.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.person.cmp(&b.person)));
        let trial = self::scores(tags, &weigh(tags, &remaining), people);
        let of = |within: &dyn Fn(usize) -> bool| -> Vec<f64> {
            (0..people)
                .filter(|person| within(*person))
                .map(|person| trial[person])
                .collect()
        };
        let named = tags.iter().zip(weights).map(|(tag, values)| TagWeights {
            tag: tag.meta.code.clone(),
            values,
        });
        Self {
            seed: seed.size(),
            base: people as u64,
            small_seed: seed.size() < SMALL_SEED,
            held_back: held.size(),
            auc: area(
                of(&|person| held.has(person)),
                of(&|person| !seed.has(person)),
            ),
            weights: named.collect(),
            ranking,
        }
    }
}

/// A fifth of the seed group.
fn held_back(seed: &Group, random_seed: u64) -> Group {
    let mut random = Xoshiro256Plus::seed_from_u64(random_seed);
    let mut members: Vec<usize> = (0..seed.everybody())
        .filter(|person| seed.has(*person))
        .collect();
    let wanted = members.len() / usize::try_from(HELD_BACK).unwrap_or(usize::MAX);
    for place in 0..wanted {
        let left = members.len() - place;
        let wide = u128::from(random.next_u64()) * left as u128;
        let drawn = usize::try_from(wide >> 64).unwrap_or(0);
        members.swap(place, place + drawn);
    }
    let mut within = vec![false; seed.everybody()];
    for person in &members[..wanted] {
        within[*person] = true;
    }
    Group::of(within)
}

fn weigh(tags: &[&TagColumn], seed: &Group) -> Vec<Vec<FeatureWeight>> {
    let (size, base) = (seed.size(), seed.everybody() as u64);
    let splits = tally::split_all(tags, seed);
    let weigh = |split: &tally::Split| {
        let values = split.group.values.iter().zip(&split.all.values);
        values
            .map(|(own, all)| FeatureWeight::of((*own, size), (*all, base)))
            .collect()
    };
    splits.iter().map(weigh).collect()
}

/// The sum of weights of everybody.
fn scores(tags: &[&TagColumn], weights: &[Vec<FeatureWeight>], people: usize) -> Vec<f64> {
    let mut scores = vec![0.0; people];
    for (tag, weights) in tags.iter().zip(weights) {
        let nothing: f64 = weights.iter().map(|weight| weight.absent).sum();
        let gains: Vec<f64> = weights
            .iter()
            .map(|weight| weight.present - weight.absent)
            .collect();
        for (person, score) in scores.iter_mut().enumerate() {
            *score += tag
                .codes
                .values_of(person)
                .fold(nothing, |sum, value| sum + gains[value]);
        }
    }
    scores
}

/// The probability that one of `positives` is above one of `negatives`, ties counting half (Mann & Whitney 1947).
fn area(positives: Vec<f64>, negatives: Vec<f64>) -> Option<f64> {
    let [own, others] = [positives.len(), negatives.len()].map(|count| count as f64);
    if own == 0.0 || others == 0.0 {
        return None;
    }
    let marked = positives.into_iter().map(|score| (score, true));
    let mut all: Vec<(f64, bool)> = marked
        .chain(negatives.into_iter().map(|score| (score, false)))
        .collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut pairs) = (0.0, 0.0);
    for tied in all.chunk_by(|a, b| a.0 == b.0) {
        let hits = tied.iter().filter(|(_, own)| *own).count() as f64;
        let misses = tied.len() as f64 - hits;
        pairs += hits * (below + misses / 2.0);
        below += misses;
    }
    Some(pairs / (own * others))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 2 above 1 and 2, beside 2 once, and 3 above all: (1 + 0.5 + 2) of 4.
    #[test]
    fn the_area_counts_pairs() {
        assert_eq!(area(vec![2.0, 3.0], vec![1.0, 2.0]), Some(3.5 / 4.0));
        assert_eq!(area(vec![], vec![1.0]), None);
    }

    #[test]
    fn a_fifth_is_held_back_and_all_of_it_is_seed() {
        let seed = Group::of((0..100).map(|person| person % 2 == 0));
        for random_seed in 0..20 {
            let held = held_back(&seed, random_seed);
            assert_eq!((held.size(), held.and(&seed).size()), (10, 10));
        }
    }
}
