//! Keys.

use std::collections::BTreeMap;

use fourr_exam::{Answer, ExamError, Key, Tolerance, report};
use fourr_locale::Lang;
use fourr_report::{html, markdown};
use serde_json::{Value, json};

use super::{number, paper};

pub(crate) fn summaries() -> Value {
    json!({
        "rfm": {
            "customers": 500,
            "totals": { "orders": 4000 },
            "segments": {
                "重要价值客户": { "customers": 60, "en": "Important value" },
                "一般客户": { "customers": 300 },
                "流失客户": { "customers": 140 },
            },
        },
        "kano": { "features": [
            { "feature": "包邮", "category": "must_be" },
            { "feature": "礼盒", "category": "attractive" },
            { "feature": "退货", "category": "must_be" },
        ] },
    })
}

/// The key of a paper with `questions`.
fn key(questions: &str) -> Key {
    paper(questions).unwrap().key(&summaries()).unwrap()
}

const VALUABLE: &str = "rfm.segments.重要价值客户.customers";

pub(crate) fn questions() -> String {
    let kind = |id: &str, kind: &str, more: &str| {
        format!(
            "[[question]]\nid = \"{id}\"\npoints = 2\nprompt = \"?\"\nkind = \"{kind}\"\n{more}\n"
        )
    };
    [
        // Asked before what it rests on.
        number(
            "share",
            "round(100 * {valuable} / rfm.customers, 1)",
            "places = 1\n[[question.mistake]]\nanswer = \"100 * {valuable} / rfm.totals.orders\"\nsays = \"by orders\"\npoints = 1\n\
             [[question.mistake]]\nanswer = \"12.04\"\nsays = \"no mistake\"\n[[question.mistake]]\nanswer = \"1 / 0\"\nsays = \"undefined\"",
        ),
        number("valuable", VALUABLE, "absolute = 0"),
        kind("class", "choice", "answer = \"kano.features[feature=礼盒].category\"\noptions = [\"must_be\", \"attractive\"]"),
        kind("basic", "set", "answer = \"kano.features[category=must_be].feature\""),
        kind("largest", "ranking", "answer = \"rfm.segments[*]\"\nby = \"customers\"\nfirst = 2"),
        kind("advice", "text", "sample = { zh = \"维系\", en = \"keep\" }"),
    ]
    .concat()
}

#[test]
fn answers_follow_from_the_summaries() {
    let key = key(&questions());
    assert_eq!((key.points, key.minutes), (16.0, Some(90)));
    let answers: Vec<&Answer> = key.questions.iter().map(|solved| &solved.answer).collect();
    // 100 x 60 / 500 = 12; by orders 100 x 60 / 4000 = 1.5; 12.04 rounds to 12.0, so it is no mistake.
    let Answer::Number {
        value,
        tolerance,
        mistakes,
    } = answers[0]
    else {
        panic!("{key:?}");
    };
    assert_eq!((*value, *tolerance), (12.0, Tolerance::Places(1)));
    let wrong: Vec<(f64, f64)> = mistakes
        .iter()
        .map(|misled| (misled.value, misled.points))
        .collect();
    assert_eq!(wrong, [(1.5, 1.0)]);
    let names = |answer: &Answer| match answer {
        Answer::Set { values } | Answer::Ranking { values, .. } => values.clone(),
        Answer::Choice { value, .. } => vec![value.clone()],
        other => panic!("{other:?}"),
    };
    assert_eq!(names(answers[2]), ["attractive"]);
    assert_eq!(names(answers[3]), ["包邮", "退货"]);
    assert_eq!(names(answers[4]), ["一般客户", "流失客户"]);
}

#[test]
fn an_earlier_answer_is_carried_forward() {
    let paper = paper(&questions()).unwrap();
    let given = BTreeMap::from([("valuable".to_owned(), 50.0)]);
    let key = paper.key_given(&summaries(), &given).unwrap();
    let value = |id: &str| {
        let solved = key.questions.iter().find(|solved| solved.id == id).unwrap();
        match solved.answer {
            Answer::Number { value, .. } => value,
            _ => panic!("{solved:?}"),
        }
    };
    // 100 x 50 / 500; the question itself keeps its own answer.
    assert_eq!((value("share"), value("valuable")), (10.0, 60.0));
}

#[test]
fn what_cannot_be_worked_out_is_told_at_the_question() {
    let check = |answer: &str, words: &str| {
        let paper = paper(&number("a", answer, "places = 0")).unwrap();
        let error = paper.key(&summaries()).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("paper.toml:9:1: question a: {words}")
        );
        assert!(matches!(error, ExamError::Fault { .. }));
    };
    check(
        "rfm.segments.重要客户.customers",
        "rfm.segments.重要客户.customers: nothing at 重要客户; there are 重要价值客户, 一般客户, 流失客户",
    );
    check(
        "rfm.segments[*]",
        "rfm.segments[*] leads to 3 values, not to one",
    );
    check(
        "rfm.segments",
        "rfm.segments is {\"重要价值客户\":{\"customers\":60,\"en\":\"Important value\"},\"一般客户\":{\"customers\":300},\"流失客户\":{\"customers\":140}}, not a number",
    );
    check("1 / (rfm.customers - 500)", "the result is not defined");
}

#[test]
fn a_key_is_a_document_in_both_languages() {
    let key = key(&questions());
    for lang in [Lang::Zh, Lang::En] {
        let report = report::key(&key, "0.1.0", lang);
        let page = html::render(&report).unwrap();
        assert!(page.contains("by orders") && !page.contains("no mistake"));
        let text = markdown::render(&report).unwrap();
        assert!(
            text.contains("一般客户 &gt; 流失客户")
                || text.contains("一般客户 > 流失客户")
                || text.contains("一般客户 \\> 流失客户"),
            "{text}"
        );
    }
}
