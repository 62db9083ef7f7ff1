//! The golden cases: their READMEs say by what independent means the numbers were derived.

use std::{collections::BTreeMap, fs, path::PathBuf};

use fourr_funnel::{Funnel, Mode, StageCount, Times, Warning};
use fourr_table::{Input, Table};
use polars::prelude::*;
use serde_json::Value;

use crate::logs::{EPOCH, convert, funnel, reached, summary};

fn case(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
}

fn expected(name: &str) -> Value {
    let text = fs::read_to_string(case(name).join("expected.json")).unwrap();
    let mut json: Value = serde_json::from_str(&text).unwrap();
    json["expected"].take()
}

/// The log of a case, whose small whole numbers are seconds and no dates.
fn log(name: &str) -> Table {
    let text = Input::of([case(name).join("input.csv")]).open().unwrap();
    let micros = (col("ts").cast(DataType::Int64) + lit(EPOCH)) * lit(1_000_000_i64);
    let time = micros
        .cast(DataType::Datetime(TimeUnit::Microseconds, None))
        .alias("ts");
    Table::from_frame(text.lazy().with_columns([time]).collect().unwrap())
}

#[track_caller]
fn near(got: f64, want: &Value) {
    let want = want.as_f64().unwrap();
    assert!(
        (got - want).abs() <= 1e-6 * want.abs().max(1.0),
        "got {got}, expected {want}"
    );
}

#[test]
fn levels_under_every_mode() {
    let want = expected("window_modes");
    let table = log("window_modes");
    let modes = [
        ("default", None),
        ("strict_deduplication", Some(Mode::StrictDedup)),
        ("strict_order", Some(Mode::StrictOrder)),
        ("strict_increase", Some(Mode::StrictIncrease)),
        ("any_order", Some(Mode::AnyOrder)),
    ];
    for (name, mode) in modes {
        let funnel = Funnel {
            modes: mode.into_iter().collect(),
            persons: true,
            ..funnel(&["A", "B", "C", "D"], 3_600)
        };
        let persons = convert(&funnel, &table).persons.unwrap();
        let levels = persons.column("level").unwrap().u32().unwrap();
        let got: BTreeMap<&str, u64> = persons
            .column("person")
            .unwrap()
            .str()
            .unwrap()
            .iter()
            .flatten()
            .zip(levels.iter().flatten().map(u64::from))
            .collect();
        for (person, levels) in want["level_by_user"].as_object().unwrap() {
            assert_eq!(
                got[person.as_str()],
                levels[name].as_u64().unwrap(),
                "{person} {name}"
            );
        }
    }
    let default = reached(&funnel(&["A", "B", "C", "D"], 3_600), &table);
    assert_eq!(
        serde_json::to_value(default).unwrap(),
        want["reached_default"]
    );
}

#[test]
fn one_event_may_fill_two_steps_but_not_under_once() {
    let table = log("event_matches_two_steps");
    let level = |modes: &[Mode]| {
        let funnel = Funnel {
            event: Some("page".into()),
            modes: modes.to_vec(),
            ..funnel(&["访问=*首页*", "活动=*活动*"], 10)
        };
        reached(&funnel, &table).iter().sum::<u64>()
    };
    let want = expected("event_matches_two_steps");
    assert_eq!(level(&[]), want["default"]);
    assert_eq!(level(&[Mode::StrictIncrease]), want["strict_increase"]);
    assert_eq!(level(&[Mode::Once]), want["once_per_event"]);
}

fn check_funnel(
    want: &Value,
    counts: &[StageCount],
    overall: Option<f64>,
    times: &[(&str, Option<&Times>)],
) {
    for (place, stage) in counts.iter().enumerate() {
        assert_eq!(stage.reached, want["reached"][place]);
        near(
            stage.step_conversion.unwrap(),
            &want["step_conversion"][place],
        );
    }
    near(overall.unwrap(), &want["overall"]);
    for (stage, times) in times {
        let (times, want) = (times.unwrap(), &want["time_from_first_step"][stage]);
        assert_eq!(times.n, want["n"]);
        near(times.mean, &want["mean"]);
        near(times.median, &want["median"]);
    }
}

#[test]
fn an_ordered_log_by_channel() {
    let want = expected("event_ordered");
    let got = summary(
        &funnel(&["浏览", "加购", "支付"], 1_000),
        &log("event_ordered"),
    );
    assert_eq!(got.by.as_deref(), Some("channel"));
    let counts: Vec<StageCount> = got
        .stages
        .iter()
        .map(|stage| StageCount {
            reached: stage.reached,
            step_conversion: stage.step_conversion,
            overall_conversion: stage.overall_conversion,
        })
        .collect();
    let times = [
        ("加购", got.stages[1].from_start.as_ref()),
        ("支付", got.stages[2].from_start.as_ref()),
    ];
    check_funnel(&want["all"], &counts, got.overall_conversion, &times);
    assert_eq!(got.groups.len(), 2);
    for group in &got.groups {
        let times = [
            ("加购", group.from_start[1].as_ref()),
            ("支付", group.from_start[2].as_ref()),
        ];
        check_funnel(
            &want["by_channel"][&group.name],
            &group.stages,
            group.overall_conversion,
            &times,
        );
    }
    assert!(got.warnings.contains(&Warning::SmallSample { reached: 5 }));
}

#[test]
fn a_table_of_counts() {
    let want = expected("aggregated");
    let table = Input::of([case("aggregated").join("input.csv")])
        .open()
        .unwrap();
    let got = summary(&Funnel::default(), &table);
    for (stage, want) in got.stages.iter().zip(want["steps"].as_array().unwrap()) {
        assert_eq!(stage.name, want["step"].as_str().unwrap());
        assert_eq!(stage.reached, want["n"]);
        assert_eq!(stage.drop_off, want["drop_off"]);
        near(stage.step_conversion.unwrap(), &want["step_conversion"]);
        near(
            stage.overall_conversion.unwrap(),
            &want["overall_conversion"],
        );
        near(stage.drop_rate.unwrap(), &want["drop_rate"]);
        near(stage.share_of_loss.unwrap(), &want["share_of_total_loss"]);
    }
    assert_eq!(got.stages.len(), 5);
    assert_eq!(
        got.stages[got.bottleneck.unwrap()].name,
        want["bottleneck"].as_str().unwrap()
    );
}
