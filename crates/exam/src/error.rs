//! [`ExamError`]: why a paper could not be given or marked.

use std::path::PathBuf;

use fourr_pipeline::{Place, PlanError};

use crate::{NoExpression, NoPath, NoValue};

/// Why a paper could not be given or marked.
#[derive(Debug, thiserror::Error)]
pub enum ExamError {
    /// The plan in the paper is wrong, or its file cannot be read.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// Something in the paper is wrong.
    #[error("{}:{place}: {fault}", path.display())]
    Fault {
        /// The file of the paper.
        path: PathBuf,
        /// Where in it.
        place: Place,
        /// What.
        fault: Box<Fault>,
    },
}

/// What is wrong in a paper.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Fault {
    /// A key or value that a paper cannot have.
    #[error("{0}")]
    Syntax(String),
    /// Nothing is asked.
    #[error("the paper has no questions")]
    NoQuestions,
    /// An id that cannot be written in braces.
    #[error("{0:?} cannot be the id of a question: letters, digits, - and _")]
    Id(String),
    /// Two questions of one id.
    #[error("two questions are called {0}")]
    IdTwice(String),
    /// Points that cannot be earned.
    #[error("points are {0}, expected more than 0")]
    Points(f64),
    /// A key that the kind of question must have.
    #[error("question {id} needs {key}")]
    Missing {
        /// The question.
        id: String,
        /// What it lacks.
        key: &'static str,
    },
    /// A key that the kind of question does not have.
    #[error("question {id} of the kind {kind} has no {key}")]
    Unfit {
        /// The question.
        id: String,
        /// Its kind.
        kind: &'static str,
        /// The key.
        key: &'static str,
    },
    /// A tolerance by which nothing could be judged.
    #[error("question {0}: no number could be judged by this tolerance")]
    Tolerance(String),
    /// More than one tolerance, or points for a near answer that are no part of the question's.
    #[error("question {id}: {reason}")]
    Partial {
        /// The question.
        id: String,
        /// What is wrong.
        reason: &'static str,
    },
    /// A text that is no path.
    #[error(transparent)]
    Path(#[from] NoPath),
    /// A text that is no expression.
    #[error(transparent)]
    Expression(#[from] NoExpression),
    /// A figure of a step that the plan does not have.
    #[error("no step is called {name}; there are {}", known.join(", "))]
    Step {
        /// The name.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// An input whose defects are not known, because the plan does not make it.
    #[error("{name} is no input that the plan makes; there are {}", known.join(", "))]
    Input {
        /// The name.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// A question that the paper does not have.
    #[error("no question is called {name}; there are {}", known.join(", "))]
    Question {
        /// The name.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// An answer that does not depend on the seed.
    #[error("question {id} has the same answer over {variants} seeds")]
    Same {
        /// The question.
        id: String,
        /// How many variants were tried.
        variants: usize,
    },
    /// Questions that rest on each other.
    #[error("questions rest on each other: {}", .0.join(" -> "))]
    Cycle(Vec<String>),
    /// The answer of a question cannot be worked out from what the steps found.
    #[error("question {id}: {reason}")]
    NoAnswer {
        /// The question.
        id: String,
        /// Why.
        reason: NoValue,
    },
}

impl ExamError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Plan(error) => error.hint(),
            Self::Fault { fault, .. } => fault.hint().map(str::to_owned),
        }
    }

    /// Whether the paper is at fault, not the data or the machine.
    pub fn is_usage(&self) -> bool {
        match self {
            Self::Plan(error) => error.is_usage(),
            Self::Fault { .. } => true,
        }
    }
}

impl Fault {
    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoQuestions => {
                Some("add one: [[question]] with id, points, prompt, kind and answer")
            }
            Self::Missing {
                key: "a tolerance", ..
            } => Some("absolute = 0.5, relative = 0.01 or places = 2"),
            Self::Expression(_) => Some(
                "operators stand between spaces; figures are step.key.key, answers of other questions {id}",
            ),
            Self::Path(_) | Self::NoAnswer { .. } => Some(
                "the keys are those of summary.json in the folder of the step, behind its name",
            ),
            Self::Same { .. } => Some(
                "same = true says that it may be the same for everybody; else ask for something that the data decide",
            ),
            Self::Cycle(_) => Some("let one of them rest on figures of the steps alone"),
            _ => None,
        }
    }
}
