//! Retention against figures counted by hand, and against a count that a reader can follow.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use fourr_funnel::{
    FunnelError, Period, Retention,
    retention::{Bracket, Retained, RetentionWarning, Running},
};
use fourr_table::Table;
use polars::prelude::*;
use proptest::prelude::*;

use crate::cases::{Case, close};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn log(rows: &[(&str, String)]) -> Table {
    let persons: Vec<&str> = rows.iter().map(|row| row.0).collect();
    let days: Vec<&str> = rows.iter().map(|row| row.1.as_str()).collect();
    let columns = vec![
        Column::new("user".into(), persons),
        Column::new("date".into(), days),
    ];
    Table::from_frame(DataFrame::new(rows.len(), columns).unwrap())
}

#[test]
fn cohorts_by_month() {
    let case = Case::open("cohort_retention");
    let rows = case.rows();
    let rows: Vec<(&str, String)> = rows
        .iter()
        .map(|row| (row[0].as_str(), format!("{}-01", row[1])))
        .collect();
    let retention = Retention {
        period: Some(Period::Month),
        as_of: Some(day("2021-04-30")),
        ..Retention::default()
    };
    let retained = retention.measure(&log(&rows)).unwrap();
    let expected = case.expected["cohorts"].as_object().unwrap();
    assert_eq!(retained.cohorts.len(), expected.len());
    for (cohort, (month, want)) in retained.cohorts.iter().zip(expected) {
        assert_eq!(cohort.start.format("%Y-%m").to_string(), *month);
        assert_eq!(Some(cohort.size), want["size"].as_u64());
        let numbers = |key: &str| want[key].as_array().unwrap().clone();
        assert_eq!(cohort.cells.len(), numbers("active").len());
        for (age, cell) in cohort.cells.iter().enumerate() {
            assert_eq!(cell.active, numbers("active")[age].as_u64());
            assert_eq!(cell.rolling_active, numbers("rolling_active")[age].as_u64());
            close(
                cell.retention.unwrap(),
                numbers("retention")[age].as_f64().unwrap(),
            );
            let rolling = numbers("rolling_retention")[age].as_f64().unwrap();
            close(cell.rolling_retention.unwrap(), rolling);
            close(cell.churn.unwrap(), 1.0 - rolling);
        }
    }
    let means = case.expected["weighted_average_retention"]
        .as_array()
        .unwrap();
    assert_eq!(retained.ages.len(), means.len());
    for (column, mean) in retained.ages.iter().zip(means) {
        close(column.retention.unwrap(), mean.as_f64().unwrap());
    }
}

/// Two persons are shown advertising on the first day, one of them opens the app on the second.
fn shown() -> Table {
    let frame = df![
        "user" => ["a", "a", "a", "b"],
        "event" => ["广告触达", "open", "广告触达", "广告触达"],
        "date" => ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-01"],
    ];
    Table::from_frame(frame.unwrap())
}

#[test]
fn exposures_are_no_activity_unless_they_are_asked_for() {
    let retained = Retention::default().measure(&shown()).unwrap();
    assert_eq!((retained.persons, retained.members), (2, 1));
    assert_eq!(retained.exposures, ["广告触达"]);
    let told = RetentionWarning::ExposuresSetApart {
        events: vec!["广告触达".into()],
        rows: 3,
    };
    assert_eq!(retained.warnings.first(), Some(&told));
    let daily: Vec<u64> = retained.activity.iter().map(|day| day.daily).collect();
    assert_eq!(daily, [0, 1, 0]);
    let events = vec!["广告触达".to_owned()];
    let asked = Retention {
        first_events: events.clone(),
        return_events: events,
        ..Retention::default()
    };
    let retained = asked.measure(&shown()).unwrap();
    assert_eq!((retained.members, retained.exposures.len()), (2, 0));
    let daily: Vec<u64> = retained.activity.iter().map(|day| day.daily).collect();
    assert_eq!(daily, [2, 0, 1]);
}

#[test]
fn a_log_of_nothing_but_exposures_is_one_of_activity() {
    let frame = shown()
        .lazy()
        .filter(col("event").neq(lit("open")))
        .collect();
    let retained = Retention::default()
        .measure(&Table::from_frame(frame.unwrap()))
        .unwrap();
    assert_eq!((retained.members, retained.exposures.len()), (2, 0));
}

#[test]
fn events_that_the_log_does_not_have_are_named_with_the_nearest() {
    let asked = Retention {
        return_events: vec!["opne".into()],
        ..Retention::default()
    };
    let Err(FunnelError::UnknownEvents { events, near }) = asked.measure(&shown()) else {
        panic!("opne is no event")
    };
    assert_eq!(
        (events, near),
        (vec!["opne".to_owned()], vec!["open".to_owned()])
    );
}

#[test]
fn days_after_the_first() {
    let case = Case::open("nday_retention");
    let rows = case.rows();
    let rows: Vec<(&str, String)> = rows
        .iter()
        .map(|row| (row[0].as_str(), row[1].clone()))
        .collect();
    let retention = Retention {
        period: Some(Period::Day),
        days: vec![1, 3, 7],
        as_of: Some(day("2021-12-08")),
        ..Retention::default()
    };
    let retained = retention.measure(&log(&rows)).unwrap();
    let expected = case.expected.as_object().unwrap();
    assert_eq!(retained.cohorts.len(), expected.len());
    for (cohort, (start, want)) in retained.cohorts.iter().zip(expected) {
        assert_eq!(cohort.start.to_string(), *start);
        assert_eq!(Some(cohort.size), want["size"].as_u64());
        for (days, key) in cohort.days.iter().zip(["day1", "day3", "day7"]) {
            match want[key].as_f64() {
                Some(rate) => close(days.retention.unwrap(), rate),
                None => assert_eq!(days.retention, None, "{start} {key}"),
            }
        }
    }
}

/// Four people over three weeks, counted by hand: a in weeks 1, 2 and 3, b in 1 and 3, c in 2, d in 3.
#[test]
fn the_ledger_adds_up_and_a_running_week_is_open() {
    let rows = [
        ("a", "2024-01-01"),
        ("a", "2024-01-08"),
        ("a", "2024-01-16"),
        ("b", "2024-01-07"),
        ("b", "2024-01-15"),
        ("c", "2024-01-09"),
        ("d", "2024-01-16"),
    ]
    .map(|(person, day)| (person, day.to_owned()));
    let weekly = Retention {
        period: Some(Period::Week),
        ..Retention::default()
    };
    let retained = weekly.measure(&log(&rows)).unwrap();
    let ledger: Vec<[u64; 5]> = retained
        .lifecycle
        .iter()
        .map(|week| {
            [
                week.new,
                week.retained,
                week.resurrected,
                week.active,
                week.dormant,
            ]
        })
        .collect();
    assert_eq!(ledger, [[2, 0, 0, 2, 0], [1, 1, 0, 2, 1], [1, 1, 1, 3, 1]]);
    assert_eq!(retained.lifecycle[1].churn, Some(0.5));
    assert_eq!(
        (retained.lifecycle[2].open, retained.lifecycle[2].churn),
        (true, None)
    );
    let first = &retained.cohorts[0];
    assert_eq!(first.cells[1].active, Some(1));
    assert!(first.cells[2].open && first.cells[2].active.is_none());
    let warned =
        |warning: &RetentionWarning| matches!(warning, RetentionWarning::RunningPeriod { .. });
    assert!(retained.warnings.iter().any(warned));
    let so_far = Retention {
        running: Running::SoFar,
        ..weekly
    };
    let retained = so_far.measure(&log(&rows)).unwrap();
    assert_eq!(retained.cohorts[0].cells[2].active, Some(2));
}

/// By hand: on the last day one is active, in the last seven days two, in the last thirty three.
#[test]
fn stickiness_is_the_daily_mean_by_the_monthly_active() {
    let rows = [
        ("a", "2024-01-05"),
        ("b", "2024-01-26"),
        ("c", "2024-01-30"),
        ("c", "2024-01-31"),
        ("a", "2024-01-02"),
    ]
    .map(|(person, day)| (person, day.to_owned()));
    let retained = Retention::default().measure(&log(&rows)).unwrap();
    let stickiness = retained.stickiness.unwrap();
    assert_eq!(
        (stickiness.weekly, stickiness.monthly, stickiness.days),
        (2, 3, 30)
    );
    close(stickiness.daily_mean, 5.0 / 30.0);
    close(stickiness.daily_by_monthly.unwrap(), 5.0 / 30.0 / 3.0);
    let last = retained.activity.last().unwrap();
    assert_eq!((last.daily, last.weekly, last.monthly), (1, 2, 3));
}

#[test]
fn first_and_returning_events_may_differ() {
    let frame = df![
        "user" => ["a", "a", "b", "b", "c"],
        "event" => ["open", "pay", "pay", "open", "pay"],
        "date" => ["2024-01-01", "2024-01-02", "2024-01-01", "2024-01-02", "2024-01-02"],
    ]
    .unwrap();
    let table = Table::from_frame(frame);
    let retention = Retention {
        first_events: vec!["open".into()],
        return_events: vec!["pay".into()],
        days: vec![0, 1],
        ..Retention::default()
    };
    let retained = retention.measure(&table).unwrap();
    assert_eq!((retained.persons, retained.members), (3, 2));
    // a opened on the first day and paid on the second; b opened on the second, for whom day 1 is not observed.
    assert_eq!((retained.days[1].eligible, retained.days[1].active), (1, 1));
    assert_eq!((retained.days[0].eligible, retained.days[0].active), (2, 0));
    let unknown = Retention {
        return_events: vec!["buy".into()],
        ..retention
    };
    let Err(FunnelError::UnknownEvents { events, near }) = unknown.measure(&table) else {
        panic!("an event that there is not")
    };
    assert_eq!(
        (events, near),
        (vec!["buy".to_owned()], vec!["pay".into(), "open".into()])
    );
}

#[test]
fn rows_that_cannot_be_used_are_counted_and_a_log_of_none_is_refused() {
    let frame = df![
        "user" => [Some("a"), None, Some("b"), Some("c"), Some("d")],
        "date" => ["2024-01-01", "2024-01-01", "soon", "", "2024-02-01"],
    ]
    .unwrap();
    let retention = Retention {
        as_of: Some(day("2024-01-31")),
        ..Retention::default()
    };
    let retained = retention
        .measure(&Table::from_frame(frame.clone()))
        .unwrap();
    let rows = &retained.rows;
    assert_eq!((rows.read, rows.used, rows.set_aside()), (5, 1, 4));
    assert_eq!(
        [
            rows.missing_person,
            rows.unreadable_time,
            rows.missing_time,
            rows.future
        ],
        [1; 4]
    );
    let none = Table::from_frame(frame.slice(1, 3));
    assert!(matches!(
        retention.measure(&none),
        Err(FunnelError::NoEvents { rows: 3, .. })
    ));
    let centuries = log(&[("a", "1950-01-01".into()), ("a", "2024-01-01".into())]);
    let refused = Retention::default().measure(&centuries);
    assert!(matches!(refused, Err(FunnelError::TooManyPeriods { .. })));
}

/// Counts with sets of days, one person at a time.
fn slowly(rows: &[(u8, u16)], retention: &Retention) -> BTreeMap<NaiveDate, Vec<(u64, u64)>> {
    let start = day("2024-01-01");
    let mut days: BTreeMap<u8, BTreeSet<u16>> = BTreeMap::new();
    for (person, day) in rows {
        days.entry(*person).or_default().insert(*day);
    }
    let last = *rows.iter().map(|(_, day)| day).max().unwrap();
    let mut table: BTreeMap<NaiveDate, Vec<(u64, u64)>> = BTreeMap::new();
    for days in days.values() {
        let first = *days.first().unwrap();
        let cohort = table.entry(start + Days::new(first.into())).or_default();
        let ranges = retention
            .days
            .iter()
            .map(|&day| Bracket { from: day, to: day });
        for (place, range) in ranges.chain(retention.brackets.iter().copied()).enumerate() {
            cohort.resize(cohort.len().max(place + 1), (0, 0));
            if first + range.to <= last {
                cohort[place].0 += 1;
                let within = first + range.from..=first + range.to;
                cohort[place].1 += u64::from(days.range(within).next().is_some());
            }
        }
    }
    table
}

fn generated(rows: &[(u8, u16)], permuted: bool) -> Table {
    let start = day("2024-01-01");
    let name = |person: u8| format!("p{person}");
    let mut rows: Vec<(String, String)> = rows
        .iter()
        .map(|(person, day)| {
            (
                name(*person),
                (start + Days::new((*day).into())).to_string(),
            )
        })
        .collect();
    if permuted {
        rows.reverse();
        let third = rows.len() / 3;
        rows.rotate_left(third);
    }
    let borrowed: Vec<(&str, String)> = rows
        .iter()
        .map(|(person, day)| (person.as_str(), day.clone()))
        .collect();
    log(&borrowed)
}

fn invariants(retained: &Retained) {
    for cohort in &retained.cohorts {
        assert_eq!(cohort.cells[0].retention, Some(1.0));
        let told: Vec<_> = cohort.cells.iter().filter(|cell| !cell.open).collect();
        for cell in &told {
            assert!(cell.rolling_active >= cell.active);
        }
        assert!(told.is_sorted_by(|a, b| a.rolling_active >= b.rolling_active));
    }
    let sizes: u64 = retained.cohorts.iter().map(|cohort| cohort.size).sum();
    assert_eq!(sizes, retained.members);
    let new: u64 = retained.lifecycle.iter().map(|period| period.new).sum();
    assert_eq!(new, retained.persons);
    for pair in retained.lifecycle.windows(2) {
        assert_eq!(pair[1].retained + pair[1].dormant, pair[0].active);
    }
    for (day, counts) in retained.activity.iter().enumerate() {
        assert!(
            counts.daily <= counts.weekly && counts.weekly <= counts.monthly,
            "day {day}"
        );
    }
}

proptest! {
    #[test]
    fn days_agree_with_sets_whatever_the_order(rows in prop::collection::vec((0_u8..12, 0_u16..40), 1..80)) {
        let retention = Retention { period: Some(Period::Day), ..Retention::default() };
        let retained = retention.measure(&generated(&rows, false)).unwrap();
        let slow = slowly(&rows, &retention);
        prop_assert_eq!(retained.cohorts.len(), slow.len());
        for (cohort, (start, counts)) in retained.cohorts.iter().zip(&slow) {
            prop_assert_eq!(cohort.start, *start);
            let fast: Vec<(u64, u64)> = cohort
                .days
                .iter()
                .chain(&cohort.brackets)
                .map(|range| (range.eligible, range.active))
                .collect();
            prop_assert_eq!(&fast, counts);
        }
        prop_assert_eq!(&retention.measure(&generated(&rows, true)).unwrap(), &retained);
        for period in [Period::Day, Period::Week, Period::Month] {
            let retention = Retention { period: Some(period), ..Retention::default() };
            invariants(&retention.measure(&generated(&rows, false)).unwrap());
        }
    }
}

#[test]
fn one_thread_and_four_agree() {
    let rows: Vec<(u8, u16)> = (0..5_000_u32)
        .map(|n| ((n * 7 % 251) as u8, (n * 31 % 97) as u16))
        .collect();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            Retention::default()
                .measure(&generated(&rows, false))
                .unwrap()
        })
    };
    assert_eq!(on(1), on(4));
}
