//! What became of every row of a ledger.

use serde::Serialize;

/// Rows read, used, and set aside by reason: `read` is the sum of `used` and the reasons.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RowLedger {
    /// Rows in the input.
    pub read: u64,
    /// Rows that entered the result.
    pub used: u64,
    /// Set aside: no day, where days are asked for.
    pub missing_time: u64,
    /// Set aside: a day that cannot be read.
    pub unreadable_time: u64,
    /// Set aside: before the first day.
    pub before_window: u64,
    /// Set aside: after the last day.
    pub after_window: u64,
    /// Set aside: no number at all.
    pub no_number: u64,
    /// Set aside: a number that cannot be read.
    pub unreadable_number: u64,
    /// Set aside: fewer than no impressions, clicks, visits, conversions or customers.
    pub negative_count: u64,
    /// Set aside: a margin rate beyond -100% to 100%.
    pub margin_out_of_range: u64,
    /// Set aside: a total of rows above it.
    pub total_row: u64,
    /// Set aside: a kind of cost, or a measure of a long table, that is not known.
    pub unknown_kind: u64,
    /// Set aside: another currency than the one asked for.
    pub other_currency: u64,
    /// Set aside: neither test nor control.
    pub missing_group: u64,
    /// Among the rows used: more clicks than impressions.
    pub clicks_above_impressions: u64,
    /// Among the rows used: more refunded than earned.
    pub refunds_above_revenue: u64,
}

impl RowLedger {
    /// The reasons for which rows were set aside, with their rows, in the order of the fields.
    pub fn reasons(&self) -> [(&'static str, u64); 12] {
        [
            ("missing_time", self.missing_time),
            ("unreadable_time", self.unreadable_time),
            ("before_window", self.before_window),
            ("after_window", self.after_window),
            ("no_number", self.no_number),
            ("unreadable_number", self.unreadable_number),
            ("negative_count", self.negative_count),
            ("margin_out_of_range", self.margin_out_of_range),
            ("total_row", self.total_row),
            ("unknown_kind", self.unknown_kind),
            ("other_currency", self.other_currency),
            ("missing_group", self.missing_group),
        ]
    }

    /// Rows set aside for any reason.
    pub fn set_aside(&self) -> u64 {
        self.reasons().iter().map(|(_, rows)| rows).sum()
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.read += other.read;
        self.used += other.used;
        self.missing_time += other.missing_time;
        self.unreadable_time += other.unreadable_time;
        self.before_window += other.before_window;
        self.after_window += other.after_window;
        self.no_number += other.no_number;
        self.unreadable_number += other.unreadable_number;
        self.negative_count += other.negative_count;
        self.margin_out_of_range += other.margin_out_of_range;
        self.total_row += other.total_row;
        self.unknown_kind += other.unknown_kind;
        self.other_currency += other.other_currency;
        self.missing_group += other.missing_group;
        self.clicks_above_impressions += other.clicks_above_impressions;
        self.refunds_above_revenue += other.refunds_above_revenue;
    }
}
