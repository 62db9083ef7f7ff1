//! [`Explanation`]: which event of a person filled which step, and why it stopped there.

use chrono::NaiveDateTime;
use serde::Serialize;

/// Why a person is where they are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The person.
    pub person: String,
    /// The stages by name.
    pub stages: Vec<String>,
    /// How many stages were reached.
    pub level: usize,
    /// The events that filled them.
    pub filled: Vec<Filled>,
    /// Why it stopped there.
    pub stop: Stop,
    /// The person's events in order of time, the first 1,000.
    pub events: Vec<Told>,
    /// Events of the person in all.
    pub count: u64,
}

/// An event that filled a step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Filled {
    /// The stage, by place.
    pub stage: usize,
    /// The event.
    pub event: String,
    /// When.
    pub time: NaiveDateTime,
    /// Seconds since the first step.
    pub since_start: f64,
}

/// An event of the person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    /// When.
    pub time: NaiveDateTime,
    /// The event.
    pub event: String,
    /// The stages that it could fill, by place.
    pub could_fill: Vec<usize>,
    /// The stage that it filled in the chain that counts.
    pub filled: Option<usize>,
}

/// Why a person's chain stopped.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum Stop {
    /// The last step was reached.
    Completed,
    /// No event of the first step.
    NeverStarted,
    /// The next step never occurs.
    NextNeverOccurs {
        /// The stage that is missing, by place.
        stage: usize,
    },
    /// The next step occurs before the chain only.
    NextBefore {
        /// The stage, by place.
        stage: usize,
        /// Its last occurrence.
        time: NaiveDateTime,
    },
    /// The next step came when the window had closed.
    TooLate {
        /// The stage, by place.
        stage: usize,
        /// Its first occurrence behind the chain.
        time: NaiveDateTime,
        /// When the window closed.
        closed: NaiveDateTime,
    },
    /// The window is still open at the end of the log.
    StillOpen {
        /// The stage that is missing, by place.
        stage: usize,
        /// When the window closes.
        closes: NaiveDateTime,
    },
    /// A strict rule or an excluded event ended the search, though the next step follows in time.
    Ended {
        /// The stage that was not reached, by place.
        stage: usize,
        /// Its first occurrence behind the chain.
        time: NaiveDateTime,
    },
}
