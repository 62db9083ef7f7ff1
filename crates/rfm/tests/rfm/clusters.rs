//! Clusters and weights through the whole analysis.

use fourr_rfm::{
    Attempt, ClusterCount, ClusterRefusal, ModelWarning, Rfm, Segmentation, Warning, Weighting,
    Weights,
};

use crate::orders::{Order, table};

/// Ten good customers, ten middling ones, ten that left long ago.
fn three_kinds() -> Vec<Order> {
    let mut orders = Vec::new();
    for customer in 0..30_u32 {
        let (last, times, cents) = match customer / 10 {
            0 => (300, 20, 20_000),
            1 => (200, 5, 5_000),
            _ => (20, 1, 1_000),
        };
        for n in 0..times + customer % 2 {
            orders.push(Order {
                customer,
                number: customer * 100 + n,
                day: last - i32::try_from(n + customer % 3).unwrap(),
                cents: cents + i64::from(customer),
            });
        }
    }
    orders
}

fn clustered(orders: &[Order], count: ClusterCount) -> Segmentation {
    let rfm = Rfm {
        clusters: Some(count),
        ..Rfm::default()
    };
    rfm.segment(&table(orders)).unwrap()
}

fn labels(result: &Segmentation) -> Vec<u32> {
    let labels = result.customers.column("cluster").unwrap();
    labels.u32().unwrap().into_no_null_iter().collect()
}

#[test]
fn three_kinds_of_customers_are_three_clusters() {
    let result = clustered(&three_kinds(), ClusterCount::Exactly(3));
    let clusters = result.summary.clusters.as_ref().unwrap().done().unwrap();
    assert_eq!(clusters.clustering.clusters.len(), 3);
    let labels = labels(&result);
    for kind in labels.chunks(10) {
        assert!(kind.iter().all(|label| *label == kind[0]), "{labels:?}");
    }
    let codes: Vec<&str> = clusters
        .names
        .iter()
        .map(|name| name.code.as_str())
        .collect();
    assert!(
        codes.contains(&"111") && codes.contains(&"000"),
        "{codes:?}"
    );
    let again = clustered(
        &three_kinds().into_iter().rev().collect::<Vec<_>>(),
        ClusterCount::Exactly(3),
    );
    assert_eq!(self::labels(&again), labels);
}

#[test]
fn clusters_of_one_type_are_numbered() {
    let result = clustered(&three_kinds(), ClusterCount::Exactly(8));
    let clusters = result.summary.clusters.as_ref().unwrap().done().unwrap();
    let mut names: Vec<(&str, u32)> = clusters
        .names
        .iter()
        .map(|name| (name.code.as_str(), name.suffix))
        .collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn more_clusters_than_different_customers() {
    let orders = &three_kinds()[..3];
    let result = clustered(orders, ClusterCount::Exactly(5));
    let Some(Attempt::Refused(reason)) = &result.summary.clusters else {
        panic!("{:?}", result.summary.clusters);
    };
    assert!(matches!(
        reason,
        ClusterRefusal::AllAlike { customers: 1 }
            | ClusterRefusal::TooManyClusters { clusters: 5, .. }
    ));
    let warned = Warning::Model(ModelWarning::NoClusters {
        reason: reason.clone(),
    });
    assert!(result.summary.warnings.contains(&warned));
    let json = serde_json::to_value(&result.summary.clusters).unwrap();
    assert!(json["refused"]["code"].is_string(), "{json}");
}

// By hand, for 3 customers with R 1, 1, 101 days; F 1, 1, 2; M 10, 10, 20: every dimension has two equal
// values and one other. Freshness -1, -1, -101 on 0..1: 1, 1, 0, so p = 1/2, 1/2, 0 and e = ln 2 / ln 3. F and M:
// 0, 0, 1, so e = 0. Weights 1 - 0.6309 : 1 : 1.
#[test]
fn entropy_weighs_what_tells_customers_apart() {
    let order = |customer, number, day, cents| Order {
        customer,
        number,
        day,
        cents,
    };
    let orders = [
        order(1, 1, 200, 1_000),
        order(2, 2, 200, 1_000),
        order(3, 3, 100, 1_000),
        order(3, 4, 100, 1_000),
    ];
    let rfm = Rfm {
        weights: Weighting::Entropy,
        ..Rfm::default()
    };
    let weights = rfm.segment(&table(&orders)).unwrap().summary.weights;
    let r = 1.0 - 2.0_f64.ln() / 3.0_f64.ln();
    let want = [r / (r + 2.0), 1.0 / (r + 2.0), 1.0 / (r + 2.0)];
    for (got, want) in weights.weights.0.iter().zip(want) {
        assert!((got - want).abs() < 1e-12, "{weights:?}");
    }
    assert_eq!(weights.method, "entropy");
}

// Saaty's scale with R three times as important as F and five times as M, F twice as M: the principal eigenvector
// of [[1,3,5],[1/3,1,2],[1/5,1/2,1]] is 0.6483, 0.2297, 0.1220 with lambda 3.0037, CR 0.0032 (numpy.linalg.eig).
#[test]
fn judgements_become_weights() {
    let rfm = Rfm {
        weights: "ahp:3,5,2".parse().unwrap(),
        ..Rfm::default()
    };
    let summary = rfm.segment(&table(&three_kinds())).unwrap().summary;
    let ahp = summary.weights.ahp.unwrap();
    for (got, want) in summary
        .weights
        .weights
        .0
        .iter()
        .zip([0.6483, 0.2297, 0.1220])
    {
        assert!((got - want).abs() < 5e-5, "{got} {want}");
    }
    assert!((ahp.lambda_max - 3.0037).abs() < 5e-5 && (ahp.cr - 0.0032).abs() < 5e-5);
}

#[test]
fn given_weights_are_shares() {
    let rfm = Rfm {
        weights: Weights([5.0, 3.0, 2.0]).into(),
        ..Rfm::default()
    };
    let weights = rfm.segment(&table(&three_kinds())).unwrap().summary.weights;
    assert_eq!(weights.weights, Weights([0.5, 0.3, 0.2]));
}

#[test]
fn labels_are_a_column_only_where_asked_for() {
    let result = Rfm::default().segment(&table(&three_kinds())).unwrap();
    assert!(result.customers.column("cluster").is_err());
    assert_eq!(result.customers.column("customer").unwrap().len(), 30);
}
