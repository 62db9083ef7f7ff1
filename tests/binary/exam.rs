//! `fourr exam`: a paper is given, answered and marked.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::{Value, json};

use crate::fourr::fourr;

/// What `fourr exam` with `arguments` prints, and its errors; the exit code.
fn exam(folder: &Path, arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = fourr()
        .arg("exam")
        .args(arguments)
        .args(["--lang", "en", "-o", "out"])
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

fn json_of(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The answers of a key, as a candidate would write them who had everything right.
fn right(key: &Value) -> BTreeMap<String, Value> {
    let questions = key["questions"].as_array().unwrap().iter();
    let answered = questions.map(|question| {
        let answer = &question["answer"];
        let given = match answer["kind"].as_str().unwrap() {
            "number" | "choice" => answer["value"].clone(),
            "set" | "ranking" => answer["values"].clone(),
            _ => json!("words"),
        };
        (question["id"].as_str().unwrap().to_owned(), given)
    });
    answered.collect()
}

/// Sheets of two candidates, one with everything right, one with a mistake of each kind; one that cannot be read, and
/// one that belongs to nobody.
fn hand_in(path: &Path, all: &BTreeMap<String, Value>) {
    let answers = path.join("answers");
    fs::create_dir(&answers).unwrap();
    let write = |name: &str, sheet: &BTreeMap<String, Value>| {
        fs::write(answers.join(name), json!(sheet).to_string()).unwrap();
    };
    write("01.json", all);
    let mut wrong = all.clone();
    let number = |id: &str| all[id].as_f64().unwrap();
    wrong.insert("R2".into(), json!(number("R2") + 1000.0));
    wrong.insert(
        "R3".into(),
        json!(100.0 * (number("R2") + 1000.0) / number("R1")),
    );
    wrong.insert("K2".into(), json!(-number("K2")));
    wrong.insert("F3".into(), json!(number("F3") / 100.0));
    write("02_li.json", &wrong);
    fs::write(answers.join("03.xlsx"), b"PK\x03\x04").unwrap();
    fs::write(answers.join("99.csv"), "x").unwrap();
}

#[test]
fn a_paper_goes_round() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let paper = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets/papers/practice.toml");
    let paper = paper.to_str().unwrap();
    let (told, errors, code) = exam(path, &["key", paper]);
    assert_eq!(code, Some(0), "{errors}");
    assert!(told.contains("R3"), "{told}");
    let key = json_of(&path.join("out/key/summary.json"));
    for file in [
        "sheet/answers.xlsx",
        "sheet/report.html",
        "key/report.xlsx",
        "solution/data/orders.csv",
    ] {
        assert!(path.join("out").join(file).is_file(), "{file}");
    }
    let sheet = fs::read_to_string(path.join("out/sheet/report.html")).unwrap();
    let secret = right(&key)["R1"].to_string();
    assert!(
        !sheet.contains(&format!(">{secret}<")),
        "the sheet tells the answer"
    );

    hand_in(path, &right(&key));
    fs::write(path.join("roster.csv"), "id,name\n01,A\n02,B\n03,C\n04,D\n").unwrap();
    let (told, errors, code) = exam(path, &["grade", paper, "answers", "--roster", "roster.csv"]);
    assert_eq!(code, Some(0), "{errors}");
    assert!(told.contains("nothing handed in"), "{told}");

    let grades = json_of(&path.join("out/grades/summary.json"));
    let points = |place: usize| grades["candidates"][place]["points"].as_f64();
    // 66 points, 10 of which a person gives; less 6 for R2, 3 for the sign of K2, 6 for F3; R3 is carried forward.
    assert_eq!(
        [points(0), points(1), points(2), points(3)],
        [Some(56.0), Some(41.0), None, None]
    );
    let verdict = |id: &str| {
        let marks = grades["candidates"][1]["marks"].as_array().unwrap();
        let mark = marks.iter().find(|mark| mark["question"] == id).unwrap();
        mark["verdict"]["verdict"].as_str().unwrap().to_owned()
    };
    let verdicts = ["R2", "R3", "K2", "F3", "K3"].map(verdict);
    assert_eq!(
        verdicts,
        [
            "wrong",
            "carried_forward",
            "mistake",
            "hundredfold",
            "right"
        ]
    );
    assert_eq!(grades["candidates"][2]["status"]["status"], "refused");
    assert_eq!(grades["foreign"], json!(["99.csv"]));
    let page = fs::read_to_string(path.join("out/grades/feedback/02.html")).unwrap();
    assert!(page.contains("the minus sign is missing"));
    let csv = fs::read_to_string(path.join("out/grades/grades.csv")).unwrap();
    assert!(csv.contains("02,B,41.0"), "{csv}");
}

#[test]
fn another_seed_gives_other_answers_and_the_same_seed_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let paper = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets/papers/practice.toml");
    let key = |seed: &str| {
        let (_, errors, code) = exam(
            folder.path(),
            &["key", paper.to_str().unwrap(), "--seed", seed],
        );
        assert_eq!(code, Some(0), "{errors}");
        fs::read_to_string(folder.path().join("out/key/summary.json")).unwrap()
    };
    let (first, other, again) = (key("1"), key("2"), key("1"));
    assert_eq!(first, again);
    let [first, other] = [&first, &other].map(|key| right(&serde_json::from_str(key).unwrap()));
    for id in ["R1", "R2", "R3", "K2", "F1", "F2", "F3"] {
        assert_ne!(first[id], other[id], "{id} does not depend on the seed");
    }
}

/// Three questions over soiled orders, one of them for the cleaned copy.
const CLEANED: &str = r#"
title = "Variants"
[inputs]
orders = { generate = "orders", rows = 1500, dirt = 1.0 }
[[step]]
name = "clean"
run = "clean"
input = "orders"
apply = true
[[step]]
name = "rfm"
run = "rfm"
input = { step = "clean", file = "cleaned.parquet" }
as-of = 2025-01-01
[[question]]
id = "R1"
points = 4
prompt = "Duplicates"
kind = "number"
answer = "clean.removed.exact_duplicate"
absolute = 0
[[question]]
id = "R2"
points = 4
prompt = "Revenue"
kind = "number"
answer = "rfm.totals.monetary"
places = 2
[[question]]
id = "R3"
points = 4
prompt = "Revenue by order"
kind = "number"
answer = "{R2} / rfm.totals.orders"
places = 2
[[question]]
id = "D1"
points = 8
prompt = "Clean them"
kind = "cleaned"
input = "orders"
key = ["订单编号", "商品名称", "订单状态"]
step = "clean"
"#;

/// Makes variants for four candidates.
fn give(path: &Path) {
    fs::write(path.join("paper.toml"), CLEANED).unwrap();
    fs::write(path.join("roster.csv"), "id,name\n01,A\n02,B\n03,C\n04,D\n").unwrap();
    let output = fourr()
        .args([
            "exam",
            "variants",
            "paper.toml",
            "--roster",
            "roster.csv",
            "--seed",
            "7",
        ])
        .args(["--stress", "2", "-o", "variants", "--lang", "en"])
        .current_dir(path)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn key_of(path: &Path, id: &str) -> Value {
    json_of(&path.join(format!("variants/keys/{id}.json")))["key"].clone()
}

/// Hands in for `id` the right answers over the data of `owner`, and those data, cleaned by fourr or as they came.
fn hand_in_data(path: &Path, (id, owner): (&str, &str), is_cleaned: bool) {
    let own = path.join("answers").join(id);
    fs::create_dir_all(&own).unwrap();
    let answers = json!(right(&key_of(path, owner)));
    fs::write(own.join("answers.json"), answers.to_string()).unwrap();
    let mut data = path.join(format!("variants/packs/{owner}/data/orders.csv"));
    if is_cleaned {
        let output = fourr()
            .args(["clean", data.to_str().unwrap(), "--apply", "-o", "cleaned"])
            .current_dir(path)
            .output()
            .unwrap();
        assert!(output.status.success());
        data = path.join("cleaned/cleaned.csv");
    }
    fs::copy(data, own.join("D1.csv")).unwrap();
}

#[test]
fn everybody_is_marked_over_the_own_data() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    give(path);
    for file in [
        "data/orders.csv",
        "answers.xlsx",
        "questions.html",
        "seal.txt",
    ] {
        assert!(
            path.join("variants/packs/01").join(file).is_file(),
            "{file}"
        );
    }
    let revenue = |id: &str| right(&key_of(path, id))["R2"].clone();
    assert_ne!(revenue("01"), revenue("02"));
    // The second hands in what is the first's, the third the data as they came, the fourth nothing.
    hand_in_data(path, ("01", "01"), true);
    hand_in_data(path, ("02", "01"), true);
    hand_in_data(path, ("03", "03"), false);
    let arguments = [
        "grade",
        "paper.toml",
        "answers",
        "--roster",
        "roster.csv",
        "--variants",
        "variants",
    ];
    let (told, errors, code) = exam(path, &arguments);
    assert_eq!(code, Some(0), "{errors}");
    let grades = json_of(&path.join("out/grades/summary.json"));
    let one = |place: usize| &grades["candidates"][place];
    let points = |place: usize| one(place)["points"].as_f64();
    assert_eq!(
        [points(0), points(3)],
        [Some(20.0), None],
        "{told} {}",
        one(0)
    );
    assert!(points(1).unwrap() < 4.0, "{}", one(1));
    assert_eq!(one(1)["copied"][0]["from"], "01");
    assert_eq!(one(1)["copied"][0]["trace"]["trace"], "watermark");
    assert_eq!(one(0)["copied"], json!([]));
    let found = &one(2)["marks"][3]["verdict"];
    assert_eq!(found["damaged"], 0, "{found}");
    assert!(points(2).unwrap() < 16.0, "{found}");
    assert!(path.join("out/grades/grades.xlsx").is_file());

    // A key that was changed after it was sealed.
    let key = path.join("variants/keys/01.json");
    let text = fs::read_to_string(&key).unwrap();
    fs::write(&key, text.replace("\"seed\"", "\"SEED\"")).unwrap();
    let (_, errors, code) = exam(path, &arguments);
    assert_ne!(code, Some(0));
    assert!(errors.contains("not the key that was sealed"), "{errors}");
}

#[test]
fn the_advanced_paper_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let paper = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets/papers/advanced.toml");
    let (_, errors, code) = exam(folder.path(), &["key", paper.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{errors}");
    let key = json_of(&folder.path().join("out/key/summary.json"));
    assert_eq!(key["points"], json!(100.0));
    assert!(folder.path().join("out/key/charts").is_dir());
}

#[test]
fn a_path_that_leads_nowhere_is_told_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let datasets =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets/papers/practice.toml");
    let text = fs::read_to_string(datasets).unwrap();
    let text = text.replace("rfm.totals.customers", "rfm.totals.people");
    let line = text
        .lines()
        .position(|line| line == "[[question]]")
        .unwrap()
        + 1;
    fs::write(folder.path().join("paper.toml"), text).unwrap();
    let (_, errors, code) = exam(folder.path(), &["key", "paper.toml"]);
    assert_eq!(code, Some(2), "{errors}");
    assert!(errors.contains(&format!("paper.toml:{line}:1: question R1: rfm.totals.people: nothing at people; there are customers")), "{errors}");
    assert!(
        errors.contains("hint: the keys are those of summary.json"),
        "{errors}"
    );
}
