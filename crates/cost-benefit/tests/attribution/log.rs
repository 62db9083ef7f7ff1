//! Logs of events: journeys cut out by the kernel against journeys cut out naively.

use std::collections::BTreeMap;

use fourr_cost_benefit::attribution::{
    AttributionWarning, Counted, CreditRules, Model, Repeats, TouchShape,
};
use rand_xoshiro::{
    Xoshiro256PlusPlus,
    rand_core::{RngCore, SeedableRng},
};

use crate::{attribute, conversions, log};

const DAY: i64 = 86_400;
const NAMES: [&str; 4] = ["搜索", "信息流", "直接", "短信"];

type Event = (i64, i64, Option<&'static str>, bool, f64);

/// Events with moments that differ, in no order.
fn events(seed: u64, rows: i64) -> Vec<Event> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut draw = |most: u64| random.next_u64() % most;
    let mut events = Vec::new();
    for row in 0..rows {
        let moment = i64::try_from(draw(90)).unwrap() * DAY + row;
        let channel = NAMES.get(usize::try_from(draw(5)).unwrap()).copied();
        let converted = channel.is_none() || draw(6) == 0;
        let value = draw(1_000_000) as f64 / 100.0;
        events.push((
            i64::try_from(draw(40)).unwrap(),
            moment,
            channel,
            converted,
            value,
        ));
    }
    events
}

/// First, last and linear conversions by channel, and journeys that failed, with vectors of vectors.
fn naive(events: &[Event], lookback: i64) -> (BTreeMap<&'static str, [f64; 3]>, u64) {
    let mut people: BTreeMap<i64, Vec<&Event>> = BTreeMap::new();
    for event in events {
        people.entry(event.0).or_default().push(event);
    }
    let mut credits: BTreeMap<&str, [f64; 3]> = BTreeMap::new();
    let mut nulls = 0;
    for own in people.values_mut() {
        own.sort_by_key(|event| event.1);
        if own.iter().all(|event| !event.3) {
            nulls += 1;
            continue;
        }
        let mut journey: Vec<&Event> = Vec::new();
        for event in own.iter() {
            journey.push(event);
            if !event.3 {
                continue;
            }
            let touches: Vec<&str> = journey
                .drain(..)
                .filter(|touch| event.1 - touch.1 <= lookback)
                .filter_map(|touch| touch.2)
                .collect();
            let (Some(first), Some(last)) = (touches.first(), touches.last()) else {
                continue;
            };
            credits.entry(*first).or_default()[0] += 1.0;
            credits.entry(*last).or_default()[1] += 1.0;
            for touch in &touches {
                credits.entry(*touch).or_default()[2] += 1.0 / touches.len() as f64;
            }
        }
    }
    (credits, nulls)
}

#[test]
fn journeys_are_those_that_a_naive_reading_finds() {
    for seed in 0..20 {
        let events = events(seed, 600);
        let found = attribute(&CreditRules::default(), &log(&events));
        let (credits, nulls) = naive(&events, 30 * DAY);
        assert_eq!(found.summary.shape, TouchShape::Log);
        assert_eq!(found.summary.journeys.nulls, nulls);
        for (channel, want) in credits {
            for (model, want) in [Model::First, Model::Last, Model::Linear]
                .into_iter()
                .zip(want)
            {
                let got = conversions(&found, model, channel);
                assert!(
                    (got - want).abs() < 1e-9,
                    "{model:?} {channel}: {got}, not {want}"
                );
            }
        }
        let rows = &found.summary.rows;
        assert_eq!(rows.read, rows.used + rows.set_aside());
    }
}

#[test]
fn order_of_rows_and_threads_change_nothing() {
    let mut events = events(7, 3_000);
    let one = attribute(&CreditRules::default(), &log(&events));
    events.reverse();
    for threads in [1, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let pool = pool.build().unwrap();
        let other = pool.install(|| attribute(&CreditRules::default(), &log(&events)));
        assert_eq!(one.summary, other.summary);
        assert!(one.credits.equals_missing(&other.credits));
        assert!(one.transitions.equals_missing(&other.transitions));
    }
}

#[test]
fn every_model_gives_out_every_conversion() {
    let found = attribute(&CreditRules::default(), &log(&events(3, 2_000)));
    let summary = &found.summary;
    for (place, model) in Model::ALL.into_iter().enumerate() {
        let given = summary
            .channels
            .iter()
            .map(|channel| channel.credits[place]);
        let (conversions, value) = given.fold((0.0, 0.0), |(conversions, value), credit| {
            (
                conversions + credit.conversions.unwrap(),
                value + credit.value.unwrap(),
            )
        });
        let want = summary.journeys.conversions as f64;
        assert!((conversions - want).abs() < 1e-6, "{model:?} {conversions}");
        assert!(
            (value - summary.journeys.value).abs() < 1e-3,
            "{model:?} {value}"
        );
    }
}

/// One person: 搜索, 搜索, bought after 信息流, 直接, bought again by itself, then 短信. Worked out by hand.
fn story() -> Vec<Event> {
    vec![
        (1, 0, Some("短信"), false, 0.0),
        (1, 40 * DAY, Some("搜索"), false, 0.0),
        (1, 41 * DAY, Some("搜索"), false, 0.0),
        (1, 42 * DAY, Some("信息流"), true, 100.0),
        (1, 43 * DAY, Some("直接"), false, 0.0),
        (1, 44 * DAY, None, true, 50.0),
        (1, 45 * DAY, Some("短信"), false, 0.0),
    ]
}

#[test]
fn conventions_move_what_they_say() {
    let table = log(&story());
    let found = attribute(&CreditRules::default(), &table);
    let rows = found.summary.rows;
    assert_eq!((rows.read, rows.used), (7, 5));
    assert_eq!((rows.before_lookback, rows.after_conversion), (1, 1));
    assert_eq!(found.summary.journeys.conversions, 2);
    assert!((conversions(&found, Model::Linear, "搜索") - 2.0 / 3.0).abs() < 1e-12);
    assert!((conversions(&found, Model::LastNonDirect, "直接") - 1.0).abs() < 1e-12);

    let first = CreditRules {
        counted_conversions: Counted::First,
        ..CreditRules::default()
    };
    let found = attribute(&first, &table);
    assert_eq!(found.summary.journeys.conversions, 1);
    assert_eq!(found.summary.rows.after_conversion, 3);

    let collapse = CreditRules {
        repeats: Repeats::Collapse,
        ..CreditRules::default()
    };
    let found = attribute(&collapse, &table);
    assert_eq!(found.summary.rows.collapsed, 1);
    assert!((conversions(&found, Model::Linear, "搜索") - 0.5).abs() < 1e-12);

    let long = CreditRules {
        lookback_days: 60.0,
        ..CreditRules::default()
    };
    let found = attribute(&long, &table);
    assert!((conversions(&found, Model::First, "短信") - 1.0).abs() < 1e-12);
}

#[test]
fn a_conversion_without_a_touch_is_nobodys() {
    let found = attribute(
        &CreditRules::default(),
        &log(&[(1, 0, None, true, 9.0), (2, 0, Some("搜索"), false, 0.0)]),
    );
    assert_eq!(found.summary.journeys.conversions, 0);
    assert_eq!(found.summary.journeys.untouched_conversions, 1);
    let warnings = &found.summary.warnings;
    assert!(warnings.contains(&AttributionWarning::Untouched { conversions: 1 }));
    assert!(warnings.contains(&AttributionWarning::NoConversions));
}
