//! Clusters that were planted are found again.

use fourr_cluster::{Choice, Feature, KMeans, Model, Transform, adjusted_rand};
use rand_xoshiro::{
    Xoshiro256Plus,
    rand_core::{RngCore, SeedableRng},
};

/// A number from 0 up to 1.
fn uniform(random: &mut Xoshiro256Plus) -> f64 {
    f64::from(u32::try_from(random.next_u64() >> 32).unwrap()) / 4_294_967_296.0
}

/// A normal number, by Box and Muller.
fn normal(random: &mut Xoshiro256Plus) -> f64 {
    let (a, b) = (1.0 - uniform(random), uniform(random));
    (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()
}

fn fit(columns: &[(Vec<f64>, Transform)], means: &KMeans) -> Vec<u32> {
    let features: Vec<Feature<'_>> = columns
        .iter()
        .map(|(values, transform)| Feature {
            name: "x",
            values,
            transform: *transform,
        })
        .collect();
    means.fit(&features).unwrap().labels
}

fn exactly(clusters: u32, model: Model) -> KMeans {
    KMeans {
        clusters: Choice::Exactly(clusters),
        model,
        ..KMeans::default()
    }
}

#[test]
fn round_clusters_are_found_by_either_model() {
    let mut random = Xoshiro256Plus::seed_from_u64(1);
    let centres = [
        [0.0, 0.0, 0.0],
        [8.0, 0.0, 2.0],
        [0.0, 9.0, -3.0],
        [7.0, 8.0, 6.0],
    ];
    let labels: Vec<u32> = (0..4_000).map(|row| row % 4).collect();
    let column = |place: usize, random: &mut Xoshiro256Plus| {
        let values = labels
            .iter()
            .map(|label| centres[*label as usize][place] + normal(random));
        (values.collect(), Transform::None)
    };
    let columns: Vec<(Vec<f64>, Transform)> =
        (0..3).map(|place| column(place, &mut random)).collect();
    for model in [Model::Means, Model::Mixture] {
        let found = fit(&columns, &exactly(4, model));
        assert!(adjusted_rand(&found, &labels).unwrap() >= 0.95);
        let auto = KMeans {
            model,
            ..KMeans::default()
        };
        assert!(adjusted_rand(&fit(&columns, &auto), &labels).unwrap() >= 0.95);
    }
}

/// Two long clusters side by side, which k-means cuts across.
#[test]
fn long_clusters_need_a_mixture() {
    let mut random = Xoshiro256Plus::seed_from_u64(2);
    let labels: Vec<u32> = (0..3_000).map(|row| row % 2).collect();
    let along: Vec<f64> = labels.iter().map(|_| 2.0 * normal(&mut random)).collect();
    let across = labels.iter().zip(&along);
    let across = across.map(|(label, along)| along + 6.0 * f64::from(*label) + normal(&mut random));
    let across: Vec<f64> = across.collect();
    let columns = [(along, Transform::None), (across, Transform::None)];
    let mixture = fit(&columns, &exactly(2, Model::Mixture));
    assert!(adjusted_rand(&mixture, &labels).unwrap() >= 0.95);
    let means = fit(&columns, &exactly(2, Model::Means));
    assert!(adjusted_rand(&means, &labels).unwrap() < 0.5);
}

/// Three groups of which two differ in a category alone.
#[test]
fn categories_tell_groups_apart_as_numbers_do() {
    let mut random = Xoshiro256Plus::seed_from_u64(3);
    let labels: Vec<u32> = (0..3_000).map(|row| row % 3).collect();
    let number = labels
        .iter()
        .map(|label| if *label == 2 { 9.0 } else { 0.0 } + normal(&mut random));
    let number: Vec<f64> = number.collect();
    // Forty-nine in fifty have the value of their group.
    let value: Vec<u32> = labels
        .iter()
        .map(|label| {
            if uniform(&mut random) < 0.98 {
                *label
            } else {
                (label + 1) % 3
            }
        })
        .collect();
    let indicator = |own: u32| {
        let has = value.iter().map(|value| f64::from(u8::from(*value == own)));
        (has.collect(), Transform::Indicator)
    };
    let columns = [
        (number, Transform::None),
        indicator(0),
        indicator(1),
        indicator(2),
    ];
    let found = fit(&columns, &exactly(3, Model::Means));
    assert!(adjusted_rand(&found, &labels).unwrap() >= 0.9);
}
