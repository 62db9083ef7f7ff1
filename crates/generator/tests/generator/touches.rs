//! What the touches promise: journeys of the planted chain, one a member, within the lookback.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use fourr_generator::{Dataset, Touches};
use fourr_locale::Lang;

use crate::sheet::{Sheet, bytes};

/// The longest journey in seconds: the lookback of an attribution.
const LOOKBACK: i64 = 30 * 86_400;

fn csv(touches: &Touches) -> Vec<u8> {
    bytes("touches.csv", |path| touches.write_csv(path).unwrap())
}

fn many() -> Touches {
    Touches {
        members: 100_000,
        ..Touches::default()
    }
}

fn truth() -> Sheet {
    Sheet::read(&bytes("truth.csv", |path| {
        Touches::default().write_truth(path).unwrap();
    }))
}

/// The rows of each member.
fn journeys(sheet: &Sheet) -> Vec<Vec<&csv::StringRecord>> {
    let mut journeys: BTreeMap<&str, Vec<&csv::StringRecord>> = BTreeMap::new();
    for row in &sheet.rows {
        journeys
            .entry(sheet.cell(row, "会员编号"))
            .or_default()
            .push(row);
    }
    journeys.into_values().collect()
}

#[test]
fn a_member_makes_one_journey_within_the_lookback_and_buys_at_its_end() {
    let sheet = Sheet::read(&csv(&Touches::default()));
    let time = |row: &csv::StringRecord| {
        let cell = sheet.cell(row, "触点时间");
        let time = NaiveDateTime::parse_from_str(cell, "%Y-%m-%d %H:%M:%S").unwrap();
        time.and_utc().timestamp()
    };
    let journeys = journeys(&sheet);
    assert_eq!(journeys.len(), 3_000);
    for journey in journeys {
        let times: Vec<i64> = journey.iter().map(|row| time(row)).collect();
        assert!(times.is_sorted());
        assert!(times[times.len() - 1] - times[0] < LOOKBACK);
        for (place, row) in journey.iter().enumerate() {
            let bought = sheet.cell(row, "是否转化") == "是";
            assert!(!bought || place == journey.len() - 1);
            assert_eq!(bought, !sheet.cell(row, "转化金额").is_empty());
        }
    }
}

#[test]
fn first_and_last_touches_have_the_shares_of_the_chain() {
    let (sheet, truth) = (Sheet::read(&csv(&many())), truth());
    let journeys = journeys(&sheet);
    let bought = |row: &csv::StringRecord| sheet.cell(row, "是否转化") == "是";
    let converted: Vec<_> = journeys
        .iter()
        .filter(|journey| journey.iter().any(|row| bought(row)))
        .collect();
    let n = converted.len() as f64;
    for row in &truth.rows {
        let channel = truth.cell(row, "渠道");
        for (column, end) in [("首次触点占比", 0), ("末次触点占比", 1)] {
            let planted: f64 = truth.cell(row, column).parse().unwrap();
            let at = |journey: &&&Vec<&csv::StringRecord>| {
                let place = end * (journey.len() - 1);
                sheet.cell(journey[place], "渠道") == channel
            };
            let share = converted.iter().filter(at).count() as f64 / n;
            let error = (planted * (1.0 - planted) / n).sqrt();
            let apart = (share - planted).abs();
            assert!(
                apart < 4.0 * error,
                "{channel} {column}: {share}, {planted}"
            );
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().unwrap().install(|| csv(&many()))
    };
    assert!(on(1) == on(3));
    assert!(csv(&many()).starts_with(&csv(&Touches::default())));
    let other = Touches { seed: 43, ..many() };
    assert!(csv(&many()) != csv(&other));
}

#[test]
fn english_touches_are_english_throughout() {
    let english = Touches {
        header: Lang::En,
        ..Touches::default()
    };
    let text = String::from_utf8(csv(&english)).unwrap();
    assert!(text.contains("elevator screens") && text.contains("converted"));
    assert!(text.trim_start_matches('\u{feff}').is_ascii());
}

#[test]
fn a_number_of_members_out_of_range_is_refused() {
    let refused = Touches {
        members: 0,
        ..Touches::default()
    };
    let message = refused.batches().err().unwrap().to_string();
    assert!(message.starts_with("members is "), "{message}");
}
