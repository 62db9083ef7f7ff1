//! What must not change the answer: the order of rows, units, threads; and what more clusters do.

use fourr_cluster::{Choice, Clustering, Feature, KMeans, Transform};
use proptest::prelude::*;

fn features(columns: &[Vec<f64>], transform: Transform) -> Vec<Feature<'_>> {
    let feature = |values| Feature {
        name: "x",
        values,
        transform,
    };
    columns.iter().map(|values| feature(values)).collect()
}

fn fit(columns: &[Vec<f64>], transform: Transform, clusters: Choice) -> Option<Clustering> {
    let kmeans = KMeans {
        clusters,
        restarts: 3,
        ..KMeans::default()
    };
    kmeans.fit(&features(columns, transform)).ok()
}

fn auto(columns: &[Vec<f64>]) -> Option<Clustering> {
    fit(columns, Transform::None, Choice::Auto { max: 5 })
}

/// Up to 300 rows with many ties, and an order to put them in.
fn shuffled() -> impl Strategy<Value = (Vec<Vec<f64>>, Vec<usize>)> {
    (1..4_usize, 2..300_usize).prop_flat_map(|(columns, rows)| {
        let cell = (0..40).prop_map(|value| f64::from(value) / 10.0);
        let order = Just((0..rows).collect::<Vec<usize>>()).prop_shuffle();
        (
            prop::collection::vec(prop::collection::vec(cell, rows), columns),
            order,
        )
    })
}

/// Everything but the rows themselves, bit for bit.
fn text(found: &Clustering) -> String {
    serde_json::to_string(found).unwrap()
}

/// Points in five clouds, one after the other.
fn clouds(rows: u64) -> Vec<Vec<f64>> {
    let noise = |row: u64, salt: u64| {
        let mixed = (row * 2 + salt + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((mixed ^ (mixed >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 40) as f64 / 16_777_216.0
    };
    let column = |salt: u64, centres: [f64; 5]| {
        let cloud = centres.into_iter().cycle();
        (0..rows)
            .zip(cloud)
            .map(|(row, centre)| centre + noise(row, salt))
            .collect()
    };
    vec![
        column(0, [0.0, 0.0, 9.0, 9.0, 4.0]),
        column(1, [0.0, 9.0, 0.0, 9.0, 4.0]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_rows_changes_nothing((columns, order) in shuffled()) {
        let turned: Vec<Vec<f64>> =
            columns.iter().map(|column| order.iter().map(|row| column[*row]).collect()).collect();
        match (auto(&columns), auto(&turned)) {
            (Some(first), Some(second)) => {
                prop_assert_eq!(text(&first), text(&second));
                let labels: Vec<u32> = order.iter().map(|row| first.labels[*row]).collect();
                prop_assert_eq!(labels, second.labels);
            }
            (first, second) => prop_assert!(first.is_none() && second.is_none()),
        }
    }

    #[test]
    fn units_change_no_label((columns, _) in shuffled(), unit in 1e-6..1e6_f64) {
        let scaled: Vec<Vec<f64>> =
            columns.iter().map(|column| column.iter().map(|value| value * unit).collect()).collect();
        let labels = |columns: &[Vec<f64>]| auto(columns).map(|found| found.labels);
        prop_assert_eq!(labels(&columns), labels(&scaled));
    }

    #[test]
    fn more_clusters_have_no_more_inertia((columns, _) in shuffled()) {
        if let Some(found) = auto(&columns) {
            prop_assert!(found.candidates.is_sorted_by(|a, b| a.inertia >= b.inertia - 1e-9));
            prop_assert!(found.clusters.is_sorted_by(|a, b| a.size >= b.size));
            prop_assert_eq!(found.clusters.iter().map(|c| c.size).sum::<u64>(), found.rows);
            prop_assert!(found.clusters.iter().all(|cluster| cluster.size > 0));
            let shares: f64 = found.components.iter().map(|component| component.share).sum();
            prop_assert!(shares < 1.0 + 1e-12);
        }
    }

    #[test]
    fn a_transform_is_that_of_the_values((columns, _) in shuffled()) {
        let pairs = [
            (Transform::Negate, (|value| -value) as fn(f64) -> f64),
            (Transform::Log1p, f64::ln_1p),
        ];
        for (transform, apply) in pairs {
            let applied = |column: &Vec<f64>| column.iter().copied().map(apply).collect();
            let applied: Vec<Vec<f64>> = columns.iter().map(applied).collect();
            let asked = fit(&columns, transform, Choice::Auto { max: 5 });
            let done = auto(&applied);
            prop_assert_eq!(asked.is_some(), done.is_some());
            if let (Some(asked), Some(done)) = (asked, done) {
                prop_assert_eq!(asked.labels, done.labels);
                prop_assert!((asked.inertia - done.inertia).abs() < 1e-8);
            }
        }
    }
}

#[test]
fn threads_change_no_bit() {
    let columns = clouds(60_000);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| auto(&columns)).unwrap()
    };
    let (one, three) = (with(1), with(3));
    assert_eq!(one, three);
    assert_eq!(one.clusters.len(), 5);
    assert_eq!((one.rows_fitted, one.silhouette_rows), (5_000, 5_000));
    assert_eq!(one.sample.iter().map(|row| row.rows).sum::<u64>(), 5_000);
    // Every row is with the others of its cloud.
    for (row, label) in one.labels.iter().enumerate() {
        assert_eq!(*label, one.labels[row % 5]);
    }
}

#[test]
fn the_seed_does_not_decide_between_clear_clusters() {
    let columns = clouds(1_000);
    let with = |seed: u64| {
        let kmeans = KMeans {
            seed,
            ..KMeans::default()
        };
        kmeans
            .fit(&features(&columns, Transform::None))
            .unwrap()
            .labels
    };
    assert_eq!(with(1), with(2));
}

/// A row so far away that a sample may miss it must neither stop the fit nor lose a row.
#[test]
fn one_row_far_away() {
    let mut columns = clouds(20_000);
    columns[0][7] = 1e9;
    columns[1][7] = -1e9;
    let found = fit(&columns, Transform::None, Choice::Exactly(2)).unwrap();
    assert_eq!(
        found
            .clusters
            .iter()
            .map(|cluster| cluster.size)
            .sum::<u64>(),
        20_000
    );
    assert_eq!(
        found
            .labels
            .iter()
            .filter(|label| **label == found.labels[7])
            .count(),
        1
    );
}
