//! [`ResponseError`]: why there are no responses or no budget.

use fourr_response::BudgetError;
use fourr_table::TableError;
use polars::prelude::PolarsError;

/// Why there are no responses or no budget.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ResponseError {
    /// The confidence is no share.
    #[error("confidence is {0}, expected more than 0 and less than 1")]
    Confidence(f64),
    /// The budget is no money.
    #[error("split-budget is {0}, expected more than 0")]
    SplitBudget(f64),
    /// A channel has two bounds.
    #[error("two bounds of {0}")]
    BoundTwice(String),
    /// A bound is of none of the channels.
    #[error("a bound of {name}, but the channels with a response are {}", .channels.join(", "))]
    BoundOfNobody {
        /// The channel that the bound names.
        name: String,
        /// The channels there are.
        channels: Vec<String>,
    },
    /// No row counts.
    #[error("no row of {rows} has a spending and a return")]
    NoRows {
        /// Rows read.
        rows: u64,
    },
    /// The budget cannot be split.
    #[error(transparent)]
    Budget(#[from] BudgetError),
    /// The input could not be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A column could not be read.
    #[error("could not read the responses")]
    Query(#[from] PolarsError),
}

impl ResponseError {
    /// What the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Confidence(_) => "95% is 0.95",
            Self::BoundTwice(_) => "give each channel one --bound CHANNEL=LOW..HIGH",
            Self::BoundOfNobody { .. } => "give one of these names with --bound CHANNEL=LOW..HIGH",
            Self::NoRows { rows: 0 } => "the file has a header but no data",
            Self::NoRows { .. } => {
                "name the columns with --response-spend and --response-return, or --response-spend-columns for a wide table"
            }
            Self::Budget(BudgetError::TooSmall { .. }) => {
                "raise --split-budget, or lower what channels must get"
            }
            Self::Budget(BudgetError::TooLarge { .. }) => {
                "lower --split-budget, or raise what channels may get"
            }
            Self::Budget(BudgetError::Margin(_)) => "a margin of 40% is --return-margin 0.4",
            Self::Table(error) => return error.hint(),
            _ => return None,
        };
        Some(hint.to_owned())
    }
}
