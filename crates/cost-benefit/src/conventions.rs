//! The choices on which the field disagrees, each with a documented default.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// What conversions are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ConversionBase {
    /// Clicks.
    #[default]
    Clicks,
    /// Visits.
    Visits,
}

/// Whether sunk costs count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum SunkCosts {
    /// No decision can recover them: they are told and count for nothing.
    #[default]
    Exclude,
    /// They are costs like any other: the look back.
    Include,
}

/// Whether the first flow is discounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum FirstFlow {
    /// Period 0 is now; later flows lie at the end of their period.
    #[default]
    Undiscounted,
    /// The first flow too lies at the end of its period, as the NPV function of spreadsheets has it.
    EndOfPeriod,
}

/// How chance spreads a driver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ChanceShape {
    /// Triangular over the range, most likely in its middle.
    #[default]
    Triangular,
    /// Normal, with nine tenths within the range.
    Normal,
}

/// What the levels of a ledger are.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// Channels.
    Channel,
    /// Campaigns.
    Campaign,
    /// Keywords.
    Keyword,
    /// Days.
    Day,
}

impl Dimension {
    /// Every dimension, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Channel, Self::Campaign, Self::Keyword, Self::Day];

    /// The stable key in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Campaign => "campaign",
            Self::Keyword => "keyword",
            Self::Day => "day",
        }
    }
}
