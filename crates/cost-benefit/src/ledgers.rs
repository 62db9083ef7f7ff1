//! What became of every row of the smaller inputs.

use fourr_table::coerce::Keys;
use serde::Serialize;

/// Rows of cash flows: `read` is the sum of `used` and the reasons.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FlowRows {
    /// Rows in the input.
    pub read: u64,
    /// Rows that entered the result.
    pub used: u64,
    /// Set aside: no whole number of a period.
    pub missing_period: u64,
    /// Set aside: no number at all.
    pub no_number: u64,
    /// Set aside: a number that cannot be read.
    pub unreadable_number: u64,
}

/// Rows of sales by price: `read` is the sum of `used` and `incomplete`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SaleRows {
    /// Rows in the input.
    pub read: u64,
    /// Rows that entered the result.
    pub used: u64,
    /// Set aside: a price or a quantity missing or unreadable.
    pub incomplete: u64,
}

/// The identifier of a row as text.
pub(crate) fn text_of(keys: &Keys<'_>, row: usize) -> Option<String> {
    match keys {
        Keys::Whole(ids) => ids.get(row).map(|id| id.to_string()),
        Keys::Text(ids) => ids.get(row).map(str::to_owned),
    }
}
