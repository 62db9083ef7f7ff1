//! [`FitError`]: why a response could not be fitted; [`BudgetError`]: why a budget could not be split.

use serde::Serialize;

/// Why a response could not be fitted.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum FitError {
    /// Spend and return are not of the same periods.
    #[error("{spend} periods of spend and {returns} of return")]
    Lengths {
        /// Periods of spend.
        spend: usize,
        /// Periods of return.
        returns: usize,
    },
    /// A spend below zero, or no number.
    #[error("the spend of period {period} is {spend}, expected not less than 0")]
    Spend {
        /// The period, from 1.
        period: usize,
        /// Its spend.
        spend: f64,
    },
    /// A return that is no number.
    #[error("the return of period {period} is not a number")]
    Return {
        /// The period, from 1.
        period: usize,
    },
    /// Too few different spends to tell a curve.
    #[error("{levels} different spends, expected at least {least}")]
    FewLevels {
        /// Different spends.
        levels: usize,
        /// The least number.
        least: usize,
    },
    /// Not more periods than parameters.
    #[error("{periods} periods for {parameters} parameters")]
    FewPeriods {
        /// Periods.
        periods: usize,
        /// Parameters.
        parameters: usize,
    },
    /// Return does not rise with spend under any form.
    #[error("the return does not rise with the spend")]
    NoRise,
}

/// Why a budget could not be split.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum BudgetError {
    /// Nothing to split it among.
    #[error("no channel has a response curve")]
    NoChannels,
    /// A channel's least is above its most, or below zero.
    #[error("{channel} takes from {least} to {most}")]
    Bounds {
        /// The channel.
        channel: String,
        /// Its least spend.
        least: f64,
        /// Its most spend.
        most: f64,
    },
    /// A budget below what the channels must get, or no number.
    #[error("the budget {budget} is below the least that the channels must get, {least}")]
    TooSmall {
        /// The budget.
        budget: f64,
        /// What the channels must get.
        least: f64,
    },
    /// A budget above what the channels may get.
    #[error("the budget {budget} is above the most that the channels may get, {most}")]
    TooLarge {
        /// The budget.
        budget: f64,
        /// What the channels may get.
        most: f64,
    },
    /// A margin that is none.
    #[error("a unit of return earns {0}, expected more than 0")]
    Margin(f64),
}
