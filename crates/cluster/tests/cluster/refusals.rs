//! What cannot be clustered is refused with its reason; what is thin is warned about.

use fourr_cluster::{Choice, ClusterError, Clustering, Feature, KMeans, Transform, Warning};

fn feature<'a>(name: &'a str, values: &'a [f64]) -> Feature<'a> {
    Feature {
        name,
        values,
        transform: Transform::None,
    }
}

fn exactly(clusters: u32, features: &[Feature<'_>]) -> Result<Clustering, ClusterError> {
    let kmeans = KMeans {
        clusters: Choice::Exactly(clusters),
        ..KMeans::default()
    };
    kmeans.fit(features)
}

fn refusal(clusters: u32, features: &[Feature<'_>]) -> String {
    exactly(clusters, features).unwrap_err().to_string()
}

#[test]
fn refusals_say_what_and_where() {
    let values = [1.0, 2.0, 2.0];
    let x = feature("x", &values);
    assert_eq!(
        refusal(1, &[x]),
        "the number of clusters is 1, expected 2 to 100"
    );
    assert_eq!(refusal(2, &[]), "no column to cluster by");
    assert_eq!(refusal(2, &[feature("x", &[])]), "no row to cluster");
    assert_eq!(
        refusal(2, &[x, feature("y", &[1.0])]),
        "column y has 1 rows, the first one 3"
    );
    assert_eq!(
        refusal(2, &[x, feature("y", &[1.0, f64::NAN, 3.0])]),
        "column y has NaN at row 1, expected a number within ±1e150"
    );
    assert_eq!(
        refusal(2, &[feature("y", &[1.0, 2.0, f64::NEG_INFINITY])]),
        "column y has -inf at row 2, expected a number within ±1e150"
    );
    let log = Feature {
        transform: Transform::Log1p,
        ..feature("y", &[1.0, -1.0])
    };
    assert_eq!(
        refusal(2, &[log]),
        "column y has -1 at row 1, log1p needs numbers above -1"
    );
    assert_eq!(
        refusal(2, &[feature("x", &[7.0]), feature("y", &[8.0])]),
        "nothing to tell 1 rows apart by: x, y are constant"
    );
    assert_eq!(
        refusal(3, &[x]),
        "3 clusters asked for, but only 2 rows are different"
    );
    assert_eq!(
        refusal(101, &[x]),
        "the number of clusters is 101, expected 2 to 100"
    );
    let none = KMeans {
        restarts: 0,
        ..KMeans::default()
    };
    assert!(matches!(none.fit(&[x]), Err(ClusterError::Restarts)));
    let none = KMeans {
        iterations: 0,
        ..KMeans::default()
    };
    assert!(matches!(none.fit(&[x]), Err(ClusterError::Iterations)));
    let none = KMeans {
        clusters: Choice::Auto { max: 1 },
        ..KMeans::default()
    };
    assert!(matches!(none.fit(&[x]), Err(ClusterError::Clusters(1))));
}

#[test]
fn as_many_clusters_as_distinct_rows() {
    let found = exactly(3, &[feature("x", &[5.0, 1.0, 5.0, 9.0, 5.0, 1.0])]).unwrap();
    assert_eq!(found.labels, [0, 1, 0, 2, 0, 1]);
    assert!(found.inertia.abs() < 1e-15);
    assert_eq!((found.rows, found.rows_distinct), (6, 3));
    // By hand: rows that coincide with all of their cluster have 1, the single one 0.
    assert_eq!(found.silhouette, Some(5.0 / 6.0));
}

#[test]
fn two_distinct_rows_are_two_clusters() {
    let found = KMeans::default()
        .fit(&[feature("x", &[1.0, 2.0, 2.0])])
        .unwrap();
    assert_eq!(found.labels, [1, 0, 0]);
    let warning = Warning::FewDistinctRows {
        distinct: 2,
        tried: 2,
    };
    assert!(found.warnings.contains(&warning));
    assert_eq!(found.components.len(), 1);
}

#[test]
fn constant_columns_are_left_out() {
    let (x, y) = ([1.0, 2.0, 8.0, 9.0], [3.0; 4]);
    let found = exactly(2, &[feature("y", &y), feature("x", &x)]).unwrap();
    assert_eq!(found.dropped, ["y"]);
    assert_eq!(found.columns.len(), 1);
    assert_eq!(found.clusters[0].means, [1.5]);
    let warning = Warning::ConstantColumn {
        column: "y".to_owned(),
    };
    assert!(found.warnings.contains(&warning));
}

/// One cloud cut at random: 0.25 is Kaufman and Rousseeuw's limit.
#[test]
fn rows_without_structure_are_named() {
    let column =
        |step: u64| -> Vec<f64> { (1..=400_u64).map(|row| (row * step % 401) as f64).collect() };
    let columns = [1, 17, 59, 101, 211].map(column);
    let features = columns.each_ref().map(|column| feature("x", column));
    let found = exactly(2, &features).unwrap();
    let silhouette = found.silhouette.unwrap();
    assert!(silhouette < 0.25);
    assert!(
        found
            .warnings
            .contains(&Warning::NoClearStructure { silhouette })
    );
}

#[test]
fn an_unfinished_descent_is_named() {
    let values: Vec<f64> = (0..1000).map(f64::from).collect();
    let kmeans = KMeans {
        clusters: Choice::Exactly(7),
        iterations: 1,
        restarts: 1,
        ..KMeans::default()
    };
    let found = kmeans.fit(&[feature("x", &values)]).unwrap();
    assert!(found.warnings.contains(&Warning::NotConverged));
}
