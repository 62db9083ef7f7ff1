//! Credit for conversions from touches: who was there before a conversion, under every published model.
//!
//! Start at [`CreditRules`]: its [`attribute`](CreditRules::attribute) takes whole journeys (`a > b > c` with counts),
//! touches of journeys, or a log of events, and returns an [`Attributed`]. The models are those of
//! [`fourr_attribution`]. Credits describe; they are no effect of the channels.

mod columns;
mod counted;
mod error;
mod frame;
mod ledger;
mod names;
mod params;
mod summary;
mod tallied;
mod touches;
mod warning;

use fourr_table::Table;
use polars::prelude::DataFrame;

use columns::Columns;

pub use error::AttributionError;
pub use fourr_attribution::{Method, Model, Removal, Worth};
pub use ledger::TouchRows;
pub use params::{Counted, CreditRules, Repeats, ShapleyWorth, TouchColumns, TouchShape};
pub use summary::{
    AttributionSummary, ChainSummary, ChannelCredits, ChannelRemoval, JourneyEnds, Journeys,
    ModelCredit, ShapleySummary, ShapleyValue,
};
pub use warning::AttributionWarning;

/// The result of an attribution.
#[derive(Debug, Clone)]
pub struct Attributed {
    /// Every figure.
    pub summary: AttributionSummary,
    /// What every model gives every channel: channel, model, conversions, value, share.
    pub credits: DataFrame,
    /// The steps of the chain: from, to, count, probability.
    pub transitions: DataFrame,
}

impl CreditRules {
    /// Shares the conversions of journeys out among their channels under every model.
    ///
    /// Touches of a person are put in order by time, then by place where there is one, then by row. In a log every
    /// conversion ends a journey of the touches since the one before, as far back as the lookback reaches; touches
    /// after the last conversion are set aside; people without a conversion make one journey that failed. A row that is
    /// a conversion and names a channel is a touch too.
    ///
    /// # Errors
    /// Parameters without a meaning, columns that are missing, no row that counts, more than 128 channels, a direct
    /// channel that is none of them.
    pub fn attribute(&self, table: &Table) -> Result<Attributed, AttributionError> {
        self.check()?;
        let (columns, shape, found) = Columns::of(table, self)?;
        let tallied = match &columns {
            Columns::Counted(columns) => counted::read(table, columns, self)?,
            Columns::Touches(columns) => touches::read(table, columns, self)?,
        };
        let attribution = tallied.tally.attribute();
        let summary = AttributionSummary::of((self, shape, found), &tallied, &attribution);
        Ok(Attributed {
            credits: frame::credits(&summary)?,
            transitions: frame::transitions(&attribution, &tallied.channels)?,
            summary,
        })
    }
}
