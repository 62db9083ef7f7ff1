//! [`Task`]: which analysis is measured.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Which analysis is measured.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    clap::ValueEnum,
)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// Dirty orders: read, rid of duplicates, capped and filled
    Clean,
    /// Members: tagged by rules, counted, against a target group
    Profile,
    /// Orders: customers scored and segmented
    Rfm,
    /// A questionnaire: 20 features classified
    Kano,
    /// Events: six steps within seven days, by channel
    Funnel,
    /// Campaign days: the figures of channels, campaigns and days
    CostBenefit,
}

impl Task {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Clean,
        Self::Profile,
        Self::Rfm,
        Self::Kano,
        Self::Funnel,
        Self::CostBenefit,
    ];

    /// The command of `fourr` that does it.
    pub fn command(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Profile => "profile",
            Self::Rfm => "rfm",
            Self::Kano => "kano",
            Self::Funnel => "funnel",
            Self::CostBenefit => "cost-benefit",
        }
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.command())
    }
}

/// What generated data is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum DataFormat {
    /// Typed columns; of dirty orders, columns of text
    #[default]
    Parquet,
    /// Text
    Csv,
}

impl DataFormat {
    /// The ending of a file.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
        }
    }
}
