//! [`AttributionWarning`]: what limits what the credits can carry.

use serde::Serialize;

/// Something a reader must know before they use the credits.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum AttributionWarning {
    /// Credits describe who was there; they are no effect.
    NotCausal,
    /// Rows were set aside.
    RowsSetAside {
        /// How many.
        rows: u64,
        /// Of how many.
        read: u64,
    },
    /// Nobody converts, so that nothing is credited.
    NoConversions,
    /// Everybody converts: without journeys that fail, no chain can tell what a channel adds.
    NoNulls,
    /// No channel is the direct one, so that the last touch that is not direct is the last touch.
    NoDirect,
    /// Conversions have no touch in the lookback: nobody is credited with them.
    Untouched {
        /// How many.
        conversions: u64,
    },
    /// Touches of a journey do not agree on how it ended; the larger figures count.
    UnevenJourneys {
        /// How many journeys.
        journeys: u64,
    },
    /// Conversions have no value and count as worth nothing.
    WithoutValue {
        /// How many.
        conversions: u64,
    },
    /// Touches have no moments, so that time decay gives every touch the same.
    NoTimes,
    /// Shapley values were drawn, not counted out.
    Sampled {
        /// Orders drawn.
        permutations: u32,
    },
}

impl AttributionWarning {
    /// The stable key of the warning.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotCausal => "not_causal",
            Self::RowsSetAside { .. } => "rows_set_aside",
            Self::NoConversions => "no_conversions",
            Self::NoNulls => "no_nulls",
            Self::NoDirect => "no_direct",
            Self::Untouched { .. } => "untouched",
            Self::UnevenJourneys { .. } => "uneven_journeys",
            Self::WithoutValue { .. } => "without_value",
            Self::NoTimes => "no_times",
            Self::Sampled { .. } => "sampled",
        }
    }
}
