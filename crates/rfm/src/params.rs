//! [`Rfm`]: the parameters of an RFM segmentation.

use chrono::NaiveDate;
use fourr_lifetime::Model;
use serde::{Deserialize, Serialize};

use crate::{
    Basis, ClusterCount, DayCount, Dormancy, InputKind, Monetary, Refunds, RfmError, Scheme,
    Scoring, Statuses, Weighting, ZeroOrders, value_order::ValueOrder,
};

/// Weeks that a model may look ahead: twenty years.
const MOST_WEEKS: u32 = 1_040;

/// Parameters of an RFM segmentation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct Rfm {
    /// Column with the customer id [default: found by its header]
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub customer: Option<String>,
    /// Column with the order id; without one every row is an order
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub order: Option<String>,
    /// Column with the date or time of the purchase
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub time: Option<String>,
    /// Column with the paid amount, refunds negative; else quantity times unit price
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub amount: Option<String>,
    /// Column with the quantity
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub quantity: Option<String>,
    /// Column with the price of one piece
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub unit_price: Option<String>,
    /// Column with the state of the order (completed, cancelled, refunded, ...)
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub status: Option<String>,
    /// Column with the days since the last purchase, in a table of customers
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub recency: Option<String>,
    /// Column with the number of orders, in a table of customers
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub frequency: Option<String>,
    /// Column with the amount spent, in a table of customers
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub monetary: Option<String>,

    /// What the rows are: orders, or customers with R, F and M already counted
    #[arg(long, value_enum, default_value_t = Self::default().rows, help_heading = "Method")]
    pub rows: InputKind,
    /// Analysis date that recency is counted back from [default: the day after the last order]
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Method")]
    pub as_of: Option<NaiveDate>,
    /// First day of the window; earlier orders are set aside [default: all]
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Method")]
    pub since: Option<NaiveDate>,
    /// Earlier analysis date: also segment as of that day, and tell where customers went since
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Method")]
    pub migration_from: Option<NaiveDate>,
    /// How the days since the last purchase are counted
    #[arg(long, value_enum, default_value_t = Self::default().day_count, help_heading = "Method")]
    pub day_count: DayCount,
    /// What a negative amount does
    #[arg(long, value_enum, default_value_t = Self::default().refunds, help_heading = "Method")]
    pub refunds: Refunds,
    /// Whether an order without a positive amount (a gift) counts
    #[arg(long, value_enum, default_value_t = Self::default().zero_orders, help_heading = "Method")]
    pub zero_orders: ZeroOrders,
    /// Whether cancelled and refunded orders are set aside by the status column
    #[arg(long, value_enum, default_value_t = Self::default().statuses, help_heading = "Method")]
    pub statuses: Statuses,
    /// What the monetary value is: total, or mean per order
    #[arg(long, value_enum, default_value_t = Self::default().money, help_heading = "Method")]
    pub money: Monetary,

    /// Segments: textbook8, grid11, putler11, r-rfm10, or a TOML file of your own
    #[arg(
        long, value_name = "NAME|FILE", value_parser = Scheme::from_argument,
        default_value_t = Self::default().scheme, help_heading = "Method"
    )]
    pub scheme: Scheme,
    /// Segments by name or code, the most valuable first: what up and down mean [default: 111, 011, 101,
    /// 001, 110, 010, 100, 000 for the eight types, else the order of the table]
    #[arg(
        long,
        value_name = "SEGMENT,...",
        value_delimiter = ',',
        help_heading = "Method"
    )]
    pub value_order: Vec<String>,
    /// How values become scores [default: quantile; r-rfm with --scheme r-rfm10]
    #[arg(long, value_enum, help_heading = "Method")]
    pub scoring: Option<Scoring>,
    /// Score classes per dimension, 2 to 9; the highest class is best
    #[arg(long, value_name = "N", default_value_t = Self::default().bins, help_heading = "Method")]
    pub bins: u8,
    /// Ascending recency breaks in days, for --scoring fixed: within the first one scores best
    #[arg(
        long,
        value_name = "DAYS,...",
        value_delimiter = ',',
        help_heading = "Method"
    )]
    pub recency_breaks: Vec<f64>,
    /// Ascending frequency breaks, for --scoring fixed: reaching one earns its score
    #[arg(
        long,
        value_name = "ORDERS,...",
        value_delimiter = ',',
        help_heading = "Method"
    )]
    pub frequency_breaks: Vec<f64>,
    /// Ascending amount breaks, for --scoring fixed: reaching one earns its score
    #[arg(
        long,
        value_name = "AMOUNT,...",
        value_delimiter = ',',
        help_heading = "Method"
    )]
    pub monetary_breaks: Vec<f64>,
    /// What splits high from low in the eight types
    #[arg(long, value_enum, default_value_t = Self::default().basis, help_heading = "Method")]
    pub basis: Basis,
    /// Thresholds of R (days), F and M, for --basis fixed; a value on one is low
    #[arg(
        long,
        value_name = "R,F,M",
        value_delimiter = ',',
        help_heading = "Method"
    )]
    pub thresholds: Vec<f64>,
    /// Weights of R, F and M in the weighted score: three numbers; ahp: with the importance of R over F, R
    /// over M and F over M, such as ahp:3,5,2; or entropy
    #[arg(
        long, value_name = "R,F,M|ahp:RF,RM,FM|entropy", default_value_t = Self::default().weights,
        help_heading = "Method"
    )]
    pub weights: Weighting,

    /// What silence is measured against: multiples of the purchase cycle, or fixed days
    #[arg(long, value_enum, default_value_t = Self::default().dormancy, help_heading = "Method")]
    pub dormancy: Dormancy,
    /// Cycles up to which a customer is active, at risk and dormant; beyond the last lost
    #[arg(
        long, value_name = "A,B,C", value_delimiter = ',',
        default_values_t = Self::default().dormancy_cycles, help_heading = "Method"
    )]
    pub dormancy_cycles: Vec<f64>,
    /// Days up to which a customer is active, at risk and dormant; beyond the last lost
    #[arg(
        long, value_name = "A,B,C", value_delimiter = ',',
        default_values_t = Self::default().dormancy_days, help_heading = "Method"
    )]
    pub dormancy_days: Vec<f64>,

    /// Cluster customers by k-means on R, F and M: that many, or as many as separate best
    #[arg(
        long, value_name = "auto|K", num_args = 0..=1, require_equals = true, default_missing_value = "auto",
        help_heading = "Models"
    )]
    pub clusters: Option<ClusterCount>,
    /// Model who returns and what customers are worth: bg-nbd, mbg-nbd or pareto-nbd; of several the first is
    /// in force, the others are compared with it
    #[arg(
        long, value_name = "MODEL,...", num_args = 0..=1, require_equals = true,
        default_missing_value = "bg-nbd", value_delimiter = ',', value_parser = model, help_heading = "Models"
    )]
    pub lifetime: Vec<Model>,
    /// Last day of the purchases that the model is judged from; it is tested on the later ones [default: the
    /// middle of the period]
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Models")]
    pub calibrate_until: Option<NaiveDate>,
    /// Weeks that the lifetime model looks ahead
    #[arg(long, value_name = "WEEKS", default_value_t = Self::default().horizon, help_heading = "Models")]
    pub horizon: u32,
    /// Share of the turnover that counts as lifetime value
    #[arg(long, value_name = "SHARE", default_value_t = Self::default().margin, help_heading = "Models")]
    pub margin: f64,
    /// Yearly rate by which a later purchase counts less
    #[arg(long, value_name = "RATE", default_value_t = Self::default().discount_rate, help_heading = "Models")]
    pub discount_rate: f64,
}

impl Default for Rfm {
    fn default() -> Self {
        Self {
            customer: None,
            order: None,
            time: None,
            amount: None,
            quantity: None,
            unit_price: None,
            status: None,
            recency: None,
            frequency: None,
            monetary: None,
            rows: InputKind::default(),
            as_of: None,
            since: None,
            migration_from: None,
            day_count: DayCount::default(),
            refunds: Refunds::default(),
            zero_orders: ZeroOrders::default(),
            statuses: Statuses::default(),
            money: Monetary::default(),
            scheme: Scheme::default(),
            value_order: Vec::new(),
            scoring: None,
            bins: 5,
            recency_breaks: Vec::new(),
            frequency_breaks: Vec::new(),
            monetary_breaks: Vec::new(),
            basis: Basis::default(),
            thresholds: Vec::new(),
            weights: Weighting::default(),
            dormancy: Dormancy::default(),
            dormancy_cycles: vec![1.0, 2.0, 3.0],
            dormancy_days: vec![90.0, 180.0, 365.0],
            clusters: None,
            lifetime: Vec::new(),
            calibrate_until: None,
            horizon: 52,
            margin: 1.0,
            discount_rate: 0.1,
        }
    }
}

impl Rfm {
    /// The scoring in force: the one asked for, else the one that the scheme was published with.
    pub fn scoring(&self) -> Scoring {
        self.scoring.unwrap_or_else(|| self.scheme.scoring())
    }

    /// Refuses parameters that have no meaning, before any file is read.
    ///
    /// # Errors
    /// The first parameter that is out of its range, or missing beside another.
    pub fn check(&self) -> Result<(), RfmError> {
        if !(2..=9).contains(&self.bins) {
            return Err(RfmError::Bins(self.bins));
        }
        if let (Some(since), Some(as_of)) = (self.since, self.as_of)
            && since > as_of
        {
            return Err(RfmError::Window { since, as_of });
        }
        if let (Some(from), Some(as_of)) = (self.migration_from, self.as_of)
            && from >= as_of
        {
            return Err(RfmError::MigrationOrder { from, as_of });
        }
        self.weights.check()?;
        self.check_outlook()?;
        if self.scoring() == Scoring::Fixed {
            self.check_breaks("recency-breaks", &self.recency_breaks)?;
            self.check_breaks("frequency-breaks", &self.frequency_breaks)?;
            self.check_breaks("monetary-breaks", &self.monetary_breaks)?;
        }
        if self.basis == Basis::Fixed
            && (self.thresholds.len() != 3 || !all_finite(&self.thresholds))
        {
            return Err(RfmError::Thresholds(self.thresholds.len()));
        }
        check_limits("dormancy-cycles", &self.dormancy_cycles)?;
        check_limits("dormancy-days", &self.dormancy_days)?;
        let table = self.scheme.table(self.bins)?;
        ValueOrder::of(self, &table.segments)?;
        Ok(())
    }

    fn check_outlook(&self) -> Result<(), RfmError> {
        if !(1..=MOST_WEEKS).contains(&self.horizon) {
            return Err(RfmError::Horizon(self.horizon));
        }
        if !(self.margin > 0.0 && self.margin <= 1.0) {
            return Err(RfmError::Margin(self.margin));
        }
        if !(self.discount_rate >= 0.0 && self.discount_rate.is_finite()) {
            return Err(RfmError::DiscountRate(self.discount_rate));
        }
        Ok(())
    }

    fn check_breaks(&self, flag: &'static str, breaks: &[f64]) -> Result<(), RfmError> {
        let expected = usize::from(self.bins) - 1;
        if breaks.len() != expected {
            return Err(RfmError::BreakCount {
                flag,
                got: breaks.len(),
                expected,
            });
        }
        check_ascending(flag, breaks)
    }
}

/// The model of a name.
fn model(name: &str) -> Result<Model, String> {
    let mut models = Model::ALL.into_iter();
    models
        .find(|model| model.name() == name)
        .ok_or_else(|| "expected bg-nbd, mbg-nbd or pareto-nbd".to_owned())
}

fn all_finite(values: &[f64]) -> bool {
    values.iter().all(|value| value.is_finite())
}

fn check_limits(flag: &'static str, limits: &[f64]) -> Result<(), RfmError> {
    if limits.len() != 3 {
        return Err(RfmError::BreakCount {
            flag,
            got: limits.len(),
            expected: 3,
        });
    }
    check_ascending(flag, limits)
}

fn check_ascending(flag: &'static str, breaks: &[f64]) -> Result<(), RfmError> {
    let ascending = all_finite(breaks) && breaks.windows(2).all(|pair| pair[0] < pair[1]);
    if ascending {
        Ok(())
    } else {
        Err(RfmError::BreakOrder {
            flag,
            breaks: breaks.to_vec(),
        })
    }
}
