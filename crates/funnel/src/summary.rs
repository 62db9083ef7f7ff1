//! [`Summary`]: every figure of a funnel, under the keys of `summary.json`.

use chrono::{NaiveDate, NaiveDateTime};
use fourr_table::{Found, coerce::Faults};
use serde::Serialize;

use crate::{
    Definition, Funnel, InputKind, Period, RowLedger, Warning, Window, compare::Comparison,
};

/// Every figure of a funnel. Shares are in 0..=1, times in seconds; what is undefined is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// The parameters in force.
    pub parameters: Funnel,
    /// What the rows are.
    pub input: InputKind,
    /// When a person counts as having reached a stage; a table of counts has its own.
    pub definition: Option<Definition>,
    /// The longest time from the first step to the last.
    pub window: Option<Window>,
    /// Which column was read for what, and how it was found.
    pub columns: Vec<Found>,
    /// The column of the breakdown.
    pub by: Option<String>,
    /// Rows read, used and set aside.
    pub rows: RowLedger,
    /// Cells that could not be read, by column.
    pub faults: Vec<Faults>,
    /// First and last event, and who was seen; a table of counts does not tell.
    pub observed: Option<Observed>,
    /// The stages in their order.
    pub stages: Vec<Stage>,
    /// Share of those at the first stage who reach the last; null when nobody was at the first.
    pub overall_conversion: Option<f64>,
    /// Lost between the first stage and the last.
    pub lost: i64,
    /// The stage with the lowest step conversion, by its place in `stages`; the earlier of two.
    pub bottleneck: Option<usize>,
    /// The same by group, the largest first stage first, ties by name; every group.
    pub groups: Vec<Group>,
    /// Groups of fewer persons than may be told of by themselves, and as many others as hide them, put together.
    pub small_groups: Option<SmallGroups>,
    /// Persons without a value of the breakdown column.
    pub ungrouped: u64,
    /// Whether the largest groups, up to a hundred, really differ in their overall conversion.
    pub comparison: Option<Comparison>,
    /// The periods of the trend.
    pub trend_period: Option<Period>,
    /// The same by period of the first step, in order.
    pub trend: Vec<Trend>,
    /// Where those went next who were lost at a stage, by stage, most frequent first.
    pub lost_to: Vec<Lost>,
    /// What equal times did.
    pub ties: Option<Ties>,
    /// The events of the log, most frequent first, up to 50.
    pub events: Vec<EventCount>,
    /// The same log under every definition, where that was asked for.
    pub definitions: Vec<Defined>,
    /// What a reader should know before trusting the figures.
    pub warnings: Vec<Warning>,
}

/// What a log covers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Observed {
    /// First event.
    pub first: NaiveDateTime,
    /// Last event.
    pub last: NaiveDateTime,
    /// Last moment that counts: given, else the last event.
    pub as_of: NaiveDateTime,
    /// Persons with an event.
    pub persons: u64,
    /// Persons, sessions or attempts: what the stages count, with those who never entered.
    pub units: u64,
    /// Events that entered, each once.
    pub events: u64,
    /// Events of some step.
    pub step_events: u64,
}

/// One stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// The events that fill it, as the step was written; the stage's name in a table of counts.
    pub filled_by: String,
    /// Whether a chain may go on without it. Its figures compare with the required stages around it.
    pub optional: bool,
    /// How many reached it.
    pub reached: u64,
    /// Of those at the stage before (1 at the first); null when nobody was there.
    pub step_conversion: Option<f64>,
    /// Of those at the first stage.
    pub overall_conversion: Option<f64>,
    /// Lost between the stage before and this one; negative where stages grow.
    pub drop_off: i64,
    /// 1 less the step conversion.
    pub drop_rate: Option<f64>,
    /// Of all who were lost between the first and the last stage; null where stages grow.
    pub share_of_loss: Option<f64>,
    /// Reached this stage and no further, but their window was still open at the end of the log.
    pub open: u64,
    /// Step conversion to the next stage without those whose window is open: the rate of the settled.
    pub settled_conversion: Option<f64>,
    /// Time from the first step, of those who reached this stage.
    pub from_start: Option<Times>,
    /// Time from the step before, of those who reached this stage.
    pub from_previous: Option<Times>,
    /// Share of those at the stage before who have not reached this one, by the time since the stage before
    /// (Kaplan and Meier 1958: who was lost is censored at the end of the window or of the log).
    pub curve: Vec<Curve>,
    /// What is at stake with those lost behind this stage: the values of the events that filled it.
    pub value_lost: Option<f64>,
    /// What is at stake with those who reached it.
    pub value_reached: Option<f64>,
}

/// Times in seconds. Quantiles are type 7.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Times {
    /// How many.
    pub n: u64,
    /// Mean.
    pub mean: f64,
    /// Shortest.
    pub min: f64,
    /// First quartile.
    pub q1: f64,
    /// Median.
    pub median: f64,
    /// Third quartile.
    pub q3: f64,
    /// Ninetieth percentile.
    pub p90: f64,
    /// Longest.
    pub max: f64,
    /// How many took how long: (from, to, count), the bounds in seconds at times that a clock is read by, `to` exclusive.
    pub histogram: Vec<(f64, f64, u64)>,
}

/// A point of a survival curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Curve {
    /// Time since the stage before, in seconds.
    pub seconds: f64,
    /// Share not yet at this stage.
    pub surviving: f64,
}

/// How many reached a stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StageCount {
    /// How many reached it.
    pub reached: u64,
    /// Of those at the stage before; of the required stage before for and behind an optional one.
    pub step_conversion: Option<f64>,
    /// Of those at the first stage.
    pub overall_conversion: Option<f64>,
}

/// The funnel of one group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The value of the breakdown column.
    pub name: String,
    /// The stages in their order.
    pub stages: Vec<StageCount>,
    /// Share of those at the first stage who reach the last.
    pub overall_conversion: Option<f64>,
    /// Time from the first step by stage, of those who reached it; empty in a table of counts.
    pub from_start: Vec<Option<Times>>,
}

/// The funnel of several small groups together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SmallGroups {
    /// How many groups.
    pub groups: u64,
    /// The stages in their order.
    pub stages: Vec<StageCount>,
    /// Share of those at the first stage who reach the last.
    pub overall_conversion: Option<f64>,
}

/// The funnel of those who started in one period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trend {
    /// First day of the period.
    pub start: NaiveDate,
    /// The stages in their order.
    pub stages: Vec<StageCount>,
    /// Share of those at the first stage who reach the last.
    pub overall_conversion: Option<f64>,
    /// Those who can still convert: their window was open at the end of the log.
    pub open: u64,
}

/// Where those went next who were lost behind a stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lost {
    /// The stage, by its place in `stages`.
    pub stage: usize,
    /// Those lost there.
    pub lost: u64,
    /// Who did nothing more.
    pub nothing: u64,
    /// The next event after the one that filled the stage, most frequent first, up to 10.
    pub next: Vec<NextEvent>,
    /// Who did another event than these.
    pub other: u64,
}

/// An event that came next.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NextEvent {
    /// The event.
    pub event: String,
    /// How many did it next.
    pub count: u64,
}

/// What equal times did: at one moment the event of the earlier step comes first, whatever the order of the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Ties {
    /// Persons with different events at one moment.
    pub persons: u64,
    /// Events that share their moment with another of the same person.
    pub events: u64,
    /// Persons, sessions or attempts whose level would be lower if every step had to be later than the one before.
    pub decided: u64,
}

/// How often an event occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventCount {
    /// Its name.
    pub event: String,
    /// Events, each once.
    pub count: u64,
    /// Persons with such an event.
    pub persons: u64,
    /// The stages that it fills under some condition, by place.
    pub stages: Vec<usize>,
}

/// The log under one definition.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Defined {
    /// The definition.
    pub definition: Definition,
    /// Whether it is the one in force.
    pub in_force: bool,
    /// How many reached each stage.
    pub reached: Vec<u64>,
    /// Share of those at the first stage who reach the last.
    pub overall_conversion: Option<f64>,
    /// Units whose level is higher than under the definition in force.
    pub higher: u64,
    /// Units whose level is lower.
    pub lower: u64,
}
