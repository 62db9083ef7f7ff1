//! What is wrong in a plan is told with its place.

use fourr_pipeline::PlanError;

use super::parse;

const STEP: &str = "[[step]]\nname = \"a\"\nrun = \"rfm\"\n";

/// Place and words of the fault in `text`.
#[track_caller]
fn check(text: &str, place: &str, words: &str) {
    let error = parse(text).unwrap_err();
    assert!(error.is_usage());
    let PlanError::Fault { place: at, .. } = &error else {
        panic!("{error}");
    };
    assert_eq!(at.to_string(), place, "{error}");
    let told = error.to_string();
    assert_eq!(told, format!("company/plan.toml:{place}: {words}"));
}

#[test]
fn faults_have_line_and_column() {
    check("", "1:1", "the plan has no steps");
    check(
        "titel = \"x\"\n",
        "1:1",
        "unknown key titel, expected one of title, inputs, step",
    );
    check(&format!("title = 5\n{STEP}"), "1:9", "title must be a text");
    check("[[step]]\nrun = \"rfm\"\n", "1:1", "the step has no name");
    check("\n[[step]]\nname = \"a\"\n", "2:1", "step a has no run");
    check("step = 5\n", "1:8", "step must be written as [[step]]");
    check(
        "[[step]]\nname = \"../a\"\nrun = \"rfm\"\n",
        "1:1",
        "\"../a\" cannot be the name of a step: letters, digits, - and _, starting with a letter or digit",
    );
    check(&format!("{STEP}\n{STEP}"), "5:1", "two steps are called a");
    check(
        &format!("[inputs]\norders = \"o.csv\"\n{STEP}input = \"order\"\n"),
        "6:9",
        "no input is called order; there are orders",
    );
    check(
        &format!("{STEP}input = \"orders\"\n"),
        "4:9",
        "no input is called orders; there are none",
    );
    check(
        &format!("{STEP}input = {{ step = \"b\", file = \"t.csv\" }}\n"),
        "4:9",
        "no step is called b; there are a",
    );
    check(
        &format!("{STEP}input = {{ step = \"a\", file = \"../../etc/passwd\" }}\n"),
        "4:9",
        "\"../../etc/passwd\" is no file in the folder of a step",
    );
    check(
        &format!("{STEP}out = \"x\"\n"),
        "4:1",
        "out is set by the run",
    );
    check(
        &format!("{STEP}bins = [[5]]\n"),
        "4:9",
        "bins must be a text, a number, a date or true",
    );
    check(
        &format!("{STEP}labels = [{{ path = \"x\" }}]\n"),
        "4:11",
        "labels must be { input = \"...\" }, { file = \"...\" } or { step = \"...\", file = \"...\" }",
    );
    check(
        &format!("{STEP}bins = \n"),
        "4:8",
        "string values must be quoted, expected literal string",
    );
}

#[test]
fn steps_that_wait_for_each_other_are_named() {
    let step = |name: &str, need: &str| {
        format!(
            "[[step]]\nname = \"{name}\"\nrun = \"rfm\"\ninput = {{ step = \"{need}\", file = \"t\" }}\n"
        )
    };
    check(&step("a", "a"), "1:1", "steps wait for each other: a -> a");
    let circle = [step("in", "a"), step("a", "b"), step("b", "a")].concat();
    check(&circle, "5:1", "steps wait for each other: a -> b -> a");
}

#[test]
fn practice_data_is_looked_into_as_well() {
    check(
        &format!("[inputs]\nlog = {{ rows = 5 }}\n{STEP}"),
        "2:1",
        "input log has no generate",
    );
    check(
        &format!("[inputs]\nlog = {{ generate = \"orders\", file = \"/x.csv\" }}\n{STEP}"),
        "2:37",
        "\"/x.csv\" is no file in the folder of a step",
    );
    check(
        "[inputs]\nlog = { generate = \"orders\" }\n[[step]]\nname = \"data\"\nrun = \"rfm\"\n",
        "3:1",
        "two steps are called data",
    );
}
