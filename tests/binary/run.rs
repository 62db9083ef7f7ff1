//! `fourr run`: plans.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

use crate::fourr::fourr;

const PLAN: &str = r#"
title = "Members"
[inputs]
orders = "data/orders.csv"
answers = "data/questionnaire.csv"

[[step]]
name = "needs"
run = "kano"
input = "answers"
segments-file = { step = "客户分层", file = "customers.parquet" }

[[step]]
name = "客户分层"
run = "rfm"
input = "orders"
as-of = 2024-12-31
"#;

/// A folder with the practice data and a plan.
fn company(plan: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    let datasets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets");
    for file in ["orders.csv", "questionnaire.csv"] {
        fs::copy(datasets.join(file), data.join(file)).unwrap();
    }
    fs::write(folder.path().join("plan.toml"), plan).unwrap();
    folder
}

/// What `fourr run plan.toml` with `flags` prints, and the errors; the exit code.
fn run(folder: &Path, flags: &[&str]) -> (String, String, Option<i32>) {
    let output = fourr()
        .args(["run", "plan.toml", "--lang", "en"])
        .args(flags)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        text(output.stdout),
        text(output.stderr),
        output.status.code(),
    )
}

#[test]
fn steps_build_on_each_other_and_end_in_one_report() {
    let folder = company(PLAN);
    let (told, errors, code) = run(folder.path(), &[]);
    assert_eq!(code, Some(0), "{errors}");
    let typed: Vec<&str> = told
        .lines()
        .filter_map(|line| line.strip_prefix("$ fourr "))
        .collect();
    assert_eq!(typed[0], "rfm data/orders.csv --as-of 2024-12-31 --lang en");
    assert!(
        typed[1].starts_with("kano data/questionnaire.csv"),
        "{told}"
    );
    let out = folder.path().join("notebooks-out/plan");
    let summary: Value =
        serde_json::from_slice(&fs::read(out.join("summary.json")).unwrap()).unwrap();
    let own = fs::read(out.join("客户分层/summary.json")).unwrap();
    assert_eq!(
        summary["客户分层"],
        serde_json::from_slice::<Value>(&own).unwrap()
    );
    // Respondents are members: they stand in the segments of the first step.
    let segments = summary["needs"]["segments"].as_array().unwrap();
    assert!(!segments.is_empty());

    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(page.contains("<title>Members</title>"));
    let ids = |mark: &str| -> Vec<&str> {
        let parts = page.split(mark).skip(1);
        parts.map(|part| part.split('"').next().unwrap()).collect()
    };
    let (all, referred) = (ids(" id=\""), ids(" href=\"#"));
    let unique: BTreeSet<&str> = all.iter().copied().collect();
    assert_eq!(all.len(), unique.len(), "ids are told apart");
    assert!(referred.len() > 20);
    for id in referred {
        assert!(unique.contains(id), "{id} is nowhere");
    }
    assert!(unique.contains("needs") && unique.contains("客户分层.findings"));
}

#[test]
fn what_has_not_changed_is_not_run_again() {
    let folder = company(PLAN);
    let runs = |flags: &[&str]| {
        let (told, errors, code) = run(folder.path(), flags);
        assert_eq!(code, Some(0), "{errors}");
        told.matches("nothing has changed").count()
    };
    assert_eq!(runs(&[]), 0);
    assert_eq!(runs(&[]), 2);
    assert_eq!(runs(&["--fresh"]), 0);
    let plan = PLAN.replace("as-of = 2024-12-31", "as-of = 2025-01-31");
    fs::write(folder.path().join("plan.toml"), plan).unwrap();
    // What reads a file that was written anew runs too.
    assert_eq!(runs(&[]), 0);
    let plan = fs::read_to_string(folder.path().join("plan.toml")).unwrap() + "answer = true\n";
    let plan = plan.replace(
        "input = \"answers\"",
        "input = \"answers\"\nbootstrap = 200",
    );
    fs::write(
        folder.path().join("plan.toml"),
        plan.replace("answer = true\n", ""),
    )
    .unwrap();
    assert_eq!(runs(&[]), 1);
    let (told, _, _) = run(folder.path(), &["--json"]);
    let summary: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(summary.as_object().unwrap().len(), 2);
}

#[test]
fn a_fault_of_the_plan_is_told_before_anything_runs() {
    let check = |from: &str, to: &str, message: &str, hint: &str| {
        let folder = company(&PLAN.replace(from, to));
        let (_, errors, code) = run(folder.path(), &[]);
        assert_eq!(code, Some(2), "{errors}");
        assert!(
            errors.starts_with(&format!("error: plan.toml:{message}")),
            "{errors}"
        );
        assert!(errors.contains(hint), "{errors}");
        assert!(!folder.path().join("notebooks-out").exists());
    };
    check(
        "as-of = 2024-12-31",
        "as-off = 2024-12-31",
        "17:1: step 客户分层: unexpected argument '--as-off' found",
        "--as-of",
    );
    check(
        "as-of = 2024-12-31",
        "bins = \"five\"",
        "17:1: step 客户分层: invalid value 'five'",
        "long flags",
    );
    check(
        "run = \"rfm\"",
        "run = \"demo\"",
        "13:1: step 客户分层: ",
        "long flags",
    );
    check(
        "input = \"orders\"",
        "input = \"order\"",
        "16:9: no input is called order",
        "[inputs]",
    );
    check("title = \"Members\"", "title = Members", "2:9: ", "");
}

#[test]
fn a_step_that_fails_leaves_the_others_as_they_were() {
    let folder = company(PLAN);
    run(folder.path(), &[]);
    fs::write(folder.path().join("data/questionnaire.csv"), "a,b\n1,2\n").unwrap();
    let (told, errors, code) = run(folder.path(), &[]);
    assert_eq!(code, Some(1), "{told}{errors}");
    assert!(told.contains("nothing has changed"), "{told}");
    assert!(
        folder
            .path()
            .join("notebooks-out/plan/needs/summary.json")
            .is_file()
    );
}
