//! Reach against figures counted by hand, and against sets of persons.

use std::collections::{BTreeMap, BTreeSet};

use fourr_funnel::{
    FunnelError, Reach,
    reach::{Population, ReachSource, ReachWarning, Reached},
};
use fourr_table::Table;
use polars::prelude::*;
use proptest::prelude::*;

use crate::cases::{Case, close};

fn texts(case: &Case, column: usize) -> Vec<String> {
    case.rows().iter().map(|row| row[column].clone()).collect()
}

fn numbers(case: &Case, column: usize) -> Vec<i64> {
    texts(case, column)
        .iter()
        .map(|cell| cell.parse().unwrap())
        .collect()
}

fn place(reached: &Reached, name: &str) -> usize {
    reached
        .channels
        .iter()
        .position(|channel| channel.name == name)
        .unwrap()
}

/// The totals of the golden case.
fn totals(case: &Case) -> Table {
    let frame = df![
        "channel" => texts(case, 0),
        "mode" => texts(case, 1),
        "impressions" => numbers(case, 2),
        "reached_total" => numbers(case, 3),
        "reached_target" => numbers(case, 4),
    ]
    .unwrap();
    Table::from_frame(frame)
}

/// The population of the golden case.
fn of_240_000() -> Reach {
    Reach {
        population: Some(240_000),
        ..Reach::default()
    }
}

#[test]
fn totals_of_three_channels() {
    let case = Case::open("reach_coverage");
    let table = totals(&case);
    let reached = of_240_000().measure(&table, None).unwrap();
    assert_eq!(reached.source, ReachSource::Totals);
    for (name, want) in case.expected["channels"].as_object().unwrap() {
        let channel = &reached.channels[place(&reached, name)];
        let number = |key: &str| want[key].as_f64().unwrap();
        close(channel.reach_rate, number("reach_rate"));
        close(channel.frequency.unwrap(), number("avg_frequency"));
        close(channel.grp, number("grp"));
        close(channel.target_share.unwrap(), number("target_share"));
        close(channel.target_impressions, number("target_impressions_est"));
    }
}

#[test]
fn totals_of_all_channels() {
    let case = Case::open("reach_coverage");
    let reached = of_240_000().measure(&totals(&case), None).unwrap();
    let number = |key: &str| case.expected[key].as_f64().unwrap();
    close(reached.estimate.sum, number("sum_of_reach"));
    close(
        reached.estimate.independent,
        number("combined_reach_independent"),
    );
    close(
        reached.estimate.lower,
        case.expected["combined_bounds"][0].as_f64().unwrap(),
    );
    close(
        reached.estimate.upper,
        case.expected["combined_bounds"][1].as_f64().unwrap(),
    );
    let added = case.expected["incremental_reach_by_order"]
        .as_array()
        .unwrap();
    for (increment, added) in reached.increments.iter().zip(added) {
        close(increment.added_rate, added.as_f64().unwrap());
    }
    close(reached.combined.grp, number("total_grp"));
    close(
        reached.combined.frequency.unwrap(),
        number("combined_avg_frequency"),
    );
    let offline: Vec<bool> = reached
        .channels
        .iter()
        .map(|channel| channel.offline)
        .collect();
    assert_eq!(offline, [false, false, true]);
    assert!(reached.warnings.contains(&ReachWarning::Estimated));
}

#[test]
fn totals_need_a_population_that_holds_every_channel() {
    let table = totals(&Case::open("reach_coverage"));
    let too_many = Reach {
        population: Some(80_000),
        ..Reach::default()
    };
    let refused = too_many.measure(&table, None);
    assert!(matches!(
        refused,
        Err(FunnelError::ReachAbovePopulation {
            reached: 90_000,
            ..
        })
    ));
    assert!(matches!(
        Reach::default().measure(&table, None),
        Err(FunnelError::NoPopulation)
    ));
}

/// The log of the golden case, measured.
fn eight(case: &Case) -> Reached {
    let frame = df![
        "user" => texts(case, 0),
        "channel" => texts(case, 1),
        "exposures" => numbers(case, 2),
    ]
    .unwrap();
    let target = df!["user" => (1..=8).map(|n| format!("u{n}")).collect::<Vec<_>>()].unwrap();
    let reach = Reach::default();
    reach
        .measure(&Table::from_frame(frame), Some(&Table::from_frame(target)))
        .unwrap()
}

#[test]
fn a_log_of_eight_persons() {
    let case = Case::open("reach_dedup_from_log");
    let reached = eight(&case);
    let number = |key: &str| case.expected[key].as_f64().unwrap();
    assert_eq!(
        (reached.population, reached.population_from),
        (8, Population::Target)
    );
    close(reached.combined.reach_rate, number("reach_rate"));
    close(reached.combined.frequency.unwrap(), number("avg_frequency"));
    close(reached.combined.grp, number("grp"));
    for (often, want) in case.expected["n_plus_reach"].as_object().unwrap() {
        let often: u32 = often.parse().unwrap();
        let told = reached
            .frequency
            .iter()
            .find(|told| told.exposures == often)
            .unwrap();
        close(told.at_least_rate, want.as_f64().unwrap());
    }
    for (name, want) in case.expected["channel_reach"].as_object().unwrap() {
        close(
            reached.channels[place(&reached, name)].reach_rate,
            want.as_f64().unwrap(),
        );
    }
    for (name, want) in case.expected["exclusive_reach"].as_object().unwrap() {
        let exclusive = reached.channels[place(&reached, name)].exclusive.unwrap();
        close(exclusive as f64 / 8.0, want.as_f64().unwrap());
    }
}

#[test]
fn duplication_in_a_log_of_eight_persons() {
    let case = Case::open("reach_dedup_from_log");
    let reached = eight(&case);
    for (names, want) in case.expected["duplication"].as_object().unwrap() {
        let want = want.as_f64().unwrap();
        let Some((first, second)) = names.split_once('&') else {
            let all = reached
                .combinations
                .iter()
                .find(|set| set.channels.len() == 3)
                .unwrap();
            close(all.rate, want);
            continue;
        };
        let pair = BTreeSet::from([place(&reached, first), place(&reached, second)]);
        let is = |overlap: &&fourr_funnel::reach::Overlap| {
            BTreeSet::from([overlap.first, overlap.second]) == pair
        };
        close(reached.overlaps.iter().find(is).unwrap().rate, want);
    }
    let off = reached.combined.off_target_impressions;
    assert_eq!(off, case.expected["off_target_exposures"].as_u64());
    // u4 by both sides, u3 by the elevator only, the others online only.
    let sides = reached.sides.unwrap();
    assert_eq!(
        [sides.online_only, sides.offline_only, sides.both],
        [3, 1, 1]
    );
}

/// Channels b and c reach the same persons: the cheaper one comes first, the other adds nobody and comes last.
#[test]
fn the_plan_takes_what_adds_persons_at_the_lowest_cost() {
    let frame = df![
        "person" => [1_i64, 2, 3, 4, 1, 2, 3, 1, 2, 3],
        "channel" => ["a", "a", "a", "a", "b", "b", "b", "c", "c", "c"],
        "cost" => [4.0, 4.0, 4.0, 4.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0],
    ]
    .unwrap();
    let reach = Reach {
        person: Some("person".into()),
        population: Some(10),
        ..Reach::default()
    };
    let reached = reach.measure(&Table::from_frame(frame), None).unwrap();
    let order: Vec<&str> = reached
        .plan
        .iter()
        .map(|step| reached.channels[step.channel].name.as_str())
        .collect();
    assert_eq!(order, ["b", "a", "c"]);
    assert_eq!(reached.plan[0].cost_per_added, Some(1.0));
    assert_eq!(
        (reached.plan[1].added, reached.plan[1].cost_per_added),
        (1.0, Some(16.0))
    );
    assert_eq!(reached.plan[2].cost_per_added, None);
    close(reached.plan[2].cumulative_rate, 0.4);
    assert_eq!(reached.combined.cost, Some(25.0));
}

#[test]
fn other_events_show_persons_but_are_no_exposures() {
    let frame = df![
        "user" => ["a", "a", "b", "c"],
        "event" => ["exposure", "open", "open", "exposure"],
        "channel" => ["feed", "feed", "search", "store"],
    ]
    .unwrap();
    let reached = Reach::default()
        .measure(&Table::from_frame(frame), None)
        .unwrap();
    assert_eq!(reached.exposure_events, ["exposure"]);
    assert_eq!(
        (reached.population, reached.population_from),
        (3, Population::Seen)
    );
    assert_eq!(reached.channels.len(), 2);
    close(reached.combined.reached, 2.0);
}

#[test]
fn a_log_whose_events_are_not_called_so_is_one_of_exposures() {
    let frame = df![
        "user" => ["a", "b"],
        "event" => ["sms", "mail"],
        "channel" => ["sms", "mail"],
    ];
    let reached = Reach::default()
        .measure(&Table::from_frame(frame.unwrap()), None)
        .unwrap();
    assert!(reached.exposure_events.is_empty());
    close(reached.combined.reached, 2.0);
}

#[test]
fn channels_beyond_those_that_can_be_told_apart_are_an_error() {
    let of = |channels: u32| {
        let frame = df![
            "user" => (0..channels).map(|n| n % 3).collect::<Vec<_>>(),
            "channel" => (0..channels).map(|n| format!("c{n}")).collect::<Vec<_>>(),
        ];
        Reach::default().measure(&Table::from_frame(frame.unwrap()), None)
    };
    assert_eq!(of(32).unwrap().channels.len(), 32);
    assert!(matches!(
        of(33),
        Err(FunnelError::TooManyChannels {
            channels: 33,
            most: 32
        })
    ));
}

#[test]
fn events_that_the_log_does_not_have_are_an_error() {
    let frame = df![
        "user" => ["a"],
        "event" => ["exposure"],
        "channel" => ["feed"],
    ];
    let asked = Reach {
        exposure_events: vec!["expousre".into()],
        ..Reach::default()
    };
    let Err(FunnelError::UnknownEvents { near, .. }) =
        asked.measure(&Table::from_frame(frame.unwrap()), None)
    else {
        panic!("expousre is no event")
    };
    assert_eq!(near, ["exposure"]);
}

/// The same by sets of persons.
fn slowly(rows: &[(u8, u8, u8)]) -> (BTreeMap<u8, BTreeSet<u8>>, BTreeMap<BTreeSet<u8>, u64>) {
    let mut channels: BTreeMap<u8, BTreeSet<u8>> = BTreeMap::new();
    let mut persons: BTreeMap<u8, BTreeSet<u8>> = BTreeMap::new();
    for &(person, channel, exposures) in rows {
        channels.entry(channel).or_default();
        if exposures > 0 {
            channels.entry(channel).or_default().insert(person);
            persons.entry(person).or_default().insert(channel);
        }
    }
    let mut sets = BTreeMap::new();
    for set in persons.into_values() {
        *sets.entry(set).or_default() += 1;
    }
    (channels, sets)
}

fn table(rows: &[(u8, u8, u8)]) -> Table {
    let column = |of: fn(&(u8, u8, u8)) -> String| rows.iter().map(of).collect::<Vec<_>>();
    let frame = df![
        "user" => column(|row| format!("p{}", row.0)),
        "channel" => column(|row| format!("c{}", row.1)),
        "exposures" => rows.iter().map(|row| i64::from(row.2)).collect::<Vec<_>>(),
    ];
    Table::from_frame(frame.unwrap())
}

proptest! {
    #[test]
    fn sets_of_channels_agree_with_sets_of_persons(
        rows in prop::collection::vec((0_u8..20, 0_u8..5, 0_u8..4), 1..60)
    ) {
        let reached = Reach::default().measure(&table(&rows), None).unwrap();
        let (channels, sets) = slowly(&rows);
        prop_assert_eq!(reached.channels.len(), channels.len());
        for (number, persons) in &channels {
            let channel = &reached.channels[place(&reached, &format!("c{number}"))];
            prop_assert_eq!(channel.reached, persons.len() as u64);
        }
        let found: BTreeMap<BTreeSet<u8>, u64> = reached
            .combinations
            .iter()
            .map(|set| {
                let number = |&place: &usize| reached.channels[place].name[1..].parse().unwrap();
                (set.channels.iter().map(number).collect(), set.persons)
            })
            .collect();
        prop_assert_eq!(found, sets);
        let combined = reached.combined;
        let bounds = reached.estimate;
        prop_assert!(bounds.lower <= combined.reach_rate + 1e-12 && combined.reach_rate <= bounds.upper + 1e-12);
        prop_assert!(bounds.lower <= bounds.independent + 1e-12 && bounds.independent <= bounds.upper + 1e-12);
        if let Some(often) = combined.frequency {
            prop_assert!((combined.grp - 100.0 * combined.reach_rate * often).abs() < 1e-9);
        }
        for steps in [&reached.increments, &reached.plan] {
            let added: f64 = steps.iter().map(|step| step.added).sum();
            prop_assert_eq!(added, combined.reached);
        }
        let mut backwards = rows.clone();
        backwards.reverse();
        prop_assert_eq!(&Reach::default().measure(&table(&backwards), None).unwrap(), &reached);
    }
}
