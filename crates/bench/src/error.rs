//! [`BenchError`].

use std::io;
use std::path::PathBuf;

use fourr_generator::GeneratorError;
use polars::error::PolarsError;

use crate::Task;

/// Why nothing is told, or why what is told is no good news.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// A size without rows.
    #[error("rows is 0, expected 1 or more")]
    NoRows,
    /// Nothing to take a median of.
    #[error("runs is 0, expected 1 or more")]
    NoRuns,
    /// A share that is none.
    #[error("tolerance is {0}, expected 0 or more")]
    Tolerance(f64),
    /// Own files fit one task.
    #[error("{0} tasks over files of your own, expected one")]
    OneTask(usize),
    /// Data that cannot be made.
    #[error("could not make the data")]
    Data(#[from] GeneratorError),
    /// A figure that somebody else gets otherwise.
    #[error("{task}: {figure} is {fourr}, but plain polars gives {oracle}")]
    Disagreement {
        /// The task.
        task: Task,
        /// The figure.
        figure: String,
        /// What fourr found.
        fourr: String,
        /// What the oracle found.
        oracle: String,
    },
    /// Results that are not the same to the byte.
    #[error("{task}: {what} has the checksum {other}, the first run {first}")]
    Checksum {
        /// The task.
        task: Task,
        /// Which run.
        what: &'static str,
        /// Its checksum, in short.
        other: String,
        /// That of the first run, in short.
        first: String,
    },
    /// A run that failed.
    #[error("fourr {command} failed: {message}")]
    Failed {
        /// The words of the command.
        command: String,
        /// What it wrote to standard error.
        message: String,
    },
    /// A file that is no result of `fourr bench`.
    #[error("{} is no result of fourr bench: {reason}", path.display())]
    Baseline {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A result without a figure that it must have.
    #[error("{task}: the result has no {figure}")]
    Lacking {
        /// The task.
        task: Task,
        /// The figure.
        figure: String,
    },
    /// Tasks that became slower than is tolerated.
    #[error("slower than the baseline beyond noise and tolerance: {}", slower.join(", "))]
    Slower {
        /// Each with rows and ratio.
        slower: Vec<String>,
    },
    /// A file that cannot be read or written.
    #[error("could not use {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The oracle cannot read the data.
    #[error("plain polars could not work the answer out")]
    Oracle(#[from] PolarsError),
}

impl BenchError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::NoRows => "for example --rows 1_000_000, or --rows 100_000,1_000_000",
            Self::NoRuns => "for example --runs 5",
            Self::Tolerance(_) => "for example --tolerance 10 for ten percent",
            Self::OneTask(_) => "for example fourr bench rfm --input orders.parquet",
            Self::Data(error) => return Some(error.hint()),
            Self::Disagreement { .. } => {
                "one of the two is wrong: keep the seed and the size, and report it; no time is told of a wrong answer"
            }
            Self::Checksum { .. } => {
                "a result must not depend on chance or threads: keep the seed and the size, and report it"
            }
            Self::Failed { .. } => "run the command by itself to see more",
            Self::Baseline { .. } => "give the summary.json that fourr bench wrote, or its folder",
            Self::Slower { .. } => {
                "measure again on an idle machine; --tolerance says how much slower is accepted"
            }
            Self::File { .. } => "check that the folder exists, can be written to and has space",
            Self::Lacking { .. } | Self::Oracle(_) => return None,
        })
    }
}
