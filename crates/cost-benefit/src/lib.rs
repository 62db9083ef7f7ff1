//! Costs and benefits of marketing: what it returned, and where the next yuan goes.
//!
//! Start at [`CostBenefit`]: its [`analyse`](CostBenefit::analyse) takes the [`Inputs`] there are and returns an
//! [`Analysis`], a part an input:
//!
//! - a ledger of campaigns, channels, keywords or days: [`media`];
//! - cash flows by period and alternative, a break-even, a customer's value: [`finance`];
//! - a price survey and sales by price: [`price`];
//! - touches before conversions: [`attribution`];
//! - spending and return by channel and period: [`response`].
//!
//! A figure that is not defined says why ([`Figure`], [`Undefined`]); none is ever infinite or NaN.

mod analysis;
pub mod attribution;
mod conventions;
mod error;
mod figure;
pub mod finance;
mod frame;
mod ledgers;
pub mod media;
mod order_statistics;
mod params;
pub mod price;
pub mod response;
mod warning;

pub use analysis::{Analysis, Finance, Inputs, SalesByPrice, Summary};
pub use conventions::{ChanceShape, ConversionBase, Dimension, FirstFlow, SunkCosts};
pub use error::CostBenefitError;
pub use figure::{Figure, Figures, Quantity, Undefined};
pub use ledgers::{FlowRows, SaleRows};
pub use params::{ColumnNames, CostBenefit};
pub use warning::Warning;
