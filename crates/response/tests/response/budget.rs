//! Budgets: the golden case, edges, and a search of every split of a grid.

use std::fs;

use fourr_response::{Allocation, At, Budget, BudgetError, Channel, Curve, Response};
use proptest::prelude::*;
use serde_json::Value;

fn channel(name: &str, curve: Curve) -> Channel {
    Channel {
        name: name.to_owned(),
        response: Response {
            curve,
            carry_over: 0.0,
            base: 0.0,
        },
        least: 0.0,
        most: f64::INFINITY,
        current: None,
        largest_seen: None,
    }
}

fn power(name: &str, a: f64, b: f64) -> Channel {
    channel(name, Curve::Power { a, b })
}

/// Expected numbers in closed form: with b = 1/2 the optimum is proportional to a squared.
#[test]
fn golden_case() {
    let mut reader = csv::Reader::from_path("tests/golden/budget_power/input.csv").unwrap();
    let rows: Vec<(String, f64, f64)> = reader.deserialize().map(Result::unwrap).collect();
    let channels: Vec<Channel> = rows
        .iter()
        .map(|(name, a, b)| power(name, *a, *b))
        .collect();
    let text = fs::read("tests/golden/budget_power/expected.json").unwrap();
    let expected: Value = serde_json::from_slice(&text).unwrap();
    let expected = &expected["expected"];
    let near = |got: f64, want: &Value| {
        let want = want.as_f64().unwrap();
        assert!(
            (got - want).abs() <= 1e-6 * want.abs().max(1.0),
            "{got}, expected {want}"
        );
    };
    let found = Budget::Total(29_000.0).split(&channels).unwrap();
    for place in &found.channels {
        near(place.spend, &expected["allocation"][&place.name]);
        near(place.response, &expected["response"][&place.name]);
        near(place.marginal.unwrap(), &expected["marginal_at_optimum"]);
        assert_eq!(place.at, At::Interior);
    }
    near(found.response, &expected["total_response"]);
    assert!(found.unevenness.unwrap() < 1e-9);
    let equal = Allocation::of(&channels, &[29_000.0 / 3.0; 3]);
    near(equal.response, &expected["equal_split_total"]);
}

/// By hand: 40 sqrt(x) earning 0.5 each is worth 20 sqrt(x), whose next unit earns itself back at x = 100.
#[test]
fn what_pays_is_spent() {
    let found = Budget::Profitable { margin: 0.5 }
        .split(&[power("a", 40.0, 0.5)])
        .unwrap();
    assert!((found.spend - 100.0).abs() < 1e-6, "{}", found.spend);
}

#[test]
fn bounds_hold_and_the_rest_is_solved_again() {
    let mut channels = [
        power("a", 40.0, 0.5),
        power("b", 30.0, 0.5),
        power("c", 20.0, 0.5),
    ];
    channels[0].most = 10_000.0;
    channels[2].least = 6_000.0;
    let found = Budget::Total(29_000.0).split(&channels).unwrap();
    let spends: Vec<f64> = found.channels.iter().map(|place| place.spend).collect();
    // What is left for b is fixed by the other two bounds: 13,000.
    for (spend, want) in spends.iter().zip([10_000.0, 13_000.0, 6_000.0]) {
        assert!((spend - want).abs() < 1e-6, "{spends:?}");
    }
    assert_eq!(found.channels[0].at, At::Most);
    assert_eq!(found.channels[2].at, At::Least);
}

#[test]
fn what_cannot_be_split_is_refused() {
    let mut channels = vec![power("a", 1.0, 0.5), power("b", 1.0, 0.5)];
    assert!(matches!(
        Budget::Total(1.0).split(&[]),
        Err(BudgetError::NoChannels)
    ));
    assert!(matches!(
        Budget::Total(-1.0).split(&channels),
        Err(BudgetError::TooSmall { .. })
    ));
    assert!(matches!(
        Budget::Total(f64::NAN).split(&channels),
        Err(BudgetError::TooSmall { .. })
    ));
    let pays = Budget::Profitable { margin: 0.0 };
    assert!(matches!(pays.split(&channels), Err(BudgetError::Margin(_))));
    channels[0].least = 5.0;
    assert!(matches!(
        Budget::Total(1.0).split(&channels),
        Err(BudgetError::TooSmall { .. })
    ));
    (channels[0].most, channels[1].most) = (6.0, 6.0);
    assert!(matches!(
        Budget::Total(20.0).split(&channels),
        Err(BudgetError::TooLarge { .. })
    ));
    channels[0].most = 4.0;
    assert!(matches!(
        Budget::Total(5.0).split(&channels),
        Err(BudgetError::Bounds { .. })
    ));
}

#[test]
fn a_steep_channel_gets_all_or_nothing() {
    // Little money is worth nothing in the steep channel, much money is.
    let channels = [
        channel(
            "steep",
            Curve::Hill {
                a: 1_000.0,
                k: 100.0,
                s: 4.0,
            },
        ),
        power("flat", 10.0, 0.5),
    ];
    let little = Budget::Total(20.0).split(&channels).unwrap();
    assert!(little.channels[0].spend < 1.0, "{little:?}");
    let much = Budget::Total(300.0).split(&channels).unwrap();
    assert!(much.channels[0].spend > 100.0, "{much:?}");
    assert!(much.unevenness.unwrap() < 1e-6);
}

#[test]
fn a_split_beyond_what_was_seen_is_marked() {
    let mut seen = power("a", 1.0, 0.5);
    seen.largest_seen = Some(100.0);
    let at =
        |spend| Allocation::of(std::slice::from_ref(&seen), &[spend]).channels[0].is_extrapolated;
    assert!(!at(120.0) && at(121.0));
}

fn curves() -> impl Strategy<Value = Curve> {
    prop_oneof![
        (1.0..100.0_f64, 0.1..0.9_f64).prop_map(|(a, b)| Curve::Power { a, b }),
        (1.0..100.0_f64, 1.0..100.0_f64).prop_map(|(a, c)| Curve::Log { a, c }),
        (10.0..500.0_f64, 5.0..80.0_f64, 0.5..4.0_f64).prop_map(|(a, k, s)| Curve::Hill {
            a,
            k,
            s
        }),
    ]
}

proptest! {
    #[test]
    fn no_split_of_a_grid_is_better(first in curves(), second in curves(), third in curves(), budget in 1.0..300.0_f64) {
        const GRID: usize = 60;
        let channels = [channel("a", first), channel("b", second), channel("c", third)];
        let found = Budget::Total(budget).split(&channels).unwrap();
        prop_assert!((found.spend - budget).abs() < 1e-6 * budget, "{} of {budget}", found.spend);
        let part = budget / GRID as f64;
        for one in 0..=GRID {
            for two in 0..=GRID - one {
                let spends = [one, two, GRID - one - two].map(|parts| parts as f64 * part);
                let other = Allocation::of(&channels, &spends).response;
                prop_assert!(other <= found.response * (1.0 + 1e-4), "{spends:?}: {other} over {found:?}");
            }
        }
    }

    #[test]
    fn more_money_brings_more(first in curves(), second in curves(), budget in 1.0..300.0_f64) {
        let channels = [channel("a", first), channel("b", second)];
        let brings = |budget| Budget::Total(budget).split(&channels).unwrap().response;
        prop_assert!(brings(budget * 1.1) >= brings(budget) * (1.0 - 1e-6));
    }

    /// The slope by differences.
    #[test]
    fn the_marginal_return_is_the_slope(curve in curves(), spend in 0.5..200.0_f64) {
        let step = spend * 1e-5;
        let slope = (curve.value(spend + step) - curve.value(spend - step)) / (2.0 * step);
        prop_assert!((curve.marginal(spend) - slope).abs() <= 1e-5 * slope.abs().max(1e-3));
    }
}
