//! What became of every row and every customer.

use fourr_table::coerce::Reading;
use serde::Serialize;

/// Rows read, used, and set aside by reason: `read` is the sum of `used` and the reasons.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RowLedger {
    /// Rows in the input.
    pub read: u64,
    /// Rows that entered the result.
    pub used: u64,
    /// Set aside: no customer.
    pub missing_customer: u64,
    /// Set aside: no date.
    pub missing_time: u64,
    /// Set aside: a date that cannot be read.
    pub unreadable_time: u64,
    /// Set aside: no amount.
    pub missing_amount: u64,
    /// Set aside: an amount that cannot be read.
    pub unreadable_amount: u64,
    /// Set aside: a cancelled, closed or unpaid order.
    pub cancelled: u64,
    /// Set aside: an order whose status says that it was refunded.
    pub refunded: u64,
    /// Set aside: a negative amount, where refunds are excluded.
    pub refunds_excluded: u64,
    /// Set aside: later than the analysis date.
    pub after_as_of: u64,
    /// Set aside: before the window.
    pub before_window: u64,
    /// Set aside: a customer who stands in an earlier row of a table of customers.
    pub duplicate_customer: u64,
    /// Among the rows used: negative amounts that lower the monetary value.
    pub refunds_deducted: u64,
    /// Among the rows used: amounts of zero.
    pub zero_amount: u64,
}

impl RowLedger {
    /// The reasons for which rows were set aside, with their rows, in the order of the fields.
    pub fn reasons(&self) -> [(&'static str, u64); 11] {
        [
            ("missing_customer", self.missing_customer),
            ("missing_time", self.missing_time),
            ("unreadable_time", self.unreadable_time),
            ("missing_amount", self.missing_amount),
            ("unreadable_amount", self.unreadable_amount),
            ("cancelled", self.cancelled),
            ("refunded", self.refunded),
            ("refunds_excluded", self.refunds_excluded),
            ("after_as_of", self.after_as_of),
            ("before_window", self.before_window),
            ("duplicate_customer", self.duplicate_customer),
        ]
    }

    /// Rows set aside for any reason.
    pub fn set_aside(&self) -> u64 {
        self.reasons().iter().map(|(_, rows)| rows).sum()
    }

    pub(crate) fn count_time(&mut self, time: Reading) {
        if time == Reading::MISSING {
            self.missing_time += 1;
        } else {
            self.unreadable_time += 1;
        }
    }

    pub(crate) fn count_amount(&mut self, amount: Reading) {
        if amount == Reading::MISSING {
            self.missing_amount += 1;
        } else {
            self.unreadable_amount += 1;
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.read += other.read;
        self.used += other.used;
        self.missing_customer += other.missing_customer;
        self.missing_time += other.missing_time;
        self.unreadable_time += other.unreadable_time;
        self.missing_amount += other.missing_amount;
        self.unreadable_amount += other.unreadable_amount;
        self.cancelled += other.cancelled;
        self.refunded += other.refunded;
        self.refunds_excluded += other.refunds_excluded;
        self.after_as_of += other.after_as_of;
        self.before_window += other.before_window;
        self.duplicate_customer += other.duplicate_customer;
        self.refunds_deducted += other.refunds_deducted;
        self.zero_amount += other.zero_amount;
    }
}

/// Customers seen among rows with a readable date and amount, and why some have no scores.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CustomerLedger {
    /// Customers seen.
    pub seen: u64,
    /// Customers with a purchase in the window.
    pub scored: u64,
    /// Customers with refunds or gifts only.
    pub without_purchase: u64,
    /// Customers whose orders all lie before the window.
    pub outside_window: u64,
}

impl CustomerLedger {
    pub(crate) fn merge(&mut self, other: &Self) {
        self.seen += other.seen;
        self.scored += other.scored;
        self.without_purchase += other.without_purchase;
        self.outside_window += other.outside_window;
    }
}

/// What a state of an order does to its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Treatment {
    /// They count.
    Counted,
    /// They are set aside as cancelled, closed or unpaid.
    Cancelled,
    /// They are set aside as refunded, unless the amount is negative.
    Refunded,
}

/// A state that orders have, and what was made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusUse {
    /// The state as written.
    pub status: String,
    /// Rows in it.
    pub rows: u64,
    /// What it does to them.
    pub treatment: Treatment,
}
