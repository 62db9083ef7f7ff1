//! [`Ends`]: where journeys begin and end.

use serde::Serialize;

use crate::Outcome;

/// How journeys that begin in one channel and end in another came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EndPair {
    /// The channel of the first touch, by place.
    pub first: usize,
    /// The channel of the last touch, by place.
    pub last: usize,
    /// Conversions.
    pub conversions: u64,
    /// Journeys without one.
    pub nulls: u64,
}

/// Conversions and failures by first and last channel.
#[derive(Debug, Clone)]
pub(crate) struct Ends {
    channels: usize,
    counts: Vec<[u64; 2]>,
}

impl Ends {
    pub(crate) fn new(channels: usize) -> Self {
        Self {
            channels,
            counts: vec![[0; 2]; channels * channels],
        }
    }

    pub(crate) fn add(&mut self, touches: &[u8], outcome: Outcome) {
        if let ([first, ..], [.., last]) = (touches, touches) {
            let count = &mut self.counts[usize::from(*first) * self.channels + usize::from(*last)];
            count[0] += outcome.conversions;
            count[1] += outcome.nulls;
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            mine[0] += theirs[0];
            mine[1] += theirs[1];
        }
    }

    /// The pairs that occur, by first and last channel.
    pub(crate) fn pairs(&self) -> Vec<EndPair> {
        let counted = self
            .counts
            .iter()
            .enumerate()
            .filter(|(_, count)| **count != [0; 2]);
        counted
            .map(|(place, [conversions, nulls])| EndPair {
                first: place / self.channels,
                last: place % self.channels,
                conversions: *conversions,
                nulls: *nulls,
            })
            .collect()
    }
}
