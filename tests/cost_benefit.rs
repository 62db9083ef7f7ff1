//! Real campaigns with published answers: every figure is printed in the SOURCE.md beside the data.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]
#![expect(clippy::float_cmp, reason = "these figures are exact in the source")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::path::{Path, PathBuf};

use fourr_cost_benefit::{
    ColumnNames, CostBenefit, Dimension, Inputs,
    media::{Level, Measure, Media, Metric},
};
use fourr_table::{Input, Table};
use polars::prelude::*;

/// A file of a data set, or a visible note that it is not there.
fn data(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/data")
        .join(name);
    if path.is_file() {
        return Some(path);
    }
    println!("skipped: no data set {name} beside this checkout");
    None
}

fn analyse(path: PathBuf, params: &CostBenefit) -> Media {
    analyse_table(&Input::of([path]).open().unwrap(), params)
}

fn analyse_table(table: &Table, params: &CostBenefit) -> Media {
    let inputs = Inputs {
        ledger: Some(table),
        ..Inputs::default()
    };
    params.analyse(inputs).unwrap().summary.media.unwrap()
}

#[track_caller]
fn near(got: f64, want: f64, places: i32) {
    let half = 0.5 * 10_f64.powi(-places);
    assert!(
        (got - want).abs() <= half + 1e-9,
        "got {got}, printed {want}"
    );
}

fn kag(channel: &str, conversions: &str) -> Option<Media> {
    let path = data("kag_facebook_ads/KAG_conversion_data.csv")?;
    let params = CostBenefit {
        columns: ColumnNames {
            channel: Some(channel.to_owned()),
            campaign: Some("xyz_campaign_id".to_owned()),
            conversions: Some(conversions.to_owned()),
            ..ColumnNames::default()
        },
        ..CostBenefit::default()
    };
    Some(analyse(path, &params))
}

fn level<'m>(media: &'m Media, by: Dimension, name: &str) -> &'m Level {
    let levels = media.levels.iter().find(|levels| levels.by == by).unwrap();
    levels
        .levels
        .iter()
        .find(|level| level.name == name)
        .unwrap()
}

fn sum(level: &Level, measure: Measure) -> f64 {
    level.sums.get(measure).unwrap()
}

#[test]
fn facebook_ads_by_age_and_gender() {
    let Some(by_age) = kag("age", "Approved_Conversion") else {
        return;
    };
    let by_gender = kag("gender", "Approved_Conversion").unwrap();
    let printed = [
        (&by_age, "30-34", 494.0, 15_252.40, 5.209_322, 30.875_304),
        (&by_age, "35-39", 207.0, 11_112.43, 2.917_959, 53.683_237),
        (&by_age, "40-44", 170.0, 11_589.73, 2.197_518, 68.174_882),
        (&by_age, "45-49", 208.0, 20_750.67, 1.501_588, 99.762_837),
        (&by_gender, "F", 495.0, 34_502.62, 2.073_038, 69.702_263),
        (&by_gender, "M", 584.0, 24_202.61, 4.087_632, 41.442_825),
    ];
    for (media, name, conversions, spent, rate, cost) in printed {
        let level = level(media, Dimension::Channel, name);
        assert_eq!(sum(level, Measure::Conversions), conversions);
        near(sum(level, Measure::Cost), spent, 2);
        near(level.figures.value(Metric::Cvr).unwrap() * 100.0, rate, 6);
        near(level.figures.value(Metric::Cpa).unwrap(), cost, 6);
    }
}

/// The source's cross table: a level is an age and a gender.
#[test]
fn facebook_ads_by_age_and_gender_together() {
    let Some(path) = data("kag_facebook_ads/KAG_conversion_data.csv") else {
        return;
    };
    let table = Input::of([path]).open().unwrap();
    let columns = ["age", "gender", "Spent", "Approved_Conversion"];
    let batches = table.batches(&columns).unwrap();
    let frames = batches.map(|batch| batch.unwrap().frame().unwrap().lazy());
    let frame = concat(frames.collect::<Vec<_>>(), UnionArgs::default()).unwrap();
    let both = concat_str([col("age"), col("gender")], " ", false).alias("channel");
    let frame = frame.with_column(both).drop(cols(["age", "gender"]));
    let table = Table::from_frame(frame.collect().unwrap());
    let params = CostBenefit {
        columns: ColumnNames {
            conversions: Some("Approved_Conversion".to_owned()),
            ..ColumnNames::default()
        },
        ..CostBenefit::default()
    };
    let media = analyse_table(&table, &params);
    for (name, conversions, spent) in [
        ("30-34 F", 195.0, 7_611.48),
        ("30-34 M", 299.0, 7_640.92),
        ("35-39 F", 95.0, 6_061.35),
        ("35-39 M", 112.0, 5_051.08),
        ("40-44 F", 93.0, 7_396.58),
        ("40-44 M", 77.0, 4_193.15),
        ("45-49 F", 112.0, 13_433.21),
        ("45-49 M", 96.0, 7_317.46),
    ] {
        let level = level(&media, Dimension::Channel, name);
        assert_eq!(sum(level, Measure::Conversions), conversions, "{name}");
        near(sum(level, Measure::Cost), spent, 2);
    }
}

#[test]
fn facebook_ads_by_campaign_and_in_all() {
    let Some(approved) = kag("age", "Approved_Conversion") else {
        return;
    };
    let all = kag("age", "Total_Conversion").unwrap();
    let printed = [
        ("916", 482_925.0, 113.0, 149.71, 58.0, 24.0),
        ("936", 8_128_187.0, 1_984.0, 2_893.37, 537.0, 183.0),
        ("1178", 204_823_716.0, 36_068.0, 55_662.15, 2_669.0, 872.0),
    ];
    let check = |approved: &Level, all: &Level, figures: [f64; 5]| {
        let [impressions, clicks, spent, total, bought] = figures;
        assert_eq!(sum(approved, Measure::Impressions), impressions);
        assert_eq!(sum(approved, Measure::Clicks), clicks);
        near(sum(approved, Measure::Cost), spent, 2);
        assert_eq!(sum(all, Measure::Conversions), total);
        assert_eq!(sum(approved, Measure::Conversions), bought);
    };
    for (name, impressions, clicks, spent, total, bought) in printed {
        let of = |media| level(media, Dimension::Campaign, name);
        check(
            of(&approved),
            of(&all),
            [impressions, clicks, spent, total, bought],
        );
    }
    let figures = [213_434_828.0, 38_165.0, 58_705.23, 3_264.0, 1_079.0];
    check(&approved.total, &all.total, figures);
    assert_eq!((approved.rows.read, approved.rows.used), (1_143, 1_143));
    // Means of the whole file.
    near(
        sum(&approved.total, Measure::Impressions) / 1_143.0,
        186_732.1,
        1,
    );
    near(sum(&approved.total, Measure::Clicks) / 1_143.0, 33.390, 3);
    near(
        sum(&all.total, Measure::Conversions) / 1_143.0,
        2.855_643,
        6,
    );
}

/// The sums were worked out with Python's `decimal` over the file.
#[test]
fn weekly_spending_in_columns() {
    let Some(path) = data("robyn_weekly_simulated/dt_simulated_weekly.csv") else {
        return;
    };
    let spending = ["tv_S", "ooh_S", "print_S", "search_S", "facebook_S"];
    let params = CostBenefit {
        spend_columns: spending.map(str::to_owned).to_vec(),
        ..CostBenefit::default()
    };
    let media = analyse(path, &params);
    let sums = [
        ("tv_S", 3_087_487.773_333),
        ("ooh_S", 8_989_331.733_333),
        ("print_S", 775_555.511_111),
        ("search_S", 1_230_426.666_667),
        ("facebook_S", 446_296.827_868),
    ];
    // 208 weeks, each rounded to ten-thousandths
    for (name, want) in sums {
        near(
            sum(level(&media, Dimension::Channel, name), Measure::Cost),
            want,
            1,
        );
    }
    near(sum(&media.total, Measure::Revenue), 379_005_696.666_667, 1);
    let whole: f64 = sums.iter().map(|(_, sum)| sum).sum();
    near(
        media.total.figures.value(Metric::Roas).unwrap(),
        379_005_696.666_667 / whole,
        6,
    );
}
