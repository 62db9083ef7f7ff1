//! The order of the rows: a slice of it at a time, in memory that does not grow with the log.

use rayon::prelude::*;

use super::journey::{Event, Journey};
use crate::clock::Clock;
use crate::permutation::Permutation;
use crate::random::Key;

/// Members whose journeys are made at once.
const BLOCK: u64 = 1 << 13;
/// Events of a slice, roughly.
const SLICE: u64 = 1 << 21;
/// Events of a member, roughly.
pub(super) const EVENTS: u64 = 8;

/// How the rows follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// By time, then member.
    Time,
    /// By a hash: in none.
    Shuffled,
}

/// The members and how to make what they do.
#[derive(Debug)]
pub(super) struct Members {
    pub(super) clock: Clock,
    ids: Permutation,
    key: Key,
    pub(super) count: u64,
}

impl Members {
    pub(super) fn new(count: u64, clock: Clock, key: Key) -> Self {
        Self {
            clock,
            ids: Permutation::new(key.child(0), count),
            key: key.child(1),
            count,
        }
    }

    /// The journey of the member of this place.
    pub(super) fn journey(&self, place: u64) -> Journey<'_> {
        Journey::new(
            &self.clock,
            self.key.child(place),
            self.ids.forward(place) + 1,
        )
    }

    /// The place in [`CHANNELS`](super::CHANNELS) of the channel that the member with this number uses.
    pub(super) fn home(&self, member: u64) -> u8 {
        self.journey(self.ids.inverse(member - 1)).home()
    }

    /// Makes slice after slice: the journeys are made anew for each, and the events whose rank lies in the slice kept.
    pub(super) fn slices(self, order: Order) -> impl Iterator<Item = Vec<Event>> {
        let slices = (self.count * EVENTS).div_ceil(SLICE).max(1);
        (0..slices).map(move |slice| self.slice(order, slice, slices))
    }

    fn slice(&self, order: Order, slice: u64, slices: u64) -> Vec<Event> {
        let blocks = (0..self.count.div_ceil(BLOCK)).into_par_iter();
        let mut events: Vec<(u64, Event)> = blocks
            .flat_map_iter(|block| {
                let mut kept = Vec::new();
                for place in block * BLOCK..self.count.min((block + 1) * BLOCK) {
                    self.journey(place).events(|event| {
                        let rank = self.rank(order, &event);
                        if scaled(rank, slices) == slice {
                            kept.push((rank, event));
                        }
                    });
                }
                kept
            })
            .collect();
        let key = |(rank, event): &(u64, Event)| (*rank, event.member, event.ordinal);
        events.par_sort_unstable_by_key(key);
        events.into_iter().map(|(_, event)| event).collect()
    }

    /// Where an event stands, on a scale of 64 bits.
    fn rank(&self, order: Order, event: &Event) -> u64 {
        match order {
            Order::Shuffled => self
                .key
                .child(event.member)
                .child(u64::from(event.ordinal))
                .draw(0),
            Order::Time => {
                let (start, closing) = (self.clock.time(0), self.clock.closing());
                let elapsed = (event.time - start).unsigned_abs();
                elapsed * (u64::MAX / (closing - start).unsigned_abs())
            }
        }
    }
}

/// A rank as a number below `slices`.
fn scaled(rank: u64, slices: u64) -> u64 {
    ((u128::from(rank) * u128::from(slices)) >> 64) as u64
}
