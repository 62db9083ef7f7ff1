//! [`CreditRules`]: the parameters of an attribution.

use clap::ValueEnum;
use fourr_attribution::{Rules, Worth};
use fourr_table::Role;
use serde::{Deserialize, Serialize};

use super::AttributionError;

/// Most days of a lookback or a half-life.
const MOST_DAYS: f64 = 36_500.0;

/// Seconds of a day.
pub(super) const DAY_SECONDS: f64 = 86_400.0;

/// What a row of touches is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum TouchShape {
    /// A whole journey, `a > b > c`, with how often it converted and how often it did not.
    Counted,
    /// A touch of a journey; whether it converted stands on its touches and speaks of the whole journey.
    Journeys,
    /// An event of a person; the row that says so is the moment of a conversion.
    Log,
}

/// Which conversions of a person end a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// Every one; the next journey begins after it.
    #[default]
    Each,
    /// The first alone; what comes after it is set aside.
    First,
}

/// What becomes of touches of one channel that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Repeats {
    /// Each is a touch.
    #[default]
    Keep,
    /// They are one touch, the last of them.
    Collapse,
}

/// What a set of channels is worth in the Shapley value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ShapleyWorth {
    /// The conversions of the journeys that need no other channel.
    #[default]
    Conversions,
    /// The conversion rate of the journeys that need no other channel.
    Rate,
}

/// Parameters of an attribution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct CreditRules {
    /// Columns of the touches, where their headers do not tell
    #[command(flatten)]
    pub columns: TouchColumns,
    /// What a row of touches is [default: found out]
    #[arg(long, value_enum, help_heading = "Attribution")]
    pub touch_shape: Option<TouchShape>,
    /// The event that is a conversion, in a log of events
    #[arg(long, value_name = "EVENT", help_heading = "Attribution")]
    pub conversion_event: Option<String>,
    /// Channel of visitors who came by themselves [default: the one called 直接, direct or the like]
    #[arg(long, value_name = "CHANNEL", help_heading = "Attribution")]
    pub direct_channel: Option<String>,
    /// Days before a conversion in which a touch counts
    #[arg(long, value_name = "DAYS", default_value_t = Self::default().lookback_days, help_heading = "Attribution")]
    pub lookback_days: f64,
    /// Which conversions of a person end a journey
    #[arg(long, value_enum, default_value_t = Self::default().counted_conversions, help_heading = "Attribution")]
    pub counted_conversions: Counted,
    /// What becomes of touches of one channel that follow each other
    #[arg(long, value_enum, default_value_t = Self::default().repeats, help_heading = "Attribution")]
    pub repeats: Repeats,
    /// Parts of the first touch, those between and the last
    #[arg(
        long,
        value_delimiter = ',',
        value_name = "FIRST,BETWEEN,LAST",
        default_values_t = Self::default().position_weights,
        help_heading = "Attribution"
    )]
    pub position_weights: Vec<f64>,
    /// Days in which a touch loses half its weight
    #[arg(long, value_name = "DAYS", default_value_t = Self::default().half_life_days, help_heading = "Attribution")]
    pub half_life_days: f64,
    /// Channels that the Markov chain remembers, 1 to 4
    #[arg(long, value_name = "N", default_value_t = Self::default().markov_order, help_heading = "Attribution")]
    pub markov_order: u8,
    /// What a set of channels is worth in the Shapley value
    #[arg(long, value_enum, default_value_t = Self::default().shapley_worth, help_heading = "Attribution")]
    pub shapley_worth: ShapleyWorth,
    /// Orders of channels that are drawn where there are too many for all
    #[arg(long, value_name = "N", default_value_t = Self::default().permutations, help_heading = "Attribution")]
    pub permutations: u32,
    /// Where the draw of orders begins
    #[arg(long, value_name = "N", default_value_t = Self::default().permutation_seed, help_heading = "Attribution")]
    pub permutation_seed: u64,
}

/// Columns of the touches, where their headers do not tell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct TouchColumns {
    /// Column with the person
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub customer: Option<String>,
    /// Column with whole journeys, `a > b > c`, or with the journey of a touch
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub path: Option<String>,
    /// Column with the channel of a touch
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub touch_channel: Option<String>,
    /// Column with the moment of a touch
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub touch_time: Option<String>,
    /// Column with the place of a touch in its journey
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub position: Option<String>,
    /// Column with the days from a touch to the conversion
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub days_before: Option<String>,
    /// Column that says whether, or how often, there was a conversion
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub converted: Option<String>,
    /// Column with the event, in a log of events
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub event: Option<String>,
    /// Column with what the conversions are worth
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub conversion_value: Option<String>,
    /// Column with how often a journey ended without a conversion
    #[arg(long, value_name = "COLUMN", help_heading = "Columns")]
    pub nulls: Option<String>,
}

impl TouchColumns {
    /// The column that is named for a role, if any.
    pub(super) fn named(&self, role: Role) -> Option<&str> {
        let name = match role {
            Role::Customer => &self.customer,
            Role::Path => &self.path,
            Role::Channel => &self.touch_channel,
            Role::Time => &self.touch_time,
            Role::Position => &self.position,
            Role::DaysBefore => &self.days_before,
            Role::Converted => &self.converted,
            Role::Event => &self.event,
            Role::ConversionValue => &self.conversion_value,
            Role::Nulls => &self.nulls,
            _ => return None,
        };
        name.as_deref()
    }
}

impl Default for CreditRules {
    fn default() -> Self {
        Self {
            columns: TouchColumns::default(),
            touch_shape: None,
            conversion_event: None,
            direct_channel: None,
            lookback_days: 30.0,
            counted_conversions: Counted::default(),
            repeats: Repeats::default(),
            position_weights: vec![0.4, 0.2, 0.4],
            half_life_days: 7.0,
            markov_order: 1,
            shapley_worth: ShapleyWorth::default(),
            permutations: 2_000,
            permutation_seed: 42,
        }
    }
}

impl CreditRules {
    /// Refuses parameters that have no meaning, before any file is read.
    ///
    /// # Errors
    /// The first parameter that is out of its range.
    pub fn check(&self) -> Result<(), AttributionError> {
        if !(self.lookback_days > 0.0 && self.lookback_days <= MOST_DAYS) {
            return Err(AttributionError::Lookback(self.lookback_days));
        }
        self.rules(1, None)?.check()?;
        Ok(())
    }

    /// The conventions for so many channels.
    pub(super) fn rules(
        &self,
        channels: usize,
        direct: Option<usize>,
    ) -> Result<Rules, AttributionError> {
        let position: [f64; 3] = self
            .position_weights
            .as_slice()
            .try_into()
            .map_err(|_| AttributionError::PositionWeights(self.position_weights.len()))?;
        Ok(Rules {
            channels,
            direct,
            position,
            half_life: self.half_life_days * DAY_SECONDS,
            order: self.markov_order,
            worth: match self.shapley_worth {
                ShapleyWorth::Conversions => Worth::Conversions,
                ShapleyWorth::Rate => Worth::Rate,
            },
            permutations: self.permutations,
            seed: self.permutation_seed,
        })
    }
}
