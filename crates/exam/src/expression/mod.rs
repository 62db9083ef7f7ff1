//! [`Expression`]: a figure that is calculated from other figures.

mod read;

use fourr_report::{Cell, Format, Math};
use serde_json::Value;

use crate::{Nowhere, Path};

/// Numbers, figures of the summaries, answers of other questions, `+ - * /`, brackets and `round(x, places)`.
///
/// Operators stand between spaces, so that names may hold hyphens; the answer of a question is its id in braces:
///
/// ```
/// use fourr_exam::Expression;
/// let summaries = serde_json::json!({ "rfm": { "customers": 500 } });
/// let share: Expression = "{loyal} / rfm.customers".parse()?;
/// let value = share.value(&summaries, &|id| (id == "loyal").then_some(60.0))?;
/// assert_eq!(value, 0.12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// A number.
    Number(f64),
    /// A figure of the summaries.
    Figure(Path),
    /// The answer of a question.
    Question(String),
    /// Two operands.
    Binary(Box<Self>, Operation, Box<Self>),
    /// Rounded half away from zero, to so many places.
    Round(Box<Self>, u8),
}

/// What is done with two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Their sum.
    Plus,
    /// Their difference.
    Minus,
    /// Their product.
    Times,
    /// Their quotient.
    Over,
}

/// A text that is no expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no expression: {reason}")]
pub struct NoExpression {
    /// The text.
    pub text: String,
    /// Why.
    pub reason: String,
}

/// Why an expression has no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoValue {
    /// A path that leads nowhere.
    #[error(transparent)]
    Nowhere(#[from] Nowhere),
    /// A path that leads to several figures.
    #[error("{path} leads to {count} values, not to one")]
    Several {
        /// The path.
        path: String,
        /// How many.
        count: usize,
    },
    /// What stands there is no number.
    #[error("{path} is {value}, not a number")]
    NoNumber {
        /// The path.
        path: String,
        /// What it is.
        value: String,
    },
    /// A question without an answer in numbers.
    #[error("question {0} has no number for an answer")]
    NoAnswer(String),
    /// A division by nothing, or a result that no number holds.
    #[error("the result is not defined")]
    Undefined,
}

impl Expression {
    /// Its value over `summaries`; `answers` knows those of other questions.
    ///
    /// # Errors
    /// A figure or answer that is not there or no number, a division by zero.
    pub fn value(
        &self,
        summaries: &Value,
        answers: &dyn Fn(&str) -> Option<f64>,
    ) -> Result<f64, NoValue> {
        let value = match self {
            Self::Number(number) => *number,
            Self::Figure(path) => number(path, summaries)?,
            Self::Question(id) => answers(id).ok_or_else(|| NoValue::NoAnswer(id.clone()))?,
            Self::Binary(left, operation, right) => {
                let left = left.value(summaries, answers)?;
                operation.of(left, right.value(summaries, answers)?)
            }
            Self::Round(inner, places) => rounded(inner.value(summaries, answers)?, *places),
        };
        if value.is_finite() {
            Ok(value)
        } else {
            Err(NoValue::Undefined)
        }
    }

    /// The figures that it rests on.
    pub fn paths(&self) -> Vec<&Path> {
        match self {
            Self::Figure(path) => vec![path],
            Self::Binary(left, _, right) => [left.paths(), right.paths()].concat(),
            Self::Round(inner, _) => inner.paths(),
            Self::Number(_) | Self::Question(_) => Vec::new(),
        }
    }

    /// The questions that it rests on.
    pub fn questions(&self) -> Vec<&str> {
        match self {
            Self::Question(id) => vec![id],
            Self::Binary(left, _, right) => [left.questions(), right.questions()].concat(),
            Self::Round(inner, _) => inner.questions(),
            Self::Number(_) | Self::Figure(_) => Vec::new(),
        }
    }

    /// Whether there is anything to work out: a single figure is read off.
    pub fn is_calculated(&self) -> bool {
        matches!(self, Self::Binary(..) | Self::Round(..))
    }

    /// The expression with the names of its figures.
    pub fn named(&self) -> Math {
        self.math(&|leaf| match leaf {
            Self::Figure(path) => Math::words(path.to_string()),
            Self::Question(id) => Math::words(id),
            other => other.constant(),
        })
    }

    /// The expression with the figures put in.
    ///
    /// # Errors
    /// As for [`value`](Self::value).
    pub fn worked(
        &self,
        summaries: &Value,
        answers: &dyn Fn(&str) -> Option<f64>,
    ) -> Result<Math, NoValue> {
        // Whatever has a value has one in every leaf.
        self.value(summaries, answers)?;
        Ok(self.math(&|leaf| {
            let value = leaf.value(summaries, answers);
            value.map_or_else(|_| leaf.constant(), shown)
        }))
    }

    fn math(&self, leaf: &dyn Fn(&Self) -> Math) -> Math {
        match self {
            Self::Binary(left, operation, right) => {
                operation.math(left.math(leaf), right.math(leaf))
            }
            Self::Round(inner, _) => inner.math(leaf),
            other => leaf(other),
        }
    }

    fn constant(&self) -> Math {
        match self {
            Self::Number(number) => shown(*number),
            _ => Math::symbol("?"),
        }
    }
}

impl Operation {
    fn of(self, left: f64, right: f64) -> f64 {
        match self {
            Self::Plus => left + right,
            Self::Minus => left - right,
            Self::Times => left * right,
            Self::Over => left / right,
        }
    }

    fn math(self, left: Math, right: Math) -> Math {
        match self {
            Self::Plus => left + right,
            Self::Minus => left - right,
            Self::Times => left * right,
            Self::Over => left / right,
        }
    }
}

/// The one number that a path leads to.
fn number(path: &Path, summaries: &Value) -> Result<f64, NoValue> {
    let found = path.find(summaries)?;
    let [one] = found.as_slice() else {
        return Err(NoValue::Several {
            path: path.to_string(),
            count: found.len(),
        });
    };
    one.value.as_f64().ok_or_else(|| NoValue::NoNumber {
        path: path.to_string(),
        value: one.value.to_string(),
    })
}

/// Half away from zero, as people round.
fn rounded(value: f64, places: u8) -> f64 {
    let scale = 10_f64.powi(i32::from(places));
    (value * scale).round() / scale
}

/// A number in a formula.
fn shown(number: f64) -> Math {
    Math::value(Cell::Number(number), Format::Number(4))
}
