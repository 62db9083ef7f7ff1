//! Attribution, responses and budget of `fourr cost-benefit` as its users meet them.

use std::{fmt::Write as _, fs, path::Path};

use serde_json::Value;

use crate::fourr::{failure, stdout};

/// The golden case of four channels: 1,000 in all, of which Shapley gives 搜索 433.33.
const TOUCHES: &str = "path,position,channel,days_before_conversion,converted,value\n\
    P1,1,信息流,20,1,300\nP1,2,搜索,6,1,300\nP1,3,直接,0,1,300\nP2,1,搜索,3,1,200\n\
    P3,1,短视频,14,1,400\nP3,2,信息流,7,1,400\nP3,3,搜索,1,1,400\nP3,4,搜索,0,1,400\n\
    P4,1,信息流,5,0,0\nP5,1,短视频,9,1,100\nP5,2,直接,0,1,100\n";

fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Root curves of 40 and 30: the best split of a budget is 16 to 9.
fn responses() -> String {
    let mut text = String::from("week,channel,cost,revenue\n");
    for week in 1..=30_u32 {
        for (channel, a, spend) in [
            ("搜索", 40.0, f64::from(week * 37 % 31 + 1)),
            ("信息流", 30.0, f64::from(week * 17 % 29 + 2)),
        ] {
            let day = 1 + week % 28;
            let month = 1 + week / 28;
            let returned = a * spend.sqrt();
            writeln!(
                text,
                "2024-{month:02}-{day:02},{channel},{spend},{returned}"
            )
            .unwrap();
        }
    }
    text
}

#[test]
fn touches_and_responses_are_judged_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let touches = file(folder.path(), "touches.csv", TOUCHES);
    let weeks = file(folder.path(), "weeks.csv", &responses());
    let out = folder.path().join("out");
    let arguments = [
        "cba",
        "--touches",
        &touches,
        "--responses",
        &weeks,
        "--split-budget",
        "50",
        "--base",
        "none",
        "--carry-over",
        "none",
        "-o",
        out.to_str().unwrap(),
    ];
    for lang in ["zh", "en"] {
        let text = stdout(arguments.iter().chain(&["--lang", lang]));
        assert!(text.contains("搜索"), "{text}");
        for name in [
            "summary.json",
            "credits.parquet",
            "transitions.parquet",
            "report.html",
            "report.xlsx",
        ] {
            assert!(out.join(name).is_file(), "{name}");
        }
        let report = fs::read_to_string(out.join("report.md")).unwrap();
        let caution = ["功劳不是效果", "credit is no effect"][usize::from(lang == "en")];
        assert!(report.contains(caution), "{report}");
    }
    let summary = fs::read(out.join("summary.json")).unwrap();
    let summary: Value = serde_json::from_slice(&summary).unwrap();
    let channels = summary["attribution"]["channels"].as_array().unwrap();
    let search = channels.iter().find(|of| of["channel"] == "搜索").unwrap();
    let shapley = search["credits"].as_array().unwrap().last().unwrap();
    assert_eq!(shapley["model"], "shapley");
    assert!((shapley["value"].as_f64().unwrap() - 433.333_333).abs() < 1e-3);
    let best = &summary["response"]["plan"]["best"];
    let spends: Vec<f64> = best["channels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|place| place["spend"].as_f64().unwrap())
        .collect();
    // 信息流 before 搜索 in the order of their names: 9 and 16 parts of 25.
    assert!(
        (spends[0] - 18.0).abs() < 0.05 && (spends[1] - 32.0).abs() < 0.05,
        "{spends:?}"
    );
    assert!(best["unevenness"].as_f64().unwrap() < 1e-6);
}

#[test]
fn what_is_wrong_is_said_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let touches = file(folder.path(), "touches.csv", TOUCHES);
    let weeks = file(folder.path(), "weeks.csv", &responses());
    let cases: [(&[&str], i32, &str); 4] = [
        (
            &["--touches", &touches, "--direct-channel", "直达"],
            1,
            "--direct-channel",
        ),
        (&["--touches", &touches, "--markov-order", "9"], 2, "阶数"),
        (
            &["--responses", &weeks, "--bound", "电视=1..2"],
            2,
            "--bound",
        ),
        (
            &[
                "--responses",
                &weeks,
                "--split-budget",
                "5",
                "--bound",
                "搜索=10..",
            ],
            2,
            "--split-budget",
        ),
    ];
    for (arguments, code, words) in cases {
        let all = ["cba"].iter().chain(arguments).chain(&["--lang", "zh"]);
        let (got, text) = failure(all);
        assert_eq!(got, code, "{text}");
        assert!(text.contains(words), "{text}");
    }
}
