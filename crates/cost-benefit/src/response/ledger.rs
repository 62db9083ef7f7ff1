//! [`ResponseRows`]: what became of every row of responses.

use serde::Serialize;

/// Rows read, used, and set aside by reason: `read` is the sum of `used` and the reasons.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ResponseRows {
    /// Rows in the input.
    pub read: u64,
    /// Rows that entered the result.
    pub used: u64,
    /// Set aside: no period that can be read.
    pub missing_period: u64,
    /// Set aside: no spending or no return that can be read.
    pub missing_number: u64,
    /// Set aside: less than nothing spent.
    pub negative_spend: u64,
    /// Set aside: a cost that does not move with the advertising: fixed, sunk, or a fee.
    pub other_cost: u64,
}

impl ResponseRows {
    /// Rows set aside for any reason.
    pub fn set_aside(&self) -> u64 {
        self.missing_period + self.missing_number + self.negative_spend + self.other_cost
    }
}
