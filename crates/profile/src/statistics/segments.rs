//! [`SegmentFigures`]: the groups of people that are set beside each other.

use serde::Serialize;

use super::target;
use crate::{
    ProfileError, Statistics, Tagging, clusters::ClusterOutcome, privacy::Suppression, tally::Group,
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
    /// The segment of each person, counted from 1; 0 for none.
    of_person: Vec<u32>,
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
            let of_person = (0..tagging.len())
                .map(|person| number(tag.codes.values_of(person).next()))
                .collect();
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
            let of_person = found
                .of_person
                .iter()
                .map(|label| number(label.map(|label| label as usize)))
                .collect();
            let names = (1..)
                .take(found.found.len())
                .map(SegmentName::Cluster)
                .collect();
            Self::counted((SegmentsBy::Clusters, names), of_person, &rule)
        } else if let Some(group) = group {
            let inside = group.as_slice().iter();
            let of_person = inside.map(|&is| 2 - u32::from(is)).collect();
            let names = vec![SegmentName::Target, SegmentName::Rest];
            Self::counted((SegmentsBy::Target, names), of_person, &rule)
        } else {
            return Ok(None);
        };
        Ok(Some(found))
    }

    fn counted(
        (by, names): (SegmentsBy, Vec<SegmentName>),
        of_person: Vec<u32>,
        rule: &Suppression,
    ) -> Self {
        let mut people = vec![0_u64; names.len() + 1];
        for segment in &of_person {
            people[*segment as usize] += 1;
        }
        let without = people.remove(0);
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
        (self.of_person[person] as usize).checked_sub(1)
    }

    /// The people of a segment.
    pub(crate) fn group(&self, segment: usize) -> Group {
        let wanted = number(Some(segment));
        Group::of(self.of_person.iter().map(|own| *own == wanted))
    }
}

/// A segment counted from 1; 0 for none.
fn number(segment: Option<usize>) -> u32 {
    segment.map_or(0, |segment| u32::try_from(segment + 1).unwrap_or(u32::MAX))
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
