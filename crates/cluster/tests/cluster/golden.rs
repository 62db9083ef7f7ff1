//! `tests/golden/kmeans`: scikit-learn's answers, named in its README.

use fourr_cluster::{Choice, Clustering, Feature, KMeans, Reason, Transform, Warning};
use serde_json::Value;

const INPUT: &str = include_str!("../golden/kmeans/input.csv");
const EXPECTED: &str = include_str!("../golden/kmeans/expected.json");
const TOLERANCE: f64 = 1e-5;

fn fit(clusters: Choice) -> Clustering {
    let mut columns = [Vec::new(), Vec::new()];
    for record in csv::Reader::from_reader(INPUT.as_bytes()).records() {
        for (column, cell) in columns.iter_mut().zip(&record.unwrap()) {
            column.push(cell.parse().unwrap());
        }
    }
    let features = [("age", &columns[0]), ("orders", &columns[1])].map(|(name, values)| Feature {
        name,
        values,
        transform: Transform::None,
    });
    let kmeans = KMeans {
        clusters,
        ..KMeans::default()
    };
    kmeans.fit(&features).unwrap()
}

fn expected() -> Value {
    let file: Value = serde_json::from_str(EXPECTED).unwrap();
    file["expected"].clone()
}

fn numbers(value: &Value) -> Vec<f64> {
    let values = value.as_array().unwrap().iter();
    values.map(|value| value.as_f64().unwrap()).collect()
}

fn near(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() < TOLERANCE,
        "{found} instead of {expected}"
    );
}

#[test]
fn every_candidate() {
    let (found, expected) = (fit(Choice::Auto { max: 5 }), expected());
    let tried: Vec<u32> = found.candidates.iter().map(|c| c.clusters).collect();
    assert_eq!(tried, [1, 2, 3, 4, 5]);
    for candidate in &found.candidates[1..] {
        let answer = &expected["by_k"][candidate.clusters.to_string()];
        near(candidate.inertia, answer["inertia"].as_f64().unwrap());
        near(
            candidate.silhouette.unwrap(),
            answer["silhouette"].as_f64().unwrap(),
        );
        let asked = fit(Choice::Exactly(candidate.clusters));
        assert_eq!(asked.reason, Reason::Asked);
        let sizes: Vec<f64> = asked.clusters.iter().map(|c| c.size as f64).collect();
        assert_eq!(sizes, numbers(&answer["sizes_desc"]));
    }
    // One cluster: every column contributes its rows.
    near(found.candidates[0].inertia, 24.0);
    assert_eq!(found.candidates[0].silhouette, None);
}

#[test]
fn the_clusters_chosen() {
    let (found, expected) = (fit(Choice::Auto { max: 5 }), expected());
    assert_eq!((found.reason, found.elbow), (Reason::Silhouette, Some(3)));
    assert_eq!(
        found.clusters.len() as u64,
        expected["best_k"].as_u64().unwrap()
    );
    let labels: Vec<f64> = found
        .labels
        .iter()
        .map(|label| f64::from(label + 1))
        .collect();
    assert_eq!(labels, numbers(&expected["labels"]));
    for (column, place) in found.columns.iter().zip(0..) {
        near(column.mean, numbers(&expected["column_mean"])[place]);
        near(column.sd, numbers(&expected["column_sd_population"])[place]);
    }
    for (cluster, number) in found.clusters.iter().zip(0..) {
        let centre = numbers(&expected["centroids_original_units"][number]);
        for (mean, expected) in cluster.means.iter().zip(centre) {
            near(*mean, expected);
        }
    }
    let silhouettes = numbers(&expected["silhouette_samples"]);
    assert_eq!((found.sample.len(), found.silhouette_rows), (12, 12));
    for row in &found.sample {
        near(row.silhouette, silhouettes[row.row]);
    }
    let order = |row: &fourr_cluster::SampledRow| (row.cluster, -row.silhouette);
    assert!(found.sample.is_sorted_by(|a, b| order(a) <= order(b)));
    let small = Warning::SmallClusters {
        clusters: vec![0, 1, 2],
    };
    assert_eq!(found.warnings, [small]);
}

/// Medians by hand from the sorted columns of the three groups.
#[test]
fn medians_and_shares() {
    let found = fit(Choice::Exactly(3));
    let medians: Vec<&[f64]> = found.clusters.iter().map(|c| &c.medians[..]).collect();
    assert_eq!(medians, [[61.0, 3.0], [21.5, 5.0], [45.0, 20.0]]);
    let shares: f64 = found.clusters.iter().map(|cluster| cluster.share).sum();
    assert!((shares - 1.0).abs() < 1e-15);
}

#[test]
fn the_summary_is_json_without_rows() {
    let json = serde_json::to_value(fit(Choice::Auto { max: 5 })).unwrap();
    assert!(json.get("labels").is_none() && json.get("sample").is_none());
    assert_eq!(json["reason"], "silhouette");
    assert_eq!(json["parameters"]["clusters"]["auto"]["max"], 5);
    assert_eq!(json["warnings"][0]["code"], "small_clusters");
}
