//! [`CostBenefit`]: the parameters of a cost-benefit analysis.

use chrono::NaiveDate;
use fourr_table::Role;
use serde::{Deserialize, Serialize};

use crate::{
    ChanceShape, ConversionBase, CostBenefitError, Dimension, FirstFlow, SunkCosts,
    attribution::CreditRules,
    finance::{BreakEvenTerms, CustomerTerms, Discounting, Scenario, Simulation},
    media::Terms,
    response::ResponseRules,
};

/// Most draws of a simulation.
const MOST_DRAWS: u32 = 10_000_000;
/// Most periods of a year.
const MOST_PERIODS: u32 = 366;

/// Parameters of a cost-benefit analysis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct CostBenefit {
    /// Columns of the inputs, where their headers do not tell
    #[command(flatten)]
    pub columns: ColumnNames,

    /// How conversions are attributed
    #[command(flatten)]
    pub attribution: CreditRules,
    /// How responses are fitted and the budget is split
    #[command(flatten)]
    pub response: ResponseRules,

    /// Levels to add up [default: every one that the input has]
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        value_name = "LEVEL,...",
        help_heading = "Ledger"
    )]
    pub by: Vec<Dimension>,
    /// Columns that each hold the cost of one channel, in a wide table
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "COLUMN,...",
        help_heading = "Ledger"
    )]
    pub spend_columns: Vec<String>,
    /// Gross profit as a share of the revenue, where no column tells it
    #[arg(long, value_name = "SHARE", help_heading = "Ledger")]
    pub gross_margin: Option<f64>,
    /// What conversions are divided by
    #[arg(long, value_enum, default_value_t = Self::default().conversion_base, help_heading = "Ledger")]
    pub conversion_base: ConversionBase,
    /// Whether sunk costs count
    #[arg(long, value_enum, default_value_t = Self::default().sunk_costs, help_heading = "Ledger")]
    pub sunk_costs: SunkCosts,
    /// The only currency whose rows count, in a ledger of several
    #[arg(long, value_name = "CODE", help_heading = "Ledger")]
    pub only_currency: Option<String>,
    /// First day of the ledger; earlier rows are set aside [default: all]
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Ledger")]
    pub since: Option<NaiveDate>,
    /// Last day of the ledger; later rows are set aside [default: all]
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Ledger")]
    pub until: Option<NaiveDate>,
    /// First day of the period that is compared; earlier rows are its baseline
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Ledger")]
    pub compare_from: Option<NaiveDate>,
    /// The group that is the control; all others are the test
    #[arg(long, value_name = "NAME", help_heading = "Ledger")]
    pub control: Option<String>,

    /// Yearly discount rate
    #[arg(long, value_name = "RATE", default_value_t = Self::default().rate, help_heading = "Finance")]
    pub rate: f64,
    /// Periods of a year in the cash flows: 12 for months
    #[arg(long, value_name = "N", default_value_t = Self::default().periods_per_year, help_heading = "Finance")]
    pub periods_per_year: u32,
    /// Whether the first flow is discounted
    #[arg(long, value_enum, default_value_t = Self::default().first_flow, help_heading = "Finance")]
    pub first_flow: FirstFlow,
    /// What may be spent on alternatives that do not exclude each other
    #[arg(long, value_name = "AMOUNT", help_heading = "Finance")]
    pub budget: Option<f64>,
    /// What a unit of effect is worth, to choose among alternatives whose effects have no price
    #[arg(long, value_name = "AMOUNT", help_heading = "Finance")]
    pub effect_worth: Option<f64>,
    /// Break-even: costs that do not depend on the sales
    #[arg(long, value_name = "AMOUNT", help_heading = "Finance")]
    pub fixed_costs: Option<f64>,
    /// Break-even: price of a piece
    #[arg(long, value_name = "AMOUNT", help_heading = "Finance")]
    pub price: Option<f64>,
    /// Break-even and best price: cost of a piece
    #[arg(long, value_name = "AMOUNT", help_heading = "Finance")]
    pub unit_cost: Option<f64>,
    /// Break-even: pieces that are planned to be sold
    #[arg(long, value_name = "PIECES", help_heading = "Finance")]
    pub units: Option<f64>,
    /// Break-even: pieces sold in a period, to tell when it is reached
    #[arg(long, value_name = "PIECES", help_heading = "Finance")]
    pub units_per_period: Option<f64>,
    /// Break-even: profit that is wanted
    #[arg(long, value_name = "AMOUNT", help_heading = "Finance")]
    pub target_profit: Option<f64>,

    /// Share by which each driver is moved either way
    #[arg(long, value_name = "SHARE", default_value_t = Self::default().range, help_heading = "Sensitivity")]
    pub range: f64,
    /// A scenario by name: its drivers with new values, or with changes in per cent; may be repeated
    #[arg(
        long,
        value_name = "NAME:DRIVER=VALUE,...",
        help_heading = "Sensitivity"
    )]
    pub scenario: Vec<Scenario>,
    /// Draws of the simulation
    #[arg(long, value_name = "N", default_value_t = Self::default().draws, help_heading = "Sensitivity")]
    pub draws: u32,
    /// Where the random numbers begin
    #[arg(long, value_name = "N", default_value_t = Self::default().seed, help_heading = "Sensitivity")]
    pub seed: u64,
    /// How chance spreads a driver
    #[arg(long, value_enum, default_value_t = Self::default().chance, help_heading = "Sensitivity")]
    pub chance: ChanceShape,

    /// Margin of a customer in a period
    #[arg(long, value_name = "AMOUNT", help_heading = "Customer value")]
    pub customer_margin: Option<f64>,
    /// Share of customers that stay from one period to the next
    #[arg(long, value_name = "SHARE", help_heading = "Customer value")]
    pub retention: Option<f64>,
    /// Value of an order, for the simple form
    #[arg(long, value_name = "AMOUNT", help_heading = "Customer value")]
    pub order_value: Option<f64>,
    /// Orders of a customer in a year, for the simple form
    #[arg(long, value_name = "N", help_heading = "Customer value")]
    pub orders_per_year: Option<f64>,
    /// Years that the simple form counts, and periods of the finite form
    #[arg(long, value_name = "YEARS", help_heading = "Customer value")]
    pub years: Option<f64>,
    /// Cost of winning a customer [default: that of the ledger]
    #[arg(long, value_name = "AMOUNT", help_heading = "Customer value")]
    pub acquisition_cost: Option<f64>,
}

/// Columns of the inputs, where their headers do not tell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct ColumnNames {
    /// Column with the day
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub time: Option<String>,
    /// Column with the channel
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub channel: Option<String>,
    /// Column with the campaign
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub campaign: Option<String>,
    /// Column with the keyword
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub keyword: Option<String>,
    /// Column with the impressions
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub impressions: Option<String>,
    /// Column with the clicks
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub clicks: Option<String>,
    /// Column with the visits
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub visits: Option<String>,
    /// Column with the conversions: orders, leads
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub conversions: Option<String>,
    /// Column with the customers won for the first time
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub new_customers: Option<String>,
    /// Column with what was paid for advertising
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub cost: Option<String>,
    /// Column that says whether a cost is fixed, variable, sunk or a fee
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub cost_type: Option<String>,
    /// Column with costs that do not depend on the volume
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub fixed_cost: Option<String>,
    /// Column with costs that no decision can recover
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub sunk_cost: Option<String>,
    /// Column with fees and commissions
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub fee: Option<String>,
    /// Column with what the conversions brought in
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub revenue: Option<String>,
    /// Column with what was paid back
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub refund: Option<String>,
    /// Column with revenue less the cost of the goods
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub gross_profit: Option<String>,
    /// Column with gross profit as a share of the revenue
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub margin_rate: Option<String>,
    /// Column with the currency
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub currency: Option<String>,
    /// Column that tells test from control
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub group: Option<String>,
    /// Column that says what the number is, in a long table
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub measure: Option<String>,
    /// Column with the number, in a long table
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub value: Option<String>,
    /// Column with the number of the period, in cash flows
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub period: Option<String>,
    /// Column with the alternative, in cash flows
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub alternative: Option<String>,
    /// Column with what comes in, in cash flows
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub benefit: Option<String>,
    /// Column with what goes out, in cash flows
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub outlay: Option<String>,
    /// Column with what comes of it and has no price, in cash flows
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub effect: Option<String>,
    /// Column with the price that is too cheap, in a survey
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub too_cheap: Option<String>,
    /// Column with the price that is a bargain
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub cheap: Option<String>,
    /// Column with the price that begins to be expensive
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub expensive: Option<String>,
    /// Column with the price that is too expensive
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub too_expensive: Option<String>,
    /// Column with the intent to buy at the cheap price, 1 to 5
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub cheap_intent: Option<String>,
    /// Column with the intent to buy at the expensive price, 1 to 5
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub expensive_intent: Option<String>,
    /// Column with the price, in sales by price
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub unit_price: Option<String>,
    /// Column with the price of another product, in sales by price
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub other_price: Option<String>,
    /// Column with the pieces sold, in sales by price
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub quantity: Option<String>,
}

impl ColumnNames {
    /// The column that is named for a role, if any.
    pub(crate) fn named(&self, role: Role) -> Option<&str> {
        let name = match role {
            Role::Time => &self.time,
            Role::Channel => &self.channel,
            Role::Campaign => &self.campaign,
            Role::Keyword => &self.keyword,
            Role::Impressions => &self.impressions,
            Role::Clicks => &self.clicks,
            Role::Visits => &self.visits,
            Role::Conversions => &self.conversions,
            Role::NewCustomers => &self.new_customers,
            Role::Cost => &self.cost,
            Role::CostType => &self.cost_type,
            Role::FixedCost => &self.fixed_cost,
            Role::SunkCost => &self.sunk_cost,
            Role::Fee => &self.fee,
            Role::Revenue => &self.revenue,
            Role::Refund => &self.refund,
            Role::GrossProfit => &self.gross_profit,
            Role::MarginRate => &self.margin_rate,
            Role::Currency => &self.currency,
            Role::Group => &self.group,
            Role::Measure => &self.measure,
            Role::Value => &self.value,
            Role::Period => &self.period,
            Role::Alternative => &self.alternative,
            Role::Benefit => &self.benefit,
            Role::Outlay => &self.outlay,
            Role::Effect => &self.effect,
            Role::TooCheap => &self.too_cheap,
            Role::Cheap => &self.cheap,
            Role::Expensive => &self.expensive,
            Role::TooExpensive => &self.too_expensive,
            Role::CheapIntent => &self.cheap_intent,
            Role::ExpensiveIntent => &self.expensive_intent,
            Role::UnitPrice => &self.unit_price,
            Role::OtherPrice => &self.other_price,
            Role::Quantity => &self.quantity,
            _ => return None,
        };
        name.as_deref()
    }
}

impl Default for CostBenefit {
    fn default() -> Self {
        Self {
            columns: ColumnNames::default(),
            attribution: CreditRules::default(),
            response: ResponseRules::default(),
            by: Vec::new(),
            spend_columns: Vec::new(),
            gross_margin: None,
            conversion_base: ConversionBase::default(),
            sunk_costs: SunkCosts::default(),
            only_currency: None,
            since: None,
            until: None,
            compare_from: None,
            control: None,
            rate: 0.1,
            periods_per_year: 1,
            first_flow: FirstFlow::default(),
            budget: None,
            effect_worth: None,
            fixed_costs: None,
            price: None,
            unit_cost: None,
            units: None,
            units_per_period: None,
            target_profit: None,
            range: 0.2,
            scenario: Vec::new(),
            draws: 10_000,
            seed: 42,
            chance: ChanceShape::default(),
            customer_margin: None,
            retention: None,
            order_value: None,
            orders_per_year: None,
            years: None,
            acquisition_cost: None,
        }
    }
}

impl CostBenefit {
    /// Refuses parameters that have no meaning, before any file is read.
    ///
    /// # Errors
    /// The first parameter that is out of its range, or missing beside another.
    pub fn check(&self) -> Result<(), CostBenefitError> {
        self.check_ranges()?;
        self.attribution.check()?;
        self.response.check()?;
        if let (Some(since), Some(until)) = (self.since, self.until)
            && since > until
        {
            return Err(CostBenefitError::Window { since, until });
        }
        if !(1..=MOST_PERIODS).contains(&self.periods_per_year) {
            return Err(CostBenefitError::PeriodsPerYear(self.periods_per_year));
        }
        if !(1..=MOST_DRAWS).contains(&self.draws) {
            return Err(CostBenefitError::Draws(self.draws));
        }
        if self.fixed_costs.is_some() && (self.price.is_none() || self.unit_cost.is_none()) {
            return Err(CostBenefitError::BreakEvenTerms);
        }
        Ok(())
    }

    fn check_ranges(&self) -> Result<(), CostBenefitError> {
        let positive = f64::MIN_POSITIVE;
        let most = 1e15;
        let ranges = [
            ("rate", Some(self.rate), 0.0, 10.0),
            ("range", Some(self.range), positive, 1.0),
            ("gross-margin", self.gross_margin, -1.0, 1.0),
            ("budget", self.budget, 0.0, most),
            ("effect-worth", self.effect_worth, 0.0, most),
            ("fixed-costs", self.fixed_costs, 0.0, most),
            ("price", self.price, positive, most),
            ("unit-cost", self.unit_cost, 0.0, most),
            ("units", self.units, 0.0, most),
            ("units-per-period", self.units_per_period, positive, most),
            ("target-profit", self.target_profit, 0.0, most),
            ("customer-margin", self.customer_margin, -most, most),
            ("retention", self.retention, 0.0, 1.0),
            ("order-value", self.order_value, 0.0, most),
            ("orders-per-year", self.orders_per_year, 0.0, most),
            ("years", self.years, 0.0, 1000.0),
            ("acquisition-cost", self.acquisition_cost, 0.0, most),
        ];
        for (flag, value, low, high) in ranges {
            if let Some(value) = value.filter(|value| !(low..=high).contains(value)) {
                return Err(CostBenefitError::OutOfRange {
                    flag,
                    value,
                    low: if low.abs() <= positive { 0.0 } else { low },
                    high,
                });
            }
        }
        Ok(())
    }

    /// The conventions of the media figures.
    pub(crate) fn terms(&self) -> Terms {
        Terms {
            gross_margin: self.gross_margin,
            base: self.conversion_base,
            sunk: self.sunk_costs,
        }
    }

    /// The rate of a period: the yearly rate spread so that a year's periods together make it up.
    pub(crate) fn discounting(&self) -> Discounting {
        let periods = f64::from(self.periods_per_year);
        Discounting {
            rate: if self.periods_per_year == 1 {
                self.rate
            } else {
                (1.0 + self.rate).powf(1.0 / periods) - 1.0
            },
            first_flow: self.first_flow,
        }
    }

    pub(crate) fn simulation(&self) -> Simulation {
        Simulation {
            draws: self.draws,
            seed: self.seed,
            shape: self.chance,
        }
    }

    /// What a break-even is worked out from, where it is asked for.
    pub(crate) fn break_even(&self) -> Option<BreakEvenTerms> {
        Some(BreakEvenTerms {
            fixed_cost: self.fixed_costs?,
            price: self.price?,
            unit_cost: self.unit_cost?,
            units: self.units,
            units_per_period: self.units_per_period,
            target_profit: self.target_profit,
        })
    }

    /// What a customer's value is worked out from, where it is asked for.
    pub(crate) fn customer(&self, ledger_cost: Option<f64>) -> Option<CustomerTerms> {
        self.customer_margin.or(self.order_value)?;
        Some(CustomerTerms {
            margin: self.customer_margin,
            retention: self.retention,
            discount: self.discounting().rate,
            order_value: self.order_value,
            orders_per_year: self.orders_per_year,
            gross_margin: self.gross_margin,
            years: self.years,
            acquisition_cost: self.acquisition_cost.or(ledger_cost),
        })
    }
}
