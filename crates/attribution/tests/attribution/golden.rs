//! The golden cases: rules by definition, Markov by solving the absorbing chain, Shapley by full enumeration, each worked
//! out independently in Python.

use std::{collections::BTreeMap, fs, path::Path};

use fourr_attribution::{Attribution, Model, Next, Outcome, Rules};
use serde_json::Value;

use crate::walk::{Walk, attributed, near};

const CASES: [&str; 2] = ["markov_textbook", "paths"];

const DAY: f64 = 86_400.0;

/// The touches of a golden case by path, and the names of their channels.
fn read(case: &str) -> (Vec<String>, Vec<Walk>) {
    let path = Path::new("tests/golden").join(case).join("touches.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows: Vec<(String, usize, String, f64, u64, i64)> =
        reader.deserialize().map(Result::unwrap).collect();
    let mut names: Vec<String> = rows.iter().map(|row| row.2.clone()).collect();
    names.sort();
    names.dedup();
    let mut walks: BTreeMap<&str, Walk> = BTreeMap::new();
    for (path, _, channel, days, converted, value) in &rows {
        let walk = walks.entry(path).or_default();
        let place = names.binary_search(channel).unwrap();
        walk.touches.push(u8::try_from(place).unwrap());
        walk.ages.push(days * DAY);
        walk.outcome = Outcome {
            conversions: *converted,
            value: *value,
            nulls: 1 - converted,
        };
    }
    let walks = walks.into_values().collect();
    (names, walks)
}

/// The names of the channels of a case, what was found and what was expected.
fn solved(case: &str) -> (Vec<String>, Attribution, Value) {
    let (names, walks) = read(case);
    let file = Path::new("tests/golden").join(case).join("expected.json");
    let mut expected: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let rules = Rules {
        direct: names.iter().position(|name| name == "直接"),
        ..Rules::of(names.len())
    };
    let found = attributed(&rules, &walks);
    (names, found, expected["expected"].take())
}

#[test]
fn rules_of_thumb_and_shapley_values() {
    for case in CASES {
        let (names, found, expected) = solved(case);
        let keys = [
            (Model::First, "first"),
            (Model::Last, "last"),
            (Model::LastNonDirect, "last_non_direct"),
            (Model::Linear, "linear"),
            (Model::Position, "position"),
            (Model::TimeDecay, "time_decay"),
            (Model::Shapley, "shapley"),
        ];
        for (model, key) in keys {
            for (name, credit) in names.iter().zip(found.credits_of(model).unwrap()) {
                let want = expected[key][name].as_f64().unwrap();
                near(credit.value, want, &format!("{case} {key} {name}"));
            }
        }
        let (markov, chain) = (
            found.markov.as_ref().unwrap(),
            &expected["markov_first_order"],
        );
        near(
            markov.probability,
            chain["p_conversion"].as_f64().unwrap(),
            case,
        );
        let credits = found.credits_of(Model::Markov).unwrap();
        for ((name, removal), credit) in names.iter().zip(&markov.removals).zip(credits) {
            let want = |key: &str| chain[key][name].as_f64().unwrap();
            near(removal.effect, want("removal_effect"), name);
            near(removal.share.unwrap(), want("share"), name);
            near(credit.conversions, want("conversions"), name);
            near(credit.value, want("value"), name);
        }
    }
}

#[test]
fn steps_of_the_chain() {
    for case in CASES {
        let (names, found, expected) = solved(case);
        let (markov, chain) = (found.markov.unwrap(), &expected["markov_first_order"]);
        let mut steps = 0;
        for transition in &markov.transitions {
            let from = match transition.from.as_slice() {
                [] => "(start)",
                [channel, ..] => &names[usize::from(*channel)],
            };
            let to = match transition.to {
                Next::Channel(channel) => &names[usize::from(channel)],
                Next::Conversion => "(conv)",
                Next::Null => "(null)",
            };
            let want = chain["transition"][from][to].as_f64().unwrap();
            near(transition.probability, want, &format!("{from} to {to}"));
            steps += 1;
        }
        let rows = chain["transition"].as_object().unwrap();
        let counted: usize = rows
            .values()
            .map(|row| row.as_object().unwrap().len())
            .sum();
        assert_eq!(steps, counted, "{case}");
    }
}
