//! [`Sum`]: conversions and their value.

use std::ops::AddAssign;

use crate::Outcome;

/// Conversions and what they were worth, exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sum {
    pub(crate) conversions: u64,
    pub(crate) value: i128,
}

impl From<Outcome> for Sum {
    fn from(outcome: Outcome) -> Self {
        Self {
            conversions: outcome.conversions,
            value: i128::from(outcome.value),
        }
    }
}

impl AddAssign for Sum {
    fn add_assign(&mut self, other: Self) {
        self.conversions += other.conversions;
        self.value += other.value;
    }
}

/// Adds what another worker found, place by place.
pub(crate) fn merge(into: &mut [Sum], from: &[Sum]) {
    for (into, from) in into.iter_mut().zip(from) {
        *into += *from;
    }
}
