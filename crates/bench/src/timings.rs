//! [`Timings`]: what a command says of its own times; [`Run`]: one run as it was measured.

use serde::{Deserialize, Serialize};

/// What a command says of its own times and memory.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Timings {
    /// Processor seconds of all its threads; on Linux to the nanosecond, elsewhere as finely as the system counts.
    pub processor_seconds: f64,
    /// The most memory that it held, in bytes; none where the system does not say.
    pub peak_bytes: Option<u64>,
    /// Where the time went.
    pub stages: Stages,
}

/// Seconds on the clock by stage. Where threads work at once, the time that the command waits for them is divided among the
/// stages as their own times are, so stages never add up to more than the whole.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Stages {
    /// Opening files, surveying text, decoding rows.
    pub read: f64,
    /// Rows to customers, persons, features or levels.
    pub reduce: f64,
    /// What is worked out from these: scores, tests, models, summaries.
    pub score: f64,
    /// Summary and tables to files.
    pub write: f64,
    /// Report, charts, workbook and notebook.
    pub draw: f64,
}

impl Stages {
    /// Names of the stages, in the order in which data passes them.
    pub const NAMES: [&'static str; 5] = ["read", "reduce", "score", "write", "draw"];

    /// Seconds by stage, in the order of the names.
    pub fn seconds(&self) -> [f64; 5] {
        [self.read, self.reduce, self.score, self.write, self.draw]
    }

    /// Of seconds in the order of the names.
    pub fn of([read, reduce, score, write, draw]: [f64; 5]) -> Self {
        Self {
            read,
            reduce,
            score,
            write,
            draw,
        }
    }

    /// Seconds of all stages.
    pub fn sum(&self) -> f64 {
        self.seconds().iter().sum()
    }
}

/// One run of a command.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Run {
    /// Seconds on the clock, from the start of the process to its end.
    pub seconds: f64,
    /// What the command says of itself.
    pub timings: Timings,
}
