//! Attribution from tables: golden cases, a brute force beside the kernel, properties, bad input.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]

mod bad_input;
mod golden;
mod log;
mod planted;

use fourr_cost_benefit::attribution::{Attributed, CreditRules, Model};
use fourr_table::Table;
use polars::prelude::*;

/// Conversions that a model gives a channel.
#[track_caller]
fn conversions(found: &Attributed, model: Model, channel: &str) -> f64 {
    let channels = &found.summary.channels;
    let of = channels.iter().find(|of| of.channel == channel).unwrap();
    let credit = of.credits.iter().find(|credit| credit.model == model);
    credit.unwrap().conversions.unwrap()
}

/// A log of (person, moment, channel, converted, value).
fn log(rows: &[(i64, i64, Option<&str>, bool, f64)]) -> Table {
    let moments: Vec<i64> = rows.iter().map(|row| row.1 * 1_000_000).collect();
    let moments = Column::new("time".into(), moments)
        .cast(&DataType::Datetime(TimeUnit::Microseconds, None))
        .unwrap();
    let frame = df!(
        "user_id" => rows.iter().map(|row| row.0).collect::<Vec<_>>(),
        "channel" => rows.iter().map(|row| row.2).collect::<Vec<_>>(),
        "converted" => rows.iter().map(|row| row.3).collect::<Vec<_>>(),
        "value" => rows.iter().map(|row| row.4).collect::<Vec<_>>(),
    );
    let mut frame = frame.unwrap();
    frame.with_column(moments).unwrap();
    Table::from_frame(frame)
}

fn attribute(rules: &CreditRules, table: &Table) -> Attributed {
    rules.attribute(table).unwrap()
}
