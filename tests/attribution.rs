//! Real journeys with the answers of another program: those of `ChannelAttribution` 2.2.5, in the files beside the data.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use fourr_cost_benefit::attribution::{Attributed, CreditRules, Model};
use fourr_table::Input;

/// A file of the data set, or a visible note that it is not there.
fn data(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/data/channel_paths")
        .join(name);
    if path.is_file() {
        return Some(path);
    }
    println!("skipped: no {name} of channel_paths beside this checkout");
    None
}

/// The cells of a reference table without its header.
fn cells(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(data(name).unwrap()).unwrap();
    let cut = |line: &str| {
        line.split(',')
            .map(|cell| cell.trim_matches('"').to_owned())
            .collect()
    };
    text.lines().skip(1).map(cut).collect()
}

fn attributed() -> Option<Attributed> {
    let table = Input::of([data("PathData.csv")?]).open().unwrap();
    Some(CreditRules::default().attribute(&table).unwrap())
}

fn credit(found: &Attributed, channel: &str, model: Model) -> (f64, f64) {
    let channels = &found.summary.channels;
    let of = channels.iter().find(|of| of.channel == channel).unwrap();
    let credit = of.credits.iter().find(|credit| credit.model == model);
    let credit = credit.unwrap();
    (credit.conversions.unwrap(), credit.value.unwrap())
}

/// To the digits that a float of that size carries: the other program adds floats up in the order of the rows.
#[track_caller]
fn same(got: f64, want: &str, what: &str) {
    let want: f64 = want.parse().unwrap();
    let near = (got - want).abs() <= 1e-9 * want.abs().max(1.0);
    assert!(near, "{what}: {got}, not {want}");
}

#[test]
fn totals_and_heuristic_models() {
    let Some(found) = attributed() else { return };
    let journeys = found.summary.journeys;
    assert_eq!((journeys.conversions, journeys.nulls), (19_785, 68_602));
    same(journeys.value, "74802.97158721", "value");
    for row in cells("reference_heuristic_models.csv") {
        let models = [Model::First, Model::Last, Model::Linear];
        for (model, want) in models.into_iter().zip(row[1..].chunks(2)) {
            let (conversions, value) = credit(&found, &row[0], model);
            same(conversions, &want[0], &row[0]);
            same(value, &want[1], &row[0]);
        }
    }
}

/// The other program leaves steps from a channel to itself out.
#[test]
fn transitions_without_loops() {
    let Some(found) = attributed() else { return };
    let names: Vec<String> = cells("reference_heuristic_models.csv")
        .into_iter()
        .map(|mut row| row.swap_remove(0))
        .collect();
    let name = |number: &str| match number.parse::<usize>() {
        Ok(place) => names[place - 1].clone(),
        Err(_) => number.replace("(conversion)", "(conv)"),
    };
    let frame = &found.transitions;
    let text = |column: &str| frame.column(column).unwrap().str().unwrap().clone();
    let (from, to) = (text("from"), text("to"));
    let counts = frame.column("count").unwrap().u64().unwrap().clone();
    let mut steps: BTreeMap<(String, String), f64> = BTreeMap::new();
    let mut sums: BTreeMap<String, f64> = BTreeMap::new();
    for row in 0..frame.height() {
        let (from, to) = (from.get(row).unwrap(), to.get(row).unwrap());
        if from != to {
            let to = to.replace("(conversion)", "(conv)");
            let count = counts.get(row).unwrap() as f64;
            steps.insert((from.to_owned(), to), count);
            *sums.entry(from.to_owned()).or_default() += count;
        }
    }
    let reference = cells("reference_transition_matrix_order1.csv");
    assert_eq!(steps.len(), reference.len());
    for row in reference {
        let (from, to) = (name(&row[0]), name(&row[1]));
        let what = format!("{from} to {to}");
        let count = steps.get(&(from.clone(), to)).copied().unwrap_or(0.0);
        same(count / sums[&from], &row[2], &what);
    }
}

/// The other program simulates its removal effects: within 5% for the larger channels.
#[test]
fn exact_chain_beside_a_simulated_one() {
    let Some(found) = attributed() else { return };
    let markov = found.summary.markov.as_ref().unwrap();
    for row in cells("reference_removal_effects_order1.csv") {
        let want: f64 = row[1].parse().unwrap();
        let removals = &markov.removals;
        let of = removals.iter().find(|of| of.channel == row[0]).unwrap();
        let allowed = if want > 0.1 { 0.05 * want } else { 0.01 };
        assert!((of.removal.effect - want).abs() < allowed, "{row:?} {of:?}");
    }
    for row in cells("reference_markov_order1.csv") {
        let want: f64 = row[1].parse().unwrap();
        let (got, _) = credit(&found, &row[0], Model::Markov);
        let allowed = if want > 1_000.0 { 0.05 * want } else { 60.0 };
        assert!((got - want).abs() < allowed, "{row:?} {got}");
    }
}
