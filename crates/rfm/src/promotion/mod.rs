//! Promotion: what would move a customer up one class, or into a better segment.
//!
//! A step changes one dimension and leaves the other two as they are: a purchase on the analysis date
//! (R becomes 0 days), more orders (F), or a larger amount (M). Breaks and splits are held fixed at the
//! values that this population gave them, although every step would move them a little. A real order
//! does all three at once, so that a step is a lower bound on what one order brings.

mod climb;
mod columns;
mod ladder;
mod routes;

use serde::Serialize;

pub(crate) use climb::{Climb, WayUp};
pub(crate) use columns::columns;
pub(crate) use routes::Ascents;

/// One way up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A purchase on the analysis date: R becomes 0 days.
    PurchaseToday,
    /// More orders.
    Orders,
    /// A larger amount.
    Amount,
}

impl Step {
    /// Every kind of step, in the order of R, F and M.
    pub const ALL: [Self; 3] = [Self::PurchaseToday, Self::Orders, Self::Amount];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::PurchaseToday => "purchase_today",
            Self::Orders => "orders",
            Self::Amount => "amount",
        }
    }
}

/// How many customers one step would lift, and where to.
///
/// Better means earlier in the order of value. Where ranks are cut instead of values (`ntile`,
/// `rank-first`) there are no breaks to reach, and only the eight types by value have routes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Promotions {
    /// The amount up to which a customer counts as near: the mean amount per order (客单价), or the mean M
    /// where M is itself a mean per order; none where it is not positive.
    pub near_amount: Option<f64>,
    /// Keys of the segments, the most valuable first: what makes a segment a better one.
    pub value_order: Vec<String>,
    /// The routes, by origin in the order of the segments, kind of step and destination.
    pub routes: Vec<Route>,
}

/// Customers of one segment whom one kind of step would lift into another.
///
/// A customer stands in one route of each kind at most, that of the smallest step that lifts; the routes
/// of different kinds overlap.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Route {
    /// Key of the segment.
    pub from: String,
    /// The kind of step.
    pub step: Step,
    /// Key of the better segment.
    pub to: String,
    /// Customers whom such a step lifts, however large.
    pub customers: u64,
    /// Of them those who are near: one order, at most the near amount, or a purchase today away.
    pub near: u64,
    /// What those near are missing together: orders, or an amount.
    pub missing: f64,
    /// What those near have spent so far.
    pub monetary: f64,
}
