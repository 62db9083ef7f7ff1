//! A proposal for the name of a cluster.

use fourr_cluster::{Clustering, Transform};

use super::{
    Trait,
    features::{FeatureName, Features},
};

/// Traits of a name.
const MOST: usize = 3;
/// Deviations from the mean of all from which something is a trait.
const MARKED: f64 = 0.5;

impl FeatureName {
    /// The name of a number, or `tag=value`.
    pub(super) fn written(&self) -> String {
        match self {
            Self::Number(name) => name.clone(),
            Self::Value(tag, value) => format!("{tag}={value}"),
        }
    }
}

/// What sets a cluster apart: the features whose mean is farthest from that of everybody, in standard deviations.
pub(super) fn traits(clustering: &Clustering, features: &Features, cluster: usize) -> Vec<Trait> {
    let centroid = &clustering.clusters[cluster].centroid;
    let mut traits: Vec<Trait> = clustering
        .columns
        .iter()
        .zip(centroid)
        .filter_map(|(column, centre)| {
            let place: usize = column.name.parse().ok()?;
            // An indicator is scaled by the root of its mean; a share deviates in roots of m (1 - m).
            let deviations = match column.transform {
                Transform::Indicator => centre / (1.0 - column.mean).sqrt(),
                _ => *centre,
            };
            Some(Trait {
                feature: features.names[place].written(),
                deviations,
            })
        })
        .filter(|found| found.deviations.abs() >= MARKED)
        .collect();
    // Stable: equally marked ones stay in the order of the features.
    traits.sort_by(|a, b| b.deviations.abs().total_cmp(&a.deviations.abs()));
    traits.truncate(MOST);
    traits
}
