//! Numbers as people type them, read exactly.
//!
//! Start at [`parse`]: full-width digits, currency signs, 千分位, percent signs, 万 and 亿, Chinese
//! numerals, accounting brackets. The value is a [`Decimal`], so 4.35万 is 43500 and not
//! 43499.999…. What can't be read for certain is a [`NumberFault`] and never a guess. For columns of
//! money there is [`parse_fixed4`].

mod decimal;
mod fault;
mod fixed;
mod numeral;
mod parse;
mod peel;
mod plain;
mod plain_float;
mod quantity;
mod range;
mod rules;

pub use decimal::Decimal;
pub use fault::NumberFault;
pub use fixed::parse_fixed4;
pub use parse::{Number, parse};
pub use plain_float::Plain;
pub use rules::{NumberRules, Percent, RangeRule};
