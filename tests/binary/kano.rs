//! `fourr kano`: the practice questionnaire, the contract of its folder, and bad input.

use std::{fs, path::Path};

use serde_json::Value;

use crate::fourr::{failure, fourr, run, stdout};

fn practice() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets/questionnaire.csv");
    path.to_str().unwrap().to_owned()
}

fn summary(arguments: &[&str]) -> (Value, String) {
    let output = run(["kano"].iter().chain(arguments).chain(&["--json"]));
    let messages = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{messages}");
    (serde_json::from_slice(&output.stdout).unwrap(), messages)
}

struct Case(tempfile::TempDir);

impl Case {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

/// The generator's own truth: ten features that both groups see alike.
#[test]
fn planted_categories_are_recovered() {
    let (summary, _) = summary(&[&practice()]);
    let truth = fs::read_to_string(practice().replace(".csv", "_truth.csv")).unwrap();
    let mut alike = 0;
    for line in truth.trim_start_matches('\u{FEFF}').lines().skip(1) {
        let cells: Vec<&str> = line.trim_end().split(',').collect();
        if cells[1] != cells[3] {
            continue;
        }
        alike += 1;
        let features = summary["features"].as_array().unwrap();
        let feature = features
            .iter()
            .find(|feature| feature["feature"] == cells[0])
            .unwrap();
        assert_eq!(feature["category"]["mode"], cells[1], "{}", cells[0]);
    }
    assert_eq!(alike, 10);
}

#[test]
fn the_folder_keeps_the_contract_in_both_languages() {
    for lang in ["zh", "en"] {
        let case = Case::new();
        let out = case.0.path().join("out");
        let path = practice();
        let arguments = [
            "kano",
            &path,
            "--segment",
            "会员等级",
            "--hidden-segments",
            "--lang",
            lang,
            "-o",
        ];
        let text = stdout(arguments.iter().copied().chain([out.to_str().unwrap()]));
        assert!(text.contains("report.html"), "{text}");
        for name in [
            "summary.json",
            "features.parquet",
            "features.csv",
            "report.html",
            "report.md",
            "report.xlsx",
            "report.ipynb",
            "charts/quadrant.png",
            "charts/categories-shares.svg",
            "charts/scores-scatter.png",
            "charts/segment-heat-1.png",
            "charts/priority-bars.png",
        ] {
            assert!(out.join(name).is_file(), "{name}");
        }
        let html = fs::read_to_string(out.join("report.html")).unwrap();
        assert!(html.contains("Better") && !html.contains("NaN"));
    }
}

#[test]
fn segments_of_an_rfm_run_are_joined() {
    let case = Case::new();
    let out = case.0.path().join("rfm");
    let orders = practice().replace("questionnaire.csv", "orders.csv");
    stdout(["rfm", &orders, "-o", out.to_str().unwrap()]);
    let customers = out.join("customers.parquet");
    let (summary, _) = summary(&[&practice(), "--segments-file", customers.to_str().unwrap()]);
    let split = &summary["segments"][0];
    assert_eq!(split["joined"], true);
    let shown: u64 = split["segments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["respondents"].as_u64().unwrap())
        .sum();
    let rest = split["withheld"]["respondents"].as_u64().unwrap()
        + split["without_segment"].as_u64().unwrap();
    assert_eq!(
        shown + rest,
        summary["respondents"]["used"].as_u64().unwrap()
    );
}

#[test]
fn a_mapping_file_names_columns_and_costs() {
    let case = Case::new();
    let survey = case.file("s.csv", "a,b\nlike,dislike\nlike,neutral\n");
    let mapping = case.file("m.csv", "功能,具备,不具备,成本\n包邮,a,b,1200\n");
    let (summary, _) = summary(&[&survey, "--mapping", &mapping]);
    assert_eq!(summary["features"][0]["feature"], "包邮");
    assert_eq!(summary["value_for_money"][0]["cost"], 1200.0);
}

#[test]
fn a_cost_that_is_no_number_is_refused() {
    let case = Case::new();
    let survey = case.file("s.csv", "a,b\nlike,dislike\nlike,neutral\n");
    let mapping = case.file("m.csv", "功能,具备,不具备,成本\n包邮,a,b,很贵\n");
    let (code, message) = failure(["kano", &survey, "--mapping", &mapping]);
    assert_eq!(code, 1, "{message}");
    assert!(
        message.contains("row 1") && message.contains("很贵"),
        "{message}"
    );
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let case = Case::new();
    let survey = case.0.path().join("survey.parquet");
    let survey = survey.to_str().unwrap();
    let generate = [
        "generate",
        "questionnaire",
        "--edition",
        "bench",
        "--respondents",
        "600_000",
    ];
    stdout(generate.iter().chain(&["-o", survey]));
    let summary = |threads| {
        let mut command = fourr();
        command.args(["kano", survey, "--hidden-segments", "--json"]);
        let output = command.env("POLARS_MAX_THREADS", threads).output().unwrap();
        assert!(output.status.success());
        output.stdout
    };
    assert!(summary("1") == summary("2"));
}

#[track_caller]
fn refused(code: i32, text: &str, arguments: &[&str], words: &[&str]) {
    let case = Case::new();
    let survey = case.file("s.csv", text);
    let all: Vec<&str> = ["kano", &survey]
        .into_iter()
        .chain(arguments.iter().copied())
        .collect();
    let (got, message) = failure(&all);
    assert_eq!(got, code, "{message}");
    for word in words {
        assert!(message.contains(word), "{word} is not in: {message}");
    }
    let output = fourr().args(&all).args(["--lang", "zh"]).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.contains("错误：")
            && message.contains("提示：") | arguments.contains(&"--closeness"),
        "{message}"
    );
}

#[test]
fn half_a_pair_is_refused() {
    refused(
        1,
        "f_with,f_without,g_with\n1,5,1\n",
        &[],
        &["feature g", "--mapping"],
    );
}

#[test]
fn unknown_words_are_refused_or_counted() {
    refused(
        1,
        "f_with,f_without\ngut,schlecht\n",
        &[],
        &["gut", "--word"],
    );
    let case = Case::new();
    let survey = case.file("s.csv", "f_with,f_without\nlike,dislike\ngut,like\n");
    let (summary, messages) = summary(&[&survey]);
    assert_eq!(summary["respondents"]["used"], 1);
    assert!(messages.contains("warning: "), "{messages}");
}

#[test]
fn answers_off_the_scale_are_counted() {
    let case = Case::new();
    let survey = case.file(
        "s.csv",
        "f_with,f_without,g_with,g_without\n1,5,1,9\n1,5,1,5\n",
    );
    let (summary, messages) = summary(&[&survey]);
    assert_eq!(summary["features"][1]["pairs"]["off_scale"], 1);
    assert!(messages.contains("not on the scale"), "{messages}");
}

#[test]
fn an_empty_feature_one_respondent_and_nothing_but_q_are_warned_about() {
    let case = Case::new();
    let survey = case.file("s.csv", "f_with,f_without,g_with,g_without\nlike,like,,\n");
    let (summary, messages) = summary(&[&survey]);
    assert!(messages.contains("nobody answered: g"), "{messages}");
    assert!(messages.contains("respondents: 1, fewer"), "{messages}");
    assert!(
        messages.contains("coefficients are undefined: f"),
        "{messages}"
    );
    assert_eq!(summary["features"][0]["coefficients"], Value::Null);
}

#[test]
fn respondents_who_answered_twice_are_counted_and_set_aside_when_asked() {
    let case = Case::new();
    let survey = case.file(
        "s.csv",
        "id,f_with,f_without\n1,like,dislike\n1,like,neutral\n2,like,neutral\n",
    );
    let (counted, messages) = summary(&[&survey]);
    assert_eq!(
        (
            &counted["careless"]["duplicate"],
            &counted["respondents"]["used"]
        ),
        (&1.into(), &3.into())
    );
    assert!(
        messages.contains("later one of the same respondent"),
        "{messages}"
    );
    let (screened, _) = summary(&[&survey, "--screen", "duplicates"]);
    assert_eq!(screened["respondents"]["used"], 2);
}

#[test]
fn a_file_that_is_no_questionnaire_and_flags_without_meaning_are_refused() {
    refused(1, "a,b\n1,2\n", &[], &["no pair of questions", "--mapping"]);
    refused(
        1,
        "id,f_with,f_without\n7,,\n",
        &[],
        &["all cells are empty"],
    );
    refused(
        2,
        "f_with,f_without\n1,5\n",
        &["--closeness", "200"],
        &["closeness is 200"],
    );
}
