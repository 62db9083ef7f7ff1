//! [`ResponseWarning`]: what limits what the curves can carry.

use fourr_response::FitError;
use serde::Serialize;

/// Something a reader must know before they move money by the curves.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ResponseWarning {
    /// Curves tell what went together, not what spending causes.
    Association,
    /// All channels are set against the same return: what one brings, another may be given.
    SharedReturn,
    /// No column says which period a row is: those of a channel are periods in their order.
    NoPeriods,
    /// Rows were set aside.
    RowsSetAside {
        /// How many.
        rows: u64,
        /// Of how many.
        read: u64,
    },
    /// A channel has no curve and takes no part in the budget.
    NoCurve {
        /// The channel.
        channel: String,
        /// Why.
        why: FitError,
    },
    /// A curve explains little of what came back.
    WeakFit {
        /// The channel.
        channel: String,
        /// Share of the variance that it explains.
        r_squared: f64,
    },
    /// The data does not determine some parameters of a curve.
    Undetermined {
        /// The channel.
        channel: String,
    },
    /// The optimum spends more in a channel than the data has seen.
    Extrapolated {
        /// The channel.
        channel: String,
        /// What it would get.
        spend: f64,
        /// The largest spend of a period that was seen.
        largest: f64,
    },
}

impl ResponseWarning {
    /// The stable key of the warning.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Association => "association",
            Self::SharedReturn => "shared_return",
            Self::NoPeriods => "no_periods",
            Self::RowsSetAside { .. } => "rows_set_aside",
            Self::NoCurve { .. } => "no_curve",
            Self::WeakFit { .. } => "weak_fit",
            Self::Undetermined { .. } => "undetermined",
            Self::Extrapolated { .. } => "extrapolated",
        }
    }
}
