//! fourr clean: from a dirty file to a recipe, to clean rows with a ledger, and back.

use std::{fs, path::Path};

use serde_json::Value;

use crate::fourr::{failure, stdout};

const DIRTY: &str = "客户ID,手机号,年龄,城市,注册日期,消费金额\n\
C001,13800000001,25,北京,2021年1月5日,\"1,200\"\n\
C002,13800000002,-1,上海,2021/2/10,３５０\n\
C003,13800000003,31,未知,20210301,¥99.5\n\
C001,13800000001,25,北京,2021年1月5日,\"1,200\"\n\
C004,13800000004,42,广州,2021-04-01,1.2万\n\
C005,13800000005,,深圳,2021-04-31,200\n";

const RECIPE: &str = "version = 1\n\n[[step]]\ndo = \"missing\"\n\n[[step]]\ndo = \"parse\"\ncolumns = [\"消费金额\"]\n\
kind = \"number\"\n\n[[step]]\ndo = \"duplicates\"\n\n[[step]]\ndo = \"impute\"\ncolumns = [\"城市\"]\nmethod = \"mode\"\n";

struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("dirty.csv"), DIRTY).unwrap();
        fs::write(folder.path().join("recipe.toml"), RECIPE).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn refused(&self, recipe: &str) -> (i32, String) {
        fs::write(self.folder.path().join("bad.toml"), recipe).unwrap();
        let out = self.path("refused");
        let result = failure([
            "clean",
            &self.path("dirty.csv"),
            "--recipe",
            &self.path("bad.toml"),
            "-o",
            &out,
        ]);
        assert!(!Path::new(&out).exists(), "half a result is left");
        result
    }
}

fn json(path: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_recipe_is_proposed_and_cleans() {
    let case = Case::new();
    let (dirty, out) = (case.path("dirty.csv"), case.path("out"));
    stdout(["clean", &dirty, "-o", &out]);
    for file in [
        "recipe.toml",
        "summary.json",
        "report.html",
        "suspects.parquet",
    ] {
        assert!(Path::new(&out).join(file).exists(), "{file}");
    }
    let summary = json(&format!("{out}/summary.json"));
    assert_eq!(summary["survey"]["rows"], 6);
    assert_eq!(summary["survey"]["duplicates"]["redundant"], 1);
    let cleaned = case.path("cleaned");
    stdout([
        "clean",
        &dirty,
        "--recipe",
        &format!("{out}/recipe.toml"),
        "-o",
        &cleaned,
    ]);
    let summary = json(&format!("{cleaned}/summary.json"));
    assert_eq!(summary["rows_in"], 6);
}

#[test]
fn cleaning_leaves_rows_ledger_and_quarantine_and_is_undone() {
    let case = Case::new();
    let (dirty, out) = (case.path("dirty.csv"), case.path("out"));
    let shown = stdout([
        "clean",
        &dirty,
        "--recipe",
        &case.path("recipe.toml"),
        "-o",
        &out,
    ]);
    assert!(shown.contains("duplicates_3"), "{shown}");
    let summary = json(&format!("{out}/summary.json"));
    assert_eq!(summary["rows_out"], 5);
    assert_eq!(summary["removed"]["exact_duplicate"], 1);
    for file in ["cleaned", "ledger", "quarantine"] {
        for ending in ["parquet", "csv"] {
            assert!(
                Path::new(&format!("{out}/{file}.{ending}")).exists(),
                "{file}.{ending}"
            );
        }
    }
    let lines = fs::read_to_string(format!("{out}/ledger.csv"))
        .unwrap()
        .lines()
        .count() as u64
        - 1;
    assert_eq!(summary["cells_changed"], lines);
    let back = case.path("back");
    stdout(["clean", "--undo", &out, "-o", &back]);
    let restored = fs::read_to_string(format!("{back}/restored.csv")).unwrap();
    assert_eq!(restored.trim_start_matches('\u{feff}'), DIRTY);
}

#[test]
fn without_a_ledger_rows_and_figures_are_the_same() {
    let case = Case::new();
    let clean = |out: &str, ledger: &str| {
        let (dirty, recipe) = (case.path("dirty.csv"), case.path("recipe.toml"));
        stdout([
            "clean", &dirty, "--recipe", &recipe, "--ledger", ledger, "-o", out,
        ]);
    };
    let (with, without) = (case.path("with"), case.path("without"));
    clean(&with, "always");
    clean(&without, "never");
    for file in [
        "cleaned.parquet",
        "cleaned.csv",
        "summary.json",
        "recipe.toml",
    ] {
        let read = |folder: &str| fs::read(Path::new(folder).join(file)).unwrap();
        assert_eq!(read(&with), read(&without), "{file}");
    }
    for file in ["ledger.parquet", "ledger.csv", "quarantine.parquet"] {
        assert!(!Path::new(&without).join(file).exists(), "{file}");
    }
    let (code, error) = failure(["clean", "--undo", &without]);
    assert_eq!(code, 1);
    assert!(error.contains("--ledger never"), "{error}");
}

#[test]
fn what_is_clean_stays() {
    let case = Case::new();
    let (first, second) = (case.path("first"), case.path("second"));
    stdout([
        "clean",
        &case.path("dirty.csv"),
        "--recipe",
        &case.path("recipe.toml"),
        "-o",
        &first,
    ]);
    stdout([
        "clean",
        &format!("{first}/cleaned.parquet"),
        "--recipe",
        &format!("{first}/recipe.toml"),
        "-o",
        &second,
    ]);
    assert_eq!(json(&format!("{second}/summary.json"))["cells_changed"], 0);
    let bytes = |folder: &str| fs::read(format!("{folder}/cleaned.csv")).unwrap();
    assert_eq!(bytes(&first), bytes(&second));
}

#[test]
fn bad_recipes_are_refused_with_their_line() {
    let case = Case::new();
    let (code, error) =
        case.refused("version = 1\n\n[[step]]\ndo = \"tidy\"\ncolumns = [\"城市名\"]\n");
    assert_eq!(code, 2);
    assert!(
        error.contains("line 3") && error.contains("城市名") && error.contains("hint:"),
        "{error}"
    );
    let (code, error) = case.refused("[[step]]\ndo = \"tidy\"\nspace = true\n");
    assert_eq!(code, 2);
    assert!(
        error.contains("line 3") && error.contains("space"),
        "{error}"
    );
    let (code, error) = case.refused("[[step]\n");
    assert_eq!(code, 2);
    assert!(
        error.contains("bad.toml") && error.contains("line 1"),
        "{error}"
    );
    let parse =
        |kind: &str| format!("[[step]]\ndo = \"parse\"\ncolumns = [\"年龄\"]\nkind = \"{kind}\"\n");
    let (code, error) = case.refused(&format!("{}{}", parse("number"), parse("date")));
    assert_eq!(code, 2);
    assert!(
        error.contains("line 5") && error.contains("contradicts"),
        "{error}"
    );
    let (code, error) = case.refused("[[step]]\ndo = \"drop_rows\"\nwhen = \"客户ID LIKE 'C%'\"\n");
    assert_eq!(code, 1);
    assert!(
        error.contains("line 1") && error.contains("all 6 rows"),
        "{error}"
    );
}

#[test]
fn bad_input_is_one_clear_error() {
    let case = Case::new();
    let (code, error) = failure([
        "clean",
        &case.path("absent.csv"),
        "--recipe",
        &case.path("recipe.toml"),
    ]);
    assert_eq!(code, 1);
    assert!(error.contains("absent.csv"), "{error}");
    let (code, error) = failure([
        "clean",
        &case.path("dirty.csv"),
        "--recipe",
        &case.path("none.toml"),
    ]);
    assert_eq!(code, 1);
    assert!(error.contains("none.toml"), "{error}");
    let (code, _) = failure(["clean"]);
    assert_eq!(code, 2);
    let (code, error) = failure(["clean", "--undo", &case.path("nowhere")]);
    assert_eq!(code, 1);
    assert!(error.contains("recipe.toml"), "{error}");
    let (code, error) = failure([
        "clean",
        &case.path("dirty.csv"),
        "--recipe",
        &case.path("dirty.csv"),
    ]);
    assert_eq!(code, 2);
    assert!(error.contains("line 1"), "{error}");
}

#[test]
fn personal_data_is_masked_in_documents() {
    let case = Case::new();
    let (dirty, out) = (case.path("dirty.csv"), case.path("out"));
    for apply in [false, true] {
        let mut arguments = vec!["clean", &dirty, "-o", &out];
        arguments.extend(apply.then_some("--apply"));
        stdout(arguments);
        for file in ["report.html", "report.md", "summary.json"] {
            let text = fs::read_to_string(format!("{out}/{file}")).unwrap();
            assert!(!text.contains("13800000001"), "{file} with apply {apply}");
        }
    }
}
