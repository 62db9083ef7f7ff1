//! [`Lengths`]: what the rules of thumb need, by the number of touches of a journey.

use std::collections::BTreeMap;

use crate::{
    Credit, Rules,
    sum::{Sum, merge},
};

/// Conversions by length of the journey: of all touches, of first and of last ones, each by channel.
///
/// Equal parts of a journey are fractions of its length; kept apart by length they stay whole numbers until the end.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lengths(BTreeMap<usize, ByPosition>);

#[derive(Debug, Clone)]
struct ByPosition {
    any: Vec<Sum>,
    first: Vec<Sum>,
    last: Vec<Sum>,
}

impl ByPosition {
    fn new(channels: usize) -> Self {
        let none = || vec![Sum::default(); channels];
        Self {
            any: none(),
            first: none(),
            last: none(),
        }
    }
}

impl Lengths {
    pub(crate) fn add(&mut self, touches: &[u8], sum: Sum, channels: usize) {
        let ([first, ..], [.., last]) = (touches, touches) else {
            return;
        };
        let row = self
            .0
            .entry(touches.len())
            .or_insert_with(|| ByPosition::new(channels));
        row.first[usize::from(*first)] += sum;
        row.last[usize::from(*last)] += sum;
        for touch in touches {
            row.any[usize::from(*touch)] += sum;
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for (length, found) in other.0 {
            match self.0.entry(length) {
                std::collections::btree_map::Entry::Vacant(place) => {
                    place.insert(found);
                }
                std::collections::btree_map::Entry::Occupied(mut mine) => {
                    let mine = mine.get_mut();
                    merge(&mut mine.any, &found.any);
                    merge(&mut mine.first, &found.first);
                    merge(&mut mine.last, &found.last);
                }
            }
        }
    }

    /// All to the first touch.
    pub(crate) fn first(&self, channels: usize) -> Vec<Credit> {
        self.credit(channels, |_, row, channel| {
            Credit::of(row.first[channel], 1.0)
        })
    }

    /// All to the last touch.
    pub(crate) fn last(&self, channels: usize) -> Vec<Credit> {
        self.credit(channels, |_, row, channel| {
            Credit::of(row.last[channel], 1.0)
        })
    }

    /// Equal parts to every touch.
    pub(crate) fn linear(&self, channels: usize) -> Vec<Credit> {
        self.credit(channels, |length, row, channel| {
            Credit::of(row.any[channel], 1.0 / length as f64)
        })
    }

    /// Fixed parts to the ends, the rest to those between.
    pub(crate) fn position(&self, rules: &Rules) -> Vec<Credit> {
        let [first, between, last] = rules.position;
        let ends = first + last;
        self.credit(rules.channels, |length, row, channel| match length {
            1 => Credit::of(row.first[channel], 1.0),
            2 => {
                Credit::of(row.first[channel], first / ends)
                    + Credit::of(row.last[channel], last / ends)
            }
            _ => {
                let inner = between / (length - 2) as f64;
                Credit::of(row.any[channel], inner)
                    + Credit::of(row.first[channel], first - inner)
                    + Credit::of(row.last[channel], last - inner)
            }
        })
    }

    fn credit(
        &self,
        channels: usize,
        part: impl Fn(usize, &ByPosition, usize) -> Credit,
    ) -> Vec<Credit> {
        let of_channel = |channel| {
            let parts = self
                .0
                .iter()
                .map(|(length, row)| part(*length, row, channel));
            parts.fold(Credit::default(), |sum, part| sum + part)
        };
        (0..channels).map(of_channel).collect()
    }
}
