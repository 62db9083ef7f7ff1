//! Published answers over real data.

use std::path::Path;

use fourr_cluster::{Feature, KMeans, Transform};

/// The columns of the mall's customers, or `None`, said aloud, where the data are absent.
#[expect(clippy::print_stdout, reason = "a skipped test must be seen")]
fn mall() -> Option<[Vec<f64>; 2]> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/mall_customers/Mall_Customers.csv");
    let Ok(mut reader) = csv::Reader::from_path(&path) else {
        println!("skipped: no {}", path.display());
        return None;
    };
    let headers = reader.headers().unwrap().clone();
    let mut columns = [Vec::new(), Vec::new()];
    let places = ["Annual_Income", "Spending_Score"]
        .map(|name| headers.iter().position(|header| header == name).unwrap());
    for record in reader.records() {
        let record = record.unwrap();
        for (column, place) in columns.iter_mut().zip(places) {
            column.push(record[place].parse().unwrap());
        }
    }
    Some(columns)
}

/// Kaggle's "Mall Customer Segmentation Data": income and score make five clusters by elbow and silhouette.
/// The sizes, the inertia 65.5684 and the silhouette 0.5547 are those that scikit-learn gives over standardised
/// columns in many published notebooks.
#[test]
fn mall_customers_are_five_clusters() {
    let Some([income, score]) = mall() else {
        return;
    };
    let features = [("income", &income), ("score", &score)].map(|(name, values)| Feature {
        name,
        values,
        transform: Transform::None,
    });
    let found = KMeans::default().fit(&features).unwrap();
    assert_eq!(found.elbow, Some(5));
    let sizes: Vec<u64> = found.clusters.iter().map(|cluster| cluster.size).collect();
    assert_eq!(sizes, [81, 39, 35, 23, 22]);
    assert!((found.inertia - 65.568_408).abs() < 1e-5);
    assert!((found.silhouette.unwrap() - 0.554_657).abs() < 1e-6);
}
