//! Logs in memory.

use fourr_funnel::{Conversion, Funnel, Step, Summary};
use fourr_table::Table;
use polars::prelude::*;

/// Seconds since 1970 of the moment that the times of a test count from.
pub(crate) const EPOCH: i64 = 1_600_000_000;

/// A log of (person, second, event).
pub(crate) fn log(events: &[(&str, i64, &str)]) -> Table {
    Table::from_frame(frame(events))
}

pub(crate) fn frame(events: &[(&str, i64, &str)]) -> DataFrame {
    let times: Vec<i64> = events
        .iter()
        .map(|(_, second, _)| (EPOCH + second) * 1_000_000)
        .collect();
    let time = Series::new("time".into(), times)
        .cast(&DataType::Datetime(TimeUnit::Microseconds, None))
        .unwrap();
    df!(
        "user" => events.iter().map(|(person, ..)| *person).collect::<Vec<_>>(),
        "event" => events.iter().map(|(.., event)| *event).collect::<Vec<_>>(),
        "time" => time,
    )
    .unwrap()
}

/// The same log with one more column.
pub(crate) fn with(events: &[(&str, i64, &str, &str)], column: &str) -> Table {
    let plain: Vec<_> = events
        .iter()
        .map(|(person, second, event, _)| (*person, *second, *event))
        .collect();
    let values: Vec<Option<&str>> = events
        .iter()
        .map(|(.., value)| Some(*value).filter(|v| !v.is_empty()))
        .collect();
    let mut frame = frame(&plain);
    frame
        .with_column(Column::new(column.into(), values))
        .unwrap();
    Table::from_frame(frame)
}

pub(crate) fn steps(steps: &[&str]) -> Vec<Step> {
    steps.iter().map(|step| step.parse().unwrap()).collect()
}

/// A funnel of these steps within so many seconds.
pub(crate) fn funnel(named: &[&str], seconds: i64) -> Funnel {
    Funnel {
        steps: steps(named),
        window: format!("{seconds}s")
            .parse::<fourr_funnel::Span>()
            .map(fourr_funnel::Window::Within)
            .unwrap(),
        min_group: 1,
        ..Funnel::default()
    }
}

pub(crate) fn convert(funnel: &Funnel, table: &Table) -> Conversion {
    funnel.convert(table).unwrap()
}

pub(crate) fn summary(funnel: &Funnel, table: &Table) -> Summary {
    convert(funnel, table).summary
}

/// How many reached each stage.
pub(crate) fn reached(funnel: &Funnel, table: &Table) -> Vec<u64> {
    summary(funnel, table)
        .stages
        .iter()
        .map(|stage| stage.reached)
        .collect()
}
