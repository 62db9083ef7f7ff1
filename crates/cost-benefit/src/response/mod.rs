//! Response of channels to spending, and where the next yuan goes.
//!
//! Start at [`ResponseRules`]: its [`fit`](ResponseRules::fit) takes spending and return by period, of one channel or of
//! several, and returns a [`ResponseSummary`]: a curve a channel with its intervals, what the next yuan brings now, and
//! the split of a budget in which it brings the same everywhere. The curves are those of [`fourr_response`]. They tell
//! what went together in the past; that is association, no effect.

mod bound;
mod error;
mod ledger;
mod params;
mod plan;
mod read;
mod summary;
mod warning;

pub use bound::{Bound, BoundError};
pub use error::ResponseError;
pub use fourr_response::{
    Allocation, At, BudgetError, Curve, Fit, FitError, Form, Parameter, Place, Response,
};
pub use ledger::ResponseRows;
pub use params::{FormChoice, ResponseColumns, ResponseRules, Steady};
pub use plan::{Plan, Profitable, WhatIf};
pub use summary::{ChannelResponse, FormFit, Now, ResponseSummary};
pub use warning::ResponseWarning;
