//! What the event log promises: planted rates, the truth found again, an order of rows.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use fourr_generator::{Dataset, Edition, Events};
use fourr_locale::Lang;
use polars::prelude::*;

use crate::sheet::{Sheet, bytes};

const STAGES: [&str; 6] = [
    "打开应用",
    "浏览商品",
    "加入购物车",
    "提交订单",
    "支付成功",
    "评价商品",
];

fn csv(events: &Events) -> Vec<u8> {
    bytes("events.csv", |path| events.write_csv(path).unwrap())
}

fn truth(events: &Events) -> Sheet {
    Sheet::read(&bytes("truth.csv", |path| {
        events.write_truth(path).unwrap();
    }))
}

/// The most steps, in order, that start at any first step and end within the window: every start is tried.
fn level(events: &[(i64, usize)], window: i64) -> usize {
    let starts = events.iter().filter(|(_, stage)| *stage == 0);
    let from = |(start, _): &(i64, usize)| {
        let mut level = 0;
        for (time, stage) in events.iter().filter(|(time, _)| time >= start) {
            if *stage == level && time - start <= window {
                level += 1;
            }
        }
        level
    };
    starts.map(from).max().unwrap_or(0)
}

/// Second and stage of an event.
type Step = (i64, usize);

#[test]
fn the_truth_is_what_a_search_over_every_start_finds() {
    let official = Events {
        members: 3_000,
        ..Events::default()
    };
    let sheet = Sheet::read(&csv(&official));
    let mut members: BTreeMap<&str, (&str, Vec<Step>)> = BTreeMap::new();
    for row in &sheet.rows {
        let kind = sheet.cell(row, "事件");
        let Some(stage) = STAGES.iter().position(|stage| *stage == kind) else {
            continue;
        };
        let time = sheet.cell(row, "事件时间");
        let time = NaiveDateTime::parse_from_str(time, "%Y-%m-%d %H:%M:%S").unwrap();
        let member = members.entry(sheet.cell(row, "会员编号")).or_default();
        member.0 = sheet.cell(row, "渠道");
        member.1.push((time.and_utc().timestamp(), stage));
    }
    let mut found: BTreeMap<(&str, &str), [u64; 2]> = BTreeMap::new();
    for (channel, events) in members.values_mut() {
        events.sort_unstable();
        for (place, window) in [7 * 86_400, i64::MAX].into_iter().enumerate() {
            for stage in &STAGES[..level(events, window)] {
                found.entry((channel, stage)).or_default()[place] += 1;
            }
        }
    }
    let truth = truth(&official);
    assert_eq!(truth.rows.len(), 30);
    for row in &truth.rows {
        let key = (truth.cell(row, "渠道"), truth.cell(row, "阶段"));
        let counts = ["七日内到达人数", "到达人数"]
            .map(|column| truth.cell(row, column).parse::<u64>().unwrap());
        assert_eq!(
            found.get(&key).copied().unwrap_or_default(),
            counts,
            "{key:?}"
        );
    }
}

#[test]
fn members_go_on_at_the_planted_rates() {
    let many = Events {
        members: 200_000,
        end: "2026-12-31".parse().unwrap(),
        ..Events::default()
    };
    let truth = truth(&many);
    for pair in truth.rows.windows(2) {
        let reached = |row| truth.cell(row, "到达人数").parse::<f64>().unwrap();
        let planted: f64 = truth.cell(&pair[1], "预设转化率").parse().unwrap();
        if planted < 1.0 {
            let rate = reached(&pair[1]) / reached(&pair[0]);
            assert!((rate - planted).abs() < 0.03, "{rate} for {planted}");
        }
    }
}

#[test]
fn a_member_has_eight_to_nine_events() {
    let events = Events {
        members: 20_000,
        ..Events::default()
    };
    let rows = events.row_count().unwrap() as f64 / events.members as f64;
    assert!((8.0..9.0).contains(&rows), "{rows}");
}

#[test]
fn rows_are_in_order_of_time_or_in_none() {
    let sheet = Sheet::read(&csv(&Events::default()));
    assert!(
        sheet
            .rows
            .is_sorted_by_key(|row| sheet.cell(row, "事件时间").to_owned())
    );
    let bench = Events::bench();
    let frames: Vec<DataFrame> = bench.batches().unwrap().map(Result::unwrap).collect();
    let members = frames[0].column("customer_id").unwrap().i64().unwrap();
    let falls = members.into_no_null_iter().collect::<Vec<_>>();
    let falls = falls.windows(2).filter(|pair| pair[0] > pair[1]).count();
    assert!(
        falls * 5 > members.len() * 2,
        "{falls} of {}",
        members.len()
    );
    assert_eq!(bench.edition, Edition::Bench);
}

#[test]
fn slices_join_to_one_log_on_any_number_of_threads() {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().unwrap().install(|| {
            let large = Events {
                members: 600_000,
                ..Events::bench()
            };
            let mut seen = (0, 0_i64);
            for frame in large.batches().unwrap() {
                let frame = frame.unwrap();
                let ids = frame.column("customer_id").unwrap().i64().unwrap().clone();
                for (place, id) in (0_i64..).zip(ids.into_no_null_iter()) {
                    seen.1 = seen.1.wrapping_mul(31).wrapping_add(id ^ place);
                }
                seen.0 += frame.height() as u64;
            }
            assert_eq!(seen.0, large.row_count().unwrap());
            (csv(&Events::default()), seen)
        })
    };
    assert!(on(1) == on(3));
}

#[test]
fn an_english_log_is_english_throughout_and_seeds_differ() {
    let english = Events {
        header: Lang::En,
        ..Events::default()
    };
    let text = String::from_utf8(csv(&english)).unwrap();
    assert!(text.trim_start_matches('\u{feff}').is_ascii());
    let other = Events {
        seed: 43,
        ..Events::default()
    };
    assert!(csv(&other) != csv(&Events::default()));
}

#[test]
fn offline_and_online_channels_have_exposures() {
    let sheet = Sheet::read(&csv(&Events::default()));
    let exposed: BTreeSet<&str> = sheet
        .rows
        .iter()
        .filter(|row| sheet.cell(row, "事件") == "广告触达")
        .map(|row| sheet.cell(row, "渠道"))
        .collect();
    assert_eq!(exposed.len(), 5);
}

#[test]
fn parameters_out_of_range_are_refused() {
    let message = |events: Events| events.truth().unwrap_err().to_string();
    let base = Events::default();
    assert!(
        message(Events {
            members: 0,
            ..base.clone()
        })
        .starts_with("members is 0")
    );
    assert!(
        message(Events {
            end: base.start,
            ..base
        })
        .contains("has 1 days")
    );
}
