//! `fourr retention` and `fourr reach` over the practice log: the folder, the terminal, both languages, bad input.

use std::{fs, path::Path};

use serde_json::Value;

use crate::fourr::{failure, run};

/// The practice log of `datasets/`.
fn log() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets/events.csv");
    path.to_str().unwrap().to_owned()
}

/// The summary that a run writes beside these files.
#[track_caller]
fn written(arguments: &[&str], lang: &str, files: &[&str]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let more = ["--lang", lang, "-o", out.to_str().unwrap()];
    let output = run(arguments.iter().chain(&more));
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{messages}");
    let always = ["report.html", "report.md", "report.xlsx", "report.ipynb"];
    for name in files.iter().chain(&always) {
        assert!(out.join(name).is_file(), "{name}");
    }
    let summary = fs::read_to_string(out.join("summary.json")).unwrap();
    serde_json::from_str(&summary).unwrap()
}

#[test]
fn retention_of_the_practice_log() {
    let log = log();
    let charts = [
        "charts/cohort-heat.png",
        "charts/retention-curve.png",
        "charts/day-retention.png",
        "charts/activity.svg",
        "charts/lifecycle-bars.svg",
    ];
    for lang in ["zh", "en"] {
        let summary = written(&["retention", &log], lang, &charts);
        assert_eq!(summary["period"], "week");
        assert_eq!(summary["rows"]["read"], summary["rows"]["used"]);
        let cohorts = summary["cohorts"].as_array().unwrap();
        let sizes: u64 = cohorts
            .iter()
            .map(|cohort| cohort["size"].as_u64().unwrap())
            .sum();
        assert_eq!(Some(sizes), summary["members"].as_u64());
        assert!(
            cohorts
                .iter()
                .all(|cohort| cohort["cells"][0]["retention"] == 1.0)
        );
        // The log ends on a Tuesday: the last week is open.
        let last = cohorts[0]["cells"].as_array().unwrap().last().unwrap();
        assert_eq!(
            (&last["open"], &last["retention"]),
            (&Value::Bool(true), &Value::Null)
        );
    }
}

#[test]
fn reach_of_the_practice_log() {
    let log = log();
    let charts = [
        "charts/reach-bars.png",
        "charts/overlap-bars.png",
        "charts/n-plus.svg",
        "charts/incremental.svg",
    ];
    for lang in ["zh", "en"] {
        let summary = written(&["reach", &log], lang, &charts);
        assert_eq!(summary["exposure_events"][0], "广告触达");
        let channels = summary["channels"].as_array().unwrap();
        let offline = channels.iter().filter(|channel| channel["offline"] == true);
        assert_eq!((channels.len(), offline.count()), (5, 2));
        let sets = summary["combinations"].as_array().unwrap();
        let persons: u64 = sets
            .iter()
            .map(|set| set["persons"].as_u64().unwrap())
            .sum();
        assert_eq!(
            Some(persons as f64),
            summary["combined"]["reached"].as_f64()
        );
        assert!(summary["plan"][0]["cost_per_added"].is_number());
    }
}

#[test]
fn the_terminal_shows_short_tables() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let log = log();
    let shown = |command: &str| {
        let output = run([command, &log, "--lang", "zh", "-o", out.to_str().unwrap()]);
        String::from_utf8(output.stdout).unwrap()
    };
    let retention = shown("retention");
    assert!(
        retention.contains("滚动留存率") && retention.contains("次日"),
        "{retention}"
    );
    let reach = shown("reach");
    assert!(
        reach.contains("合并（去重）") && reach.contains("电梯媒体"),
        "{reach}"
    );
}

#[test]
fn bad_input_is_one_clear_error() {
    let log = log();
    let folder = tempfile::tempdir().unwrap();
    let totals = folder.path().join("totals.csv");
    fs::write(&totals, "渠道,触达人数\n搜索,500\n").unwrap();
    let totals = totals.to_str().unwrap();
    let cases: [(&[&str], i32, &str); 6] = [
        (&["retention", &log, "--first-event", "买"], 1, "没有事件"),
        (&["retention", &log, "--days", "5000"], 2, "3660"),
        (&["retention", &log, "--brackets", "7-1"], 2, "7-1"),
        (&["reach", totals], 2, "--population"),
        (&["reach", totals, "--population", "400"], 1, "400"),
        (&["reach", &log, "--order", "电视"], 2, "电视"),
    ];
    for (arguments, code, words) in cases {
        let arguments: Vec<&str> = arguments.iter().copied().chain(["--lang", "zh"]).collect();
        let (got, text) = failure(&arguments);
        assert_eq!(got, code, "{text}");
        assert!(text.contains(words) && !text.contains("panicked"), "{text}");
    }
}
