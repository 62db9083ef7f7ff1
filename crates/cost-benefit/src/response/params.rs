//! [`ResponseRules`]: the parameters of responses and of the budget.

use clap::ValueEnum;
use fourr_response::{BudgetError, Form};
use fourr_table::Role;
use serde::{Deserialize, Serialize};

use super::{Bound, ResponseError};

/// The shape of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum FormChoice {
    /// The one with the smallest corrected criterion of Akaike, channel by channel.
    #[default]
    Best,
    /// Constant elasticity below one.
    Power,
    /// Logarithmic.
    Log,
    /// S-shaped, with a ceiling.
    Hill,
}

/// Whether something is part of the responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Steady {
    /// It is.
    #[default]
    Estimated,
    /// It is not.
    None,
}

/// Parameters of responses and of the budget.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct ResponseRules {
    /// Columns of the responses, where their headers do not tell
    #[command(flatten)]
    pub columns: ResponseColumns,
    /// Columns that each hold the spending of one channel, in a table with one return a period
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "COLUMN,...",
        help_heading = "Response and budget"
    )]
    pub response_spend_columns: Vec<String>,
    /// Shape of the responses
    #[arg(long, value_enum, default_value_t = Self::default().form, help_heading = "Response and budget")]
    pub form: FormChoice,
    /// Return without any spending
    #[arg(long, value_enum, default_value_t = Self::default().base, help_heading = "Response and budget")]
    pub base: Steady,
    /// Spending that still works in later periods
    #[arg(long, value_enum, default_value_t = Self::default().carry_over, help_heading = "Response and budget")]
    pub carry_over: Steady,
    /// Confidence of the intervals
    #[arg(long, value_name = "SHARE", default_value_t = Self::default().confidence, help_heading = "Response and budget")]
    pub confidence: f64,
    /// Money of a period that is split among the channels [default: what is spent now]
    #[arg(long, value_name = "AMOUNT", help_heading = "Response and budget")]
    pub split_budget: Option<f64>,
    /// What a unit of return earns: with it, how much money pays, too
    #[arg(long, value_name = "SHARE", help_heading = "Response and budget")]
    pub return_margin: Option<f64>,
    /// What a channel must and may get in a period; may be repeated
    #[arg(
        long,
        value_name = "CHANNEL=LOW..HIGH",
        help_heading = "Response and budget"
    )]
    pub bound: Vec<Bound>,
}

/// Columns of the responses, where their headers do not tell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct ResponseColumns {
    /// Column with the channel, in a table of responses
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub response_channel: Option<String>,
    /// Column with the day or the week, in a table of responses
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub response_period: Option<String>,
    /// Column with the spending, in a table of responses
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub response_spend: Option<String>,
    /// Column with the return, in a table of responses
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub response_return: Option<String>,
}

impl ResponseColumns {
    /// The column that is named for a role, if any.
    pub(super) fn named(&self, role: Role) -> Option<&str> {
        let name = match role {
            Role::Channel => &self.response_channel,
            Role::Time | Role::Period => &self.response_period,
            Role::Cost => &self.response_spend,
            Role::Revenue => &self.response_return,
            _ => return None,
        };
        name.as_deref()
    }
}

impl Default for ResponseRules {
    fn default() -> Self {
        Self {
            columns: ResponseColumns::default(),
            response_spend_columns: Vec::new(),
            form: FormChoice::default(),
            base: Steady::default(),
            carry_over: Steady::default(),
            confidence: 0.95,
            split_budget: None,
            return_margin: None,
            bound: Vec::new(),
        }
    }
}

impl ResponseRules {
    /// Refuses parameters that have no meaning, before any file is read.
    ///
    /// # Errors
    /// The first parameter that is out of its range, or a channel with two bounds.
    pub fn check(&self) -> Result<(), ResponseError> {
        if !(self.confidence > 0.0 && self.confidence < 1.0) {
            return Err(ResponseError::Confidence(self.confidence));
        }
        if let Some(budget) = self
            .split_budget
            .filter(|budget| !(*budget > 0.0 && budget.is_finite()))
        {
            return Err(ResponseError::SplitBudget(budget));
        }
        let pays = |margin: &f64| *margin > 0.0 && margin.is_finite();
        if let Some(margin) = self.return_margin.filter(|margin| !pays(margin)) {
            return Err(ResponseError::Budget(BudgetError::Margin(margin)));
        }
        for (place, bound) in self.bound.iter().enumerate() {
            if self.bound[..place]
                .iter()
                .any(|known| known.channel == bound.channel)
            {
                return Err(ResponseError::BoundTwice(bound.channel.clone()));
            }
        }
        Ok(())
    }

    /// The forms that are fitted.
    pub(super) fn forms(&self) -> &'static [Form] {
        match self.form {
            FormChoice::Best => &Form::ALL,
            FormChoice::Power => &[Form::Power],
            FormChoice::Log => &[Form::Log],
            FormChoice::Hill => &[Form::Hill],
        }
    }
}
