//! [`Summary`]: every figure of a segmentation, under the keys of `summary.json`.

use chrono::NaiveDate;
use fourr_table::{Found, coerce::Faults};
use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    Attempt, Basis, ClusterRefusal, Clusters, CustomerLedger, Lifetime, LifetimeRefusal, Migration,
    ModelWarning, Promotions, PurchaseCycle, Rfm, RowLedger, Scoring, Segment, SegmentLint, Spread,
    StatusUse, WeightsInForce,
};

/// Every figure of an RFM segmentation. Shares are in 0..=1; money is in the currency of the input.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// The parameters in force.
    pub parameters: Rfm,
    /// The scoring in force.
    pub scoring: Scoring,
    /// Which column was read for what, and how it was found.
    pub columns: Vec<Found>,
    /// The analysis date; a table of customers with recency in days has none.
    pub as_of: Option<NaiveDate>,
    /// Whether the analysis date was not given, and is the day after the last order.
    pub as_of_is_default: bool,
    /// Rows read, used and set aside.
    pub rows: RowLedger,
    /// Customers seen and scored.
    pub customers: CustomerLedger,
    /// States of orders and what was made of them.
    pub statuses: Vec<StatusUse>,
    /// Cells that could not be read, by column.
    pub faults: Vec<Faults>,
    /// Totals over the customers scored.
    pub totals: Totals,
    /// R, F and M: averages, breaks, classes.
    pub dimensions: Dimensions,
    /// The segments in force, by published name.
    pub segments: Segments,
    /// How the amounts of each segment with customers are spread.
    pub spread: Vec<Spread>,
    /// Overlaps, holes and unreachable rows of the table of segments.
    pub lint: SegmentLint,
    /// The eight types under every basis.
    pub eight_types: Vec<EightBy>,
    /// What the other scoring conventions would give.
    pub conventions: Vec<Convention>,
    /// Customers and their mean amount by R and F score, every cell.
    pub cells: Vec<Cell>,
    /// Share of the amount that the best customers bring.
    pub concentration: Vec<Concentration>,
    /// Purchase cycle and dormancy; a table of customers does not tell.
    pub cycle: Option<PurchaseCycle>,
    /// What would move customers into a better segment.
    pub promotions: Promotions,
    /// Where customers stood at an earlier date, when that was asked for.
    pub migration: Option<Migration>,
    /// The weights in the weighted score and how they were found.
    pub weights: WeightsInForce,
    /// Clusters by k-means, where they were asked for.
    pub clusters: Option<Attempt<Clusters, ClusterRefusal>>,
    /// Models of returning customers and what they are worth, where they were asked for.
    pub lifetime: Option<Attempt<Lifetime, LifetimeRefusal>>,
    /// What a reader should know before trusting the figures.
    pub warnings: Vec<Warning>,
}

/// Totals over the customers scored.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Totals {
    /// Customers.
    pub customers: u64,
    /// Orders: the sum of the frequencies.
    pub orders: f64,
    /// Amount: the sum of the monetary values, less refunds.
    pub monetary: f64,
    /// Amount over orders (客单价).
    pub average_order: Option<f64>,
}

/// The three dimensions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dimensions {
    /// Days since the last purchase.
    pub recency: Dimension,
    /// Orders.
    pub frequency: Dimension,
    /// Amount.
    pub monetary: Dimension,
}

/// One dimension over the customers scored. Quantiles are type 7.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dimension {
    /// Mean.
    pub mean: f64,
    /// Smallest value.
    pub min: f64,
    /// First quartile.
    pub q1: f64,
    /// Median.
    pub median: f64,
    /// Third quartile.
    pub q3: f64,
    /// Largest value.
    pub max: f64,
    /// Different values.
    pub distinct: u64,
    /// The breaks between classes, ascending; empty where ranks were cut.
    pub breaks: Vec<Cut>,
    /// Customers by score, 1 upwards.
    pub classes: Vec<u64>,
    /// What splits high from low in the eight types, in the unit of its basis.
    pub split: f64,
    /// Customers exactly on the split: they are low.
    pub on_split: u64,
    /// How the values are distributed.
    pub histogram: Vec<Bin>,
}

/// A break between classes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cut {
    /// Its value.
    pub value: f64,
    /// Customers exactly on it.
    pub customers: u64,
}

/// Customers (or gaps) from one value to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bin {
    /// First value, included.
    pub from: f64,
    /// End, excluded; the last bin is open and has none.
    pub to: Option<f64>,
    /// How many.
    pub count: u64,
}

impl Bin {
    /// Counts weighted values in bins of `width` from the multiple of it at or below the first value, up
    /// to `high`; the last bin is open. Values ascend.
    pub(crate) fn counts(
        values: impl Iterator<Item = (f64, u64)>,
        width: f64,
        high: f64,
    ) -> Vec<Self> {
        let mut bins: Vec<Self> = Vec::new();
        for (value, count) in values {
            if bins.is_empty() {
                let from = (value / width).floor() * width;
                bins.push(Self {
                    from,
                    to: Some(from + width),
                    count: 0,
                });
            }
            while let Some(end) = bins.last().and_then(|bin| bin.to)
                && value >= end
            {
                let to = (end < high).then_some(end + width);
                bins.push(Self {
                    from: end,
                    to,
                    count: 0,
                });
            }
            if let Some(last) = bins.last_mut() {
                last.count += count;
            }
        }
        bins
    }
}

/// The segments in force; in files a map by published name.
#[derive(Debug, Clone, PartialEq)]
pub struct Segments(pub Vec<SegmentSummary>);

impl Serialize for Segments {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for summary in &self.0 {
            map.serialize_entry(&summary.segment.key, summary)?;
        }
        map.end()
    }
}

/// The customers of one segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SegmentSummary {
    /// The segment.
    #[serde(flatten)]
    pub segment: Segment,
    /// Customers.
    pub customers: u64,
    /// Share of the customers scored.
    pub share: f64,
    /// Orders.
    pub orders: f64,
    /// Amount.
    pub monetary: f64,
    /// Share of the amount; none where the total is zero.
    pub monetary_share: Option<f64>,
    /// Mean days since the last purchase.
    pub mean_recency: Option<f64>,
    /// Mean orders.
    pub mean_frequency: Option<f64>,
    /// Mean amount.
    pub mean_monetary: Option<f64>,
    /// Amount over orders.
    pub average_order: Option<f64>,
}

/// The eight types under one basis: customers by code, most valuable type first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EightBy {
    /// The basis.
    pub basis: Basis,
    /// Whether it is the one in force.
    pub in_force: bool,
    /// What splits R, F and M.
    pub splits: [f64; 3],
    /// Customers of 111, 101, 011, 001, 110, 100, 010, 000.
    pub customers: [u64; 8],
}

/// What a scoring convention gives on the same customers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Convention {
    /// The convention.
    pub scoring: Scoring,
    /// Whether it is the one in force.
    pub in_force: bool,
    /// Customers by recency score, 1 upwards.
    pub r: Vec<u64>,
    /// Customers by frequency score.
    pub f: Vec<u64>,
    /// Customers by monetary score.
    pub m: Vec<u64>,
    /// Customers with a score other than under the convention in force.
    pub customers_differing: u64,
}

/// Customers with one recency and one frequency score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// Recency score.
    pub r: u8,
    /// Frequency score.
    pub f: u8,
    /// Customers.
    pub customers: u64,
    /// Their mean amount; none in an empty cell.
    pub mean_monetary: Option<f64>,
}

/// How much the best customers bring.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Concentration {
    /// Share of the customers, those with the largest amounts first.
    pub customers: f64,
    /// Their share of the amount.
    pub monetary: f64,
}

/// What a reader should know before trusting the figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Warning {
    /// Too few customers or different values for that many classes.
    CoarseScores {
        /// Recency, frequency or monetary; `customers` when they are too few.
        dimension: &'static str,
        /// Different values, or customers.
        count: u64,
        /// Classes asked for.
        bins: u8,
    },
    /// A score that nobody has, because of ties.
    EmptyClasses {
        /// Recency, frequency or monetary.
        dimension: &'static str,
        /// Scores without a customer.
        scores: Vec<u8>,
    },
    /// Segments with fewer than 30 customers.
    SmallSegments {
        /// Their published names.
        segments: Vec<String>,
    },
    /// Customers whose refunds outweigh what they paid.
    NotPositive {
        /// How many.
        customers: u64,
    },
    /// The table of segments overlaps, has holes or names that are never given.
    SegmentTable {
        /// Pairs of segments that claim the same cells.
        overlaps: u64,
        /// Cells without a segment.
        holes: u64,
        /// Published names that are never given.
        unreachable: Vec<String>,
    },
    /// Without an order column every row is an order.
    RowsAreOrders,
    /// The mean lies far above the median: a few customers drag it.
    SkewedMean {
        /// Mean of the amounts.
        mean: f64,
        /// Their median.
        median: f64,
    },
    /// More than one row in ten was set aside.
    ManyRowsSetAside {
        /// Rows set aside.
        rows: u64,
        /// Their share of the rows read.
        share: f64,
    },
    /// Nobody bought on two days, so that there is no cycle to compare with.
    NoCycle,
    /// About a model.
    #[serde(untagged)]
    Model(ModelWarning),
}
