//! Explanation: it agrees with the frame of customers, whatever the conventions.

use std::path::PathBuf;

use chrono::NaiveDate;
use fourr_lifetime::Model;
use fourr_rfm::{
    Basis, Cause, ClusterCount, Dormancy, Explanation, Rfm, RfmError, Scheme, Scoring,
    Segmentation, Status,
};
use fourr_table::{Input, Table};
use polars::prelude::*;

use crate::{
    lifetime,
    orders::{Order, table},
};

fn golden(name: &str) -> Table {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    Input::of([folder.join(name).join("orders.csv")])
        .open()
        .unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// What the frame has for one customer, as text.
fn cell(result: &Segmentation, column: &str, row: usize) -> Option<String> {
    let column = result.customers.column(column).ok()?;
    let text = column.cast(&DataType::String).unwrap();
    text.str().unwrap().get(row).map(str::to_owned)
}

#[track_caller]
fn same(result: &Segmentation, row: usize, column: &str, told: Option<impl ToString>) {
    let number = |text: String| text.parse().map_or(text, |number: f64| number.to_string());
    let told = told.map(|told| number(told.to_string()));
    assert_eq!(
        told,
        cell(result, column, row).map(number),
        "{column} of row {row}"
    );
}

/// What the models say of a customer is what the frame has.
fn models(result: &Segmentation, row: usize, told: &Explanation) {
    same(result, row, "cluster", told.cluster);
    let prospect = told.prospect;
    same(result, row, "p_alive", prospect.map(|of| of.p_alive));
    same(
        result,
        row,
        "expected_purchases",
        prospect.map(|of| of.purchases),
    );
    same(
        result,
        row,
        "lifetime_value",
        prospect.and_then(|of| of.value),
    );
}

/// Explains every customer and compares with the frame.
fn check(result: &Segmentation) {
    for row in 0..result.customers.height() {
        let id = cell(result, "customer", row).unwrap();
        let told = result.explain(&id).unwrap();
        same(result, row, "recency_days", Some(told.recency.value));
        same(result, row, "frequency", Some(told.frequency.value));
        same(result, row, "monetary", Some(told.monetary.value));
        same(result, row, "r_score", Some(told.recency.score));
        same(result, row, "f_score", Some(told.frequency.score));
        same(result, row, "m_score", Some(told.monetary.score));
        same(result, row, "score_sum", Some(told.score_sum));
        same(result, row, "weighted_score", Some(told.weighted_score));
        same(result, row, "segment", Some(&told.segment.key));
        same(result, row, "eight_type", Some(&told.eight_type));
        same(
            result,
            row,
            "previous_segment",
            told.previous_segment.as_ref(),
        );
        same(result, row, "move", told.movement.as_ref());
        same(result, row, "next_f_orders", told.distances.next_f_orders);
        same(result, row, "next_m_amount", told.distances.next_m_amount);
        same(result, row, "high_f_orders", told.distances.high_f_orders);
        same(result, row, "high_m_amount", told.distances.high_m_amount);
        same(result, row, "r_until", told.distances.r_until);
        let step = told.steps.first();
        same(result, row, "next_step", step.map(|step| step.step.name()));
        same(result, row, "next_step_size", step.map(|step| step.size));
        same(result, row, "next_segment", step.map(|step| &step.to));
        models(result, row, &told);
        let silence = told.silence.unwrap();
        same(result, row, "status", Some(silence.status.name()));
        same(result, row, "cycle_days", silence.cycle_days);
        same(result, row, "first_order", Some(silence.first_order));
        let as_of = told.as_of.unwrap();
        let reached = silence.turns.iter().rfind(|turn| turn.from <= as_of);
        let state = reached.map_or(Status::Active, |turn| turn.status);
        if silence.status != Status::Unknown {
            assert_eq!(state, silence.status, "turns of {id}");
        }
        let in_force = &told.scores[0];
        assert!(in_force.in_force);
        assert_eq!(
            [in_force.r, in_force.f, in_force.m],
            [
                told.recency.score,
                told.frequency.score,
                told.monetary.score
            ]
        );
    }
}

#[test]
fn customers_of_models_are_explained_as_the_frame_has_them() {
    let rfm = Rfm {
        clusters: Some(ClusterCount::Exactly(4)),
        lifetime: vec![Model::BgNbd],
        ..Rfm::default()
    };
    let result = rfm.segment(&table(&lifetime::shop())).unwrap();
    check(&result);
    let told = result.explain("1").unwrap();
    assert!(told.cluster.is_some() && told.prospect.is_some_and(|of| of.value.is_some()));
}

#[test]
fn every_golden_customer_is_explained_as_the_frame_has_it() {
    for name in ["scores_and_segments", "cycle_dormancy"] {
        let table = golden(name);
        let rfm = Rfm {
            as_of: Some(day(2021, 12, 31)),
            ..Rfm::default()
        };
        check(&rfm.segment(&table).unwrap());
        for scheme in [Scheme::Grid11, Scheme::Putler11, Scheme::RRfm10] {
            let rfm = Rfm {
                scheme,
                dormancy: Dormancy::Days,
                ..rfm.clone()
            };
            check(&rfm.segment(&table).unwrap());
        }
        for scoring in Scoring::COMPARED {
            let rfm = Rfm {
                scoring: Some(scoring),
                basis: Basis::ScoreMean,
                ..rfm.clone()
            };
            check(&rfm.segment(&table).unwrap());
        }
    }
    let migrated = Rfm {
        as_of: Some(day(2021, 12, 31)),
        migration_from: Some(day(2021, 11, 1)),
        ..Rfm::default()
    };
    check(&migrated.segment(&golden("scores_and_segments")).unwrap());
}

// Section 3.2 and 3.7 of the method reference: C05 has R 60, F 5 and M 1117.2, between the breaks 51 and 90, 4.4
// and 5.4, 1045.68 and 2392.64, scores 2-4-4, and under the R package 2-3-4.
#[test]
fn the_worked_customer_of_the_reference() {
    let rfm = Rfm {
        as_of: Some(day(2021, 12, 31)),
        ..Rfm::default()
    };
    let result = rfm.segment(&golden("scores_and_segments")).unwrap();
    let told = result.explain(" C05 ").unwrap();
    assert_eq!(told.customer, "C05");
    assert_eq!(
        [
            told.recency.value,
            told.frequency.value,
            told.monetary.value
        ],
        [60.0, 5.0, 1117.2]
    );
    let package = told
        .scores
        .iter()
        .find(|of| of.scoring == Scoring::RRfm)
        .unwrap();
    assert_eq!([package.r, package.f, package.m], [2, 3, 4]);
    assert_eq!(
        [
            told.recency.score,
            told.frequency.score,
            told.monetary.score
        ],
        [2, 4, 4]
    );
    assert_eq!(
        (told.recency.above, told.recency.up_to),
        (Some(51.0), Some(90.0))
    );
    // 60 days ago, the score stays up to 90 days: 30 more.
    assert_eq!(told.distances.r_until, Some(day(2022, 1, 30)));
    assert_eq!(told.distances.next_f_orders, Some(1));
    assert_eq!(told.distances.next_f_score, Some(5));
    assert_eq!(told.distances.next_m_amount, Some(1275.45));
    assert!(matches!(told.cause, Cause::HighLow { .. }));
}

// Three purchase days 10 and 10 days apart: a cycle of 10 days, so that silence beyond 20 days is dormant.
#[test]
fn the_day_on_which_a_customer_becomes_dormant() {
    let order = |number, day| Order {
        customer: 7,
        number,
        day,
        cents: 1_000,
    };
    let orders = table(&[order(1, 18_000), order(2, 18_010), order(3, 18_020)]);
    let told = Rfm::default().segment(&orders).unwrap();
    let told = told.explain("7").unwrap().silence.unwrap();
    let dormant = told
        .turns
        .iter()
        .find(|turn| turn.status == Status::Dormant);
    assert_eq!(
        (dormant.unwrap().from - told.last_order).num_days(),
        21,
        "the first day beyond two cycles"
    );
    assert_eq!(told.status, Status::Active);
}

#[test]
fn ranks_are_counted_from_the_best_and_ties_share_them() {
    let frame = df!(
        "customer" => ["007", "8", "a9"], "recency" => [5, 5, 20], "frequency" => [1, 3, 2],
        "monetary" => [10.0, 10.0, 10.0]
    );
    let people = Table::from_frame(frame.unwrap());
    let result = Rfm::default().segment(&people).unwrap();
    let told = result.explain("007").unwrap();
    assert_eq!((told.recency.rank, told.recency.tied), (1, 2));
    assert_eq!(told.frequency.rank, 3);
    assert_eq!(told.frequency.percentile, 0.0);
    assert!((told.recency.percentile - 1.0 / 3.0).abs() < 1e-12);
    assert!(told.silence.is_none());
    assert_eq!(told.as_of, None);
    for (id, want) in [("7", "007"), ("08", "8"), ("A9", "a9")] {
        let Err(RfmError::UnknownCustomer { near, .. }) = result.explain(id) else {
            panic!("{id} is there")
        };
        assert_eq!(near, [want]);
    }
    let nobody = result.explain("nobody").unwrap_err();
    assert_eq!(nobody.hint(), None);
}
