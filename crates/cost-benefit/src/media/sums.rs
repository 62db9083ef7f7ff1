//! [`Sums`]: what a level adds up to.

use fourr_table::{Role, coerce::from_ten_thousandths};
use serde::{Serialize, Serializer, ser::SerializeMap};

/// What is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// How often an advertisement was shown.
    Impressions,
    /// How often it was clicked.
    Clicks,
    /// How often the shop was visited.
    Visits,
    /// How often the goal was reached.
    Conversions,
    /// Customers won for the first time.
    NewCustomers,
    /// What was paid for advertising: the variable costs.
    Cost,
    /// Costs that do not depend on the volume.
    FixedCost,
    /// Costs that no decision can recover.
    SunkCost,
    /// Fees and commissions.
    Fees,
    /// What the conversions brought in, before refunds.
    Revenue,
    /// What was paid back.
    Refunds,
    /// Revenue less the cost of the goods.
    GrossProfit,
}

impl Measure {
    /// How many there are.
    pub(crate) const COUNT: usize = 12;

    /// Every measure, in the order in which they are told.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Impressions,
        Self::Clicks,
        Self::Visits,
        Self::Conversions,
        Self::NewCustomers,
        Self::Cost,
        Self::FixedCost,
        Self::SunkCost,
        Self::Fees,
        Self::Revenue,
        Self::Refunds,
        Self::GrossProfit,
    ];

    /// The stable key in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Impressions => "impressions",
            Self::Clicks => "clicks",
            Self::Visits => "visits",
            Self::Conversions => "conversions",
            Self::NewCustomers => "new_customers",
            Self::Cost => "cost",
            Self::FixedCost => "fixed_cost",
            Self::SunkCost => "sunk_cost",
            Self::Fees => "fees",
            Self::Revenue => "revenue",
            Self::Refunds => "refunds",
            Self::GrossProfit => "gross_profit",
        }
    }

    /// The role of the column that holds it.
    pub fn role(self) -> Role {
        match self {
            Self::Impressions => Role::Impressions,
            Self::Clicks => Role::Clicks,
            Self::Visits => Role::Visits,
            Self::Conversions => Role::Conversions,
            Self::NewCustomers => Role::NewCustomers,
            Self::Cost => Role::Cost,
            Self::FixedCost => Role::FixedCost,
            Self::SunkCost => Role::SunkCost,
            Self::Fees => Role::Fee,
            Self::Revenue => Role::Revenue,
            Self::Refunds => Role::Refund,
            Self::GrossProfit => Role::GrossProfit,
        }
    }

    /// Whether it is an amount of money.
    pub fn is_money(self) -> bool {
        !self.is_count()
    }

    /// Whether it counts something, and so cannot be negative.
    pub fn is_count(self) -> bool {
        matches!(
            self,
            Self::Impressions
                | Self::Clicks
                | Self::Visits
                | Self::Conversions
                | Self::NewCustomers
        )
    }
}

/// A set of measures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Measured(u16);

impl Measured {
    /// The set with one more.
    #[must_use]
    pub fn with(self, measure: Measure) -> Self {
        Self(self.0 | 1 << measure as u16)
    }

    /// Whether a measure is in it.
    pub fn has(self, measure: Measure) -> bool {
        self.0 >> measure as u16 & 1 == 1
    }

    /// Those that are in it, in their order.
    pub fn iter(self) -> impl Iterator<Item = Measure> {
        Measure::ALL
            .into_iter()
            .filter(move |&measure| self.has(measure))
    }
}

/// Exact sums in ten-thousandths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exact([i128; Measure::COUNT]);

impl Exact {
    pub(crate) fn add(&mut self, measure: Measure, ten_thousandths: i128) {
        self.0[measure as usize] += ten_thousandths;
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine += theirs;
        }
    }

    /// The sum of a measure in its unit.
    pub fn of(&self, measure: Measure) -> f64 {
        from_ten_thousandths(self.0[measure as usize])
    }

    /// The sum in ten-thousandths.
    pub(crate) fn exact(&self, measure: Measure) -> i128 {
        self.0[measure as usize]
    }
}

/// What a level adds up to, of the measures that the input has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sums {
    exact: Exact,
    measured: Measured,
}

impl Sums {
    /// The sums of the measures that the input has.
    pub fn new(exact: Exact, measured: Measured) -> Self {
        Self { exact, measured }
    }

    /// The sum of a measure; none where the input has no such column.
    pub fn get(&self, measure: Measure) -> Option<f64> {
        self.measured.has(measure).then(|| self.exact.of(measure))
    }

    /// The sum of a measure; zero where the input has no such column.
    pub fn or_zero(&self, measure: Measure) -> f64 {
        self.exact.of(measure)
    }

    /// The measures that the input has.
    pub fn measured(&self) -> Measured {
        self.measured
    }

    /// Revenue less refunds.
    pub fn net_revenue(&self) -> Option<f64> {
        let net = self.exact.exact(Measure::Revenue) - self.exact.exact(Measure::Refunds);
        self.measured
            .has(Measure::Revenue)
            .then(|| from_ten_thousandths(net))
    }
}

impl Serialize for Sums {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for measure in self.measured.iter() {
            map.serialize_entry(measure.key(), &self.exact.of(measure))?;
        }
        map.end()
    }
}
