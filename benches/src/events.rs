//! A log of events for funnels.

use fourr_table::Table;
use polars::prelude::*;

use crate::Draw;

/// The steps of the funnel, in their order.
pub const STEPS: [&str; 6] = ["open", "view", "add_to_cart", "order", "pay", "review"];
const EVENTS: [&str; 8] = [
    "open",
    "view",
    "add_to_cart",
    "order",
    "pay",
    "review",
    "search",
    "exposure",
];
const CHANNELS: [&str; 4] = ["search", "social", "direct", "store"];
const MONTH: u64 = 30 * 86_400;

/// A log of so many events in no order, eight a person, over a month: `user`, `event`, `time`, `channel`.
///
/// # Errors
/// None that polars has reason for.
pub fn log(events: u64) -> PolarsResult<Table> {
    let mut draw = Draw::default();
    let (mut persons, mut times, mut names, mut channels) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..events {
        let person = draw.below(events / 8);
        persons.push(person.cast_signed());
        times.push((1_704_067_200 + draw.below(MONTH)).cast_signed() * 1_000_000);
        // The earlier of two, for fewer reach a later stage.
        names.push(EVENTS[usize::try_from(draw.below(8).min(draw.below(8))).unwrap_or(0)]);
        channels.push(CHANNELS[usize::try_from(person % 4).unwrap_or(0)]);
    }
    let time = Series::new("time".into(), times);
    let time = time.cast(&DataType::Datetime(TimeUnit::Microseconds, None))?;
    let frame = df!("user" => persons, "event" => names, "time" => time, "channel" => channels)?;
    Ok(Table::from_frame(frame))
}
