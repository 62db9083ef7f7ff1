//! Names of the columns of [`Segmentation::customers`](crate::Segmentation::customers).

use chrono::{Datelike, NaiveDate};

/// Days from 1970-01-01 to `date`.
pub(crate) fn day_number(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - 719_163
}

/// The date `day` days after 1970-01-01, clamped to the calendar's range.
pub(crate) fn date_of(day: i32) -> NaiveDate {
    let clamped = day.saturating_add(719_163);
    NaiveDate::from_num_days_from_ce_opt(clamped).unwrap_or(NaiveDate::MAX)
}

/// A column of the customer table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The customer's id, as the input writes it; the table is sorted by it.
    Customer,
    /// Days from the last purchase to the analysis date.
    RecencyDays,
    /// Distinct orders in the window.
    Frequency,
    /// Paid amount less refunds (or its mean per order), in the currency of the input.
    Monetary,
    /// Score of the recency, 1 to the number of classes, best highest.
    R,
    /// Score of the frequency.
    F,
    /// Score of the monetary value.
    M,
    /// The three scores side by side: a code, not a quantity.
    RfmCell,
    /// R + F + M.
    ScoreSum,
    /// Weighted mean of the three scores.
    WeightedScore,
    /// Published name of the segment in force.
    Segment,
    /// High (1) or low (0) of R, F and M: the code of the eight types.
    EightType,
    /// Day of the first purchase in the window.
    FirstOrder,
    /// Day of the last purchase.
    LastOrder,
    /// Distinct days with a purchase.
    PurchaseDays,
    /// Days between purchases that this customer is held to.
    CycleDays,
    /// Whether the cycle is the customer's own or the pooled median.
    CycleSource,
    /// Recency over cycle.
    CycleRatio,
    /// Active, at risk, dormant or lost.
    Status,
    /// Orders to the next class of F; null on the highest, and where ranks are cut.
    NextFOrders,
    /// Amount to the next class of M, in whole cents; null on the highest, and where ranks are cut.
    NextMAmount,
    /// Last day on which the R score stays without a purchase; null on the lowest, and where ranks are cut.
    RUntil,
    /// Orders that make F high in the eight types; null where it is.
    HighFOrders,
    /// Amount that makes M high in the eight types, in whole cents; null where it is.
    HighMAmount,
    /// The cheapest single step into a better segment: `purchase_today`, `orders` or `amount`.
    NextStep,
    /// How many orders, or how large an amount, that step takes.
    NextStepSize,
    /// The better segment it leads to.
    NextSegment,
    /// The segment at the earlier date; null for the new. Only there when migration ran.
    PreviousSegment,
    /// What became of the customer since: `stable`, `up`, `down` or `new`. Only there when migration ran.
    Move,
    /// Number of the cluster, 1 for the largest.
    Cluster,
    /// Probability of being a customer still, by the model of returning customers.
    PAlive,
    /// Purchases expected within the horizon.
    ExpectedPurchases,
    /// Expected value of a purchase.
    ExpectedPurchaseValue,
    /// Present value of the purchases expected within the horizon.
    LifetimeValue,
}

impl Column {
    /// The column's name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::RecencyDays => "recency_days",
            Self::Frequency => "frequency",
            Self::Monetary => "monetary",
            Self::R => "r_score",
            Self::F => "f_score",
            Self::M => "m_score",
            Self::RfmCell => "rfm_cell",
            Self::ScoreSum => "score_sum",
            Self::WeightedScore => "weighted_score",
            Self::Segment => "segment",
            Self::EightType => "eight_type",
            Self::FirstOrder => "first_order",
            Self::LastOrder => "last_order",
            Self::PurchaseDays => "purchase_days",
            Self::CycleDays => "cycle_days",
            Self::CycleSource => "cycle_source",
            Self::CycleRatio => "cycle_ratio",
            Self::Status => "status",
            Self::NextFOrders => "next_f_orders",
            Self::NextMAmount => "next_m_amount",
            Self::RUntil => "r_until",
            Self::HighFOrders => "high_f_orders",
            Self::HighMAmount => "high_m_amount",
            Self::NextStep => "next_step",
            Self::NextStepSize => "next_step_size",
            Self::NextSegment => "next_segment",
            Self::PreviousSegment => "previous_segment",
            Self::Move => "move",
            Self::Cluster => "cluster",
            Self::PAlive => "p_alive",
            Self::ExpectedPurchases => "expected_purchases",
            Self::ExpectedPurchaseValue => "expected_purchase_value",
            Self::LifetimeValue => "lifetime_value",
        }
    }
}
