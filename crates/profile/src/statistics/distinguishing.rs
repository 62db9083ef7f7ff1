//! [`Distinguishing`]: the tags by which a segment stands out.

use serde::Serialize;

use super::{Affinity, Base, FeatureCount, Groups, Highlight};
use crate::{
    TagColumn,
    tally::{self, Group},
};

/// One value of a tag, compared between a segment and the base.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Distinguishing {
    /// Code of the tag.
    pub tag: String,
    /// Code of the value.
    pub value: String,
    /// How much the segment has of it.
    #[serde(flatten)]
    pub affinity: Affinity,
}

/// Every value of `tags`, compared between the group and the base, in the order of the tags and values.
pub fn compare(
    tags: &[&TagColumn],
    group: &Group,
    base: Base,
    rule: &Highlight,
) -> Vec<Distinguishing> {
    let groups = Groups {
        target: group.size(),
        base: group.everybody() as u64,
    };
    let splits = tally::split_all(tags, group);
    let named = tags
        .iter()
        .flat_map(|tag| tag.values.iter().map(|value| (&tag.meta.code, &value.code)));
    let features: Vec<FeatureCount> = splits
        .iter()
        .flat_map(|split| split.group.values.iter().zip(&split.all.values))
        .map(|(target, base)| FeatureCount {
            target: *target,
            base: *base,
        })
        .collect();
    let affinities = groups.affinities(&features, base, rule);
    named
        .zip(affinities)
        .map(|((tag, value), affinity)| Distinguishing {
            tag: tag.clone(),
            value: value.clone(),
            affinity,
        })
        .collect()
}

/// The values by which a group stands out most: those preferred and those avoided, the surest first.
pub fn most_distinguishing(
    compared: &[Distinguishing],
    rule: &Highlight,
    most: usize,
) -> Vec<Distinguishing> {
    let mut found: Vec<&Distinguishing> = compared
        .iter()
        .filter(|one| one.affinity.verdict != super::Verdict::Average)
        .filter(|one| {
            one.affinity.is_ranked(rule) || one.affinity.verdict == super::Verdict::Avoided
        })
        .collect();
    let size = |one: &Distinguishing| one.affinity.z.map_or(0.0, f64::abs);
    // Stable: equally sure ones stay in the order of the tags.
    found.sort_by(|a, b| size(b).total_cmp(&size(a)));
    found.into_iter().take(most).cloned().collect()
}
