//! [`Figures`]: the figures of the tagged population.

use serde::Serialize;

use super::{
    CrossTab, LookAlike, NumberFigures, Persona, SegmentFigures, StatisticsWarning, TargetFigures,
};
use crate::{
    clusters::ClusterOutcome,
    habits::HabitFigures,
    privacy::Deidentification,
    stages::{AidmaFigures, Evidence, Hierarchy, PersonNeeds},
    statistics::Concentration,
};

/// The figures of the tagged population. What speaks of few people is withheld, and so is that from which it would follow.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Figures {
    /// The target group against the base: an index for every value of every tag.
    pub target: Option<TargetFigures>,
    /// Those who bought against everybody (task 4.3.2), where another target group is named; tags that rest on orders
    /// alone say nothing of them and are left out.
    pub buyers: Option<TargetFigures>,
    /// Cross tables.
    pub crosstabs: Vec<CrossTab>,
    /// Age by gender, where there are tags of both: the rows are ages.
    pub ages: Option<CrossTab>,
    /// How unevenly people are spread over the values of each tag.
    pub concentrations: Vec<TagSpread>,
    /// The segments.
    pub segments: Option<SegmentFigures>,
    /// Numbers between segments.
    pub numbers: Vec<NumberFigures>,
    /// A card for each segment.
    pub personas: Vec<Persona>,
    /// Clusters, where they were asked for.
    pub clusters: Option<ClusterOutcome>,
    /// Who resembles the target group, where it was asked for.
    pub look_alike: Option<LookAlikeFigures>,
    /// Stages on the way to a purchase, where there are events.
    pub aidma: Option<AidmaFigures>,
    /// Needs, where tags speak of any.
    pub maslow: Option<Hierarchy>,
    /// Consumption power and habits, where there are orders.
    pub habits: Option<HabitFigures>,
    /// What was done to personal data.
    pub privacy: Option<Deidentification>,
    /// What a reader should know before trusting these figures.
    pub statistics_warnings: Vec<StatisticsWarning>,
    /// What everybody was seen doing, for the table of persons.
    #[serde(skip)]
    pub evidence: Vec<Evidence>,
    /// What everybody's tags say of needs, for the table of persons.
    #[serde(skip)]
    pub needs: Vec<PersonNeeds>,
    /// A sample of people on two numbers, for a scatter chart.
    #[serde(skip)]
    pub plane: Option<Plane>,
}

/// How unevenly people are spread over the values of a tag.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TagSpread {
    /// Code of the tag.
    pub tag: String,
    /// The concentration; shares of values of few people are withheld.
    #[serde(flatten)]
    pub concentration: Concentration,
}

/// A ranking by likeness.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LookAlikeFigures {
    /// Tags that were left out because they tell the target group itself, or rest on what tells it.
    pub left_out: Vec<String>,
    /// The ranking.
    #[serde(flatten)]
    pub ranking: LookAlike,
}

/// A sample of people on two numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Plane {
    /// The two numbers.
    pub axes: [String; 2],
    /// Their values, and the segment; people of small segments are not in it.
    pub points: Vec<([f64; 2], usize)>,
    /// People of whom this is a sample.
    pub people: u64,
}
