//! Which steps are due.

use std::{fs, path::Path};

use fourr_pipeline::{Plan, Run, Step};
use fourr_table::output::Folder;

/// A company of two steps, of which the second reads what the first wrote.
fn company(folder: &Path, bins: u8) -> Plan {
    let text = format!(
        "[inputs]\norders = \"orders.csv\"\n\
         [[step]]\nname = \"a\"\nrun = \"rfm\"\ninput = \"orders\"\nbins = {bins}\n\
         [[step]]\nname = \"b\"\nrun = \"kano\"\ninput = {{ step = \"a\", file = \"t.csv\" }}\n"
    );
    fs::write(folder.join("orders.csv"), "x").unwrap();
    Plan::parse(&text, &folder.join("plan.toml")).unwrap()
}

/// Does a step as an analysis would.
fn work(run: &mut Run<'_>, step: &Step) {
    let folder = Folder::stage(&run.folder(step)).unwrap();
    fs::write(folder.path().join("t.csv"), &step.name).unwrap();
    fs::write(
        folder.path().join("summary.json"),
        format!("{{\"{}\": 1}}", step.name),
    )
    .unwrap();
    folder.commit().unwrap();
    run.done(step).unwrap();
}

/// The names of the steps that were due.
fn follow(plan: &Plan, out: &Path, program: &str) -> Vec<String> {
    let mut run = Run::open(plan, out, program);
    let mut due = Vec::new();
    for step in &plan.steps {
        if run.is_due(step).unwrap() {
            work(&mut run, step);
            due.push(step.name.clone());
        }
    }
    due
}

#[test]
fn a_step_runs_again_when_something_has_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (home, out) = (folder.path(), folder.path().join("out"));
    let plan = company(home, 5);
    assert_eq!(follow(&plan, &out, "1"), ["a", "b"]);
    assert!(follow(&plan, &out, "1").is_empty());
    // Another program, another parameter, another input; what depends on a step that ran runs too.
    assert_eq!(follow(&plan, &out, "2"), ["a", "b"]);
    fs::write(home.join("orders.csv"), "longer").unwrap();
    assert_eq!(follow(&plan, &out, "2"), ["a", "b"]);
    let plan = company(home, 4);
    assert_eq!(follow(&plan, &out, "2"), ["a", "b"]);
    fs::remove_file(out.join("b/summary.json")).unwrap();
    assert_eq!(follow(&plan, &out, "2"), ["b"]);
    fs::write(out.join(".fourr-run.json"), "{").unwrap();
    assert_eq!(follow(&plan, &out, "2"), ["a", "b"]);
}

#[test]
fn what_the_steps_found_is_told_by_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let plan = company(folder.path(), 5);
    follow(&plan, &out, "1");
    let found = Run::open(&plan, &out, "1").summaries().unwrap();
    assert_eq!(
        serde_json::to_string(&found).unwrap(),
        r#"{"a":{"a":1},"b":{"b":1}}"#
    );
    fs::write(out.join("b/summary.json"), "[").unwrap();
    let error = Run::open(&plan, &out, "1").summaries().unwrap_err();
    assert!(error.to_string().contains("summary.json"), "{error}");
}

#[test]
fn a_file_that_a_step_did_not_write_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let plan = company(folder.path(), 5);
    let error = Run::open(&plan, &out, "1")
        .is_due(&plan.steps[1])
        .unwrap_err();
    assert_eq!(error.to_string(), "step a wrote no t.csv");
    assert!(error.is_usage());
}
