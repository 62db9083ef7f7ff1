//! [`CostBenefitError`]: why there is no result.

use chrono::NaiveDate;
use fourr_table::TableError;
use polars::prelude::PolarsError;

use crate::{attribution::AttributionError, response::ResponseError};

/// Why costs and benefits could not be analysed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CostBenefitError {
    /// Nothing was given to analyse.
    #[error("nothing to analyse")]
    NothingAsked,
    /// A parameter has no meaning.
    #[error("{flag} is {value}, expected {low} to {high}")]
    OutOfRange {
        /// Its flag.
        flag: &'static str,
        /// Its value.
        value: f64,
        /// The smallest one that has a meaning.
        low: f64,
        /// The largest one.
        high: f64,
    },
    /// The number of periods has no meaning.
    #[error("periods-per-year is {0}, expected 1 to 366")]
    PeriodsPerYear(u32),
    /// The number of draws has no meaning.
    #[error("draws is {0}, expected 1 to 10000000")]
    Draws(u32),
    /// The window ends before it begins.
    #[error("since {since} is after until {until}")]
    Window {
        /// First day.
        since: NaiveDate,
        /// Last day.
        until: NaiveDate,
    },
    /// A break-even lacks some of its terms.
    #[error("fixed-costs without price and unit-cost")]
    BreakEvenTerms,
    /// A ledger has no column of numbers.
    #[error("no column of impressions, clicks, conversions, cost or revenue among {}", .columns.join(", "))]
    NoMeasures {
        /// The columns there are.
        columns: Vec<String>,
    },
    /// A ledger has no row that counts.
    #[error("no row of {rows} counts: {}", describe(.reasons))]
    NoRows {
        /// Rows read.
        rows: u64,
        /// Why they were set aside.
        reasons: Vec<(&'static str, u64)>,
    },
    /// Amounts of several currencies cannot be added up.
    #[error("amounts in {} currencies: {}", .currencies.len(), listed(.currencies))]
    MixedCurrencies {
        /// Each currency with its rows.
        currencies: Vec<(String, u64)>,
    },
    /// Cash flows have no column of money.
    #[error("no column of benefits, costs or net flows among {}", .columns.join(", "))]
    NoFlows {
        /// The columns there are.
        columns: Vec<String>,
    },
    /// Cash flows have no row that counts.
    #[error("no row of {rows} has a period and an amount")]
    NoFlowRows {
        /// Rows read.
        rows: u64,
    },
    /// The periods of cash flows have no meaning.
    #[error("periods run from {first} over {last} periods, expected 0 to {most}, or years")]
    Periods {
        /// The first period.
        first: i64,
        /// Periods from the first to the last.
        last: i64,
        /// The most that are read.
        most: i64,
    },
    /// A survey has no answer that counts.
    #[error(
        "no answer of {rows} has four rising prices: {inconsistent} do not rise, the others lack one"
    )]
    NoAnswers {
        /// Rows read.
        rows: u64,
        /// Answers that do not rise.
        inconsistent: u64,
    },
    /// Sales have no row that counts.
    #[error("no row of {rows} has a price and a quantity")]
    NoSales {
        /// Rows read.
        rows: u64,
    },
    /// What went wrong in one of several inputs.
    #[error("{input}: {source}")]
    Input {
        /// Which input: `flows`, `survey`, `sales`.
        input: &'static str,
        /// What went wrong.
        source: Box<Self>,
    },
    /// Conversions could not be attributed.
    #[error(transparent)]
    Attribution(#[from] AttributionError),
    /// There are no responses, or the budget cannot be split.
    #[error(transparent)]
    Response(#[from] ResponseError),
    /// An input could not be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A column could not be added up.
    #[error("could not aggregate the input")]
    Query(#[from] PolarsError),
}

fn describe(reasons: &[(&'static str, u64)]) -> String {
    if reasons.is_empty() {
        return "none was left".to_owned();
    }
    let parts: Vec<String> = reasons
        .iter()
        .map(|(reason, rows)| format!("{rows} {}", reason.replace('_', " ")))
        .collect();
    parts.join(", ")
}

fn listed(currencies: &[(String, u64)]) -> String {
    let parts: Vec<String> = currencies
        .iter()
        .map(|(currency, rows)| format!("{currency} ({rows} rows)"))
        .collect();
    parts.join(", ")
}

impl CostBenefitError {
    /// What the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::NothingAsked => {
                "give a ledger, --flows, --survey, --sales, --touches, --responses, or the terms of a break-even or a customer's value"
            }
            Self::OutOfRange { flag: "rate", .. } => {
                "a rate of 10% is 0.1; a negative one would make later money worth more"
            }
            Self::OutOfRange { .. } => "shares run from 0 to 1: 40% is 0.4",
            Self::Window { .. } => "move --since before --until",
            Self::BreakEvenTerms => "give --fixed-costs, --price and --unit-cost together",
            Self::NoMeasures { .. } => {
                "name the columns, such as --cost COLUMN --revenue COLUMN, or --spend-columns for a wide table"
            }
            Self::NoRows { rows: 0, .. } => "the file has a header but no data",
            Self::NoRows { .. } => {
                "check the columns with `fourr inspect FILE`, and --since and --until"
            }
            Self::MixedCurrencies { .. } => {
                "convert the amounts to one currency, or choose one with --only-currency CODE"
            }
            Self::NoFlows { .. } => "name the columns with --benefit and --outlay",
            Self::NoFlowRows { .. } => {
                "name the column of the period with --period; periods are whole numbers from 0"
            }
            Self::Periods { .. } => "number the periods from 0, or give years",
            Self::NoAnswers { .. } => {
                "check the columns: --too-cheap, --cheap, --expensive, --too-expensive"
            }
            Self::NoSales { .. } => "name the columns with --unit-price and --quantity",
            Self::Input { source, .. } => return source.hint(),
            Self::Attribution(error) => return error.hint(),
            Self::Response(error) => return error.hint(),
            Self::Table(error) => return error.hint(),
            _ => return None,
        };
        Some(hint.to_owned())
    }
}
