//! Public logs: every figure is printed in the SOURCE.md beside the data.

use std::path::{Path, PathBuf};

use fourr_funnel::{Funnel, Mode, Summary, Window};
use fourr_table::{Input, Table};

use crate::logs::{reached, steps, summary};

/// The folder of a data set, or a visible note that it is not there.
fn data(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(name);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: no data set {name} beside this checkout");
    None
}

fn open(path: PathBuf) -> Table {
    Input::of([path]).open().unwrap()
}

fn count(summary: &Summary, event: &str) -> (u64, u64) {
    let found = summary
        .events
        .iter()
        .find(|count| count.event == event)
        .unwrap();
    (found.count, found.persons)
}

#[test]
fn tianchi() {
    let Some(folder) = data("tianchi_user_behavior") else {
        return;
    };
    let table = open(folder.join("sample_user_behavior.csv"));
    let asked = |mode| Funnel {
        modes: vec![mode],
        window: Window::Unlimited,
        ..Funnel {
            steps: steps(&["click=1", "cart=3", "purchase=4"]),
            ..Funnel::default()
        }
    };
    // Users with at least one event of the kind, and users who did all earlier ones too.
    assert_eq!(reached(&asked(Mode::Independent), &table), [34, 13, 16]);
    let all = summary(&asked(Mode::AllEarlier), &table);
    let counts: Vec<u64> = all.stages.iter().map(|stage| stage.reached).collect();
    assert_eq!(counts, [34, 13, 9]);
    let percent = |share: Option<f64>| (share.unwrap() * 10_000.0).round() / 100.0;
    assert_eq!(percent(all.stages[1].step_conversion), 38.24);
    assert_eq!(percent(all.stages[2].step_conversion), 69.23);
    assert_eq!(percent(all.overall_conversion), 26.47);
    // 1,999 rows; of the events counted there 1,876 are clicks, with repetitions within an hour.
    assert_eq!(all.rows.read, 1_999);
}

#[test]
fn jd() {
    let Some(folder) = data("jd_user_actions") else {
        return;
    };
    let table = open(folder.join("jd_actions.parquet"));
    let asked = Funnel {
        modes: vec![Mode::Independent],
        event: Some("type".into()),
        window: Window::Unlimited,
        steps: steps(&[
            "click=6", "view=1", "cart=2", "remove=3", "follow=5", "order=4",
        ]),
        ..Funnel::default()
    };
    let got = summary(&asked, &table);
    let counts: Vec<u64> = got.stages.iter().map(|stage| stage.reached).collect();
    assert_eq!(counts, [2_748, 2_890, 680, 281, 125, 176]);
    assert_eq!(
        (got.rows.read, got.observed.as_ref().unwrap().persons),
        (89_997, 3_009)
    );
    let rows: u64 = got.events.iter().map(|event| event.count).sum();
    assert_eq!(rows + got.rows.duplicate, 89_997);
}

#[test]
fn permits() {
    let Some(folder) = data("permit_receipt_log") else {
        return;
    };
    let table = open(folder.join("receipt.parquet"));
    let asked = Funnel {
        person: Some("case_concept_name".into()),
        event: Some("concept_name".into()),
        time: Some("time_timestamp".into()),
        by: Some("case_channel".into()),
        window: Window::Unlimited,
        steps: steps(&[
            "Confirmation of receipt",
            "T02=T02*",
            "T04=T04*",
            "T05=T05*",
            "T06=T06*",
            "T10=T10*",
        ]),
        ..Funnel::default()
    };
    let got = summary(&asked, &table);
    assert_eq!(got.observed.as_ref().unwrap().persons, 1_434);
    assert_eq!((got.rows.read, got.events.len()), (8_577, 27));
    for (event, rows) in [
        ("Confirmation of receipt", 1_434),
        ("T06 Determine necessity of stop advice", 1_416),
        ("T02 Check confirmation of receipt", 1_368),
        ("T04 Determine confirmation of receipt", 1_307),
        ("T05 Print and send confirmation of receipt", 1_300),
        ("T10 Determine necessity to stop indication", 1_283),
    ] {
        assert_eq!(count(&got, event).0, rows, "{event}");
    }
}
