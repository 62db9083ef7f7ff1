//! [`Persona`]: one card a segment: who they are, what they want, how they buy, where to reach them.

use serde::Serialize;

use super::{
    Affinity, Base, Distinguishing, FeatureCount, Groups, Highlight, SegmentName, compare,
    most_distinguishing, segments::Segments, target::Defining,
};
use crate::{
    Statistics, TagColumn,
    habits::{Baskets, Goods, Habits},
    stages::{Aidma, Evidence, Level, PersonNeeds, Stage},
    tally::Group,
};

/// Distinguishing values on a card.
const VALUES: usize = 6;
/// Goods on a card, and tags by which people are reached.
const FEW: usize = 3;
/// Words in the code or name of a tag that says by which way people are reached.
const WAYS: [&str; 11] = [
    "渠道", "来源", "媒体", "平台", "设备", "channel", "source", "media", "medium", "platform",
    "device",
];

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
    /// What they want: the need that their tags and purchases speak of most often.
    pub need: Option<Leading<Level>>,
    /// What most of them bought, the most frequent first; `tag` is the column that names goods.
    pub goods: Vec<Distinguishing>,
    /// Where they are on the way to a purchase: the most frequent stage.
    pub stage: Option<Leading<Stage>>,
    /// How they buy.
    pub habits: Option<Habits>,
    /// Where to reach them, beside the channels of their orders: the most frequent values of tags that name channels,
    /// media and devices.
    pub ways: Vec<Distinguishing>,
}

/// What is most frequent in a segment, and how much it has of it beside everybody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Leading<K> {
    /// What it is.
    pub kind: K,
    /// How much the segment has of it.
    #[serde(flatten)]
    pub affinity: Affinity,
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
    let figures = &segments.figures;
    let aidma = Aidma {
        rule: statistics.aidma_rule,
    };
    let stages = known.evidence.iter().map(|seen| aidma.stage(seen));
    let stages: Vec<Option<Stage>> = stages.collect();
    let needs: Vec<Option<Level>> = known.needs.iter().map(PersonNeeds::dominant).collect();
    let goods = known.baskets.and_then(|baskets| baskets.goods.as_ref());
    let rule = Highlight::default();
    let card = |(segment, name): (usize, &SegmentName)| {
        let people = figures.people[segment]?;
        let beside = Beside {
            group: segments.group(segment),
            min_group: statistics.min_group,
        };
        let mut compared = compare(tags, &beside.group, Base::All, &rule);
        compared.retain(|one| {
            beside.is_shown(&one.affinity) && !known.defining.has(&one.tag, &one.value)
        });
        Some(Persona {
            segment: name.clone(),
            people: Some(people),
            share: Some(people as f64 / segments.everybody() as f64),
            distinguishing: most_distinguishing(&compared, &rule, VALUES),
            need: beside.leading(&needs, &Level::ALL),
            goods: goods.map_or_else(Vec::new, |goods| beside.goods(goods)),
            stage: beside.leading(&stages, &Stage::ALL),
            habits: known.baskets.map(|baskets| {
                let own = |person: usize| beside.group.has(person);
                Habits::of(baskets, own, &statistics.suppression())
            }),
            ways: ways(tags, &compared),
        })
    };
    figures.names.iter().enumerate().filter_map(card).collect()
}

/// A segment beside everybody.
struct Beside {
    group: Group,
    min_group: u64,
}

impl Beside {
    /// Whether neither those with a feature in the segment nor those outside are few.
    fn is_shown(&self, one: &Affinity) -> bool {
        let parts = [one.target, one.base - one.target];
        parts
            .into_iter()
            .all(|people| people == 0 || people >= self.min_group)
    }

    fn affinities(&self, features: &[FeatureCount]) -> Vec<Affinity> {
        let groups = Groups {
            target: self.group.size(),
            base: self.group.everybody() as u64,
        };
        groups.affinities(features, Base::All, &Highlight::default())
    }

    /// The most frequent of some kinds, of equally frequent ones the first; `None` where it may not be shown.
    fn leading<K: Copy + PartialEq>(
        &self,
        of_person: &[Option<K>],
        kinds: &[K],
    ) -> Option<Leading<K>> {
        let mut features = vec![FeatureCount { target: 0, base: 0 }; kinds.len()];
        for (person, kind) in of_person.iter().enumerate() {
            let place = kinds.iter().position(|known| Some(*known) == *kind);
            if let Some(place) = place {
                features[place].base += 1;
                features[place].target += u64::from(self.group.has(person));
            }
        }
        let most = features.iter().map(|of| of.target).max()?;
        let place = features.iter().position(|of| of.target == most)?;
        let affinity = self.affinities(&features).swap_remove(place);
        (most > 0 && self.is_shown(&affinity)).then(|| Leading {
            kind: kinds[place],
            affinity,
        })
    }

    /// The goods that most of the segment bought.
    fn goods(&self, goods: &Goods) -> Vec<Distinguishing> {
        let mut features = vec![FeatureCount { target: 0, base: 0 }; goods.names.len()];
        for bought in goods.bought() {
            let of = &mut features[bought.good as usize];
            of.base += 1;
            of.target += u64::from(self.group.has(bought.person as usize));
        }
        let named = goods.names.iter().zip(self.affinities(&features));
        let shown = named.filter(|(_, affinity)| affinity.target > 0 && self.is_shown(affinity));
        let mut found: Vec<Distinguishing> = shown
            .map(|(name, affinity)| Distinguishing {
                tag: goods.column.clone(),
                value: name.clone(),
                affinity,
            })
            .collect();
        most_frequent(&mut found);
        found
    }
}

/// The most frequent values of tags that say by which way people are reached.
fn ways(tags: &[&TagColumn], compared: &[Distinguishing]) -> Vec<Distinguishing> {
    let names = |tag: &TagColumn| {
        let written = format!("{} {}", tag.meta.code, tag.meta.name).to_lowercase();
        WAYS.iter().any(|word| written.contains(word))
    };
    let of = |one: &&Distinguishing| {
        let tag = tags.iter().find(|tag| tag.meta.code == one.tag);
        one.affinity.target > 0 && tag.is_some_and(|tag| names(tag))
    };
    let mut found: Vec<Distinguishing> = compared.iter().filter(of).cloned().collect();
    most_frequent(&mut found);
    found
}

/// Keeps the few most frequent, of equally frequent ones the first.
fn most_frequent(found: &mut Vec<Distinguishing>) {
    found.sort_by_key(|one| std::cmp::Reverse(one.affinity.target));
    found.truncate(FEW);
}
