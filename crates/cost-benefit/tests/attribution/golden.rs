//! The golden cases of attribution, through a table: worked out independently in Python.

use std::{fs, path::Path};

use fourr_cost_benefit::attribution::{CreditRules, Model, TouchShape};
use fourr_table::Input;
use serde_json::Value;

use crate::attribute;

const MODELS: [(Model, &str); 7] = [
    (Model::First, "first"),
    (Model::Last, "last"),
    (Model::LastNonDirect, "last_non_direct"),
    (Model::Linear, "linear"),
    (Model::Position, "position"),
    (Model::TimeDecay, "time_decay"),
    (Model::Shapley, "shapley"),
];

#[test]
fn every_model_of_the_golden_cases() {
    for case in ["markov_textbook", "paths"] {
        let folder = Path::new("tests/golden").join(case);
        let table = Input::of([folder.join("touches.csv")]).open().unwrap();
        let expected = fs::read(folder.join("expected.json")).unwrap();
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        let expected = &expected["expected"];
        let summary = attribute(&CreditRules::default(), &table).summary;
        assert_eq!(summary.shape, TouchShape::Journeys);
        let near = |got: f64, want: &Value, what: &str| {
            let want = want.as_f64().unwrap();
            assert!(
                (got - want).abs() < 1e-6,
                "{case} {what}: {got}, not {want}"
            );
        };
        near(summary.journeys.value, &expected["total_value"], "total");
        let chain = &expected["markov_first_order"];
        let markov = summary.markov.as_ref().unwrap();
        near(markov.conversion_probability, &chain["p_conversion"], "p");
        for removal in &markov.removals {
            let name = &removal.channel;
            near(removal.removal.effect, &chain["removal_effect"][name], name);
            near(removal.removal.share.unwrap(), &chain["share"][name], name);
        }
        for channel in &summary.channels {
            let name = &channel.channel;
            let value = |model| {
                let found = channel.credits.iter().find(|credit| credit.model == model);
                found.unwrap().value.unwrap()
            };
            for (model, key) in MODELS {
                near(value(model), &expected[key][name], key);
            }
            near(value(Model::Markov), &chain["value"][name], "markov");
        }
    }
}
