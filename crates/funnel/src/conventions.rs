//! The choices on which the field disagrees, each with a documented default.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// What the rows of the input are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// Counts when there are columns of stages and counts; stamps when stage columns are named; events otherwise.
    #[default]
    Auto,
    /// One row per event: who, what, when.
    Events,
    /// One row per stage (and channel, and day) with how many reached it.
    Counts,
    /// One row per person with one column of times or flags per stage.
    Stamps,
}

/// Rules of matching beside the order of the steps; they combine.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ValueEnum,
)]
#[serde(rename_all = "snake_case")]
#[clap(rename_all = "snake_case")]
pub enum Mode {
    /// A step other than the first that has been filled and occurs again ends the search.
    StrictDedup,
    /// After the first step, an event of no step, or of a step whose predecessor is not filled, ends the search.
    StrictOrder,
    /// Every step must be later than the one before, not at the same time.
    StrictIncrease,
    /// Steps follow each other: another event between two steps ends the chain, unless it repeats the one before; a later
    /// first step may start again.
    Consecutive,
    /// An event may fill one step only.
    Once,
    /// The steps may come in any order: the level is how many different steps lie within one window.
    AnyOrder,
    /// A stage is reached when it and every stage before it were done within one window, in any order.
    AllEarlier,
    /// Each stage counts whoever did it, whatever else they did; stages may grow.
    Independent,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 8] = [
        Self::StrictDedup,
        Self::StrictOrder,
        Self::StrictIncrease,
        Self::Consecutive,
        Self::Once,
        Self::AnyOrder,
        Self::AllEarlier,
        Self::Independent,
    ];

    /// Whether levels come about without an order of the steps.
    pub fn is_unordered(self) -> bool {
        matches!(self, Self::AnyOrder | Self::AllEarlier | Self::Independent)
    }

    /// The name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::StrictDedup => "strict_dedup",
            Self::StrictOrder => "strict_order",
            Self::StrictIncrease => "strict_increase",
            Self::Consecutive => "consecutive",
            Self::Once => "once",
            Self::AnyOrder => "any_order",
            Self::AllEarlier => "all_earlier",
            Self::Independent => "independent",
        }
    }
}

/// Which event of the first step a chain may start at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Start {
    /// Any: of the chains at a step the newest is followed, as `windowFunnel` does. It finds the longest chain, but for
    /// steps at equal times under `strict_increase`, where a newer one may hide it.
    #[default]
    Newest,
    /// Any: the longest chain is found, also among equal times.
    Best,
    /// Only the person's first.
    First,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Counting {
    /// Persons, each once, at their best.
    #[default]
    Persons,
    /// Sessions: by the session column, else split where a person was silent for longer than the gap.
    Sessions,
    /// Attempts: each begins at a first step and ends with the last step or the window; then the next begins.
    Attempts,
}

/// Which event of the chain a breakdown reads its column from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Attribution {
    /// The event that fills the first step.
    #[default]
    First,
    /// The event that fills the last step reached.
    Last,
    /// The event that fills this step, from 1; persons who did not reach it are in no group.
    Step(u8),
}

impl Attribution {
    /// Reads `first`, `last` or the number of a step.
    ///
    /// # Errors
    /// Any other text.
    pub fn from_argument(text: &str) -> Result<Self, String> {
        match text {
            "first" => Ok(Self::First),
            "last" => Ok(Self::Last),
            _ => match text.parse() {
                Ok(step) if step > 0 => Ok(Self::Step(step)),
                _ => Err(format!(
                    "attribution is {text}, expected first, last or the number of a step"
                )),
            },
        }
    }
}

impl std::fmt::Display for Attribution {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::First => f.write_str("first"),
            Self::Last => f.write_str("last"),
            Self::Step(step) => write!(f, "{step}"),
        }
    }
}

impl TryFrom<String> for Attribution {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::from_argument(&text)
    }
}

impl From<Attribution> for String {
    fn from(attribution: Attribution) -> Self {
        attribution.to_string()
    }
}

/// The periods of a trend; a person belongs to the period in which their chain started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// Calendar days.
    Day,
    /// Weeks from Monday, named by that day.
    Week,
    /// Calendar months, named by their first day.
    Month,
}
