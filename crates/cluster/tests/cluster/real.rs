//! Published answers over real data.

use std::path::Path;

use fourr_cluster::{Choice, Feature, KMeans, Transform};

/// Columns of a file of real data without the rows where one is missing, or `None`, said aloud, where the data are absent.
#[expect(clippy::print_stdout, reason = "a skipped test must be seen")]
fn columns(file: &str, separator: u8, names: &[&str]) -> Option<Vec<Vec<f64>>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(file);
    let mut reader = csv::ReaderBuilder::new();
    let Ok(mut reader) = reader.delimiter(separator).from_path(&path) else {
        println!("skipped: no {}", path.display());
        return None;
    };
    let headers = reader.headers().unwrap().clone();
    let places = names
        .iter()
        .map(|name| headers.iter().position(|header| header == *name).unwrap());
    let places: Vec<usize> = places.collect();
    let mut columns = vec![Vec::new(); names.len()];
    for record in reader.records() {
        let record = record.unwrap();
        if places.iter().any(|place| record[*place].is_empty()) {
            continue;
        }
        for (column, place) in columns.iter_mut().zip(&places) {
            column.push(record[*place].parse().unwrap());
        }
    }
    Some(columns)
}

/// The inertia of k-means over standardised columns.
fn inertia(columns: &[Vec<f64>], clusters: u32) -> f64 {
    let feature = |values| Feature {
        name: "x",
        values,
        transform: Transform::None,
    };
    let features: Vec<Feature<'_>> = columns
        .iter()
        .map(|values| feature(values.as_slice()))
        .collect();
    let means = KMeans {
        clusters: Choice::Exactly(clusters),
        ..KMeans::default()
    };
    means.fit(&features).unwrap().inertia
}

/// A file, its separator, the columns that are clustered, and the inertia of each number of clusters.
type Expected<'a> = (&'a str, u8, &'a [&'a str], &'a [(u32, f64)]);

/// scikit-learn 1.9.1, `KMeans(k, n_init=10, random_state=1)` over `StandardScaler`: within 0.1 % of its best of ten.
#[test]
fn inertia_is_that_of_scikit_learn() {
    let campaign = [
        "Income",
        "Recency",
        "MntWines",
        "MntFruits",
        "MntMeatProducts",
        "MntFishProducts",
        "MntSweetProducts",
        "MntGoldProds",
        "NumWebPurchases",
        "NumStorePurchases",
    ];
    let shoppers = [
        "Administrative",
        "Administrative_Duration",
        "Informational",
        "Informational_Duration",
        "ProductRelated",
        "ProductRelated_Duration",
        "BounceRates",
        "ExitRates",
        "PageValues",
        "SpecialDay",
    ];
    let sets: [Expected<'_>; 3] = [
        (
            "marketing_campaign/marketing_campaign.csv",
            b',',
            &campaign,
            &[(3, 11_991.844_370), (4, 11_155.347_234), (6, 9_836.911_229)],
        ),
        (
            "online_shoppers_intention/online_shoppers_intention.csv",
            b';',
            &shoppers,
            &[
                (3, 80_117.282_048),
                (5, 62_615.546_945),
                (8, 46_253.842_408),
            ],
        ),
        (
            "mall_customers/Mall_Customers.csv",
            b',',
            &["Age", "Annual_Income", "Spending_Score"],
            &[(4, 205.225_147), (6, 133.868_334)],
        ),
    ];
    for (file, separator, names, expected) in sets {
        let Some(columns) = columns(file, separator, names) else {
            return;
        };
        for (clusters, expected) in expected {
            let found = inertia(&columns, *clusters);
            assert!(
                found <= expected * 1.001,
                "{file} {clusters}: {found} for {expected}"
            );
        }
    }
}

/// Kaggle's "Mall Customer Segmentation Data": income and score make five clusters by elbow and silhouette.
/// The sizes, the inertia 65.5684 and the silhouette 0.5547 are those that scikit-learn gives over standardised
/// columns in many published notebooks.
#[test]
fn mall_customers_are_five_clusters() {
    let Some(mall) = columns(
        "mall_customers/Mall_Customers.csv",
        b',',
        &["Annual_Income", "Spending_Score"],
    ) else {
        return;
    };
    let (income, score) = (&mall[0], &mall[1]);
    let features = [("income", income), ("score", score)].map(|(name, values)| Feature {
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
