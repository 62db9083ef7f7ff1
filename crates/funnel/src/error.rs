//! [`FunnelError`]: why there is no funnel.

use fourr_table::TableError;
use polars::error::PolarsError;

use crate::StepError;

/// Why there is no funnel.
#[derive(Debug, thiserror::Error)]
pub enum FunnelError {
    /// A length of time in which nothing can happen.
    #[error("{flag} is 0, expected a length of time above zero")]
    ZeroWindow {
        /// The parameter.
        flag: &'static str,
    },
    /// More steps than a funnel may have.
    #[error("{0} steps, expected at most 32")]
    TooManySteps(usize),
    /// Two steps of one name.
    #[error("two steps are called {0}")]
    StepTwice(String),
    /// A step that cannot be read.
    #[error(transparent)]
    Step(#[from] StepError),
    /// A funnel begins and ends with steps that must be done.
    #[error("the first or the last step is optional")]
    OptionalEnd,
    /// A parameter names a step that there is not.
    #[error("{given} names a step beyond the {steps} of the funnel")]
    NoSuchStep {
        /// What was given.
        given: String,
        /// Steps there are.
        steps: usize,
    },
    /// Two rules that exclude each other.
    #[error("{first} and {second} exclude each other")]
    Contradiction {
        /// A rule.
        first: &'static str,
        /// Another.
        second: &'static str,
    },
    /// The events of the log, without a word which of them are steps.
    #[error("no steps given for a log of events: {}", .events.iter().map(|(event, rows)| format!("{event} ({rows})")).collect::<Vec<_>>().join(", "))]
    NoSteps {
        /// The most frequent events and their rows.
        events: Vec<(String, u64)>,
    },
    /// A step that no event of the log is called.
    #[error("no event of the log is called {}", .events.join(", "))]
    UnknownEvents {
        /// The names given.
        events: Vec<String>,
        /// Events with a similar name, else the most frequent.
        near: Vec<String>,
    },
    /// A step or a breakdown names a column that there is not.
    #[error("no column {column} for a condition, a breakdown or a property that is held")]
    NoColumn {
        /// The column.
        column: String,
        /// The columns there are.
        columns: Vec<String>,
    },
    /// A condition on more columns or values than one pass can keep apart.
    #[error("{0} different conditions, expected at most 8")]
    TooManyConditions(usize),
    /// A column of events or groups with more different values than can be kept apart.
    #[error("column {column} has too many different values")]
    TooManyValues {
        /// The column.
        column: String,
    },
    /// Fewer than two stages.
    #[error("a funnel needs two stages, there is {0}")]
    FewStages(usize),
    /// Nothing was left to count.
    #[error("no event counts: of {rows} rows, {}", describe(.reasons))]
    NoEvents {
        /// Rows read.
        rows: u64,
        /// Why rows were set aside, most frequent first.
        reasons: Vec<(&'static str, u64)>,
    },
    /// A person who is not in the log.
    #[error("no person {id} in the log")]
    UnknownPerson {
        /// The id asked for.
        id: String,
    },
    /// What was asked for needs a log of events.
    #[error("{what} needs a log of events, the input is a table of stages")]
    NeedsEvents {
        /// What was asked for.
        what: &'static str,
    },
    /// A day after the first that no log reaches.
    #[error("day {0} is asked for, expected at most 3660")]
    DayTooFar(u16),
    /// A table of cohorts that nobody could read.
    #[error("the log runs from {first} to {last}: more than {most} periods")]
    TooManyPeriods {
        /// Day of the first event.
        first: chrono::NaiveDate,
        /// Last day that counts.
        last: chrono::NaiveDate,
        /// Periods that a table can have.
        most: usize,
    },
    /// More channels than there are sets of them to count.
    #[error("{channels} channels, expected at most {most}")]
    TooManyChannels {
        /// Channels.
        channels: usize,
        /// Channels that can be told apart.
        most: usize,
    },
    /// A channel reached more than there are.
    #[error("{channel} reached {reached} of {population}")]
    ReachAbovePopulation {
        /// The channel.
        channel: String,
        /// Reached, as told.
        reached: u64,
        /// Persons there are.
        population: u64,
    },
    /// Totals without the number of persons they are of.
    #[error("totals by channel do not tell how many persons there are")]
    NoPopulation,
    /// A parameter out of its range.
    #[error("{name} is {given}, expected {expected}")]
    OutOfRange {
        /// The parameter.
        name: &'static str,
        /// What was given.
        given: String,
        /// What is allowed.
        expected: &'static str,
    },
    /// A channel that is named but does not occur.
    #[error("no channel is called {channel}")]
    UnknownChannel {
        /// The name given.
        channel: String,
        /// The channels there are.
        channels: Vec<String>,
    },
    /// The input.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The engine.
    #[error("could not read the events")]
    Query(#[from] PolarsError),
}

fn describe(reasons: &[(&'static str, u64)]) -> String {
    let parts: Vec<String> = reasons
        .iter()
        .map(|(reason, rows)| format!("{reason} {rows}"))
        .collect();
    parts.join(", ")
}

impl FunnelError {
    /// Every row was set aside.
    pub(crate) fn nothing(rows: &crate::RowLedger) -> Self {
        let mut reasons: Vec<(&'static str, u64)> = rows
            .reasons()
            .into_iter()
            .filter(|(_, rows)| *rows > 0)
            .collect();
        reasons.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
        Self::NoEvents {
            rows: rows.read,
            reasons,
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::ZeroWindow { flag } => format!("for example --{flag} 30min"),
            Self::TooManySteps(_) => "put events into one step: --step 'NAME=EVENT|EVENT'".into(),
            Self::StepTwice(name) => format!("give one another name: --step '{name} 2={name}'"),
            Self::Step(_) => {
                "write NAME=EVENT|EVENT, with conditions: 'NAME=EVENT where amount>=100 and channel=a|b'".into()
            }
            Self::OptionalEnd => "take the question mark away, or reorder the steps".into(),
            Self::NoSuchStep { steps, .. } => format!("steps are numbered 1 to {steps}"),
            Self::Contradiction { .. } => "keep one of them".into(),
            Self::NoSteps { events } => {
                let steps = events.iter().take(3).map(|(event, _)| format!("--step '{event}'"));
                format!("name them in their order: {}", steps.collect::<Vec<_>>().join(" "))
            }
            Self::UnknownEvents { near, .. } if !near.is_empty() => format!("there are {}", near.join(", ")),
            Self::NoColumn { columns, .. } => format!("there are {}", columns.join(", ")),
            Self::TooManyConditions(_) => "add a column to the log that says which stage a row belongs to".into(),
            Self::TooManyValues { .. } => {
                "give another column, such as the channel (--by) or the name of the event (--event)".into()
            }
            Self::FewStages(_) => "give a second --step, or a table with more stages".into(),
            Self::NoEvents { .. } => "see the columns with fourr inspect FILE, and check --time and --as-of".into(),
            Self::UnknownPerson { .. } => "write the id as it stands in the log".into(),
            Self::NeedsEvents { .. } => "give the log, one row per event".into(),
            Self::DayTooFar(_) => "for example --days 1,7,30".into(),
            Self::TooManyPeriods { .. } => {
                "choose longer periods with --period month, or see whether --time names the right column".into()
            }
            Self::TooManyChannels { .. } => "put channels together in a column, and name it with --channel".into(),
            Self::ReachAbovePopulation { .. } => {
                "give the number of persons in the target with --population, or correct the table".into()
            }
            Self::NoPopulation => "give it with --population N".into(),
            Self::OutOfRange { expected, .. } => format!("give {expected}"),
            Self::UnknownChannel { channels, .. } => format!("there are {}", channels.join(", ")),
            Self::Table(_) | Self::Query(_) | Self::UnknownEvents { .. } => return None,
        })
    }
}
