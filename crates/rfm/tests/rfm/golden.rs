//! The golden cases: their READMEs say by what independent means the numbers were derived.

use std::{fs, path::PathBuf};

use chrono::NaiveDate;
use fourr_rfm::{Rfm, Scheme, Scoring, Segmentation, Weights};
use fourr_table::{Input, Table};
use polars::prelude::*;
use serde_json::Value;

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

fn open(name: &str, file: &str) -> Table {
    Input::of([case(name).join(file)]).open().unwrap()
}

fn numbers(frame: &DataFrame, column: &str) -> Vec<f64> {
    let values = frame
        .column(column)
        .unwrap()
        .cast(&DataType::Float64)
        .unwrap();
    values.f64().unwrap().into_no_null_iter().collect()
}

fn texts(frame: &DataFrame, column: &str) -> Vec<String> {
    let texts = frame.column(column).unwrap();
    let texts = texts.cast(&DataType::String).unwrap();
    let texts = texts.str().unwrap().iter();
    texts.map(|text| text.unwrap_or("-").to_owned()).collect()
}

fn want(values: &Value) -> Vec<f64> {
    values
        .as_array()
        .unwrap()
        .iter()
        .map(|value| value.as_f64().unwrap())
        .collect()
}

#[track_caller]
fn close(got: f64, want: &Value) {
    let want = want.as_f64().unwrap();
    assert!(
        (got - want).abs() <= 1e-6 * want.abs().max(1.0),
        "got {got}, want {want}"
    );
}

#[track_caller]
fn all_close(got: &[f64], want: &Value) {
    let want = want.as_array().unwrap();
    assert_eq!(got.len(), want.len());
    for (got, want) in got.iter().zip(want) {
        close(*got, want);
    }
}

fn scored(scheme: Scheme, scoring: Option<Scoring>) -> Segmentation {
    let rfm = Rfm {
        as_of: NaiveDate::from_ymd_opt(2021, 12, 31),
        weights: Weights([0.5, 0.3, 0.2]).into(),
        scheme,
        scoring,
        ..Rfm::default()
    };
    rfm.segment(&open("scores_and_segments", "orders.csv"))
        .unwrap()
}

#[test]
fn twenty_customers_are_measured_scored_and_segmented() {
    let want = expected("scores_and_segments");
    let result = scored(Scheme::Textbook8, None);
    let frame = &result.customers;
    let customers = want["customers"].as_array().unwrap();
    assert_eq!(frame.height(), customers.len());
    let [recency, frequency, monetary] =
        ["recency_days", "frequency", "monetary"].map(|c| numbers(frame, c));
    let [r, f, m] = ["r_score", "f_score", "m_score"].map(|c| numbers(frame, c));
    let (sums, weighted) = (
        numbers(frame, "score_sum"),
        numbers(frame, "weighted_score"),
    );
    let [ids, cells, segments, types] =
        ["customer", "rfm_cell", "segment", "eight_type"].map(|c| texts(frame, c));
    for (i, want) in customers.iter().enumerate() {
        assert_eq!(ids[i], want["id"].as_str().unwrap());
        close(recency[i], &want["recency_days"]);
        close(frequency[i], &want["frequency"]);
        close(monetary[i], &want["monetary"]);
        all_close(&[r[i], f[i], m[i]], &want["score_default"]);
        assert_eq!(cells[i], want["rfm_cell"].as_str().unwrap());
        close(sums[i], &want["rfm_sum"]);
        close(weighted[i], &want["weighted_532"]);
        assert_eq!(segments[i], want["segment8"].as_str().unwrap());
        assert_eq!(types[i], want["segment8_code"].as_str().unwrap());
    }
    let dimensions = &result.summary.dimensions;
    for (dimension, name) in [
        (&dimensions.recency, "recency"),
        (&dimensions.frequency, "frequency"),
        (&dimensions.monetary, "monetary"),
    ] {
        close(dimension.mean, &want["means"][name]);
        let breaks: Vec<f64> = dimension.breaks.iter().map(|cut| cut.value).collect();
        all_close(&breaks, &want["breaks_type7"][name]);
    }
}

#[test]
fn the_other_conventions_score_as_published() {
    let want = expected("scores_and_segments");
    for (scoring, key) in [
        (Scoring::RRfm, "score_r_rfm"),
        (Scoring::Ntile, "score_ntile"),
    ] {
        let frame = scored(Scheme::Textbook8, Some(scoring)).customers;
        let [r, f, m] = ["r_score", "f_score", "m_score"].map(|c| numbers(&frame, c));
        for (i, want) in want["customers"].as_array().unwrap().iter().enumerate() {
            all_close(&[r[i], f[i], m[i]], &want[key]);
        }
    }
}

#[test]
fn the_other_schemes_segment_as_published() {
    let want = expected("scores_and_segments");
    for (scheme, key) in [
        (Scheme::Grid11, "segment11"),
        (Scheme::RRfm10, "segment_r_rfm"),
    ] {
        let segments = texts(&scored(scheme, None).customers, "segment");
        for (segment, want) in segments.iter().zip(want["customers"].as_array().unwrap()) {
            assert_eq!(segment, want[key].as_str().unwrap(), "{want}");
        }
    }
}

#[test]
fn what_was_left_out_is_accounted_for() {
    let summary = scored(Scheme::Textbook8, None).summary;
    assert_eq!((summary.rows.read, summary.rows.used), (76, 75));
    assert_eq!(
        (summary.rows.after_as_of, summary.rows.refunds_deducted),
        (1, 2)
    );
    assert_eq!(
        (summary.customers.seen, summary.customers.without_purchase),
        (21, 1)
    );
}

/// The parameters for a table of customers whose id column is called `id`.
fn by_id() -> Rfm {
    Rfm {
        customer: Some("id".to_owned()),
        ..Rfm::default()
    }
}

/// A table of customers whose other dimensions are constant.
fn frequencies() -> Table {
    let frame = open("ties", "input.csv")
        .lazy()
        .with_columns([lit(1).alias("recency"), lit(1).alias("monetary")]);
    Table::from_frame(frame.collect().unwrap())
}

#[test]
fn ties_fall_as_each_convention_says() {
    let want = expected("ties");
    let frequency = |scoring| {
        let rfm = Rfm {
            scoring: Some(scoring),
            ..by_id()
        };
        rfm.segment(&frequencies())
            .map(|result| (numbers(&result.customers, "f_score"), result.summary))
    };
    for (scoring, key) in [
        (Scoring::Quantile, "default"),
        (Scoring::RRfm, "r_rfm"),
        (Scoring::Ntile, "ntile"),
        (Scoring::QcutDrop, "pandas_qcut_drop_relabelled"),
    ] {
        assert_eq!(
            frequency(scoring).unwrap().0,
            self::want(&want[key]),
            "{key}"
        );
    }
    assert_eq!(want["pandas_qcut"], "error_duplicate_edges");
    assert!(frequency(Scoring::Qcut).is_err());
    let cuts = frequency(Scoring::Quantile)
        .unwrap()
        .1
        .dimensions
        .frequency
        .breaks;
    let values: Vec<f64> = cuts.iter().map(|cut| cut.value).collect();
    all_close(&values, &want["breaks_type7"]);
    let on_cut: Vec<u64> = cuts.iter().map(|cut| cut.customers).collect();
    assert_eq!(on_cut, [6, 6, 0, 0]);
}

#[test]
fn fixed_breaks_reward_reaching_them() {
    let rfm = Rfm {
        scoring: Some(Scoring::Fixed),
        recency_breaks: vec![30.0, 60.0, 90.0, 180.0],
        frequency_breaks: vec![2.0, 3.0, 5.0, 10.0],
        monetary_breaks: vec![100.0, 500.0, 1000.0, 5000.0],
        ..by_id()
    };
    let frame = rfm
        .segment(&open("fixed_breaks", "input.csv"))
        .unwrap()
        .customers;
    let expected = expected("fixed_breaks");
    for (column, key) in [
        ("r_score", "recency"),
        ("f_score", "frequency"),
        ("m_score", "monetary"),
    ] {
        assert_eq!(numbers(&frame, column), want(&expected[key]), "{key}");
    }
}

#[test]
fn all_eight_types_occur_and_the_mean_itself_is_low() {
    let want = expected("segment8_full");
    let result = by_id()
        .segment(&open("segment8_full", "input.csv"))
        .unwrap();
    let ids = texts(&result.customers, "customer");
    let segments = texts(&result.customers, "segment");
    for (id, segment) in ids.iter().zip(segments) {
        assert_eq!(segment, want["segments"][id].as_str().unwrap(), "{id}");
    }
    let dimensions = result.summary.dimensions;
    close(dimensions.recency.mean, &want["means"]["recency"]);
    close(dimensions.frequency.mean, &want["means"]["frequency"]);
    close(dimensions.monetary.mean, &want["means"]["monetary"]);
    assert_eq!(dimensions.recency.on_split, 1);
}

#[test]
fn the_grid_gives_every_cell_its_segment() {
    let want = expected("segment11_grid");
    let grid = open("segment11_grid", "input.csv").lazy();
    // Fixed breaks 1.5, 2.5, ... turn the scores themselves into the same scores; days run the other way.
    let frame = grid
        .select([
            concat_str([col("r"), col("fm")], ",", false).alias("customer"),
            (lit(6) - col("r").cast(DataType::Int64)).alias("recency"),
            col("fm").cast(DataType::Int64).alias("frequency"),
            col("fm").cast(DataType::Int64).alias("monetary"),
        ])
        .collect()
        .unwrap();
    let breaks = vec![1.5, 2.5, 3.5, 4.5];
    let rfm = Rfm {
        scheme: Scheme::Grid11,
        scoring: Some(Scoring::Fixed),
        recency_breaks: breaks.clone(),
        frequency_breaks: breaks.clone(),
        monetary_breaks: breaks,
        ..Rfm::default()
    };
    let result = rfm.segment(&Table::from_frame(frame)).unwrap();
    let (ids, segments) = (
        texts(&result.customers, "customer"),
        texts(&result.customers, "segment"),
    );
    assert_eq!(ids.len(), 25);
    for (id, segment) in ids.iter().zip(segments) {
        assert_eq!(segment, want["grid"][id].as_str().unwrap(), "{id}");
    }
}

#[test]
fn silence_is_measured_against_each_rhythm() {
    let want = expected("cycle_dormancy");
    let rfm = Rfm {
        as_of: NaiveDate::from_ymd_opt(2021, 12, 31),
        ..Rfm::default()
    };
    let result = rfm.segment(&open("cycle_dormancy", "orders.csv")).unwrap();
    let cycle = result.summary.cycle.unwrap();
    assert_eq!(cycle.gaps, want["n_gaps"].as_u64().unwrap());
    close(cycle.gap_mean.unwrap(), &want["gap_mean"]);
    close(cycle.gap_median.unwrap(), &want["gap_median"]);
    close(cycle.gap_p80.unwrap(), &want["gap_p80"]);
    let frame = &result.customers;
    let (days, cycles) = (
        numbers(frame, "purchase_days"),
        numbers(frame, "cycle_days"),
    );
    let (recency, ratios) = (
        numbers(frame, "recency_days"),
        numbers(frame, "cycle_ratio"),
    );
    let (sources, statuses) = (texts(frame, "cycle_source"), texts(frame, "status"));
    for (i, want) in want["customers"].as_array().unwrap().iter().enumerate() {
        close(days[i], &want["purchase_days"]);
        close(cycles[i], &want["cycle_days"]);
        close(recency[i], &want["recency"]);
        close(ratios[i], &want["ratio"]);
        assert_eq!(sources[i], want["cycle_source"].as_str().unwrap());
        assert_eq!(statuses[i], want["status"].as_str().unwrap());
    }
}

// 消费金额 is the amount of an order in other tables; beside recency and frequency it is that of a customer.
#[test]
fn a_table_of_customers_is_known_by_recency_and_frequency() {
    let frame = df!(
        "姓名" => ["张三", "李四", "王五", "赵六"],
        "最近消费间隔" => [5, 40, 100, 12],
        "消费频次" => [10, 2, 1, 6],
        "消费金额" => [1200.5, 300.0, 50.0, 800.0],
    );
    let result = Rfm::default()
        .segment(&Table::from_frame(frame.unwrap()))
        .unwrap();
    assert_eq!(result.summary.cycle, None);
    assert_eq!(result.summary.totals.customers, 4);
    assert_eq!(
        numbers(&result.customers, "frequency").iter().sum::<f64>(),
        19.0
    );
    assert_eq!(
        texts(&result.customers, "customer"),
        ["张三", "李四", "王五", "赵六"]
    );
}
