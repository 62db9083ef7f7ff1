//! [`Role`]: what a column means to an analysis.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a column means to an analysis, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// Who bought: an id that is the same on every order of the customer.
    Customer,
    /// The order that a line belongs to.
    Order,
    /// When it happened.
    Time,
    /// What was paid.
    Amount,
    /// How many pieces.
    Quantity,
    /// The price of a piece.
    UnitPrice,
    /// What was bought.
    Product,
    /// The kind of product.
    Category,
    /// Where the customer came from or bought.
    Channel,
    /// Whether the order stands.
    Status,
    /// What the customer did.
    Event,
    /// Where the customer lives.
    Region,
    /// The customer's gender.
    Gender,
    /// The customer's age.
    Age,
    /// The customer's name.
    Name,
    /// The customer's telephone number.
    Phone,
    /// Days since the last order, in a table of customers.
    Recency,
    /// Orders of the customer, in a table of customers.
    Frequency,
    /// Spending of the customer, in a table of customers.
    Monetary,
    /// The campaign or plan that was paid for.
    Campaign,
    /// The word that was bid for.
    Keyword,
    /// How often an advertisement was shown.
    Impressions,
    /// How often it was clicked.
    Clicks,
    /// How often the shop was visited.
    Visits,
    /// How often the goal was reached: orders, leads, installs.
    Conversions,
    /// Customers won for the first time.
    NewCustomers,
    /// What was paid for advertising.
    Cost,
    /// Whether a cost is fixed, variable, sunk or a fee.
    CostType,
    /// Costs that do not depend on the volume.
    FixedCost,
    /// Costs that no decision can recover.
    SunkCost,
    /// Fees and commissions.
    Fee,
    /// What the conversions brought in.
    Revenue,
    /// What was paid back.
    Refund,
    /// Revenue less the cost of the goods.
    GrossProfit,
    /// Gross profit as a share of the revenue.
    MarginRate,
    /// The currency of the amounts.
    Currency,
    /// Test or control.
    Group,
    /// What the number of a long table is: clicks, cost, ...
    Measure,
    /// The number of a long table.
    Value,
    /// Number of the period of a cash flow, from 0.
    Period,
    /// The plan that a cash flow belongs to.
    Alternative,
    /// What comes in.
    Benefit,
    /// What goes out.
    Outlay,
    /// What comes of it that has no price: persons reached, members won.
    Effect,
    /// The price that is too cheap to be trusted.
    TooCheap,
    /// The price that is a bargain.
    Cheap,
    /// The price that begins to be expensive.
    Expensive,
    /// The price that is too expensive to buy.
    TooExpensive,
    /// How likely one buys at the cheap price, 1 to 5.
    CheapIntent,
    /// How likely one buys at the expensive price, 1 to 5.
    ExpensiveIntent,
    /// The price of another product, beside the sales of this one.
    OtherPrice,
    /// A whole journey in a cell, `a > b > c`, or the journey that a touch belongs to.
    Path,
    /// The place of a touch in its journey.
    Position,
    /// Days from a touch to the conversion.
    DaysBefore,
    /// Whether a touch or its journey led to a conversion.
    Converted,
    /// What conversions are worth.
    ConversionValue,
    /// How often a journey ended without a conversion.
    Nulls,
    /// A stage of a funnel, in a table of counts.
    Stage,
    /// How many reached the stage, in a table of counts.
    Count,
    /// The visit that an event belongs to.
    Session,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 60] = [
        Self::Customer,
        Self::Order,
        Self::Time,
        Self::Amount,
        Self::Quantity,
        Self::UnitPrice,
        Self::Product,
        Self::Category,
        Self::Channel,
        Self::Status,
        Self::Event,
        Self::Region,
        Self::Gender,
        Self::Age,
        Self::Name,
        Self::Phone,
        Self::Recency,
        Self::Frequency,
        Self::Monetary,
        Self::Campaign,
        Self::Keyword,
        Self::Impressions,
        Self::Clicks,
        Self::Visits,
        Self::Conversions,
        Self::NewCustomers,
        Self::Cost,
        Self::CostType,
        Self::FixedCost,
        Self::SunkCost,
        Self::Fee,
        Self::Revenue,
        Self::Refund,
        Self::GrossProfit,
        Self::MarginRate,
        Self::Currency,
        Self::Group,
        Self::Measure,
        Self::Value,
        Self::Period,
        Self::Alternative,
        Self::Benefit,
        Self::Outlay,
        Self::Effect,
        Self::TooCheap,
        Self::Cheap,
        Self::Expensive,
        Self::TooExpensive,
        Self::CheapIntent,
        Self::ExpensiveIntent,
        Self::OtherPrice,
        Self::Path,
        Self::Position,
        Self::DaysBefore,
        Self::Converted,
        Self::ConversionValue,
        Self::Nulls,
        Self::Stage,
        Self::Count,
        Self::Session,
    ];

    /// The flag that names the column on the command line: `--unit-price`.
    pub fn flag(self) -> String {
        format!("--{}", self.to_string().replace(' ', "-"))
    }
}

impl fmt::Display for Role {
    #[expect(clippy::too_many_lines, reason = "one arm a role")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Customer => "customer",
            Self::Order => "order",
            Self::Time => "time",
            Self::Amount => "amount",
            Self::Quantity => "quantity",
            Self::UnitPrice => "unit price",
            Self::Product => "product",
            Self::Category => "category",
            Self::Channel => "channel",
            Self::Status => "status",
            Self::Event => "event",
            Self::Region => "region",
            Self::Gender => "gender",
            Self::Age => "age",
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Recency => "recency",
            Self::Frequency => "frequency",
            Self::Monetary => "monetary",
            Self::Campaign => "campaign",
            Self::Keyword => "keyword",
            Self::Impressions => "impressions",
            Self::Clicks => "clicks",
            Self::Visits => "visits",
            Self::Conversions => "conversions",
            Self::NewCustomers => "new customers",
            Self::Cost => "cost",
            Self::CostType => "cost type",
            Self::FixedCost => "fixed cost",
            Self::SunkCost => "sunk cost",
            Self::Fee => "fee",
            Self::Revenue => "revenue",
            Self::Refund => "refund",
            Self::GrossProfit => "gross profit",
            Self::MarginRate => "margin rate",
            Self::Currency => "currency",
            Self::Group => "group",
            Self::Measure => "measure",
            Self::Value => "value",
            Self::Period => "period",
            Self::Alternative => "alternative",
            Self::Benefit => "benefit",
            Self::Outlay => "outlay",
            Self::Effect => "effect",
            Self::TooCheap => "too cheap",
            Self::Cheap => "cheap",
            Self::Expensive => "expensive",
            Self::TooExpensive => "too expensive",
            Self::CheapIntent => "cheap intent",
            Self::ExpensiveIntent => "expensive intent",
            Self::OtherPrice => "other price",
            Self::Path => "path",
            Self::Position => "position",
            Self::DaysBefore => "days before",
            Self::Converted => "converted",
            Self::ConversionValue => "conversion value",
            Self::Nulls => "nulls",
            Self::Stage => "stage",
            Self::Count => "count",
            Self::Session => "session",
        })
    }
}
