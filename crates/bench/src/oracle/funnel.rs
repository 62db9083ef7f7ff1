//! Six steps within seven days, by channel: from every first step the earliest next one, over a sorted frame.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::summary::Summary;
use crate::workload::STEPS;
use crate::{Answer, BenchError};

/// A day in microseconds.
const DAY: i64 = 86_400_000_000;

/// Persons by stage.
type Reached = Vec<i64>;

/// What the log does not say.
#[derive(Debug)]
pub(super) struct Rules {
    /// The events of the steps.
    pub(super) steps: Vec<String>,
    /// The groups that are told of; all where nobody says.
    pub(super) groups: Option<Vec<String>>,
    /// Days that there are from the first step on.
    pub(super) days: i64,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            steps: STEPS.map(str::to_owned).to_vec(),
            groups: None,
            days: 7,
        }
    }
}

pub(super) fn expected(log: &LazyFrame, rules: &Rules) -> PolarsResult<Answer> {
    let events = sorted(log, &rules.steps)?;
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
            count(&mut groups, home, (&journey, rules));
            journey.clear();
            (person, home) = (id, channel.unwrap_or_default());
        }
        let step = step.and_then(|step| usize::try_from(step).ok());
        journey.extend(time.zip(step));
    }
    count(&mut groups, home, (&journey, rules));
    let mut answer = Answer::default();
    let is_told = |channel: &str| match &rules.groups {
        Some(told) => told.iter().any(|name| name == channel),
        None => true,
    };
    for (channel, reached) in groups.iter().filter(|group| is_told(group.0)) {
        put(&mut answer, channel, reached);
    }
    let total = |at: usize| groups.values().map(|reached| reached[at]).sum();
    let all: Reached = (0..rules.steps.len()).map(total).collect();
    put(&mut answer, "all", &all);
    Ok(answer)
}

/// The events of the steps by person, time and step.
fn sorted(log: &LazyFrame, steps: &[String]) -> PolarsResult<DataFrame> {
    let place = (0_i64..)
        .zip(steps)
        .fold(lit(NULL), |otherwise, (place, step)| {
            when(col("event").eq(lit(step.as_str())))
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
fn count<'a>(
    groups: &mut BTreeMap<&'a str, Reached>,
    channel: &'a str,
    (journey, rules): (&[(i64, usize)], &Rules),
) {
    let starts = (0..journey.len()).filter(|at| journey[*at].1 == 0);
    let window = rules.days * DAY;
    let furthest = starts.map(|at| reached_from(&journey[at..], window)).max();
    let Some(furthest) = furthest else {
        return;
    };
    let nobody = || vec![0; rules.steps.len()];
    let reached = groups.entry(channel).or_insert_with(nobody);
    for stage in &mut reached[..furthest] {
        *stage += 1;
    }
}

/// Stages reached by the chain that begins with the first event and always takes the earliest next step: no other chain from
/// there comes further.
fn reached_from(events: &[(i64, usize)], window: i64) -> usize {
    let mut stages = 1;
    for (time, step) in &events[1..] {
        if *time > events[0].0 + window {
            break;
        }
        stages += usize::from(*step == stages);
    }
    stages
}

fn put(answer: &mut Answer, group: &str, reached: &[i64]) {
    for (place, reached) in (1..).zip(reached) {
        answer.put(format!("{group} stage {place}"), *reached);
    }
}

pub(super) fn found(summary: &Summary) -> Result<Answer, BenchError> {
    let reached = |of: &Summary| -> Result<Reached, BenchError> {
        let stages = of.list("/stages")?;
        stages.iter().map(|stage| stage.count("/reached")).collect()
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
        assert_eq!(
            reached_from(&[(0, 0), (1, 2), (1, 1), (5, 2), (6, 2)], 7 * DAY),
            3
        );
        assert_eq!(
            reached_from(&[(0, 0), (7 * DAY, 1), (7 * DAY + 1, 2)], 7 * DAY),
            2
        );
        assert_eq!(reached_from(&[(0, 0), (0, 1)], DAY), 2);
    }
}
