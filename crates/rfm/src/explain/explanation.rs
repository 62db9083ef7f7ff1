//! [`Explanation`]: what there is to say about one customer.

use chrono::NaiveDate;
use serde::Serialize;

use crate::{Basis, CycleSource, Dormancy, Scoring, Segment, Status, Step};

/// Why one customer stands where they stand.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The customer's id.
    pub customer: String,
    /// The analysis date; a table of customers with recency in days has none.
    pub as_of: Option<NaiveDate>,
    /// Days since the last purchase.
    pub recency: Standing,
    /// Orders.
    pub frequency: Standing,
    /// Amount.
    pub monetary: Standing,
    /// The scoring in force.
    pub scoring: Scoring,
    /// The scores under every convention, the one in force first.
    pub scores: Vec<ScoredBy>,
    /// R + F + M.
    pub score_sum: u8,
    /// Weighted mean of the three scores.
    pub weighted_score: f64,
    /// What splits high from low in the eight types.
    pub basis: Basis,
    /// High (1) or low (0) of R, F and M.
    pub eight_type: String,
    /// The segment.
    pub segment: Segment,
    /// The rule that gave it.
    pub cause: Cause,
    /// Cycle and state of dormancy; a table of customers does not tell.
    pub silence: Option<Silence>,
    /// Key of the segment at the earlier date, when migration ran and the customer was there.
    pub previous_segment: Option<String>,
    /// What became of the customer since: `stable`, `up`, `down` or `new`, when migration ran.
    #[serde(rename = "move")]
    pub movement: Option<String>,
    /// How far it is to the next class and to high.
    pub distances: Distances,
    /// The smallest step of each kind into a better segment, the cheapest first.
    pub steps: Vec<UpwardStep>,
}

/// One dimension of one customer among all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// The value.
    pub value: f64,
    /// Place among the customers scored, 1 the best; equal values share the best of their places.
    pub rank: u64,
    /// Customers with the same value, this one among them.
    pub tied: u64,
    /// Share of the customers scored whose value is worse.
    pub percentile: f64,
    /// The score in force.
    pub score: u8,
    /// The breaks between classes, ascending; empty where ranks were cut.
    pub breaks: Vec<f64>,
    /// The last break that the value is beyond; none in the lowest class of values.
    pub above: Option<f64>,
    /// The first break that it is not beyond; none in the highest class of values.
    pub up_to: Option<f64>,
    /// What splits high from low, in the unit of the basis: values, or scores.
    pub split: f64,
    /// Whether the value is high.
    pub high: bool,
}

/// The three scores under one convention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScoredBy {
    /// The convention.
    pub scoring: Scoring,
    /// Whether it is the one in force.
    pub in_force: bool,
    /// Score of the recency.
    pub r: u8,
    /// Score of the frequency.
    pub f: u8,
    /// Score of the monetary value.
    pub m: u8,
}

/// The rule that gave a customer the segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Cause {
    /// High and low of R, F and M.
    HighLow {
        /// High (1) or low (0) of R, F and M.
        code: String,
    },
    /// The first rule that covers the scores; a range of none covers every score.
    Scores {
        /// The three scores side by side.
        cell: String,
        /// Rounded mean of the scores of F and M.
        rounded_mean: u8,
        /// First and last score of R.
        r: Option<[u8; 2]>,
        /// First and last score of F.
        f: Option<[u8; 2]>,
        /// First and last score of M.
        m: Option<[u8; 2]>,
        /// First and last rounded mean of the scores of F and M.
        fm: Option<[u8; 2]>,
    },
    /// No rule covers the scores.
    NoRule {
        /// The three scores side by side.
        cell: String,
    },
}

/// How long a customer has been silent, and when that turns into another state.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Silence {
    /// Day of the first purchase in the window.
    pub first_order: NaiveDate,
    /// Day of the last purchase.
    pub last_order: NaiveDate,
    /// Distinct days with a purchase.
    pub purchase_days: u32,
    /// Days between purchases that the customer is held to.
    pub cycle_days: Option<f64>,
    /// Where the cycle comes from.
    pub cycle_source: Option<CycleSource>,
    /// Recency over cycle.
    pub cycle_ratio: Option<f64>,
    /// The state.
    pub status: Status,
    /// What silence is measured against.
    pub dormancy: Dormancy,
    /// The three limits, in cycles or days.
    pub limits: Vec<f64>,
    /// At risk, dormant and lost: the first analysis date in each state without another purchase. Dates
    /// of states that were reached already lie before the analysis date; empty without a cycle.
    pub turns: Vec<Turn>,
}

/// The day on which a state begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// The state.
    pub status: Status,
    /// Its first day.
    pub from: NaiveDate,
}

/// How far it is to the next class and to high, breaks and splits held fixed. None where there is nothing
/// higher, or ranks were cut instead of values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Distances {
    /// Last day on which the score of R stays without a purchase.
    pub r_until: Option<NaiveDate>,
    /// The score of R after a purchase on the analysis date, where that is higher.
    pub r_score_today: Option<u8>,
    /// Orders to the next class of F.
    pub next_f_orders: Option<u64>,
    /// The score of F that they earn.
    pub next_f_score: Option<u8>,
    /// Amount to the next class of M, in whole cents.
    pub next_m_amount: Option<f64>,
    /// The score of M that it earns.
    pub next_m_score: Option<u8>,
    /// Orders that make F high in the eight types.
    pub high_f_orders: Option<u64>,
    /// Amount that makes M high in the eight types, in whole cents.
    pub high_m_amount: Option<f64>,
}

/// A single step into a better segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UpwardStep {
    /// What it takes.
    pub step: Step,
    /// How many orders, or how large an amount.
    pub size: f64,
    /// Key of the better segment.
    pub to: String,
}
