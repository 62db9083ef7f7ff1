//! The notebook of a result, run as Jupyter runs it.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use serde::Deserialize;
use serde_json::Value;

use crate::fourr::{fourr, stdout};

/// What a cell of code gave.
#[derive(Debug, Deserialize)]
struct Cell {
    id: String,
    error: Option<String>,
    printed: String,
    /// The outputs in the file.
    stored: Vec<Value>,
    /// The outputs of the run.
    shown: Vec<Value>,
}

fn is_jupyter_here() -> bool {
    let mut python = Command::new("python3");
    python
        .args(["-c", "import nbclient, polars, ipykernel"])
        .stderr(Stdio::null());
    let is_here = python.status().is_ok_and(|status| status.success());
    if !is_here {
        println!("skipped: python3 with nbclient, ipykernel and polars is not here");
    }
    is_here
}

/// Runs the notebook in `folder`, fourr being the program at `program`.
fn run(folder: &Path, program: &str) -> Vec<Cell> {
    let script = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/binary/notebook.py"
    );
    let mut python = Command::new("python3");
    let python = python
        .arg(script)
        .arg(folder)
        .env("FOURR", program)
        .env("LC_ALL", "C.UTF-8");
    let output = python.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[track_caller]
fn printed<'a>(cells: &'a [Cell], id: &str) -> &'a str {
    let cell = cells.iter().find(|cell| cell.id == id).unwrap();
    &cell.printed
}

/// No cell failed, and what tables and charts show is what was stored.
#[track_caller]
fn shows_what_was_stored(cells: &[Cell]) {
    for cell in cells {
        assert_eq!(cell.error, None, "{}", cell.id);
        assert_eq!(cell.stored, cell.shown, "{}", cell.id);
    }
    assert!(cells.iter().filter(|cell| !cell.shown.is_empty()).count() >= 20);
}

/// The practice company's orders, analysed into `out` beside them with `flags`.
fn analysed(folder: &Path, flags: &[&str]) {
    let official = stdout(["generate", "official", "-o", folder.to_str().unwrap()]);
    assert!(official.contains("wrote"), "{official}");
    let mut command = fourr();
    command
        .current_dir(folder)
        .args(["rfm", "orders.csv", "-o", "out"])
        .args(flags);
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn it_repeats_the_analysis_and_gives_the_same_figures() {
    if !is_jupyter_here() {
        return;
    }
    for (flags, same) in [
        (
            ["--lang", "en", "--scheme", "own.toml", "--bins", "4"],
            "same: ",
        ),
        (
            [
                "--lang",
                "zh",
                "--as-of",
                "2025-02-01",
                "--dormancy",
                "days",
            ],
            "一致：",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let table =
            "[[segment]]\nname = '核心 <b>'\nr = '3-4'\n[[segment]]\nname = '影子'\nr = 4\n";
        fs::write(folder.path().join("own.toml"), table).unwrap();
        analysed(folder.path(), &flags);
        let cells = run(&folder.path().join("out"), env!("CARGO_BIN_EXE_fourr"));
        shows_what_was_stored(&cells);
        assert!(printed(&cells, "compare").starts_with(same), "{cells:?}");
    }
}

#[test]
fn without_the_program_it_shows_the_figures_of_its_folder() {
    if !is_jupyter_here() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    analysed(folder.path(), &["--lang", "en"]);
    let cells = run(&folder.path().join("out"), "/nowhere/fourr");
    shows_what_was_stored(&cells);
    let repeat = printed(&cells, "repeat");
    assert!(
        repeat.starts_with("Not repeated: fourr was not found."),
        "{repeat}"
    );
    assert!(printed(&cells, "compare").starts_with("not repeated"));
}

#[test]
fn where_the_input_has_moved_it_says_what_to_change() {
    if !is_jupyter_here() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    analysed(folder.path(), &["--lang", "en"]);
    fs::rename(
        folder.path().join("orders.csv"),
        folder.path().join("moved.csv"),
    )
    .unwrap();
    let out = folder.path().join("out");
    let cells = run(&out, env!("CARGO_BIN_EXE_fourr"));
    shows_what_was_stored(&cells);
    let repeat = printed(&cells, "repeat");
    assert!(
        repeat.contains("change INPUT") && repeat.contains("../orders.csv"),
        "{repeat}"
    );
    let notebook = fs::read_to_string(out.join("report.ipynb")).unwrap();
    fs::write(
        out.join("report.ipynb"),
        notebook.replace("../orders.csv", "../moved.csv"),
    )
    .unwrap();
    let cells = run(&out, env!("CARGO_BIN_EXE_fourr"));
    assert!(
        printed(&cells, "compare").starts_with("same: "),
        "{cells:?}"
    );
}

#[test]
fn a_changed_input_is_told_figure_by_figure() {
    if !is_jupyter_here() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    analysed(folder.path(), &["--lang", "en"]);
    let path = folder.path().join("orders.csv");
    let orders = fs::read_to_string(&path).unwrap();
    let shorter: Vec<&str> = orders.lines().take(2_000).collect();
    fs::write(&path, shorter.join("\n")).unwrap();
    let cells = run(&folder.path().join("out"), env!("CARGO_BIN_EXE_fourr"));
    assert!(cells.iter().all(|cell| cell.error.is_none()), "{cells:?}");
    let verdict = printed(&cells, "compare");
    assert!(
        verdict.starts_with("different:\n") && verdict.contains("\n  /rows/read: 7000, 1999\n"),
        "{verdict}"
    );
}

#[test]
fn the_command_is_recorded_as_it_was_given() {
    let folder = tempfile::tempdir().unwrap();
    analysed(
        folder.path(),
        &[
            "--csv",
            "never",
            "--as-of=2025-01-15",
            "--customer",
            "会员编号",
        ],
    );
    let report = |name: &str| fs::read_to_string(folder.path().join("out").join(name)).unwrap();
    let line = "fourr rfm orders.csv --customer 会员编号 --as-of 2025-01-15";
    let text = report("report.md");
    assert!(
        text.contains(&format!("repeats this report: `{line}`\n")),
        "{text}"
    );
    assert!(report("report.html").contains(&format!("<code>{line}</code>")));
    let notebook: Value = serde_json::from_str(&report("report.ipynb")).unwrap();
    let cells = notebook["cells"].as_array().unwrap();
    let repeat = cells.iter().find(|cell| cell["id"] == "repeat").unwrap();
    let lines = repeat["source"].as_array().unwrap();
    let command = "COMMAND = [\"rfm\", *INPUT, \"--customer\", \"会员编号\", \"--as-of\", \"2025-01-15\", \"--lang\", \"en\"]\n";
    assert!(
        lines.contains(&Value::from("    \"../orders.csv\",\n")),
        "{lines:?}"
    );
    assert!(lines.contains(&Value::from(command)), "{lines:?}");
}
