//! Small inputs against an exhaustive search, silhouettes against the definition.

use fourr_cluster::{Choice, Clustering, Feature, KMeans, Transform};
use proptest::prelude::*;

fn fit(columns: &[Vec<f64>], clusters: u32) -> Option<Clustering> {
    let feature = |values| Feature {
        name: "x",
        values,
        transform: Transform::None,
    };
    let features: Vec<Feature<'_>> = columns.iter().map(|values| feature(values)).collect();
    let kmeans = KMeans {
        clusters: Choice::Exactly(clusters),
        ..KMeans::default()
    };
    kmeans.fit(&features).ok()
}

/// Z-scores by row, from the definition.
fn rows(columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let n = columns[0].len() as f64;
    let z = |values: &Vec<f64>| -> Vec<f64> {
        let mean = values.iter().sum::<f64>() / n;
        let sd = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n).sqrt();
        values
            .iter()
            .map(|v| if sd > 0.0 { (v - mean) / sd } else { 0.0 })
            .collect()
    };
    let columns: Vec<Vec<f64>> = columns.iter().map(z).collect();
    (0..columns[0].len())
        .map(|row| columns.iter().map(|column| column[row]).collect())
        .collect()
}

fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter()
        .zip(b)
        .map(|(a, b)| (a - b).powi(2))
        .sum::<f64>()
        .sqrt()
}

/// Within-cluster squares as half the mean squared distance between pairs: no centres needed.
fn inertia(rows: &[Vec<f64>], labels: &[u32], clusters: u32) -> f64 {
    let of = |cluster| {
        let own: Vec<&Vec<f64>> = rows
            .iter()
            .zip(labels)
            .filter(|(_, label)| **label == cluster)
            .map(|(row, _)| row)
            .collect();
        let pairs = own
            .iter()
            .flat_map(|a| own.iter().map(|b| distance(a, b).powi(2)));
        pairs.sum::<f64>() / (2.0 * own.len().max(1) as f64)
    };
    (0..clusters).map(of).sum()
}

/// The least inertia of all assignments.
fn least(rows: &[Vec<f64>], clusters: u32) -> f64 {
    let n = u32::try_from(rows.len()).unwrap();
    let assignment = |mut code: u32| -> Vec<u32> {
        let digit = |_| {
            let label = code % clusters;
            code /= clusters;
            label
        };
        (0..n).map(digit).collect()
    };
    (0..clusters.pow(n))
        .map(|code| inertia(rows, &assignment(code), clusters))
        .fold(f64::INFINITY, f64::min)
}

/// Rousseeuw's definition by two loops.
fn silhouette(rows: &[Vec<f64>], labels: &[u32], clusters: u32, row: usize) -> f64 {
    let mean = |cluster: u32| {
        let others = (0..rows.len()).filter(|other| labels[*other] == cluster && *other != row);
        let all: Vec<f64> = others
            .map(|other| distance(&rows[row], &rows[other]))
            .collect();
        (!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64)
    };
    let Some(a) = mean(labels[row]) else {
        return 0.0;
    };
    let b = (0..clusters)
        .filter(|other| *other != labels[row])
        .filter_map(mean);
    let b = b.fold(f64::INFINITY, f64::min);
    (b - a) / a.max(b)
}

fn table(rows: std::ops::Range<usize>, high: i32) -> impl Strategy<Value = Vec<Vec<f64>>> {
    (1..4_usize, rows).prop_flat_map(move |(columns, rows)| {
        let cell = (0..high).prop_map(f64::from);
        prop::collection::vec(prop::collection::vec(cell, rows), columns)
    })
}

/// Nine points by hand, three far groups: no other partition is as tight.
#[test]
fn the_best_of_all_partitions() {
    let columns = [
        vec![0.0, 1.0, 0.0, 10.0, 11.0, 10.0, 0.0, 1.0, 0.0],
        vec![0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 20.0, 20.0, 21.0],
    ];
    for clusters in [2, 3] {
        let found = fit(&columns, clusters).unwrap();
        assert!((found.inertia - least(&rows(&columns), clusters)).abs() < 1e-9);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn never_below_the_optimum(columns in table(2..9, 8), clusters in 2..4_u32) {
        if let Some(found) = fit(&columns, clusters) {
            let rows = rows(&columns);
            let labelled = inertia(&rows, &found.labels, clusters);
            prop_assert!((found.inertia - labelled).abs() < 1e-8);
            prop_assert!(found.inertia > least(&rows, clusters) - 1e-8);
        }
    }

    #[test]
    fn every_row_is_with_the_nearest_centre(columns in table(2..400, 30), clusters in 2..8_u32) {
        let found = fit(&columns, clusters);
        // Columns that were left out would have to be left out here.
        if let Some(found) = found.filter(|found| found.dropped.is_empty()) {
            for (row, label) in rows(&columns).iter().zip(&found.labels) {
                let own = distance(row, &found.clusters[*label as usize].centroid);
                for cluster in &found.clusters {
                    prop_assert!(own < distance(row, &cluster.centroid) + 1e-8);
                }
            }
        }
    }

    #[test]
    fn silhouettes_follow_the_definition(columns in table(2..200, 30), clusters in 2..6_u32) {
        if let Some(found) = fit(&columns, clusters) {
            let rows = rows(&columns);
            let expected = |row| silhouette(&rows, &found.labels, clusters, row);
            for row in &found.sample {
                prop_assert!((row.silhouette - expected(row.row)).abs() < 1e-8);
            }
            let mean = (0..rows.len()).map(expected).sum::<f64>() / rows.len() as f64;
            prop_assert!((found.silhouette.unwrap() - mean).abs() < 1e-8);
            let weighted: f64 = found
                .clusters
                .iter()
                .map(|cluster| cluster.share * cluster.silhouette.unwrap())
                .sum();
            prop_assert!((weighted - mean).abs() < 1e-8);
        }
    }
}
