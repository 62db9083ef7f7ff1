//! [`Tallied`]: touches added up.

use fourr_attribution::Tally;

use super::TouchRows;

/// Touches added up, and what became of their rows.
#[derive(Debug)]
pub(super) struct Tallied {
    pub(super) tally: Tally,
    /// Names by place.
    pub(super) channels: Vec<String>,
    pub(super) direct: Option<usize>,
    pub(super) rows: TouchRows,
    /// Units of the tally's values in one of the input's.
    pub(super) unit: f64,
    /// Journeys whose touches do not agree on how it ended.
    pub(super) uneven_journeys: u64,
    /// Whether touches have ages.
    pub(super) is_timed: bool,
}
