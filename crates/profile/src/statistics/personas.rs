//! [`Persona`]: one card a segment: who they are, what they want, how they buy, where to reach them.

use serde::Serialize;

use super::{
    Base, Distinguishing, Highlight, SegmentName, compare, most_distinguishing, segments::Segments,
    target::Defining,
};
use crate::{
    Statistics, TagColumn,
    habits::{Baskets, Habits},
    stages::{Aidma, Evidence, Level, PersonNeeds, Stage},
};

/// Distinguishing values on a card.
const VALUES: usize = 6;

/// One card. `None` is unknown, or withheld because it speaks of few people.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Persona {
    /// The segment.
    pub segment: SegmentName,
    /// Its people.
    pub people: Option<u64>,
    /// Their share of everybody.
    pub share: Option<f64>,
    /// Who they are: the values of tags by which they stand out, the surest first.
    pub distinguishing: Vec<Distinguishing>,
    /// What they want: the need that their tags speak of most often.
    pub need: Option<Level>,
    /// Where they are on the way to a purchase: the most frequent stage.
    pub stage: Option<Stage>,
    /// How they buy, and where to reach them.
    pub habits: Option<Habits>,
}

/// What is known of everybody beside tags.
pub(crate) struct Known<'a> {
    pub(crate) evidence: &'a [Evidence],
    pub(crate) needs: &'a [PersonNeeds],
    pub(crate) baskets: Option<&'a Baskets>,
    /// What the segments are defined by.
    pub(crate) defining: &'a Defining,
}

/// The cards of all segments whose people are not withheld.
pub(crate) fn cards(
    statistics: &Statistics,
    segments: &Segments,
    tags: &[&TagColumn],
    known: &Known<'_>,
) -> Vec<Persona> {
    let everybody = segments.of_person.len() as f64;
    let figures = &segments.figures;
    let card = |(segment, name): (usize, &SegmentName)| {
        let people = figures.people[segment]?;
        let members: Vec<usize> = (0..segments.of_person.len())
            .filter(|person| segments.of_person[*person] == Some(segment))
            .collect();
        let aidma = Aidma {
            rule: statistics.aidma_rule,
        };
        let stages = members
            .iter()
            .filter_map(|person| aidma.stage(known.evidence.get(*person)?));
        let needs = members
            .iter()
            .filter_map(|person| known.needs.get(*person)?.dominant());
        let rule = Highlight::default();
        let compared: Vec<Distinguishing> =
            compare(tags, &segments.group(segment), Base::All, &rule)
                .into_iter()
                .filter(|one| is_shown(one, statistics.min_group))
                .filter(|one| !known.defining.has(&one.tag, &one.value))
                .collect();
        Some(Persona {
            segment: name.clone(),
            people: Some(people),
            share: Some(people as f64 / everybody),
            distinguishing: most_distinguishing(&compared, &rule, VALUES),
            need: most_frequent(needs, &Level::ALL, statistics.min_group),
            stage: most_frequent(stages, &Stage::ALL, statistics.min_group),
            habits: known.baskets.map(|baskets| {
                Habits::of(
                    baskets,
                    |person| segments.of_person[person] == Some(segment),
                    &statistics.suppression(),
                )
            }),
        })
    };
    figures.names.iter().enumerate().filter_map(card).collect()
}

/// Whether neither those with the value in the segment nor those outside are few.
fn is_shown(one: &Distinguishing, min_group: u64) -> bool {
    let [own, rest] = [one.affinity.target, one.affinity.base - one.affinity.target];
    [own, rest]
        .into_iter()
        .all(|people| people == 0 || people >= min_group)
}

/// The most frequent of some kinds, of equally frequent ones the first; `None` where it is of few people.
fn most_frequent<K: Copy + PartialEq>(
    found: impl Iterator<Item = K>,
    kinds: &[K],
    min_group: u64,
) -> Option<K> {
    let mut counts = vec![0_u64; kinds.len()];
    for one in found {
        if let Some(place) = kinds.iter().position(|kind| *kind == one) {
            counts[place] += 1;
        }
    }
    let most = counts
        .iter()
        .copied()
        .max()
        .filter(|most| *most > 0 && *most >= min_group)?;
    counts
        .iter()
        .position(|count| *count == most)
        .map(|place| kinds[place])
}
