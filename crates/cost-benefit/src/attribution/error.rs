//! [`AttributionError`]: why conversions could not be attributed.

use fourr_attribution::{Rules, RulesError};
use fourr_table::TableError;
use polars::prelude::PolarsError;

/// Why conversions could not be attributed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AttributionError {
    /// The lookback is no time.
    #[error("lookback-days is {0}, expected more than 0 and at most 36500")]
    Lookback(f64),
    /// Not three parts by position.
    #[error("{0} position weights, expected three")]
    PositionWeights(usize),
    /// A convention has no meaning.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// There are more channels than a set can hold.
    #[error("more than {most} channels in {column}", most = Rules::MOST_CHANNELS)]
    ManyChannels {
        /// The column.
        column: String,
    },
    /// The direct channel is none of the channels.
    #[error("no channel is called {name}, there are {}", .channels.join(", "))]
    DirectChannel {
        /// The name that was given.
        name: String,
        /// The channels there are.
        channels: Vec<String>,
    },
    /// Neither a flag nor an event says what a conversion is.
    #[error("no column says what a conversion is among {}", .columns.join(", "))]
    NoConversion {
        /// The columns there are.
        columns: Vec<String>,
    },
    /// No row counts.
    #[error("no row of {rows} is a touch or a conversion: {}", described(.reasons))]
    NoRows {
        /// Rows read.
        rows: u64,
        /// Why they were set aside.
        reasons: Vec<(&'static str, u64)>,
    },
    /// The input could not be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A column could not be read.
    #[error("could not read the touches")]
    Query(#[from] PolarsError),
}

fn described(reasons: &[(&'static str, u64)]) -> String {
    let told = reasons.iter().filter(|(_, rows)| *rows > 0);
    let parts: Vec<String> = told
        .map(|(reason, rows)| format!("{rows} {}", reason.replace('_', " ")))
        .collect();
    if parts.is_empty() {
        "there is none".to_owned()
    } else {
        parts.join(", ")
    }
}

impl AttributionError {
    /// What the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Lookback(_) => "30 days are usual",
            Self::PositionWeights(_) | Self::Rules(RulesError::Position(_)) => {
                "give three parts that add up to 1, such as --position-weights 0.4,0.2,0.4"
            }
            Self::ManyChannels { .. } => {
                "name the column of the channels with --touch-channel, or put rare channels together first"
            }
            Self::DirectChannel { .. } => "give one of these names with --direct-channel",
            Self::NoConversion { .. } => {
                "name the column with --converted, or --event COLUMN with --conversion-event EVENT"
            }
            Self::NoRows { .. } => "check the columns with `fourr inspect FILE`",
            Self::Table(error) => return error.hint(),
            _ => return None,
        };
        Some(hint.to_owned())
    }
}
