//! [`Warning`]: what limits what the figures can carry.

use serde::Serialize;

use crate::price::Point;

/// Something a reader must know before they use the figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Warning {
    /// Rows have more clicks than impressions.
    ClicksAboveImpressions {
        /// How many.
        rows: u64,
    },
    /// Rows have more refunds than revenue.
    RefundsAboveRevenue {
        /// How many.
        rows: u64,
    },
    /// The ledger spends nothing.
    NoCost,
    /// The margin is not known: what rests on gross profit is not defined.
    NoMargin,
    /// Levels have fewer conversions than a rate can rest on.
    SmallSample {
        /// How many levels.
        levels: u64,
        /// Conversions that a rate should rest on.
        least: u32,
    },
    /// Rows were set aside.
    RowsSetAside {
        /// How many.
        rows: u64,
        /// Of how many.
        read: u64,
    },
    /// A comparison without a control tells of a change, not of an effect.
    NoControl,
    /// A scenario moves a driver that no result rests on.
    ScenarioUnused {
        /// The scenario.
        name: String,
    },
    /// Several rates bring the flows of an alternative to zero.
    SeveralRates {
        /// The alternative.
        alternative: String,
        /// The rates.
        rates: Vec<f64>,
    },
    /// Alternatives run over different numbers of periods: compare annual equivalents.
    UnequalLives,
    /// The best price lies outside the prices that were observed.
    Extrapolated {
        /// The best price.
        price: f64,
        /// Lowest observed price.
        low: f64,
        /// Highest observed price.
        high: f64,
    },
    /// Curves of a survey lie on each other over a stretch of prices.
    FlatIntersection {
        /// Which curves.
        point: Point,
        /// Where the stretch begins.
        from: f64,
        /// Where it ends.
        to: f64,
    },
    /// A survey has few answers.
    FewAnswers {
        /// How many.
        answers: u64,
    },
    /// Answers of a survey do not rise.
    InconsistentAnswers {
        /// How many.
        answers: u64,
        /// Of how many.
        total: u64,
    },
}

impl Warning {
    /// The stable key of the warning.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ClicksAboveImpressions { .. } => "clicks_above_impressions",
            Self::RefundsAboveRevenue { .. } => "refunds_above_revenue",
            Self::NoCost => "no_cost",
            Self::NoMargin => "no_margin",
            Self::SmallSample { .. } => "small_sample",
            Self::RowsSetAside { .. } => "rows_set_aside",
            Self::NoControl => "no_control",
            Self::ScenarioUnused { .. } => "scenario_unused",
            Self::SeveralRates { .. } => "several_rates",
            Self::UnequalLives => "unequal_lives",
            Self::Extrapolated { .. } => "extrapolated",
            Self::FlatIntersection { .. } => "flat_intersection",
            Self::FewAnswers { .. } => "few_answers",
            Self::InconsistentAnswers { .. } => "inconsistent_answers",
        }
    }
}
