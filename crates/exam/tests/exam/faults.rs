//! What is wrong in a paper.

use fourr_exam::ExamError;

use super::{number, paper};

/// The fault of a paper with `questions`, whose first stands on line 9.
#[track_caller]
fn check(questions: &str, place: &str, words: &str) {
    let error = paper(questions).unwrap_err();
    assert!(error.is_usage());
    let ExamError::Fault { place: at, .. } = &error else {
        panic!("{error}");
    };
    assert_eq!(at.to_string(), place, "{error}");
    assert_eq!(error.to_string(), format!("paper.toml:{place}: {words}"));
}

#[test]
fn faults_have_line_and_column() {
    check("", "1:1", "the paper has no questions");
    check(
        &number("a", "rfm.customers", "places = 0").replace("points = 4", "points = 0"),
        "11:10",
        "points are 0, expected more than 0",
    );
    check(
        &number("a b", "rfm.customers", "places = 0"),
        "10:6",
        "\"a b\" cannot be the id of a question: letters, digits, - and _",
    );
    check(
        &number("a", "rfm.customers", ""),
        "9:1",
        "question a needs a tolerance",
    );
    check(
        &number("a", "rfm.customers", "places = 0\nrelative = 0.1"),
        "9:1",
        "question a: absolute, relative and places exclude each other",
    );
    check(
        &number("a", "rfm.customers", "relative = 1.5"),
        "9:1",
        "question a: no number could be judged by this tolerance",
    );
    check(
        &number("a", "rfm.customers", "places = 0\nby = \"x\""),
        "9:1",
        "question a of the kind number has no by",
    );
    check(
        &number("a", "rfm customers", "places = 0"),
        "14:10",
        "\"rfm customers\" is no expression: customers is not expected",
    );
    check(
        &number("a", "funnel.persons", "places = 0"),
        "9:1",
        "no step is called funnel; there are rfm, kano",
    );
    check(
        &number("a", "{b} / 2", "places = 0"),
        "9:1",
        "no question is called b; there are a",
    );
    check(
        &number(
            "a",
            "rfm.x",
            "places = 0\n[[question.partial]]\nplaces = 0\npoints = 4",
        ),
        "16:1",
        "question a: points for part of an answer are less than those of the question",
    );
}

#[test]
fn questions_that_rest_on_each_other_are_named() {
    let circle = [
        number("a", "{b} + 1", "places = 0"),
        number("b", "{a} + 1", "places = 0"),
    ];
    check(
        &circle.concat(),
        "9:1",
        "questions rest on each other: a -> b -> a",
    );
}

#[test]
fn what_a_plan_cannot_have_a_paper_cannot_either() {
    let error = paper("[[step]]\nname = \"rfm\"\nrun = \"rfm\"\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "paper.toml:9:1: two steps are called rfm"
    );
    assert!(error.hint().unwrap().contains("its own"));
}

#[test]
fn an_id_is_used_once() {
    let twice = number("a", "rfm.customers", "places = 0");
    check(
        &format!("{twice}{twice}"),
        "16:1",
        "two questions are called a",
    );
}
