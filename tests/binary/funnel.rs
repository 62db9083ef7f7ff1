//! `fourr funnel`: bad input is one clear error or a counted warning; what it writes and prints.

use std::{fmt::Write, fs};

use serde_json::Value;

use crate::fourr::{failure, run};

const LOG: &str = "user_id,event,event_time,channel\n\
    a,view,2024-01-01 10:00:00,搜索\n\
    a,cart,2024-01-01 10:00:30,搜索\n\
    a,pay,2024-01-01 10:05:00,搜索\n\
    b,view,2024-01-01 11:00:00,推荐\n\
    b,cart,2024-01-09 11:00:01,推荐\n\
    c,cart,2024-01-02 09:00:00,推荐\n";

fn file(folder: &tempfile::TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A run that must succeed: its summary and what it says on the way.
#[track_caller]
fn accepted(arguments: &[&str]) -> (Value, String) {
    let output = run(arguments.iter().chain(&["--json"]));
    let messages = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{messages}");
    (serde_json::from_slice(&output.stdout).unwrap(), messages)
}

/// A run that must fail with this code and a message that holds every one of these words.
#[track_caller]
fn refused(arguments: &[&str], code: i32, words: &[&str]) {
    let (got, text) = failure(arguments);
    assert_eq!(got, code, "{text}");
    assert!(!text.contains("panicked"), "{text}");
    for word in words {
        assert!(text.contains(word), "{word} is not in: {text}");
    }
}

#[test]
fn a_log_becomes_a_folder_of_results() {
    let folder = tempfile::tempdir().unwrap();
    let log = file(&folder, "log.csv", LOG);
    let out = folder.path().join("out");
    let steps = [
        "--step",
        "浏览=view",
        "--step",
        "加购=cart",
        "--step",
        "支付=pay",
    ];
    let mut arguments = vec!["funnel", &log];
    arguments.extend(steps);
    arguments.extend([
        "--persons",
        "--compare-definitions",
        "--lang",
        "zh",
        "-o",
        out.to_str().unwrap(),
    ]);
    let output = run(&arguments);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(
        printed.contains("加购") && printed.contains("50.00%"),
        "{printed}"
    );
    for name in [
        "summary.json",
        "persons.parquet",
        "persons.csv",
        "report.html",
        "report.md",
        "report.xlsx",
        "report.ipynb",
        "charts/funnel.png",
        "charts/paths.svg",
    ] {
        assert!(out.join(name).is_file(), "{name}");
    }
    let summary: Value =
        serde_json::from_str(&fs::read_to_string(out.join("summary.json")).unwrap()).unwrap();
    let reached: Vec<u64> = summary["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["reached"].as_u64().unwrap())
        .collect();
    assert_eq!(reached, [2, 1, 1]);
    assert_eq!(summary["by"], "channel");
    assert_eq!(summary["definition"]["like"], "clickhouse");
}

#[test]
fn a_person_is_explained_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let log = file(&folder, "log.csv", LOG);
    let steps = [
        "funnel", &log, "--step", "view", "--step", "cart", "--step", "pay", "--why", "b",
    ];
    // The sentence, however the terminal breaks it.
    let text = |lang: &str| {
        let output = run(steps.iter().chain(&["--lang", lang]));
        let text = String::from_utf8(output.stdout).unwrap();
        text.replace('\n', if lang == "zh" { "" } else { " " })
    };
    assert!(
        text("zh").contains("而窗口已于 2024-01-08 11:00:00 结束"),
        "{}",
        text("zh")
    );
    assert!(
        text("en").contains("the window had closed at 2024-01-08 11:00:00"),
        "{}",
        text("en")
    );
    refused(
        &[
            "funnel", &log, "--step", "view", "--step", "cart", "--why", "z",
        ],
        1,
        &["no person z"],
    );
}

#[test]
fn unknown_events_are_answered_with_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    let log = file(&folder, "log.csv", LOG);
    let asked = ["funnel", &log, "--step", "view", "--step", "carts"];
    refused(
        &asked,
        1,
        &[
            "no event of the log is called carts",
            "hint: there are cart",
        ],
    );
    let chinese: Vec<&str> = asked.iter().copied().chain(["--lang", "zh"]).collect();
    refused(&chinese, 1, &["日志中没有事件 carts", "日志中有 cart"]);
    refused(
        &["funnel", &log],
        2,
        &["no steps given", "cart (3)", "--step 'cart'"],
    );
}

#[test]
fn a_log_without_events_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let log = file(&folder, "log.csv", "user_id,event_time\na,2024-01-01\n");
    refused(
        &["funnel", &log, "--step", "a", "--step", "b"],
        1,
        &["event", "--event"],
    );
}

#[test]
fn a_window_of_zero_is_refused() {
    for (flag, value) in [
        ("--window", "0s"),
        ("--step-window", "0d"),
        ("--gap", "0min"),
    ] {
        refused(
            &[
                "funnel",
                "nothing.csv",
                "--step",
                "a",
                "--step",
                "b",
                flag,
                value,
            ],
            2,
            &["is 0"],
        );
    }
    refused(
        &["funnel", "nothing.csv", "--window", "7 days later"],
        2,
        &["no length of time"],
    );
    refused(
        &["funnel", "nothing.csv", "--window", "0s", "--lang", "zh"],
        2,
        &["--window 是 0", "例如"],
    );
}

#[test]
fn mixed_zones_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let log = file(
        &folder,
        "log.csv",
        "user_id,event,event_time\na,view,2024-01-01T00:00:00Z\na,pay,2024-01-01 08:00:05+08:00\nb,view,2024-01-01 12:00:00\n",
    );
    let (summary, messages) = accepted(&["funnel", &log, "--step", "view", "--step", "pay"]);
    assert!(
        messages.contains("different zones") && messages.contains("none (1)"),
        "{messages}"
    );
    assert_eq!(summary["stages"][1]["from_start"]["median"], 5.0);
}

#[test]
fn a_person_with_a_million_events_is_no_trouble() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from("user_id,event,event_time\n");
    for second in 0..1_000_000_u64 {
        let (hour, minute, second) = (second / 3_600 % 24, second / 60 % 60, second % 60);
        let event = if second % 2 == 0 { "view" } else { "pay" };
        writeln!(
            text,
            "bot,{event},2024-01-01 {hour:02}:{minute:02}:{second:02}"
        )
        .unwrap();
    }
    let log = file(&folder, "log.csv", &text);
    let (summary, messages) = accepted(&["funnel", &log, "--step", "view", "--step", "pay"]);
    assert_eq!(summary["rows"]["read"], 1_000_000);
    let rows = &summary["rows"];
    assert_eq!(
        rows["used"].as_u64().unwrap() + rows["duplicate"].as_u64().unwrap(),
        1_000_000
    );
    assert_eq!(summary["stages"][1]["reached"], 1);
    assert!(
        summary["observed"]["events"].as_u64().unwrap() <= 86_400,
        "{messages}"
    );
}

#[test]
fn stages_that_grow_are_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let counts = file(
        &folder,
        "counts.csv",
        "阶段,人数\n访问,100\n下单,120\n支付,60\n",
    );
    let (summary, messages) = accepted(&["funnel", &counts]);
    assert_eq!(summary["warnings"][0]["code"], "not_a_funnel");
    assert!(messages.contains("下单"), "{messages}");
    assert_eq!(summary["stages"][1]["share_of_loss"], Value::Null);
    refused(
        &["funnel", &counts, "--persons"],
        2,
        &["needs a log of events"],
    );
}

#[test]
fn steps_that_contradict_are_refused() {
    for (arguments, word) in [
        (vec!["--step", "a", "--step", "a"], "two steps are called a"),
        (vec!["--step", "a=", "--step", "b"], "no step"),
        (vec!["--step", "a?", "--step", "b"], "optional"),
        (
            vec![
                "--step",
                "a",
                "--step",
                "b",
                "--mode",
                "any_order,strict_order",
            ],
            "exclude each other",
        ),
        (
            vec!["--step", "a", "--step", "b", "--attribution", "3"],
            "beyond the 2",
        ),
    ] {
        let all: Vec<&str> = ["funnel", "nothing.csv"]
            .into_iter()
            .chain(arguments)
            .collect();
        refused(&all, 2, &[word]);
    }
}
