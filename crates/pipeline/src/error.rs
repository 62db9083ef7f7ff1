//! [`PlanError`]: why a plan could not be followed.

use std::{io, path::PathBuf};

use fourr_table::TableError;

use crate::Place;

/// Why a plan could not be read or its results not kept.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The file of the plan cannot be read.
    #[error("could not read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Something in the plan is wrong.
    #[error("{}:{place}: {fault}", path.display())]
    Fault {
        /// The file.
        path: PathBuf,
        /// Where in it.
        place: Place,
        /// What.
        fault: Fault,
    },
    /// A step wrote no file of that name.
    #[error("step {step} wrote no {file}")]
    NoFile {
        /// The step.
        step: String,
        /// The file that another step asks for.
        file: String,
    },
    /// What was done could not be written down.
    #[error(transparent)]
    Write(#[from] TableError),
}

/// What is wrong in a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is no TOML.
    #[error("{0}")]
    Syntax(String),
    /// A key that a plan does not have.
    #[error("unknown key {key}, expected one of {}", known.join(", "))]
    UnknownKey {
        /// The key.
        key: String,
        /// Those there are.
        known: &'static [&'static str],
    },
    /// A key that must be there.
    #[error("{owner} has no {key}")]
    Missing {
        /// What lacks it.
        owner: String,
        /// The key.
        key: &'static str,
    },
    /// A value of the wrong kind.
    #[error("{key} must be {expected}")]
    Kind {
        /// The key.
        key: String,
        /// What it must be.
        expected: &'static str,
    },
    /// Nothing to do.
    #[error("the plan has no steps")]
    NoSteps,
    /// A name that cannot be that of a folder.
    #[error(
        "{0:?} cannot be the name of a step: letters, digits, - and _, starting with a letter or digit"
    )]
    Name(String),
    /// Two steps of one name.
    #[error("two steps are called {0}")]
    NameTwice(String),
    /// An input that the plan does not name.
    #[error("no input is called {name}; there are {}", listed(known))]
    UnknownInput {
        /// The name.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// A step that the plan does not have.
    #[error("no step is called {name}; there are {}", listed(known))]
    UnknownStep {
        /// The name.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// Steps that wait for each other.
    #[error("steps wait for each other: {}", .0.join(" -> "))]
    Cycle(Vec<String>),
    /// A file of a step that would lie outside its folder.
    #[error("{0:?} is no file in the folder of a step")]
    Outside(String),
    /// A flag that the run itself sets.
    #[error("{0} is set by the run")]
    Reserved(String),
    /// The command refuses its flags or is none of the analyses.
    #[error("step {step}: {reason}")]
    Command {
        /// The step.
        step: String,
        /// What the command says.
        reason: String,
    },
}

impl PlanError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Read { .. } | Self::Write(_) => None,
            Self::NoFile { step, .. } => {
                Some(format!("look into the folder {step} of the results"))
            }
            Self::Fault { fault, .. } => fault.hint(),
        }
    }

    /// Whether the plan is at fault, not the data or the machine.
    pub fn is_usage(&self) -> bool {
        matches!(self, Self::Fault { .. } | Self::NoFile { .. })
    }
}

impl Fault {
    fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Missing { key: "name", .. } => "name = \"segments\": its folder in the results",
            Self::Missing { key: "run", .. } => "run = \"rfm\", or another analysis",
            Self::NoSteps => "add one: [[step]] with name, run and input",
            Self::UnknownInput { .. } => {
                "name the file under [inputs], or give it as { file = \"...\" } or { step = \"...\", file = \"...\" }"
            }
            Self::Cycle(_) => "a step can use what another wrote, not each what the other wrote",
            Self::Outside(_) => "name a file as it lies in the folder, such as customers.parquet",
            Self::Reserved(_) => {
                "leave it out: results go to the folder of the step, --lang is given to fourr run"
            }
            Self::Command { .. } => {
                "keys are the long flags of the command: see fourr COMMAND --help"
            }
            Self::NameTwice(_) => "give each its own name; it is the folder of its results",
            _ => return None,
        };
        Some(text.to_owned())
    }
}

/// Names in a line; what to read where there are none.
fn listed(names: &[String]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    names.join(", ")
}
