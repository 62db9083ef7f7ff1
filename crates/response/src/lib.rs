//! What spending brings, and where the next yuan goes.
//!
//! Start at [`Specification`]: its verb `fit` estimates a [`Response`] (a saturating [`Curve`] over spend that carries over) from one or
//! more [`Series`] of spend and return, with intervals. [`Budget`] then splits money among channels so that the next
//! yuan brings the same in each of them.
//!
//! Nothing here draws random numbers. What is fitted is what went together in the past, not what spending causes.

mod budget;
mod carry_over;
mod curve;
mod error;
mod fit;
mod form;
mod optimum;
mod problem;
mod series;

pub use budget::{Allocation, At, Budget, Channel, Place};
pub use curve::Curve;
pub use error::{BudgetError, FitError};
pub use fit::{Fit, Interval, Parameter, Specification};
pub use form::Form;
pub use series::{Response, Series};
