//! [`SegmentFigures`]: the groups of people that are set beside each other.

use serde::Serialize;

use super::target;
use crate::{
    Codes, ProfileError, Statistics, Tagging,
    clusters::ClusterOutcome,
    privacy::Suppression,
    tally::{self, Group, Tally},
};

/// What the segments are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentsBy {
    /// The values of a tag, by its code.
    Tag(String),
    /// The clusters found.
    Clusters,
    /// The target group and everybody else.
    Target,
}

/// What a segment is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentName {
    /// A value of the tag, by its code.
    Value(String),
    /// A cluster, counted from 1.
    Cluster(u32),
    /// The target group.
    Target,
    /// Everybody else.
    Rest,
}

/// The segments.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SegmentFigures {
    /// What they are.
    pub by: SegmentsBy,
    /// What each is called.
    pub names: Vec<SegmentName>,
    /// The people of each; `None` where they are withheld.
    pub people: Vec<Option<u64>>,
    /// People in none.
    pub without: u64,
}

/// The segment of everybody.
pub(crate) struct Segments {
    pub(crate) figures: SegmentFigures,
    /// The segment of each person, as a tag of one value has it.
    of_person: Codes,
    /// Segments whose people are withheld.
    pub(crate) hidden: Vec<bool>,
}

impl Segments {
    /// By the tag asked for, else by clusters, else by the target group; `None` where there is neither.
    pub(crate) fn of(
        statistics: &Statistics,
        tagging: &Tagging,
        clusters: Option<&ClusterOutcome>,
        group: Option<&Group>,
    ) -> Result<Option<Self>, ProfileError> {
        let rule = statistics.suppression();
        let found = if let Some(name) = &statistics.segments {
            let tag = target::tag(tagging, name)?;
            let of_person = tag.codes.first();
            let names = tag
                .values
                .iter()
                .map(|value| SegmentName::Value(value.code.clone()))
                .collect();
            Self::counted(
                (SegmentsBy::Tag(tag.meta.code.clone()), names),
                of_person,
                &rule,
            )
        } else if let Some(ClusterOutcome::Found(found)) = clusters {
            let labels = found.of_person.iter();
            let place = |label: u32| u16::try_from(label + 1).unwrap_or(u16::MAX);
            let of_person = labels.map(|label| label.map_or(0, place)).collect();
            let names = (1..)
                .take(found.found.len())
                .map(SegmentName::Cluster)
                .collect();
            Self::counted((SegmentsBy::Clusters, names), Codes::Wide(of_person), &rule)
        } else if let Some(group) = group {
            let names = vec![SegmentName::Target, SegmentName::Rest];
            let of_person = Codes::Few(group.against_rest());
            Self::counted((SegmentsBy::Target, names), of_person, &rule)
        } else {
            return Ok(None);
        };
        Ok(Some(found))
    }

    fn counted(
        (by, names): (SegmentsBy, Vec<SegmentName>),
        of_person: Codes,
        rule: &Suppression,
    ) -> Self {
        let Tally {
            without,
            values: people,
        } = tally::count(&of_person, names.len());
        let hidden = rule.of_parts(&people);
        let shown = people
            .iter()
            .zip(&hidden)
            .map(|(people, hidden)| (!hidden).then_some(*people));
        Self {
            figures: SegmentFigures {
                by,
                names,
                people: shown.collect(),
                without,
            },
            of_person,
            hidden,
        }
    }

    /// Everybody, in a segment or in none.
    pub(crate) fn everybody(&self) -> usize {
        self.of_person.len()
    }

    /// The segment of a person.
    pub(crate) fn of_person(&self, person: usize) -> Option<usize> {
        self.of_person.only(person)
    }

    /// The people of a segment.
    pub(crate) fn group(&self, segment: usize) -> Group {
        Group::of_value(&self.of_person, segment)
    }
}

/// The target group asked for, or who bought.
pub(crate) fn target_group(
    statistics: &Statistics,
    tagging: &Tagging,
    buyers: Option<&Group>,
) -> Result<Option<Group>, ProfileError> {
    let mut found: Option<Group> = None;
    for is in &statistics.target {
        let (.., group) = is.group(tagging)?;
        found = Some(found.map_or_else(|| group.clone(), |found| found.and(&group)));
    }
    Ok(found.or_else(|| buyers.cloned()))
}
