//! The choices on which the field disagrees, each with a documented default.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// What the rows of the input are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// Customers when the columns recency (or last purchase), frequency and monetary value are there,
    /// orders otherwise.
    #[default]
    Auto,
    /// One row per order or order line.
    Orders,
    /// One row per customer with recency, frequency and monetary value.
    Customers,
}

/// How the days since the last purchase are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum DayCount {
    /// Difference of the two calendar dates.
    #[default]
    Calendar,
    /// Whole 24-hour periods from the last purchase to midnight at the start of the analysis date
    /// (what pandas' `(now - last).days` gives).
    Elapsed,
}

/// What a negative amount does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Refunds {
    /// It lowers the monetary value and counts for neither frequency nor recency.
    #[default]
    Deduct,
    /// The row is set aside.
    Exclude,
}

/// Whether an order without a positive amount counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ZeroOrders {
    /// A gift is no purchase: it counts for neither frequency nor recency.
    #[default]
    Exclude,
    /// It is an order like any other.
    Count,
}

/// What a status column does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Statuses {
    /// Rows of cancelled, closed and unpaid orders are set aside, and rows of refunded orders unless
    /// their amount is negative (then it is the refund itself).
    #[default]
    Respect,
    /// The column is not read.
    Ignore,
}

/// What the monetary value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Monetary {
    /// Paid amount in the window.
    #[default]
    Total,
    /// Paid amount per order (客单价), rounded to a ten-thousandth.
    PerOrder,
}

/// How values become scores.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Scoring {
    /// Type-7 quantiles, right-closed: a value on a break stays in the lower class, equal values get
    /// equal scores.
    Quantile,
    /// The R package rfm: one is added to each break, classes are left-closed.
    RRfm,
    /// pandas `qcut`: as `quantile`, but an error when two edges coincide.
    Qcut,
    /// pandas `qcut(duplicates="drop")`: coinciding edges are merged and the classes renumbered.
    QcutDrop,
    /// SQL `NTILE`: equal counts; ties are split by customer id.
    Ntile,
    /// pandas `qcut` of `rank(method="first")`: equal counts; ties are split by customer id.
    RankFirst,
    /// Given breaks: reaching one earns its score.
    Fixed,
}

impl Scoring {
    /// Every convention that needs no further parameter, in the order in which they are compared.
    pub const COMPARED: [Self; 5] = [
        Self::Quantile,
        Self::RRfm,
        Self::QcutDrop,
        Self::Ntile,
        Self::RankFirst,
    ];

    /// The name on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quantile => "quantile",
            Self::RRfm => "r-rfm",
            Self::Qcut => "qcut",
            Self::QcutDrop => "qcut-drop",
            Self::Ntile => "ntile",
            Self::RankFirst => "rank-first",
            Self::Fixed => "fixed",
        }
    }
}

/// What splits high from low in the eight types.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    ValueEnum,
)]
#[serde(rename_all = "snake_case")]
#[clap(rename_all = "kebab-case")]
pub enum Basis {
    /// The mean of the values.
    #[default]
    RawMean,
    /// The mean of the scores.
    ScoreMean,
    /// The median of the values.
    Median,
    /// Given thresholds.
    Fixed,
}

/// What a customer's silence is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Dormancy {
    /// Multiples of the purchase cycle: the customer's own, else the pooled median gap.
    #[default]
    Cycle,
    /// Fixed days.
    Days,
}
