//! [`Change`]: one convention other than the one in force.

use chrono::NaiveDate;
use clap::ValueEnum;
use serde::Serialize;

use super::practice::Dates;
use crate::{Basis, DayCount, Monetary, Scheme, Scoring, Statuses, ZeroOrders};

/// One convention other than the one in force.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "convention", content = "value", rename_all = "snake_case")]
pub enum Change {
    /// Another table of segments.
    Scheme(Scheme),
    /// Another scoring.
    Scoring(Scoring),
    /// Another scoring of frequency alone, whose many ties `qcut` refuses.
    FrequencyScoring(Scoring),
    /// What is done with negative amounts.
    Refunds(RefundRows),
    /// The day that recency is counted back from.
    Reference(Reference),
    /// What splits high from low.
    Basis(Basis),
    /// Where a value on the split of high and low belongs: high.
    SplitTies(Ties),
    /// What counts as an order.
    Orders(OrderUnit),
    /// Whether an order without a positive amount counts.
    ZeroOrders(ZeroOrders),
    /// Whether the status of orders is respected.
    Statuses(Statuses),
    /// Rows that stand twice in the file count once.
    RepeatedRows(RepeatedRows),
    /// How days are counted.
    DayCount(DayCount),
    /// Which orders are in the window.
    Window(Window),
    /// What the monetary value is.
    Money(Monetary),
    /// Customers whose monetary value is not positive.
    NotPositive(NotPositive),
    /// The number of score classes.
    Bins(u8),
    /// Where a value on a break between score classes belongs: across it.
    BreakTies(Ties),
    /// Which purchase recency is counted from.
    Purchase(Purchase),
}

impl Change {
    /// The flags that make it, with the dates that it comes to; none for what no flag makes.
    pub(super) fn flag(&self, dates: Option<&Dates>) -> Option<String> {
        let since = || Some(format!("--since {}", dates?.since?));
        let as_of = || Some(format!("--as-of {}", dates?.as_of?));
        match self {
            Self::Scheme(Scheme::Own(_))
            | Self::FrequencyScoring(_)
            | Self::Refunds(RefundRows::Count)
            | Self::SplitTies(_)
            | Self::Orders(_)
            | Self::RepeatedRows(_)
            | Self::NotPositive(_)
            | Self::BreakTies(_)
            | Self::Purchase(_) => None,
            Self::Scheme(scheme) => Some(format!("--scheme {scheme}")),
            Self::Scoring(scoring) => Some(format!("--scoring {}", scoring.name())),
            Self::Refunds(RefundRows::Deduct) => Some("--refunds deduct".to_owned()),
            Self::Refunds(RefundRows::Exclude) => Some("--refunds exclude".to_owned()),
            Self::Reference(_) => as_of(),
            Self::Basis(basis) => written("basis", basis),
            Self::ZeroOrders(orders) => written("zero-orders", orders),
            Self::Statuses(statuses) => written("statuses", statuses),
            Self::DayCount(days) => written("day-count", days),
            Self::Window(Window::Year(_)) => Some(format!("{} {}", since()?, as_of()?)),
            Self::Window(_) => since(),
            Self::Money(money) => written("money", money),
            Self::Bins(bins) => Some(format!("--bins {bins}")),
        }
    }
}

fn written(flag: &str, value: &impl ValueEnum) -> Option<String> {
    Some(format!(
        "--{flag} {}",
        value.to_possible_value()?.get_name()
    ))
}

/// What a negative amount does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundRows {
    /// It lowers the monetary value.
    Deduct,
    /// The row is set aside.
    Exclude,
    /// It lowers the monetary value, and counts as an order.
    Count,
}

/// The day, or moment, that recency is counted back from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// The day that was given.
    Given,
    /// The day before the one that was given.
    DayBeforeGiven,
    /// The day after the one that was given.
    DayAfterGiven,
    /// A day that their days since the last purchase tell.
    On(NaiveDate),
    /// The day after the last order.
    DayAfter,
    /// The day of the last order.
    LastDay,
    /// The last day of the month of the last order.
    MonthEnd,
    /// The last day of its quarter.
    QuarterEnd,
    /// The last day of its year.
    YearEnd,
    /// The first day of the next month.
    NextMonth,
    /// The first day of the next year.
    NextYear,
    /// The moment of the last order, and full days before it.
    LastMoment,
    /// A day after that moment: `max(time) + timedelta(days=1)` in pandas.
    LastMomentNextDay,
}

/// The dimensions in which a value on a limit falls to the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ties {
    /// In none of them.
    AsUsual,
    /// In all three.
    All,
    /// In recency.
    Recency,
    /// In frequency and monetary value.
    FrequencyAndMonetary,
}

impl Ties {
    /// Whether R, F and M are among them.
    pub(super) fn crossed(self) -> [bool; 3] {
        match self {
            Self::AsUsual => [false; 3],
            Self::All => [true; 3],
            Self::Recency => [true, false, false],
            Self::FrequencyAndMonetary => [false, true, true],
        }
    }
}

/// What counts as an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderUnit {
    /// An order id; without such a column a row.
    OrderIds,
    /// A row.
    Rows,
    /// A day with a purchase.
    Days,
}

/// What becomes of rows that have the same text as an earlier row in every column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RepeatedRows {
    /// They count.
    Keep,
    /// They are set aside.
    Drop,
}

/// Which orders are in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// All up to the analysis date.
    All,
    /// Those from the day that was given.
    Given,
    /// Those of so many months before the analysis date.
    Months(u32),
    /// Those of the calendar year of the last order.
    LastYear,
    /// Those of an earlier calendar year, whose last day is the analysis date.
    Year(i32),
}

/// What becomes of customers whose monetary value is not positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotPositive {
    /// They are scored.
    Keep,
    /// They are left out.
    Drop,
}

/// Which purchase recency is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Purchase {
    /// The last.
    Last,
    /// The first.
    First,
}
