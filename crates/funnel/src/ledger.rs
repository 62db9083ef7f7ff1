//! [`RowLedger`]: what became of every row.

use serde::Serialize;

/// Rows read, used, and set aside by reason: `read` is the sum of `used` and the reasons.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RowLedger {
    /// Rows in the input.
    pub read: u64,
    /// Rows that entered the result.
    pub used: u64,
    /// Set aside: no person.
    pub missing_person: u64,
    /// Set aside: no event, or no stage.
    pub missing_event: u64,
    /// Set aside: no time.
    pub missing_time: u64,
    /// Set aside: a time that cannot be read.
    pub unreadable_time: u64,
    /// Set aside: later than the last moment that counts.
    pub future: u64,
    /// Set aside: the property that is held, or the session, is empty.
    pub missing_property: u64,
    /// Set aside: the same event of the same person at the same time as another row.
    pub duplicate: u64,
    /// Set aside: no count, or none that can be read, in a table of counts.
    pub unreadable_count: u64,
    /// Set aside: a stage that is no step of the funnel, in a table of counts.
    pub other_stage: u64,
}

impl RowLedger {
    /// The reasons for which rows were set aside, with their rows, in the order of the fields.
    pub fn reasons(&self) -> [(&'static str, u64); 9] {
        [
            ("missing_person", self.missing_person),
            ("missing_event", self.missing_event),
            ("missing_time", self.missing_time),
            ("unreadable_time", self.unreadable_time),
            ("future", self.future),
            ("missing_property", self.missing_property),
            ("duplicate", self.duplicate),
            ("unreadable_count", self.unreadable_count),
            ("other_stage", self.other_stage),
        ]
    }

    /// Rows set aside for any reason.
    pub fn set_aside(&self) -> u64 {
        self.reasons().iter().map(|(_, rows)| rows).sum()
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.read += other.read;
        self.used += other.used;
        self.missing_person += other.missing_person;
        self.missing_event += other.missing_event;
        self.missing_time += other.missing_time;
        self.unreadable_time += other.unreadable_time;
        self.future += other.future;
        self.missing_property += other.missing_property;
        self.duplicate += other.duplicate;
        self.unreadable_count += other.unreadable_count;
        self.other_stage += other.other_stage;
    }
}
