//! `fourr profile`: the practice company, bad tag files, hard tables.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::fourr::{failure, run, stdout};

fn datasets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets")
}

fn of_datasets(name: &str) -> String {
    datasets().join(name).to_str().unwrap().to_owned()
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

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }
}

fn summary(arguments: &[&str]) -> Value {
    serde_json::from_str(&stdout(arguments.iter().chain(&["--json"]))).unwrap()
}

fn coverage(summary: &Value, tag: &str) -> f64 {
    let tags = summary["tags"].as_array().unwrap();
    tags.iter().find(|of| of["code"] == tag).unwrap()["coverage"]
        .as_f64()
        .unwrap()
}

#[test]
fn the_practice_company_is_tagged_by_its_file() {
    let case = Case::new();
    let (orders, tags, out) = (
        of_datasets("orders.csv"),
        of_datasets("tags.toml"),
        case.path("out"),
    );
    stdout(["profile", &orders, "--tags", &tags, "-o", &out]);
    let summary: Value =
        serde_json::from_str(&fs::read_to_string(Path::new(&out).join("summary.json")).unwrap())
            .unwrap();
    assert_eq!(summary["as_of"], "2025-01-01");
    assert!(coverage(&summary, "province") > 0.999);
    for name in [
        "persons.parquet",
        "persons.csv",
        "report.html",
        "report.xlsx",
        "report.ipynb",
        "report.md",
    ] {
        assert!(Path::new(&out).join(name).exists(), "{name}");
    }
    assert!(
        !Path::new(&out).join("tags.toml").exists(),
        "the user's file is not written back"
    );
    // Who is tagged again by the same file has not changed.
    let earlier = format!("{out}/persons.parquet");
    let again = stdout([
        "profile",
        &orders,
        "--tags",
        &tags,
        "--rebuilt-from",
        &earlier,
        "-o",
        &case.path("again"),
    ]);
    assert!(again.contains("Tags of the "), "{again}");
    let rebuilt = fs::read_to_string(Path::new(&case.path("again")).join("rebuilt.json")).unwrap();
    let rebuilt: Value = serde_json::from_str(&rebuilt).unwrap();
    assert!(
        rebuilt["tags"]
            .as_array()
            .unwrap()
            .iter()
            .all(|tag| tag["drift"]["psi"] == 0.0),
        "{rebuilt}"
    );
}

#[test]
fn tags_are_derived_where_there_is_no_file_and_can_be_used_again() {
    let case = Case::new();
    let (orders, out) = (of_datasets("orders.csv"), case.path("out"));
    stdout(["profile", &orders, "-o", &out]);
    let derived = format!("{out}/tags.toml");
    let first: Value =
        serde_json::from_str(&fs::read_to_string(Path::new(&out).join("summary.json")).unwrap())
            .unwrap();
    let again = summary(&["profile", &orders, "--tags", &derived]);
    assert_eq!(first["tags"], again["tags"]);
}

#[test]
fn one_person_is_explained() {
    let (orders, tags) = (of_datasets("orders.csv"), of_datasets("tags.toml"));
    let told = stdout([
        "profile", &orders, "--tags", &tags, "--why", "00000035", "--json",
    ]);
    let told: Value = serde_json::from_str(&told).unwrap();
    let spend = told["tags"]
        .as_array()
        .unwrap()
        .iter()
        .find(|tag| tag["code"] == "spend_level")
        .unwrap();
    let assigned: Vec<&Value> = spend["rules"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|rule| rule["fate"] == "assigned")
        .collect();
    assert_eq!(assigned.len(), 1);
    assert_eq!(spend["has"][0], assigned[0]["value"]);
    assert_eq!(spend["reads"][0]["name"], "spent");
    let (code, text) = failure(["profile", &orders, "--tags", &tags, "--why", "00000034x"]);
    assert!(
        code == 1 && text.contains("no person 00000034x") && text.contains("did you mean"),
        "{text}"
    );
}

#[test]
fn the_linter_speaks_of_rules_and_of_data() {
    let (orders, tags) = (of_datasets("orders.csv"), of_datasets("tags.toml"));
    let text = stdout(["profile", "lint", &tags]);
    assert!(text.contains("Nothing to find fault with."), "{text}");
    let text = stdout(["profile", "lint", &tags, &orders, "--lang", "zh"]);
    assert!(
        text.contains("冲突") && text.contains("spend_level"),
        "{text}"
    );
    let case = Case::new();
    let own = case.file("t.toml", "[[dimension]]\ncode = 'd'\n[[dimension.tag]]\ncode = 't'\nvalue = [{ name = 'a', where = 'x > 3 and x < 2' }]");
    let found: Value = serde_json::from_str(&stdout(["profile", "lint", &own, "--json"])).unwrap();
    assert_eq!(
        (found[0]["kind"].as_str(), found[0]["at"]["line"].as_u64()),
        (Some("impossible"), Some(5))
    );
}

#[test]
fn bad_tag_files_say_where_and_what_to_do() {
    let case = Case::new();
    let people = case.file("people.csv", "id,age,city\n1,30,x\n2,40,y\n");
    let head = "[[dimension]]\ncode = 'd'\n[[dimension.tag]]\ncode = 't'\nresolve = 'order'\n";
    for (name, rest, at, says, hint) in [
        (
            "unknown",
            "value = [{ name = 'a', where = 'agee > 3' }]",
            (6, 33),
            "agee",
            "did you mean age?",
        ),
        (
            "type",
            "value = [{ name = 'a', where = 'city > 3' }]",
            (6, 33),
            "text such as 'x'",
            "single quotes",
        ),
        (
            "twice",
            "value = [{ name = 'a', where = 'age > 3' }, { name = 'a', where = 'age > 4' }]",
            (6, 54),
            "twice",
            "another",
        ),
        (
            "circle",
            "value = [{ name = 'a', where = \"t = 'a'\" }]",
            (4, 8),
            "circle",
            "columns",
        ),
        (
            "sql",
            "value = [{ name = 'a', where = 'age > ' }]",
            (6, 33),
            "cannot be read",
            "condition",
        ),
        ("toml", "value = [", (6, 10), "tags", "dimension.tag"),
    ] {
        let tags = case.file(&format!("{name}-tags.toml"), &format!("{head}{rest}"));
        let (code, text) = failure(["profile", &people, "--tags", &tags]);
        let place = format!("line {}, column {}", at.0, at.1);
        assert!(
            code == 2 && text.contains(&place) && text.contains(says) && text.contains(hint),
            "{name}: {text}"
        );
        let (code, text) = failure(["profile", &people, "--tags", &tags, "--lang", "zh"]);
        let place = format!("第 {} 行第 {} 列", at.0, at.1);
        assert!(
            code == 2 && text.contains(&place) && text.contains("提示："),
            "{name}: {text}"
        );
    }
    let (code, text) = failure(["profile", &people, "--tags", "nowhere.toml"]);
    assert!(code == 1 && text.contains("nowhere.toml"), "{text}");
}

/// The practice company's events are understood, its goods speak of needs, and what defines the target group is not told of it.
#[test]
fn the_practice_company_is_portrayed() {
    let (orders, events, tags) = (
        of_datasets("orders.csv"),
        of_datasets("events.csv"),
        of_datasets("tags.toml"),
    );
    let found = summary(&[
        "profile",
        &orders,
        "--events",
        &events,
        "--tags",
        &tags,
        "--target",
        "category=面部护肤",
        "--clusters",
        "--look-alike",
    ]);
    assert_eq!(
        found["aidma"]["unmapped"],
        serde_json::json!([["评价商品", 37]])
    );
    let attention = &found["aidma"]["stages"][0];
    assert!(
        attention["evidence"].as_u64().unwrap() > 2_000,
        "{attention}"
    );
    let evidence = found["maslow"]["evidence"].as_array().unwrap();
    assert!(
        evidence.iter().any(|said| said["tag"] == "商品品类"),
        "{evidence:?}"
    );
    assert!(
        evidence.iter().all(|said| said["value"] != "low"),
        "{evidence:?}"
    );
    let told = found["target"]["tgi"].as_array().unwrap();
    let own = |row: &&Value| row["tag"] == "category" && row["value"] == "面部护肤";
    assert!(!told.iter().any(|row| own(&row)));
    assert_eq!(found["clusters"]["outcome"], "found");
}

#[test]
fn hard_tables() {
    let case = Case::new();
    let nobody = case.file("nobody.csv", "年龄,城市\n30,北京\n31,上海\n");
    let (code, text) = failure(["profile", &nobody]);
    assert!(
        code == 1 && text.contains("customer") && text.contains("--each-row"),
        "{text}"
    );
    let (_, text) = failure(["profile", &nobody, "--lang", "zh"]);
    assert!(text.contains("--each-row"), "{text}");
    assert_eq!(summary(&["profile", &nobody, "--each-row"])["persons"], 2);
    let one = case.file("one.csv", "会员编号,年龄,城市\n007,30,北京\n");
    assert_eq!(summary(&["profile", &one])["persons"], 1);
    let empty = case.file("empty.csv", "会员编号,年龄,城市\n1,,\n2,,\n");
    let output = run(["profile", &empty, "--json"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(String::from_utf8_lossy(&output.stderr).contains("nothing is known in it"));
    let rows: Vec<String> = (0..20_000)
        .map(|person| format!("{person},m{}", person % 10_000))
        .collect();
    let wide = format!(
        "会员编号,型号
{}
",
        rows.join(
            "
"
        )
    );
    let wide = case.file("wide.csv", &wide);
    let tags = case.file(
        "model.toml",
        "[[dimension]]\ncode = 'd'\n[[dimension.tag]]\ncode = 'model'\ncolumn = '型号'\n",
    );
    let summary = summary(&["profile", &wide, "--tags", &tags]);
    assert_eq!(summary["tags"][0]["values"].as_array().unwrap().len(), 51);
    assert_eq!(summary["tags"][0]["values"][50]["code"], "other");
}
