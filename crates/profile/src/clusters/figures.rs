//! [`ClusterFigures`]: the clusters and how far they can be trusted.

use fourr_cluster::Clustering;
use serde::Serialize;

use super::ClusterModel;

/// Clusters, or why there are none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ClusterOutcome {
    /// Found.
    Found(Box<ClusterFigures>),
    /// Not found.
    Refused {
        /// Why.
        reason: String,
    },
}

/// The clusters and how far they can be trusted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClusterFigures {
    /// What a cluster is.
    pub model: ClusterModel,
    /// People clustered.
    pub people: u64,
    /// People set aside, for whom one of the numbers is missing.
    pub left_out: u64,
    /// The features: a number's name, or `tag=value`.
    pub features: Vec<String>,
    /// The clusters, the largest first.
    pub found: Vec<FoundCluster>,
    /// How far clusterings by other seeds agree.
    pub stability: Stability,
    /// The clustering itself: candidates, silhouettes, centres. Its columns are called by the places of the features.
    pub clustering: Clustering,
    /// The cluster of everybody; `None` for those set aside.
    #[serde(skip_serializing)]
    pub of_person: Vec<Option<u32>>,
    /// Places of the people clustered, in the order of the clustering's rows.
    #[serde(skip_serializing)]
    pub members: Vec<usize>,
}

/// One cluster in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundCluster {
    /// People in it; `None` where they are so few that the number is withheld.
    pub people: Option<u64>,
    /// Their share of those clustered.
    pub share: Option<f64>,
    /// A proposal for its name: what sets it apart most, at most three traits.
    pub traits: Vec<Trait>,
    /// The short rule that describes it best.
    pub rule: ClusterRule,
    /// Means of the features in their own units; shares of categories. `None` where they are withheld.
    pub means: Option<Vec<f64>>,
    /// Mean silhouette of those in the sample.
    pub silhouette: Option<f64>,
}

/// What sets a cluster apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trait {
    /// The feature.
    pub feature: String,
    /// By how many standard deviations its mean is above the mean of all; of a category by what standardised share.
    pub deviations: f64,
}

/// A short rule and how well it describes a cluster.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClusterRule {
    /// All of these hold.
    pub conditions: Vec<Condition>,
    /// The share of those who meet the rule that is in the cluster.
    pub purity: Option<f64>,
    /// The share of the cluster that meets the rule.
    pub coverage: Option<f64>,
}

/// A condition on one feature.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Condition {
    /// The number is at least that.
    AtLeast {
        /// The feature.
        feature: String,
        /// The bound.
        bound: f64,
    },
    /// The number is below that.
    Below {
        /// The feature.
        feature: String,
        /// The bound.
        bound: f64,
    },
    /// The value of a tag is there.
    Has {
        /// The tag and its value: `tag=value`.
        feature: String,
    },
    /// It is not.
    HasNot {
        /// The tag and its value.
        feature: String,
    },
}

/// How far clusterings by other seeds agree with the one shown: adjusted Rand indices.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stability {
    /// The seeds.
    pub seeds: Vec<u64>,
    /// The index of each.
    pub adjusted_rand: Vec<f64>,
    /// Their mean.
    pub mean: Option<f64>,
    /// The least.
    pub least: Option<f64>,
    /// People on whom this was tried: all, or a sample.
    pub people: u64,
}
