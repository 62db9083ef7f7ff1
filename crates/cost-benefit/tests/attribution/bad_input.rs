//! What cannot be attributed says so.

use fourr_cost_benefit::attribution::{
    AttributionError, AttributionWarning, CreditRules, Model, TouchShape,
};
use fourr_table::Table;
use polars::prelude::*;

use crate::{attribute, conversions, log};

fn error(rules: &CreditRules, table: &Table) -> AttributionError {
    rules.attribute(table).unwrap_err()
}

#[test]
fn more_channels_than_a_set_holds() {
    let names: Vec<String> = (0..200).map(|place| format!("c{place}")).collect();
    let rows: Vec<_> = names
        .iter()
        .map(|name| (1, 0, Some(name.as_str()), true, 1.0))
        .collect();
    let many = |rows| error(&CreditRules::default(), &log(rows));
    assert!(
        matches!(many(&rows), AttributionError::ManyChannels { column } if column == "channel")
    );
    assert!(CreditRules::default().attribute(&log(&rows[..128])).is_ok());
}

#[test]
fn a_direct_channel_that_nobody_came_by() {
    let table = log(&[(1, 0, Some("搜索"), true, 1.0)]);
    let rules = CreditRules {
        direct_channel: Some("直达".to_owned()),
        ..CreditRules::default()
    };
    assert!(matches!(
        error(&rules, &table),
        AttributionError::DirectChannel { name, channels } if name == "直达" && channels == ["搜索"]
    ));
    let found = attribute(&CreditRules::default(), &table);
    assert!(
        found
            .summary
            .warnings
            .contains(&AttributionWarning::NoDirect)
    );
    assert!(
        found
            .summary
            .warnings
            .contains(&AttributionWarning::NoNulls)
    );
}

#[test]
fn nothing_that_says_what_a_conversion_is() {
    let frame = df!("user_id" => [1], "channel" => ["搜索"], "time" => ["2024-01-01"]).unwrap();
    let table = Table::from_frame(frame);
    let error = error(&CreditRules::default(), &table);
    assert!(matches!(&error, AttributionError::NoConversion { columns } if columns.len() == 3));
    assert!(error.hint().unwrap().contains("--conversion-event"));
}

#[test]
fn columns_that_are_missing() {
    let frame = df!("user_id" => [1], "converted" => [1]).unwrap();
    let without_channel = error(&CreditRules::default(), &Table::from_frame(frame));
    assert!(matches!(without_channel, AttributionError::Table(_)));
    let frame = df!("channel" => ["搜索"], "converted" => [1]).unwrap();
    let without_person = error(&CreditRules::default(), &Table::from_frame(frame));
    assert!(matches!(without_person, AttributionError::Table(_)));
}

#[test]
fn rows_that_say_nothing_are_counted() {
    let frame = df!(
        "user_id" => [Some(1_i64), None, Some(2), Some(3), Some(4), Some(5)],
        "channel" => [Some("搜索"), Some("搜索"), None, Some("搜索"), Some("搜索"), Some("搜索")],
        "time" => ["2024-01-01", "2024-01-01", "2024-01-01", "soon", "2024-01-01", "2024-01-01"],
        "converted" => ["是", "是", "否", "是", "maybe", "1"],
        "value" => ["10", "10", "10", "10", "10", "ten"],
    );
    let found = attribute(&CreditRules::default(), &Table::from_frame(frame.unwrap()));
    let rows = found.summary.rows;
    assert_eq!((rows.read, rows.used), (6, 1));
    assert_eq!((rows.missing_person, rows.missing_channel), (1, 1));
    assert_eq!((rows.unreadable_order, rows.unreadable_conversion), (1, 1));
    assert_eq!(rows.unreadable_value, 1);
}

#[test]
fn parameters_without_a_meaning() {
    let wrong = [
        CreditRules {
            lookback_days: 0.0,
            ..CreditRules::default()
        },
        CreditRules {
            position_weights: vec![0.5, 0.5],
            ..CreditRules::default()
        },
        CreditRules {
            position_weights: vec![0.5, 0.4, 0.4],
            ..CreditRules::default()
        },
        CreditRules {
            half_life_days: f64::NAN,
            ..CreditRules::default()
        },
        CreditRules {
            markov_order: 5,
            ..CreditRules::default()
        },
    ];
    assert!(wrong.iter().all(|rules| rules.check().is_err()));
    assert!(CreditRules::default().check().is_ok());
}

#[test]
fn an_empty_table_and_a_single_row() {
    let empty = error(&CreditRules::default(), &log(&[]));
    assert!(matches!(empty, AttributionError::NoRows { rows: 0, .. }));
    let found = attribute(
        &CreditRules::default(),
        &log(&[(1, 0, Some("搜索"), true, 5.0)]),
    );
    for model in Model::ALL {
        assert!((conversions(&found, model, "搜索") - 1.0).abs() < 1e-12);
    }
}

/// Conversions of an event of that name; words in a column of events.
#[test]
fn a_conversion_may_be_an_event() {
    let frame = df!(
        "user_id" => ["a", "a", "b"],
        "channel" => [Some("搜索"), None, Some("直接")],
        "time" => ["2024-01-01", "2024-01-02", "2024-01-01"],
        "event" => ["click", "purchase", "click"],
    );
    let rules = CreditRules {
        conversion_event: Some("purchase".to_owned()),
        ..CreditRules::default()
    };
    let found = attribute(&rules, &Table::from_frame(frame.unwrap()));
    assert_eq!(found.summary.shape, TouchShape::Log);
    assert_eq!(
        (
            found.summary.journeys.conversions,
            found.summary.journeys.nulls
        ),
        (1, 1)
    );
    assert!((conversions(&found, Model::Last, "搜索") - 1.0).abs() < 1e-12);
}

/// By hand: one journey a > b converts twice and fails once.
#[test]
fn whole_journeys_with_bad_rows() {
    let frame = df!(
        "path" => ["a > b", "a>c", "b"],
        "total_conversions" => ["2", "many", "0"],
        "total_conversion_value" => ["0.123456", "1", ""],
        "total_null" => ["1.0", "1", "4"],
    );
    let found = attribute(&CreditRules::default(), &Table::from_frame(frame.unwrap()));
    let summary = &found.summary;
    assert_eq!(summary.shape, TouchShape::Counted);
    assert_eq!(
        (summary.rows.used, summary.rows.unreadable_conversion),
        (2, 1)
    );
    assert_eq!(
        (summary.journeys.conversions, summary.journeys.nulls),
        (2, 5)
    );
    assert!((summary.journeys.value - 0.123_456).abs() < 1e-15);
    assert!((conversions(&found, Model::Linear, "a") - 1.0).abs() < 1e-12);
}
