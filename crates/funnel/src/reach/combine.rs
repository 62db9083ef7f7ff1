//! What channels add to each other: from sets of channels counted, or as if they were independent.

use std::collections::BTreeMap;

use super::{ChannelReach, Estimate, Increment};

/// Persons by the exact set of channels that reached them, a bit a channel.
pub(super) type Sets = BTreeMap<u32, u64>;

/// How persons are reached by several channels.
#[derive(Debug)]
pub(super) enum Overlapping<'a> {
    /// Counted.
    Counted(&'a Sets),
    /// As if each channel reached persons independently of the others.
    Independent,
}

/// Adds channels up, by their places.
pub(super) fn increments(
    channels: &[ChannelReach],
    order: &[usize],
    overlapping: &Overlapping<'_>,
    population: u64,
) -> Vec<Increment> {
    let mut so_far = SoFar::default();
    order
        .iter()
        .map(|&place| so_far.add(channels, place, overlapping, population))
        .collect()
}

/// The channels in the order in which each next adds persons at the lowest cost, or adds the most where a cost is not
/// known; channels that add nobody come last, in their order.
pub(super) fn plan(
    channels: &[ChannelReach],
    overlapping: &Overlapping<'_>,
    population: u64,
) -> Vec<Increment> {
    let costed = channels.iter().all(|channel| channel.cost.is_some());
    let mut left: Vec<usize> = (0..channels.len()).collect();
    let mut so_far = SoFar::default();
    let mut plan = Vec::new();
    while !left.is_empty() {
        let worth = |place: usize| {
            let next = so_far.clone().add(channels, place, overlapping, population);
            let by_cost = next.cost_per_added.unwrap_or(f64::INFINITY);
            (if costed { by_cost } else { 0.0 }, -next.added)
        };
        let best = (0..left.len()).min_by(|&a, &b| {
            let (a, b) = (worth(left[a]), worth(left[b]));
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
        let place = left.remove(best.unwrap_or(0));
        plan.push(so_far.add(channels, place, overlapping, population));
    }
    plan
}

/// The channels added up so far.
#[derive(Debug, Clone, Default)]
struct SoFar {
    set: u32,
    /// Share of the population.
    reached: f64,
}

impl SoFar {
    fn add(
        &mut self,
        channels: &[ChannelReach],
        place: usize,
        overlapping: &Overlapping<'_>,
        population: u64,
    ) -> Increment {
        let channel = &channels[place];
        let people = population as f64;
        let (added, added_rate) = match overlapping {
            Overlapping::Counted(sets) => {
                let new =
                    |(set, _): &(&u32, &u64)| **set & self.set == 0 && **set >> place & 1 == 1;
                let added: u64 = sets.iter().filter(new).map(|(_, persons)| persons).sum();
                (added as f64, added as f64 / people)
            }
            Overlapping::Independent => {
                let rate = channel.reach_rate * (1.0 - self.reached);
                (rate * people, rate)
            }
        };
        self.set |= 1 << place;
        self.reached += added_rate;
        Increment {
            channel: place,
            added,
            added_rate,
            cumulative_rate: self.reached,
            cost_per_added: channel
                .cost
                .filter(|_| added > 0.0)
                .map(|cost| cost / added),
        }
    }
}

/// What totals alone tell of all channels together.
pub(super) fn estimate(channels: &[ChannelReach]) -> Estimate {
    let rates = || channels.iter().map(|channel| channel.reach_rate);
    let sum: f64 = rates().sum();
    Estimate {
        sum,
        independent: 1.0 - rates().map(|rate| 1.0 - rate).product::<f64>(),
        lower: rates().fold(0.0, f64::max),
        upper: sum.min(1.0),
    }
}
