//! Papers: questions whose answers are figures of analyses, their keys, and marks.
//!
//! Start at [`Paper::read`]. A paper is a plan (see [`fourr_pipeline`]) with questions. Whoever runs the plan hands the
//! summaries of its steps to [`Paper::key`], which gives the answer to every question, how it is worked out, and what
//! known mistakes would lead to; [`report`] makes a document of it. [`grade`] holds answer sheets against the key.

mod chart_kind;
mod error;
mod expression;
pub mod grade;
mod key;
mod paper;
mod path;
pub mod report;
mod tolerance;
mod variants;

pub use chart_kind::ChartKind;
pub use error::{ExamError, Fault};
pub use expression::{Expression, NoExpression, NoValue, Operation};
pub use key::{Answer, Key, Misled, Row, Solved};
pub use paper::{Expected, Mistake, Number, Paper, Partial, Question};
pub use path::{Found, NoPath, Nowhere, Path};
pub use tolerance::Tolerance;
pub use variants::{Effort, Flaw, Sieve, seed_of};
