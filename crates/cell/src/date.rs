//! Dates as people type them.
//!
//! Start at [`parse`]: 2021年12月1日, 2021/12/1, 20211201, 1 Dec 2021, 12/25/2021, Excel serials and
//! epoch values, each with a time of day where there is one. The result is a [`Moment`] of local
//! time. What can't be read for certain is a [`DateFault`] and never a guess; [`DayOrder::infer`]
//! settles a column of 03/04/2021. For columns of dates there is [`parse_micros`], for numeric cells
//! [`from_serial`].

mod clock;
mod english;
mod fault;
mod micros;
mod parse;
mod rules;
mod scanner;
mod serial;
mod weekday;
mod written;

pub use fault::DateFault;
pub use micros::parse_micros;
pub use parse::{Moment, parse};
pub use rules::{DateRules, DayOrder, ExcelEpoch, Partial};
pub use serial::from_serial;
