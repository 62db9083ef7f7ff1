//! The golden cases: their READMEs say by what independent means the numbers were derived.

use fourr_clean::{Summary, stats};
use serde_json::{Value, json};

use crate::support::{
    all_close, case, cleaned, close, detail, expected, numbers, open, removed, rows, texts,
};

/// The source rows that stayed.
fn kept(total: u64, removed: &[u64]) -> Vec<u64> {
    (1..=total).filter(|row| !removed.contains(row)).collect()
}

#[test]
fn duplicates_are_found_exactly_and_by_key() {
    let (table, want) = (open("dedupe_exact_key"), expected("dedupe_exact_key"));
    let exact = cleaned(&table, "[[step]]\ndo = \"duplicates\"\n");
    assert_eq!(removed(&exact), rows(&want["exact"]["removed_rows"]));
    assert_eq!(kept(7, &removed(&exact)), rows(&want["exact"]["kept_rows"]));
    let counts = detail(&exact, 0);
    assert_eq!(counts["groups"], want["exact"]["groups"]);
    assert_eq!(counts["redundant"], want["exact"]["redundant_rows"]);
    close(
        exact
            .summary
            .quality_before
            .uniqueness
            .map(|share| 1.0 - share),
        &want["exact"]["duplicate_rate"],
    );
    for (keep, name) in [
        ("first", "key_keep_first"),
        ("last", "key_keep_last"),
        ("latest", "key_keep_latest"),
        ("most_complete", "key_keep_most_complete"),
        ("none", "key_keep_none"),
    ] {
        let order = if keep == "latest" {
            "order = \"updated\"\n"
        } else {
            ""
        };
        let text = format!(
            "[[step]]\ndo = \"key_duplicates\"\nkey = [\"mobile\"]\nkeep = \"{keep}\"\n{order}"
        );
        let cleaning = cleaned(&table, &text);
        assert_eq!(
            kept(7, &removed(&cleaning)),
            rows(&want[name]["kept_rows"]),
            "{keep}"
        );
        if let Some(redundant) = want[name].get("redundant_rows") {
            assert_eq!(&detail(&cleaning, 0)["redundant"], redundant);
            assert_eq!(detail(&cleaning, 0)["groups"], want[name]["groups"]);
        }
    }
}

#[test]
fn merging_fills_the_first_row_of_a_group() {
    let text = "[[step]]\ndo = \"key_duplicates\"\nkey = [\"mobile\"]\nkeep = \"merge\"\n";
    let merged = cleaned(&open("dedupe_exact_key"), text).table;
    let want = expected("dedupe_exact_key");
    for row in want["key_merge_coalesce"]["rows"].as_array().unwrap() {
        let mobile = row["mobile"].as_str().map(str::to_owned);
        let at = texts(&merged, "mobile")
            .iter()
            .position(|cell| *cell == mobile)
            .unwrap();
        for (column, value) in row.as_object().unwrap() {
            assert_eq!(
                texts(&merged, column)[at].as_deref(),
                value.as_str(),
                "{column}"
            );
        }
    }
}

#[test]
fn missing_values_are_told_apart() {
    let want = expected("missing_classes");
    let text = r#"
        [[step]]
        do = "missing"
        columns = ["city"]
        [[step]]
        do = "missing"
        columns = ["age"]
        sentinels = ["-1", "999"]
        [[step]]
        do = "parse"
        columns = ["age"]
        kind = "integer"
    "#;
    let cleaning = cleaned(&open("missing_classes"), text);
    for (at, name) in [(1, "city"), (2, "age")] {
        let column = &cleaning.summary.columns[at];
        let count = column.missing_before;
        let want = &want[name];
        assert_eq!(json!(count.blank), want["blank"], "{name}");
        assert_eq!(json!(count.whitespace), want["whitespace"], "{name}");
        assert_eq!(json!(count.token), want["token"], "{name}");
        assert_eq!(json!(count.sentinel), want["sentinel"], "{name}");
        assert_eq!(json!(count.empty_total()), want["empty_total"], "{name}");
        assert_eq!(
            json!(count.missing_total()),
            want["missing_total"],
            "{name}"
        );
        assert_eq!(json!(10 - column.missing_after), want["valid"], "{name}");
        close(
            Some(count.missing_total() as f64 / 10.0),
            &want["missing_rate"],
        );
    }
    let ages: Vec<f64> = numbers(&cleaning.table, "age")
        .into_iter()
        .flatten()
        .collect();
    close(stats::mean(&ages), &want["age"]["mean_of_valid"]);
    let naive = cleaned(
        &open("missing_classes"),
        "[[step]]\ndo = \"parse\"\ncolumns = [\"age\"]\nkind = \"integer\"\n",
    );
    let ages: Vec<f64> = numbers(&naive.table, "age").into_iter().flatten().collect();
    close(
        stats::mean(&ages),
        &want["age"]["naive_mean_if_sentinels_kept"],
    );
}

/// Judges the column by a method, and returns the detail of the step and the column as it comes out.
fn judged(name: &str, column: &str, method: &str, treat: &str) -> (Value, Vec<Option<f64>>) {
    let text = format!(
        "[[step]]\ndo = \"parse\"\ncolumns = [\"{column}\"]\nkind = \"number\"\n\
         [[step]]\ndo = \"outliers\"\ncolumns = [\"{column}\"]\nmethod = {method}\ntreat = \"{treat}\"\n"
    );
    let cleaning = cleaned(&open(name), &text);
    (detail(&cleaning, 1), numbers(&cleaning.table, column))
}

fn outlier_case(name: &str) {
    let want = expected(name);
    for (method, key) in [
        ("{ z = 3 }", "sigma3"),
        ("{ iqr = 1.5 }", "iqr_1_5"),
        ("{ iqr = 3 }", "iqr_3"),
        ("{ mad = 3.5 }", "mad_3_5"),
        ("{ percentile = [5, 95] }", "percentile_5_95"),
        ("{ domain = { min = 0, max = 500 } }", "domain"),
    ] {
        let Some(want) = want.get(key) else { continue };
        let (detail, _) = judged(name, "amount", method, "flag");
        assert_eq!(rows(&detail["rows"]), rows(&want["rows"]), "{method}");
        if let Some(lower) = want.get("lower") {
            close(detail["limits"][0]["low"].as_f64(), lower);
            close(detail["limits"][0]["high"].as_f64(), &want["upper"]);
        }
    }
    let (_, capped) = judged(name, "amount", "{ iqr = 1.5 }", "cap");
    all_close(&capped, &want["cap_iqr"]);
    let (_, winsorised) = judged(name, "amount", "{ percentile = [5, 95] }", "cap");
    all_close(&winsorised, &want["winsor_5_95"]);
    let values: Vec<f64> = judged(name, "amount", "{ z = 3 }", "flag")
        .1
        .into_iter()
        .flatten()
        .collect();
    let figures = stats::Figures::of(&mut values.clone()).unwrap();
    assert_eq!(json!(figures.n), want["n"]);
    close(Some(figures.mean), &want["mean"]);
    close(figures.sd, &want["sd_sample"]);
    close(Some(figures.median), &want["median"]);
    close(Some(figures.q1), &want["q1"]);
    close(Some(figures.q3), &want["q3"]);
    close(Some(figures.q3 - figures.q1), &want["iqr"]);
    close(Some(figures.mad), &want["mad_raw"]);
    let scores: Vec<Option<f64>> = stats::modified_z(&values)
        .unwrap()
        .into_iter()
        .map(Some)
        .collect();
    all_close(&scores, &want["mad_3_5"]["scores"]);
}

#[test]
fn outliers_are_judged_by_every_method() {
    outlier_case("outliers");
}

#[test]
fn three_sigma_cannot_flag_among_ten() {
    outlier_case("outliers_masking_small_n");
    let text = "[[step]]\ndo = \"parse\"\ncolumns = [\"amount\"]\nkind = \"number\"\n\
                [[step]]\ndo = \"outliers\"\ncolumns = [\"amount\"]\nmethod = { z = 3 }\n";
    let warnings = cleaned(&open("outliers_masking_small_n"), text)
        .summary
        .warnings;
    let codes: Vec<Value> = warnings
        .iter()
        .map(|warning| serde_json::to_value(warning).unwrap())
        .collect();
    assert!(
        codes
            .iter()
            .any(|warning| warning["code"] == "sigma_cannot_flag"),
        "{codes:?}"
    );
}

#[test]
fn groups_are_judged_each_by_itself() {
    let want = expected("outliers_grouped");
    let text = |by: &str| {
        format!(
            "[[step]]\ndo = \"parse\"\ncolumns = [\"value\"]\nkind = \"number\"\n\
             [[step]]\ndo = \"outliers\"\ncolumns = [\"value\"]\nmethod = {{ iqr = 1.5 }}\n{by}"
        )
    };
    let grouped = detail(
        &cleaned(&open("outliers_grouped"), &text("by = [\"grp\"]\n")),
        1,
    );
    let mut found = Vec::new();
    for limits in grouped["limits"].as_array().unwrap() {
        let want = &want["grouped"][limits["group"][0].as_str().unwrap()];
        close(limits["q1"].as_f64(), &want["q1"]);
        close(limits["q3"].as_f64(), &want["q3"]);
        close(limits["low"].as_f64(), &want["lower"]);
        close(limits["high"].as_f64(), &want["upper"]);
        found.extend(rows(&want["rows"]));
    }
    assert_eq!(rows(&grouped["rows"]), found);
    let all = detail(&cleaned(&open("outliers_grouped"), &text("")), 1);
    close(
        all["limits"][0]["low"].as_f64(),
        &want["ungrouped"]["lower"],
    );
    close(
        all["limits"][0]["high"].as_f64(),
        &want["ungrouped"]["upper"],
    );
    assert_eq!(all["flagged"], 0);
}

const PIPELINE: &str = r#"
    [[step]]
    do = "missing"
    columns = ["客户ID", "手机号", "城市", "注册日期", "消费金额"]
    [[step]]
    do = "missing"
    columns = ["年龄"]
    sentinels = ["-1"]
    [[step]]
    do = "parse"
    columns = ["年龄", "消费金额"]
    kind = "number"
    [[step]]
    do = "parse"
    columns = ["注册日期"]
    kind = "date"
    [[step]]
    do = "duplicates"
    [[step]]
    do = "key_duplicates"
    key = ["客户ID"]
    keep = "most_complete"
    [[step]]
    do = "outliers"
    columns = ["年龄"]
    method = { domain = { min = 0, max = 120 } }
    treat = "null"
    [[step]]
    do = "outliers"
    columns = ["消费金额"]
    method = { iqr = 1.5 }
    treat = "cap"
    [[step]]
    do = "impute"
    columns = ["年龄", "消费金额"]
    method = "median"
    [[step]]
    do = "impute"
    columns = ["城市"]
    method = { constant = "未知" }
"#;

#[test]
fn ten_rows_go_through_the_whole_pipeline() {
    let want = expected("pipeline");
    let cleaning = cleaned(&open("pipeline"), PIPELINE);
    let Summary {
        rows_in,
        rows_out,
        removed: out,
        ..
    } = &cleaning.summary;
    assert_eq!(
        (json!(rows_in), json!(rows_out)),
        (want["rows_in"].clone(), want["rows_out"].clone())
    );
    assert_eq!(
        json!(out),
        json!({"exact_duplicate": 1, "key_duplicate": 1})
    );
    let reasons = texts(&cleaning.quarantine, "__reason");
    for (row, reason) in removed(&cleaning).into_iter().zip(reasons) {
        assert_eq!(json!([row]), want["removed"][reason.unwrap()]);
    }
    assert_eq!(
        kept(10, &removed(&cleaning)),
        rows(&want["source_row_of_output"])
    );
    for (at, column) in want["table"]["columns"]
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
    {
        let column = column.as_str().unwrap();
        for (row, got) in texts(&cleaning.table, column).into_iter().enumerate() {
            let want = &want["table"]["rows"][row][at];
            match want {
                Value::Number(_) => close(got.and_then(|got| got.parse().ok()), want),
                want => assert_eq!(got.as_deref(), want.as_str(), "{column} {row}"),
            }
        }
    }
    let limits = &detail(&cleaning, 7)["limits"][0];
    for (got, name) in [
        ("q1", "q1"),
        ("q3", "q3"),
        ("low", "lower"),
        ("high", "upper"),
    ] {
        close(limits[got].as_f64(), &want["iqr"][name]);
    }
    ledger_names(&cleaning, &want);
    for column in &cleaning.summary.columns {
        if let Some(count) = want["missing_before"].get(&column.source) {
            assert_eq!(
                json!(column.missing_before.missing_total()),
                *count,
                "{}",
                column.source
            );
        }
    }
}

/// The rows of the ledger for a reason and column are those expected.
/// A row number that came back as a float.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "row numbers are whole and not negative"
)]
fn whole(number: f64) -> u64 {
    number as u64
}

fn ledger_names(cleaning: &fourr_clean::Cleaning, want: &Value) {
    let column = texts(&cleaning.ledger, "column");
    let reason = texts(&cleaning.ledger, "reason");
    let row = numbers(&cleaning.ledger, "row");
    let of = |wanted: &str, code: &str| -> Vec<u64> {
        (0..row.len())
            .filter(|at| {
                column[*at].as_deref() == Some(wanted) && reason[*at].as_deref() == Some(code)
            })
            .filter_map(|at| row[at].map(whole))
            .collect()
    };
    for (key, code) in [
        ("imputed", "imputed"),
        ("capped", "capped"),
        ("domain_nulled", "outlier"),
    ] {
        for (column, expected) in want[key].as_object().unwrap() {
            assert_eq!(of(column, code), rows(expected), "{key} {column}");
        }
    }
    for (column, cells) in want["unresolved"].as_object().unwrap() {
        for (row, code) in cells.as_object().unwrap() {
            assert_eq!(
                of(column, code.as_str().unwrap()),
                [row.parse::<u64>().unwrap()]
            );
        }
    }
}

#[test]
fn quality_is_scored_by_dimension() {
    let want = expected("quality_score");
    let text = r#"
        [quality]
        required = ["id", "mobile", "age", "paid", "amount"]
        [[step]]
        do = "check"
        columns = ["mobile"]
        rule = { pattern = "^1[3-9]\\d{9}$" }
        [[step]]
        do = "check"
        columns = ["age"]
        rule = { range = { min = 0, max = 120 } }
        [[step]]
        do = "check"
        columns = ["paid", "amount"]
        rule = { range = { min = 0 } }
        [[step]]
        do = "parse"
        columns = ["paid", "amount"]
        kind = "number"
        [[step]]
        do = "check"
        rule = { condition = "paid <= amount" }
    "#;
    assert!(case("quality_score").is_dir());
    let cleaning = cleaned(&open("quality_score"), text);
    let quality = &cleaning.summary.quality_after;
    close(quality.completeness, &want["completeness"]);
    close(quality.uniqueness, &want["uniqueness"]);
    close(quality.validity, &want["validity"]);
    close(quality.consistency, &want["consistency"]);
    close(quality.score, &want["score"]);
    // Nothing is changed but the types, so that it was as good before.
    assert_eq!(cleaning.summary.quality_before.validity, quality.validity);
    assert_eq!(
        cleaning.summary.quality_before.completeness,
        quality.completeness
    );
}
