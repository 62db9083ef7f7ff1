//! [`TouchRows`]: what became of every row of touches.

use serde::Serialize;

/// Rows read, used, and set aside by reason: `read` is the sum of `used` and the reasons.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct TouchRows {
    /// Rows in the input.
    pub read: u64,
    /// Rows that entered the result.
    pub used: u64,
    /// Set aside: nobody's.
    pub missing_person: u64,
    /// Set aside: neither a channel nor a conversion.
    pub missing_channel: u64,
    /// Set aside: no moment, place or days, where the others have one.
    pub missing_order: u64,
    /// Set aside: a moment, place or days that cannot be read.
    pub unreadable_order: u64,
    /// Set aside: no telling whether, or how often, it is a conversion.
    pub unreadable_conversion: u64,
    /// Set aside: a conversion whose value cannot be read.
    pub unreadable_value: u64,
    /// Set aside: a touch after the last conversion of its person.
    pub after_conversion: u64,
    /// Set aside: a touch too long before its conversion.
    pub before_lookback: u64,
    /// Among the rows used: touches that are one with the next of the same channel.
    pub collapsed: u64,
    /// Among the rows used: conversions without a value.
    pub without_value: u64,
}

impl TouchRows {
    /// The reasons for which rows were set aside, with their rows, in the order of the fields.
    pub fn reasons(&self) -> [(&'static str, u64); 8] {
        [
            ("missing_person", self.missing_person),
            ("missing_channel", self.missing_channel),
            ("missing_order", self.missing_order),
            ("unreadable_order", self.unreadable_order),
            ("unreadable_conversion", self.unreadable_conversion),
            ("unreadable_value", self.unreadable_value),
            ("after_conversion", self.after_conversion),
            ("before_lookback", self.before_lookback),
        ]
    }

    /// Rows set aside for any reason.
    pub fn set_aside(&self) -> u64 {
        self.reasons().iter().map(|(_, rows)| rows).sum()
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.read += other.read;
        self.used += other.used;
        self.missing_person += other.missing_person;
        self.missing_channel += other.missing_channel;
        self.missing_order += other.missing_order;
        self.unreadable_order += other.unreadable_order;
        self.unreadable_conversion += other.unreadable_conversion;
        self.unreadable_value += other.unreadable_value;
        self.after_conversion += other.after_conversion;
        self.before_lookback += other.before_lookback;
        self.collapsed += other.collapsed;
        self.without_value += other.without_value;
    }
}
