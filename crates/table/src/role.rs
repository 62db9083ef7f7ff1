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
    /// A stage of a funnel, in a table of counts.
    Stage,
    /// How many reached the stage, in a table of counts.
    Count,
    /// The visit that an event belongs to.
    Session,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 22] = [
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
            Self::Stage => "stage",
            Self::Count => "count",
            Self::Session => "session",
        })
    }
}
