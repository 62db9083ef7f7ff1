//! What became of the rows of each table.

use fourr_table::{Roles, coerce::Faults};
use serde::Serialize;

use crate::SourceKind;

/// What became of the rows of a table.
#[derive(Debug, Clone, Serialize)]
pub struct InputLedger {
    /// What its rows are.
    pub kind: SourceKind,
    /// Which column plays which role.
    pub roles: Roles,
    /// Rows read, used and set aside.
    pub rows: RowLedger,
    /// Cells that could not be read, by column.
    pub faults: Vec<Faults>,
}

/// Rows read, used, and set aside by reason: `read` is the sum of `used` and the reasons.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct RowLedger {
    /// Rows in the table.
    pub read: u64,
    /// Rows that entered the result.
    pub used: u64,
    /// Set aside: no person.
    pub missing_person: u64,
    /// Set aside: a person who stands in an earlier row of a table of persons.
    pub duplicate_person: u64,
    /// Set aside: a person who is not in the table of persons.
    pub unknown_person: u64,
    /// Set aside: no readable time.
    pub missing_time: u64,
    /// Set aside: later than the date in force.
    pub after_as_of: u64,
    /// Set aside: a person who has not consented to being profiled.
    pub without_consent: u64,
}

impl RowLedger {
    /// The reasons for which rows were set aside, with their rows, in the order of the fields.
    pub fn reasons(&self) -> [(&'static str, u64); 6] {
        [
            ("missing_person", self.missing_person),
            ("duplicate_person", self.duplicate_person),
            ("unknown_person", self.unknown_person),
            ("missing_time", self.missing_time),
            ("after_as_of", self.after_as_of),
            ("without_consent", self.without_consent),
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
        self.duplicate_person += other.duplicate_person;
        self.unknown_person += other.unknown_person;
        self.missing_time += other.missing_time;
        self.after_as_of += other.after_as_of;
        self.without_consent += other.without_consent;
    }
}
