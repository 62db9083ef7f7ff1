//! Input and parameters that have no answer.

use fourr_funnel::{Funnel, FunnelError, InputKind, Mode, Warning, Window};
use fourr_table::Table;
use polars::prelude::*;

use crate::logs::{funnel, log, steps, summary};

fn small() -> Table {
    log(&[
        ("a", 0, "view_item"),
        ("a", 1, "add_cart"),
        ("b", 0, "view_item"),
    ])
}

#[test]
fn parameters_are_refused_before_a_file_is_read() {
    let refused = |funnel: Funnel| funnel.check().unwrap_err();
    let plain = || funnel(&["A", "B"], 9);
    assert!(matches!(
        refused(funnel(&["A", "B"], 0)),
        FunnelError::ZeroWindow { flag: "window" }
    ));
    let zero = Some("0s".parse().unwrap());
    assert!(matches!(
        refused(Funnel {
            step_window: zero,
            ..plain()
        }),
        FunnelError::ZeroWindow { .. }
    ));
    assert!(matches!(
        refused(funnel(&["A", "A"], 9)),
        FunnelError::StepTwice(_)
    ));
    assert!(matches!(
        refused(funnel(&["A?", "B"], 9)),
        FunnelError::OptionalEnd
    ));
    let exclude = vec!["2..3:X".parse().unwrap()];
    assert!(matches!(
        refused(Funnel { exclude, ..plain() }),
        FunnelError::NoSuchStep { steps: 2, .. }
    ));
    for modes in [
        vec![Mode::AnyOrder, Mode::StrictOrder],
        vec![Mode::Consecutive, Mode::StrictOrder],
    ] {
        assert!(matches!(
            refused(Funnel { modes, ..plain() }),
            FunnelError::Contradiction { .. }
        ));
    }
    let many: Vec<String> = (0..33).map(|step| format!("s{step}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert!(matches!(
        refused(funnel(&many, 9)),
        FunnelError::TooManySteps(33)
    ));
}

#[test]
fn events_that_the_log_does_not_have_are_named_with_the_nearest() {
    let error = funnel(&["view_item", "add_crat"], 9)
        .convert(&small())
        .unwrap_err();
    let FunnelError::UnknownEvents { events, near } = error else {
        panic!("{error}")
    };
    assert_eq!(
        (events, near),
        (vec!["add_crat".to_owned()], vec!["add_cart".to_owned()])
    );
    let error = funnel(&["view_item", "付款"], 9)
        .convert(&small())
        .unwrap_err();
    assert!(error.hint().unwrap().contains("view_item"));
}

#[test]
fn without_steps_the_events_are_listed() {
    let error = Funnel::default().convert(&small()).unwrap_err();
    let FunnelError::NoSteps { events } = error else {
        panic!("{error}")
    };
    assert_eq!(events[0], ("view_item".to_owned(), 2));
}

#[test]
fn columns_that_are_missing_are_named() {
    let table = Table::from_frame(df!("user" => ["a"], "time" => ["2024-01-01"]).unwrap());
    assert!(matches!(
        funnel(&["A", "B"], 9).convert(&table),
        Err(FunnelError::Table(_))
    ));
    let with = |text: &str| Funnel {
        steps: steps(&["view_item", text]),
        ..Funnel::default()
    };
    let error = with("b=add_cart where price>1")
        .convert(&small())
        .unwrap_err();
    assert!(matches!(error, FunnelError::NoColumn { column, .. } if column == "price"));
    let by = Funnel {
        by: Some("city".into()),
        ..funnel(&["view_item", "add_cart"], 9)
    };
    assert!(matches!(
        by.convert(&small()),
        Err(FunnelError::NoColumn { .. })
    ));
}

#[test]
fn nothing_to_count_says_why() {
    let table = Table::from_frame(
        df!("user" => ["a", ""], "event" => ["A", "A"], "time" => ["soon", "2024-01-01"]).unwrap(),
    );
    let error = funnel(&["A", "B"], 9).convert(&table).unwrap_err();
    let FunnelError::NoEvents { rows, reasons } = error else {
        panic!("{error}")
    };
    assert_eq!(rows, 2);
    assert_eq!(reasons, [("missing_person", 1), ("unreadable_time", 1)]);
    let empty = table.lazy().limit(0).collect().unwrap();
    assert!(matches!(
        funnel(&["A", "B"], 9).convert(&Table::from_frame(empty)),
        Err(FunnelError::NoEvents { rows: 0, .. })
    ));
}

#[test]
fn a_single_event_is_a_funnel() {
    let got = summary(&funnel(&["A", "B=A"], 9), &log(&[("a", 0, "A")]));
    assert_eq!([got.stages[0].reached, got.stages[1].reached], [1, 1]);
}

#[test]
fn mixed_zones_are_warned_of() {
    let table = Table::from_frame(
        df!(
            "user" => ["a", "a", "a"],
            "event" => ["A", "B", "B"],
            "time" => ["2024-01-01T00:00:00Z", "2024-01-01T08:00:05+08:00", "2024-01-01 12:00:00"],
        )
        .unwrap(),
    );
    let got = summary(&funnel(&["A", "B"], 9), &table);
    assert_eq!(got.stages[1].from_start.as_ref().unwrap().median, 5.0);
    let zones = got.warnings.iter().find_map(|warning| match warning {
        Warning::MixedZones { zones } => Some(zones.clone()),
        _ => None,
    });
    let zone = |name: &str| (name.to_owned(), 1);
    assert_eq!(zones.unwrap(), [zone("+08:00"), zone("Z"), zone("none")]);
}

#[test]
fn a_person_with_a_million_events_is_counted_and_warned_of() {
    let n = 1_000_000_i64;
    let rows = 1_000_000;
    let time = Series::new(
        "time".into(),
        (0..n)
            .map(|row| (row * 7_919 % n) * 1_000_000)
            .collect::<Vec<_>>(),
    );
    let frame = df!(
        "user" => vec![1_i64; rows],
        "event" => (0..n).map(|row| if row % 3 == 0 { "A" } else { "B" }).collect::<Vec<_>>(),
        "time" => time.cast(&DataType::Datetime(TimeUnit::Microseconds, None)).unwrap(),
    );
    let table = Table::from_frame(frame.unwrap());
    for modes in [vec![], vec![Mode::Once], vec![Mode::AnyOrder]] {
        let got = summary(
            &Funnel {
                modes,
                ..funnel(&["A", "B"], 9)
            },
            &table,
        );
        assert_eq!(got.stages[1].reached, 1);
        assert!(got.warnings.contains(&Warning::BusyPerson {
            events: 1_000_000,
            persons: 1
        }));
    }
}

#[test]
fn a_table_of_counts_has_no_persons() {
    let table = Table::from_frame(df!("stage" => ["a", "b"], "users" => [2_i64, 1]).unwrap());
    let asked = Funnel {
        persons: true,
        ..Funnel::default()
    };
    assert!(matches!(
        asked.convert(&table),
        Err(FunnelError::NeedsEvents { .. })
    ));
    assert!(matches!(
        Funnel::default().explain(&table, "a"),
        Err(FunnelError::NeedsEvents { .. } | FunnelError::Table(_))
    ));
    let one = table.lazy().limit(1).collect().unwrap();
    assert!(matches!(
        Funnel::default().convert(&Table::from_frame(one)),
        Err(FunnelError::FewStages(1))
    ));
    let rows = Funnel {
        rows: InputKind::Stamps,
        window: Window::Unlimited,
        ..Funnel::default()
    };
    assert!(matches!(
        rows.convert(&table),
        Err(FunnelError::FewStages(0))
    ));
}
