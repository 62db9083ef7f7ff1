//! The practice touches: what is found in a sample lies near what was planted.

use std::path::Path;

use fourr_cost_benefit::attribution::{CreditRules, Model};
use fourr_table::{Input, Table};

use crate::{attribute, conversions};

fn practice(name: &str) -> Table {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets");
    Input::of([folder.join(name)]).open().unwrap()
}

/// Shares of conversions by channel of the chain that the touches were drawn from, within three standard errors of a share
/// of the conversions drawn.
#[test]
fn shares_of_the_planted_chain_are_found_again() {
    let found = attribute(&CreditRules::default(), &practice("touches.csv"));
    let columns = ["渠道", "首次触点占比", "末次触点占比", "马尔可夫占比"];
    let truth = practice("touches_truth.csv");
    let truth = truth.batches(&columns).unwrap().next().unwrap().unwrap();
    let truth = truth.frame().unwrap();
    let cell = |column: &str, row: usize| {
        let cells = truth.column(column).unwrap().str().unwrap();
        cells.get(row).unwrap().to_owned()
    };
    let all = found.summary.journeys.conversions as f64;
    for row in 0..truth.height() {
        let channel = cell("渠道", row);
        for (model, column) in [
            (Model::First, "首次触点占比"),
            (Model::Last, "末次触点占比"),
            (Model::Markov, "马尔可夫占比"),
        ] {
            let planted: f64 = cell(column, row).parse().unwrap();
            let share = conversions(&found, model, &channel) / all;
            let error = (planted * (1.0 - planted) / all).sqrt();
            assert!(
                (share - planted).abs() < 3.0 * error,
                "{channel}, {model:?}: {share}, planted {planted}"
            );
        }
    }
}
