//! The journey of a member.

use super::chain::{BEGINNINGS, CHANNEL_COUNT, STEPS};
use crate::clock::Clock;
use crate::random::Key;

/// Touches of the longest journey: with the longest gap between them it fits the 30 days of a lookback.
const LONGEST: u64 = 15;
/// Seconds between two touches.
const GAP: std::ops::Range<u64> = 1_200..172_800;
/// Seconds that a journey may take.
pub(super) const SPAN: i64 = 30 * 86_400;

/// A touch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Touch {
    pub(super) member: u64,
    pub(super) channel: usize,
    /// Seconds since 1970 of the local calendar.
    pub(super) time: i64,
    /// What was bought at it, in fen.
    pub(super) bought: Option<u64>,
}

/// Adds the touches of a member.
pub(super) fn touches(member: u64, key: Key, clock: &Clock, touches: &mut Vec<Touch>) {
    let last_start = clock.position(clock.closing() - SPAN).max(1);
    let mut time = clock.time(key.below(0, last_start));
    let mut channel = pick(&BEGINNINGS, key, 1);
    for step in 1..=LONGEST {
        let draw = step * 4;
        let next = match pick(&STEPS[channel], key, draw) {
            next if next < CHANNEL_COUNT && step == LONGEST => CHANNEL_COUNT + 1,
            next => next,
        };
        let bought = (next == CHANNEL_COUNT).then(|| {
            // Small baskets are more frequent than large ones.
            let value = |index| key.below(draw + index, 840);
            (59 + value(2).min(value(3))) * 100
        });
        touches.push(Touch {
            member,
            channel,
            time,
            bought,
        });
        if next >= CHANNEL_COUNT {
            return;
        }
        channel = next;
        let gap = GAP.start + key.below(draw + 1, GAP.end - GAP.start);
        time = time.saturating_add_unsigned(gap);
    }
}

/// The place in whose thousandths the entry falls.
fn pick(shares: &[u64], key: Key, index: u64) -> usize {
    let mut point = key.below(index, 1_000);
    for (place, share) in shares.iter().enumerate() {
        match point.checked_sub(*share) {
            Some(rest) => point = rest,
            None => return place,
        }
    }
    shares.len() - 1
}
