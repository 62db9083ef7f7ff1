//! `fourr bench`: what is proved before a time is told, and what becomes of a baseline. No test asserts a time.

use std::path::Path;

use serde_json::Value;

use crate::fourr::{failure, run, stdout};

/// Two small tasks at two sizes, measured twice each.
const SMALL: [&str; 8] = [
    "bench",
    "rfm",
    "kano",
    "--rows",
    "1000,2000",
    "--runs",
    "2",
    "--warmup",
];

fn small<'a>(further: &[&'a str]) -> Vec<&'a str> {
    SMALL
        .iter()
        .copied()
        .chain(["0"])
        .chain(further.iter().copied())
        .collect()
}

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Every number of a result is finite: JSON writes null for one that is not, and only these may be null.
fn nulls(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Null => found.push(path.to_owned()),
        Value::Array(items) => {
            for item in items {
                nulls(item, path, found);
            }
        }
        Value::Object(entries) => {
            for (key, entry) in entries {
                nulls(entry, &format!("{path}/{key}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn answers_are_proved_and_times_are_numbers() {
    let result = json(&stdout(small(&["--json"])));
    let tasks = result["tasks"].as_array().unwrap();
    assert_eq!(tasks.len(), 2);
    for task in tasks {
        let sizes = task["sizes"].as_array().unwrap();
        assert_eq!(sizes.len(), 2);
        for (size, rows) in sizes.iter().zip([1000, 2000]) {
            assert_eq!(size["rows"], rows);
            assert!(size["figures_checked"].as_u64().unwrap() > 20, "{size}");
            assert_eq!(size["checksum"].as_str().unwrap().len(), 64);
            assert_eq!(size["seconds"]["runs"].as_array().unwrap().len(), 2);
            let stages = size["stages"].as_object().unwrap();
            let seconds: f64 = stages.values().map(|stage| stage.as_f64().unwrap()).sum();
            assert!(seconds <= size["seconds"]["max"].as_f64().unwrap());
        }
    }
    assert_eq!(result["machine"]["fingerprint"].as_str().unwrap().len(), 12);
    let mut found = Vec::new();
    nulls(&result, "", &mut found);
    found.sort();
    found.dedup();
    // Of two sizes the exponent has no error; where a tick of the clock is more than a run takes, there is none at all.
    let may = [
        "/tasks/growth",
        "/tasks/growth/error",
        "/tasks/sizes/peak_bytes",
    ];
    assert!(
        found.iter().all(|path| may.contains(&path.as_str())),
        "{found:?}"
    );
}

#[test]
fn every_task_has_an_oracle_that_agrees_in_both_formats() {
    for format in ["parquet", "csv"] {
        let arguments = ["bench", "--rows", "3000", "--runs", "1", "--warmup", "0"];
        let further = ["--format", format, "--json"];
        let result = json(&stdout(arguments.iter().chain(&further)));
        let tasks = result["tasks"].as_array().unwrap();
        assert_eq!(tasks.len(), 6);
        for task in tasks {
            let checked = task["sizes"][0]["figures_checked"].as_u64();
            assert!(checked.unwrap() > 20, "{format} {task}");
        }
    }
}

#[test]
fn tables_fit_eighty_columns_and_the_card_is_there() {
    for (lang, proved, floor) in [
        ("en", "figures agree with plain polars", "Noise floor"),
        ("zh", "个数字与 polars 重算一致", "噪声底"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let text = stdout(small(&["--lang", lang, "-o", out.to_str().unwrap()]));
        assert!(text.contains(proved) && text.contains(floor), "{text}");
        for line in text.lines().filter(|line| !line.contains("report.html")) {
            let width: usize = line
                .chars()
                .map(|c| if c.is_ascii() { 1 } else { columns(c) })
                .sum();
            assert!(width <= 80, "{width} columns: {line}");
        }
        for name in [
            "summary.json",
            "report.html",
            "report.md",
            "charts/times-boxes.svg",
        ] {
            assert!(out.join(name).is_file(), "{name}");
        }
        let page = std::fs::read_to_string(out.join("report.html")).unwrap();
        assert!(
            page.contains("fourr bench rfm kano --rows 1000,2000"),
            "the command"
        );
    }
}

/// Columns of a terminal that a character beyond ASCII takes.
fn columns(c: char) -> usize {
    if ('\u{2E80}'..='\u{FFEF}').contains(&c) {
        2
    } else {
        1
    }
}

/// Writes `result` with all its times multiplied.
fn doctored(result: &Value, factor: f64, path: &Path) {
    let mut result = result.clone();
    for task in result["tasks"].as_array_mut().unwrap() {
        for size in task["sizes"].as_array_mut().unwrap() {
            let median = size["seconds"]["median"].as_f64().unwrap();
            size["seconds"]["median"] = (median * factor).into();
            size["seconds"]["mad"] = 0.0.into();
        }
    }
    std::fs::write(path, result.to_string()).unwrap();
}

#[test]
fn a_baseline_decides_on_exit_code_and_verdict() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("before.json");
    let name = path.to_str().unwrap();
    let result = json(&stdout(small(&["--json"])));

    // Nobody was a thousand times faster.
    doctored(&result, 1e-3, &path);
    let (code, errors) = failure(small(&["--json", "--compare", name]));
    assert_eq!(code, 1, "{errors}");
    assert!(errors.contains("slower than the baseline"), "{errors}");
    assert!(errors.contains("hint: "), "{errors}");
    let (_, errors) = failure(small(&["--json", "--compare", name, "--lang", "zh"]));
    assert!(errors.contains("比基线慢"), "{errors}");

    // Nor a thousand times slower.
    doctored(&result, 1e3, &path);
    let faster = json(&stdout(small(&["--json", "--compare", name])));
    for pair in faster["comparison"]["pairs"].as_array().unwrap() {
        assert_eq!(pair["verdict"], "faster");
    }

    // A machine whose times vary by a thousand says nothing.
    let mut noisy = result.clone();
    noisy["noise"]["floor"] = 1e3.into();
    std::fs::write(&path, noisy.to_string()).unwrap();
    let text = stdout(small(&[
        "--compare",
        name,
        "-o",
        folder.path().join("out").to_str().unwrap(),
    ]));
    assert!(
        text.contains("within noise") && !text.contains("slower"),
        "{text}"
    );
}

#[test]
fn other_machines_and_other_settings_are_refused_with_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("before.json");
    let name = path.to_str().unwrap();
    let mut result = json(&stdout(small(&["--json"])));
    // So that no pair of times decides.
    result["noise"]["floor"] = 1e3.into();
    let refused = |result: &Value, further: &[&str]| {
        std::fs::write(&path, result.to_string()).unwrap();
        let all = [&["--json", "--compare", name], further].concat();
        let output = run(small(&all));
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let mut elsewhere = result.clone();
    elsewhere["machine"]["fingerprint"] = "0".into();
    assert!(refused(&elsewhere, &[]).contains("another machine"));
    assert!(refused(&result, &["--seed", "7"]).contains("Measure with the same flags"));
    let mut smaller = result;
    smaller["tasks"][0]["sizes"]
        .as_array_mut()
        .unwrap()
        .remove(0);
    assert!(
        refused(&smaller, &[]).contains("the baseline lacks these tasks and rows: rfm (1,000)")
    );
}

#[test]
fn what_makes_no_sense_is_told() {
    let nowhere = tempfile::tempdir().unwrap();
    let file = nowhere.path().join("x.json");
    std::fs::write(&file, "{}").unwrap();
    let name = file.to_str().unwrap();
    for (arguments, code, words) in [
        (vec!["bench", "--rows", "0"], 2, "rows is 0"),
        (vec!["bench", "--runs", "0"], 2, "runs is 0"),
        (
            vec!["bench", "rfm", "kano", "--input", name],
            2,
            "expected one",
        ),
        (vec!["bench", "--rows", "many"], 2, "invalid"),
        (
            vec!["bench", "rfm", "--compare", name],
            1,
            "is no result of fourr bench",
        ),
        (vec!["bench", "rfm", "--input", name], 1, "fourr rfm"),
    ] {
        let (found, errors) = failure(&arguments);
        assert_eq!(found, code, "{arguments:?}: {errors}");
        assert!(errors.contains(words), "{arguments:?}: {errors}");
    }
}
