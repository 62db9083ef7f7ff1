//! Migration: the golden case, hand-made cases, and what holds for every input.

use std::{collections::BTreeMap, fs, path::PathBuf};

use chrono::NaiveDate;
use fourr_rfm::{Migration, Move, Rfm, RfmError, Scheme, Segmentation, Snapshot, SnapshotColumns};
use fourr_table::{Input, Table};
use polars::prelude::*;
use proptest::prelude::*;
use serde_json::Value;

use crate::orders::{Order, table};

fn date(day: i32) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(day + 719_163).unwrap()
}

fn golden(file: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/migration");
    folder.join(file)
}

fn by_id() -> SnapshotColumns {
    SnapshotColumns {
        customer: Some("id".to_owned()),
        ..SnapshotColumns::default()
    }
}

#[test]
fn the_worked_table_of_six_customers() {
    let text = fs::read_to_string(golden("expected.json")).unwrap();
    let json: Value = serde_json::from_str(&text).unwrap();
    let (params, want) = (&json["params"], &json["expected"]);
    let order = params["value_order"].as_array().unwrap();
    let order: Vec<String> = order
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect();
    let [before, after] = ["period1.csv", "period2.csv"].map(|file| {
        let table = Input::of([golden(file)]).open().unwrap();
        Snapshot::read(&table, &by_id()).unwrap()
    });
    let migration = Migration::between(&before, &after, &order).unwrap();
    let name =
        |segment: &Option<String>, none: &str| segment.clone().unwrap_or_else(|| none.to_owned());
    let mut counts = serde_json::Map::new();
    for flow in &migration.flows {
        let (from, to) = (name(&flow.from, "(新增)"), name(&flow.to, "(离开)"));
        if flow.from.is_some() {
            assert_eq!(want["row_pct"][&from][&to].as_f64().unwrap(), flow.share);
        }
        counts.insert(format!("{from}->{to}"), flow.customers.into());
    }
    let by_name = |map: &serde_json::Map<String, Value>| -> BTreeMap<String, Value> {
        map.clone().into_iter().collect()
    };
    assert_eq!(
        by_name(&counts),
        by_name(want["counts"].as_object().unwrap())
    );
    for (key, direction) in ["stable", "upgraded", "downgraded", "new", "left"]
        .into_iter()
        .zip(Move::ALL)
    {
        let got = migration.moved(direction).customers;
        assert_eq!(got, want[key].as_u64().unwrap(), "{key}");
    }
    assert_eq!(migration.stability_rate, want["stability_rate"].as_f64());
    assert_eq!(migration.in_both, 4);
    assert!(migration.stable.monetary.is_none(), "nobody told amounts");
}

/// Three customers: a buys on both sides of day 50, b only before it, c only after it.
fn three() -> Table {
    let order = |customer, number, day, cents| Order {
        customer,
        number,
        day: 18_000 + day,
        cents,
    };
    table(&[
        order(1, 1, 0, 10_000),
        order(1, 2, 60, 20_000),
        order(2, 3, 10, 5_000),
        order(3, 4, 90, 7_000),
    ])
}

fn since(from: i32, window: Option<i32>) -> Rfm {
    Rfm {
        as_of: Some(date(18_100)),
        since: window.map(date),
        migration_from: Some(date(from)),
        ..Rfm::default()
    }
}

fn texts(result: &Segmentation, column: &str) -> Vec<Option<String>> {
    let column = result.customers.column(column).unwrap();
    let column = column.cast(&DataType::String).unwrap();
    let texts = column.str().unwrap().iter();
    texts.map(|text| text.map(str::to_owned)).collect()
}

// By hand. As of day 50: a (R 50, F 1, M 100), b (R 40, F 1, M 50); means 45, 1, 75: a is 001, b is 100. As
// of day 100: a (40, 2, 300), b (90, 1, 50), c (10, 1, 70); means 46.67, 1.33, 140: a is 111, b 000, c 100.
#[test]
fn two_dates_of_one_table_by_hand() {
    let result = since(18_050, None).segment(&three()).unwrap();
    let migration = result.summary.migration.clone().unwrap();
    assert_eq!(
        [migration.before.customers, migration.after.customers],
        [2, 3]
    );
    assert_eq!(
        texts(&result, "previous_segment"),
        [
            Some("重要挽留客户".into()),
            Some("一般发展客户".into()),
            None
        ]
    );
    let moves: Vec<_> = texts(&result, "move").into_iter().flatten().collect();
    assert_eq!(moves, ["up", "down", "new"]);
    let up = migration
        .flow(Some("重要挽留客户"), Some("重要价值客户"))
        .unwrap();
    assert_eq!((up.direction, up.customers, up.share), (Move::Up, 1, 1.0));
    let spent = up.monetary.unwrap();
    assert_eq!(
        (spent.before, spent.after, spent.change),
        (100.0, 300.0, 200.0)
    );
    let new = migration.new.monetary.unwrap();
    assert_eq!((new.before, new.after), (0.0, 70.0));
    assert_eq!(migration.left.customers, 0);
    assert_eq!(migration.stability_rate, Some(0.0));
    assert_eq!(migration.largest.len(), 2);
}

// The window of 45 days up to day 100 begins on day 55, the earlier one on day 5: only b is in it, only a and
// c in the later one.
#[test]
fn a_window_moves_with_its_date() {
    let result = since(18_050, Some(18_055)).segment(&three()).unwrap();
    let migration = result.summary.migration.unwrap();
    assert_eq!(migration.before.since, Some(date(18_005)));
    assert_eq!(
        [
            migration.in_both,
            migration.new.customers,
            migration.left.customers
        ],
        [0, 2, 1]
    );
    assert_eq!(migration.stability_rate, None);
    let left = migration.left.monetary.unwrap();
    assert_eq!((left.before, left.after, left.change), (50.0, 0.0, -50.0));
}

#[test]
fn dates_that_make_no_sense_are_refused() {
    let wrong = since(18_100, None).segment(&three()).unwrap_err();
    assert!(matches!(wrong, RfmError::MigrationOrder { .. }), "{wrong}");
    assert!(wrong.hint().unwrap().contains("--migration-from"));
    let default_date = Rfm {
        as_of: None,
        ..since(18_091, None)
    };
    let wrong = default_date.segment(&three()).unwrap_err();
    assert!(matches!(wrong, RfmError::MigrationOrder { .. }), "{wrong}");
    let early = since(17_000, None).segment(&three()).unwrap_err();
    assert!(
        early
            .to_string()
            .starts_with("as of 2016-07-18: no customer can be scored"),
        "{early}"
    );
    assert!(early.hint().unwrap().contains("--migration-from"));
    let people =
        df!("customer_id" => ["a"], "recency" => [3], "frequency" => [1], "monetary" => [5.0]);
    let people = Table::from_frame(people.unwrap());
    let wrong = since(18_000, None).segment(&people).unwrap_err();
    assert!(matches!(wrong, RfmError::MigrationDates), "{wrong}");
}

#[test]
fn an_order_of_value_turns_moves_around() {
    let upside_down = ["000", "100", "010", "110", "001", "101", "011", "111"];
    let rfm = Rfm {
        value_order: upside_down.map(str::to_owned).to_vec(),
        ..since(18_050, None)
    };
    let result = rfm.segment(&three()).unwrap();
    let moves: Vec<_> = texts(&result, "move").into_iter().flatten().collect();
    assert_eq!(moves, ["down", "up", "new"]);
}

#[test]
fn an_earlier_result_stands_for_an_earlier_date() {
    let earlier = Rfm {
        as_of: Some(date(18_050)),
        ..Rfm::default()
    };
    let earlier = earlier.segment(&three()).unwrap();
    // As a CSV file has it: every column is text; and with the code instead of the name.
    let text = earlier.customers.clone().lazy();
    let text = text.with_columns([
        col("customer").cast(DataType::String),
        col("eight_type").alias("segment"),
    ]);
    let text = Table::from_frame(text.collect().unwrap());
    let snapshot = Snapshot::read(&text, &SnapshotColumns::default()).unwrap();
    let later = Rfm {
        migration_from: None,
        ..since(0, None)
    };
    let got = later.segment(&three()).unwrap();
    let got = got.migrated_from(&snapshot).unwrap();
    let want = since(18_050, None).segment(&three()).unwrap();
    assert!(got.customers.equals_missing(&want.customers));
    let (got, want) = (
        got.summary.migration.unwrap(),
        want.summary.migration.unwrap(),
    );
    assert_eq!(got.flows, want.flows);
    assert_eq!(got.before.as_of, None);
}

#[test]
fn tables_from_elsewhere_are_read_with_care() {
    let rows = df!(
        "customer" => [Some("a"), Some("a"), None, Some("b"), Some("c")],
        "segment" => [Some("x"), Some("y"), Some("x"), None, Some("y")],
    );
    let rows = Table::from_frame(rows.unwrap());
    let snapshot = Snapshot::read(&rows, &SnapshotColumns::default()).unwrap();
    let order = ["x".to_owned(), "y".to_owned()];
    let migration = Migration::between(&snapshot, &snapshot, &order).unwrap();
    assert_eq!(
        (migration.before.customers, migration.before.set_aside),
        (2, 3)
    );
    assert_eq!(migration.stability_rate, Some(1.0));
    let unknown = Migration::between(&snapshot, &snapshot, &order[..1]).unwrap_err();
    assert!(
        unknown.to_string().starts_with("y is not among"),
        "{unknown}"
    );
    let elsewhere = df!("customer" => ["a"], "kind" => ["x"]).unwrap();
    let elsewhere = Table::from_frame(elsewhere);
    let wrong = Snapshot::read(&elsewhere, &SnapshotColumns::default()).unwrap_err();
    assert!(matches!(wrong, RfmError::NoSegmentColumn { .. }), "{wrong}");
    let later = Rfm::default().segment(&three()).unwrap();
    let other_scheme = later.migrated_from(&snapshot).unwrap_err();
    assert!(other_scheme.hint().unwrap().contains("--scheme"));
}

fn order() -> impl Strategy<Value = Order> {
    (0..25_u32, 0..60_u32, 18_000..18_100_i32, 1..5_000_i64).prop_map(
        |(customer, number, day, cents)| Order {
            customer,
            number,
            day,
            cents,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_cross_table_adds_up_to_both_populations(
        orders in prop::collection::vec(order(), 1..150),
        from in 18_001..18_100_i32,
        window in prop::option::of(18_020..18_090_i32),
        cells in any::<bool>(),
        turn in 0..150_usize,
    ) {
        let rfm = Rfm {
            scheme: if cells { Scheme::RRfm10 } else { Scheme::Textbook8 },
            ..since(from, window)
        };
        let Ok(result) = rfm.segment(&table(&orders)) else { return Ok(()) };
        let migration = result.summary.migration.clone().unwrap();
        let total = |side: &[fourr_rfm::Side]| side.iter().map(|of| of.customers).sum::<u64>();
        let union = migration.before.customers + migration.new.customers;
        prop_assert_eq!(total(&migration.origins), union);
        prop_assert_eq!(total(&migration.destinations), union);
        prop_assert_eq!(union, migration.after.customers + migration.left.customers);
        prop_assert_eq!(migration.after.customers, result.summary.totals.customers);
        let moved = Move::ALL.map(|direction| migration.moved(direction).customers);
        prop_assert_eq!(moved.iter().sum::<u64>(), union);
        prop_assert_eq!(moved[..3].iter().sum::<u64>(), migration.in_both);
        for origin in migration.origins.iter().filter(|origin| origin.customers > 0) {
            let row = migration.flows.iter().filter(|flow| flow.from == origin.segment);
            let (customers, shares) = row.fold((0, 0.0), |(n, shares), flow| (n + flow.customers, shares + flow.share));
            prop_assert_eq!(customers, origin.customers);
            prop_assert!((shares - 1.0).abs() < 1e-12);
        }
        let money = |sum: f64, want: Option<f64>| (sum - want.unwrap()).abs() < 1e-6;
        let flows = || migration.flows.iter().map(|flow| flow.monetary.unwrap());
        prop_assert!(money(flows().map(|of| of.before).sum(), migration.before.monetary));
        prop_assert!(money(flows().map(|of| of.after).sum(), migration.after.monetary));
        let mut turned = orders.clone();
        turned.rotate_left(turn % orders.len());
        turned.reverse();
        let other = rfm.segment(&table(&turned)).unwrap();
        prop_assert_eq!(other.summary.migration, result.summary.migration);
        prop_assert!(other.customers.equals_missing(&result.customers));
    }
}
