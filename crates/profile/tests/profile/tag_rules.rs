//! The golden case of tag rules: evaluated by hand, see its README.

use std::fmt::Write;

use fourr_profile::{Profile, Sources, Tagging};
use serde_json::Value;

use crate::support::{golden, holders, open, tag};

/// The rules of the case as a tag file: a dimension of several rules is a tag, exclusive where the case says so.
fn file(case: &Value) -> String {
    let mut text = String::new();
    let mut dimension = "";
    let exclusive: Vec<&str> = strings(&case["params"]["exclusive_dimensions"]);
    for rule in case["params"]["rules"].as_array().unwrap() {
        let of = rule["dimension"].as_str().unwrap();
        if of != dimension {
            dimension = of;
            let resolved = if exclusive.contains(&of) {
                "resolve = 'priority'"
            } else {
                "exclusive = false"
            };
            let _ = write!(
                text,
                "[[dimension]]\ncode = '{of}'\n[[dimension.tag]]\ncode = '{of}'\n{resolved}\n"
            );
        }
        let (name, priority, when) = (&rule["tag"], &rule["priority"], &rule["when"]);
        let _ = write!(
            text,
            "[[dimension.tag.value]]\nname = {name}\npriority = {priority}\nwhere = {when}\n"
        );
    }
    text
}

fn strings(list: &Value) -> Vec<&str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap())
        .collect()
}

fn ids(list: &Value) -> Vec<String> {
    let mut ids: Vec<i64> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|id| id.as_i64().unwrap())
        .collect();
    ids.sort_unstable();
    ids.iter().map(ToString::to_string).collect()
}

/// The tag and value of a rule of the case.
fn place(tagging: &Tagging, rule: &str) -> (usize, usize) {
    let tags = tagging.columns().iter().enumerate();
    tags.into_iter()
        .find_map(|(place, column)| Some((place, column.value(rule)?)))
        .unwrap()
}

#[test]
fn rules_evaluated_by_hand() {
    let case = golden("tag_rules");
    let expected = &case["expected"];
    let mut sources = Sources::default();
    sources
        .add(&Profile::default(), open("tag_rules"), None)
        .unwrap();
    let tagging = tag(&file(&case), &sources).unwrap();
    let summary = tagging.summarize();
    assert_eq!(summary.persons, expected["n_customers"].as_u64().unwrap());
    for (rule, assigned) in expected["assigned"].as_object().unwrap() {
        let (tag, _) = place(&tagging, rule);
        let code = &tagging.columns()[tag].meta.code;
        let mut got: Vec<String> = holders(&tagging, code, rule);
        got.sort_by_key(|id| id.parse::<i64>().unwrap());
        assert_eq!(got, ids(assigned), "{rule}");
    }
    for (dimension, coverage) in expected["coverage_by_dimension"].as_object().unwrap() {
        let got = summary
            .dimensions
            .iter()
            .find(|of| of.code == *dimension)
            .unwrap();
        assert_eq!(got.coverage, coverage.as_f64().unwrap(), "{dimension}");
    }
    let value = |rule: &str| {
        let (tag, value) = place(&tagging, rule);
        summary.tags[tag].values[value].clone()
    };
    for (rule, penetration) in expected["penetration"].as_object().unwrap() {
        assert_eq!(
            value(rule).penetration,
            penetration.as_f64().unwrap(),
            "{rule}"
        );
    }
    for (rule, hits) in expected["raw_hits_before_exclusivity"].as_object().unwrap() {
        assert_eq!(value(rule).hits, hits.as_u64().unwrap(), "{rule}");
    }
    for (dimension, conflicts) in expected["conflicts_in_exclusive_dimension"]
        .as_object()
        .unwrap()
    {
        let got = summary
            .tags
            .iter()
            .find(|of| of.meta.code == *dimension)
            .unwrap();
        assert_eq!(got.conflicts, conflicts.as_u64(), "{dimension}");
    }
    people_without_a_value(&tagging, expected);
    people_with_two_values(&tagging, expected);
}

fn people_without_a_value(tagging: &Tagging, expected: &Value) {
    for (dimension, without) in expected["unassigned"].as_object().unwrap() {
        let column = tagging.column(dimension).unwrap();
        let gaps =
            (0..tagging.len()).filter(|&person| column.codes.values_of(person).next().is_none());
        let mut got: Vec<String> = gaps
            .map(|person| tagging.people().name(person).unwrap())
            .collect();
        got.sort_by_key(|id| id.parse::<i64>().unwrap());
        assert_eq!(got, ids(without), "{dimension}");
    }
}

fn people_with_two_values(tagging: &Tagging, expected: &Value) {
    for (pair, figures) in expected["overlap"].as_object().unwrap() {
        let (a, b) = pair.split_once('|').unwrap();
        let got = tagging
            .overlap(place(tagging, a), place(tagging, b))
            .unwrap();
        assert_eq!(got.both, figures["both"].as_u64().unwrap());
        assert_eq!(got.jaccard, figures["jaccard"].as_f64().unwrap());
        assert_eq!(got.b_given_a, figures["p_b_given_a"].as_f64().unwrap());
        assert_eq!(got.a_given_b, figures["p_a_given_b"].as_f64().unwrap());
    }
}
