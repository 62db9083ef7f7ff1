//! Finds clusters of people and describes them.

use fourr_cluster::{Choice, Clustering, KMeans, Model, adjusted_rand};

use super::{
    ClusterFigures, ClusterModel, ClusterOutcome, FoundCluster, Stability, features::Features,
    name, rule,
};
use crate::{Statistics, TagColumn, Tagging};

/// Seeds tried beside the one in force.
const OTHER_SEEDS: u64 = 5;
/// People on whom other seeds are tried.
const TRIED: usize = 20_000;

/// Clusters of the people of a tagging by its numbers and by these tags.
pub(crate) fn find(
    statistics: &Statistics,
    tagging: &Tagging,
    tags: &[&TagColumn],
) -> Option<ClusterOutcome> {
    let count = statistics.clusters?;
    let features = Features::of(statistics, tagging, tags);
    let means = KMeans {
        model: match statistics.cluster_model {
            ClusterModel::KMeans => Model::Means,
            ClusterModel::Mixture => Model::Mixture,
        },
        clusters: count.choice(),
        seed: statistics.seed,
        ..KMeans::default()
    };
    let places: Vec<String> = (0..features.names.len())
        .map(|place| place.to_string())
        .collect();
    Some(match means.fit(&features.slices(&places)) {
        Ok(clustering) => {
            let found = describe(statistics, tagging.len(), &features, clustering);
            ClusterOutcome::Found(Box::new(found))
        }
        Err(error) => ClusterOutcome::Refused {
            reason: error.to_string(),
        },
    })
}

fn describe(
    statistics: &Statistics,
    people: usize,
    features: &Features,
    clustering: Clustering,
) -> ClusterFigures {
    let found = (0..clustering.clusters.len()).map(|cluster| {
        let own = &clustering.clusters[cluster];
        let shown = own.size >= statistics.min_group;
        FoundCluster {
            people: shown.then_some(own.size),
            share: shown.then_some(own.share),
            traits: name::traits(&clustering, features, cluster),
            rule: rule::describe(
                features,
                &clustering.labels,
                u32::try_from(cluster).unwrap_or(u32::MAX),
            ),
            means: shown.then(|| own.means.clone()),
            silhouette: own.silhouette,
        }
    });
    let mut of_person = vec![None; people];
    for (person, label) in features.people.iter().zip(&clustering.labels) {
        of_person[*person] = Some(*label);
    }
    ClusterFigures {
        model: statistics.cluster_model,
        people: clustering.rows,
        left_out: people as u64 - clustering.rows,
        features: features
            .names
            .iter()
            .map(super::features::FeatureName::written)
            .collect(),
        found: found.collect(),
        stability: stability(features, &clustering),
        of_person,
        members: features.people.clone(),
        clustering,
    }
}

/// How far clusterings by other seeds agree, on every n-th of many people.
fn stability(features: &Features, clustering: &Clustering) -> Stability {
    let step = clustering.labels.len().div_ceil(TRIED).max(1);
    let every = |values: &[f64]| -> Vec<f64> { values.iter().step_by(step).copied().collect() };
    let columns: Vec<Vec<f64>> = (0..features.names.len())
        .map(|place| every(features.values(place)))
        .collect();
    let own: Vec<u32> = clustering.labels.iter().step_by(step).copied().collect();
    let places: Vec<String> = (0..columns.len()).map(|place| place.to_string()).collect();
    let mut slices = features.slices(&places);
    for (slice, column) in slices.iter_mut().zip(&columns) {
        slice.values = column;
    }
    let seeds: Vec<u64> = (1..=OTHER_SEEDS)
        .map(|step| clustering.parameters.seed.wrapping_add(step * 1_000))
        .collect();
    let agreement = |seed: &u64| {
        let means = KMeans {
            clusters: Choice::Exactly(u32::try_from(clustering.clusters.len()).unwrap_or(u32::MAX)),
            seed: *seed,
            ..clustering.parameters.clone()
        };
        let other = means.fit(&slices).ok()?;
        adjusted_rand(&own, &other.labels)
    };
    let found: Vec<f64> = seeds.iter().filter_map(agreement).collect();
    Stability {
        mean: (!found.is_empty()).then(|| found.iter().sum::<f64>() / found.len() as f64),
        least: found.iter().copied().reduce(f64::min),
        adjusted_rand: found,
        people: own.len() as u64,
        seeds,
    }
}
