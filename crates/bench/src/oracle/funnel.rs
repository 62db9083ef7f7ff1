//! Six steps within seven days, by channel: from every first step the earliest next one, over a sorted frame.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::summary::Summary;
use crate::workload::STEPS;
use crate::{Answer, BenchError};

/// Seven days in microseconds.
const WINDOW: i64 = 7 * 86_400_000_000;

type Reached = [i64; STEPS.len()];

pub(super) fn expected(log: &LazyFrame) -> PolarsResult<Answer> {
    let events = sorted(log)?;
    let persons = events.column("customer_id")?.i64()?;
    let times = events.column("time")?.i64()?;
    let steps = events.column("step")?.i64()?;
    let channels = events.column("channel")?.str()?;
    let mut groups: BTreeMap<&str, Reached> = BTreeMap::new();
    let mut journey: Vec<(i64, usize)> = Vec::new();
    let mut person = None;
    let mut home = "";
    let rows = persons
        .iter()
        .zip(times.iter())
        .zip(steps.iter())
        .zip(channels.iter());
    for (((id, time), step), channel) in rows {
        if id != person {
            count(&mut groups, home, &journey);
            journey.clear();
            (person, home) = (id, channel.unwrap_or_default());
        }
        let step = step.and_then(|step| usize::try_from(step).ok());
        journey.extend(time.zip(step));
    }
    count(&mut groups, home, &journey);
    let mut answer = Answer::default();
    for (channel, reached) in &groups {
        put(&mut answer, channel, reached);
    }
    let total = |at: usize| groups.values().map(|reached| reached[at]).sum();
    put(&mut answer, "all", &std::array::from_fn(total));
    Ok(answer)
}

/// The events of the steps by person, time and step.
fn sorted(log: &LazyFrame) -> PolarsResult<DataFrame> {
    let place = (0_i64..)
        .zip(STEPS)
        .fold(lit(NULL), |otherwise, (place, step)| {
            when(col("event").eq(lit(step)))
                .then(lit(place))
                .otherwise(otherwise)
        });
    let sorted = log
        .clone()
        .select([
            col("customer_id"),
            col("channel"),
            col("event_time")
                .cast(DataType::Datetime(TimeUnit::Microseconds, None))
                .cast(DataType::Int64)
                .alias("time"),
            place.cast(DataType::Int64).alias("step"),
        ])
        .filter(col("step").is_not_null())
        .sort(
            ["customer_id", "time", "step"],
            SortMultipleOptions::default(),
        )
        .collect_with_engine(Engine::Streaming)?;
    Ok(sorted.unwrap_single())
}

/// Adds how far a person came, if they entered.
fn count<'a>(groups: &mut BTreeMap<&'a str, Reached>, channel: &'a str, journey: &[(i64, usize)]) {
    let starts = (0..journey.len()).filter(|at| journey[*at].1 == 0);
    let Some(furthest) = starts.map(|at| reached_from(&journey[at..])).max() else {
        return;
    };
    let reached = groups.entry(channel).or_default();
    for stage in &mut reached[..furthest] {
        *stage += 1;
    }
}

/// Stages reached by the chain that begins with the first event and always takes the earliest next step: no other chain from
/// there comes further.
fn reached_from(events: &[(i64, usize)]) -> usize {
    let mut stages = 1;
    for (time, step) in &events[1..] {
        if *time > events[0].0 + WINDOW {
            break;
        }
        stages += usize::from(*step == stages);
    }
    stages
}

fn put(answer: &mut Answer, group: &str, reached: &Reached) {
    for (step, reached) in STEPS.iter().zip(reached) {
        answer.put(format!("{group} {step}"), *reached);
    }
}

pub(super) fn found(summary: &Summary) -> Result<Answer, BenchError> {
    let reached = |of: &Summary| -> Result<Reached, BenchError> {
        let mut reached = Reached::default();
        for (place, stage) in reached.iter_mut().enumerate() {
            *stage = of.count(&format!("/stages/{place}/reached"))?;
        }
        Ok(reached)
    };
    let mut answer = Answer::default();
    for group in summary.list("/groups")? {
        put(&mut answer, group.text("/name")?, &reached(&group)?);
    }
    put(&mut answer, "all", &reached(summary)?);
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: the first chain reaches the third step, the second begins later and has its window longer.
    #[test]
    fn the_earliest_next_step_is_taken_and_the_window_ends() {
        assert_eq!(reached_from(&[(0, 0), (1, 2), (1, 1), (5, 2), (6, 2)]), 3);
        assert_eq!(reached_from(&[(0, 0), (WINDOW, 1), (WINDOW + 1, 2)]), 2);
        assert_eq!(reached_from(&[(0, 0), (0, 1)]), 2);
    }
}
