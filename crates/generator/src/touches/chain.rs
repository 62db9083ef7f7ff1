//! What is planted: where journeys begin, where they go from each channel, and how they end.

use fourr_locale::Lang;

use crate::events::CHANNELS;

/// The channels of the log of events, and people who come by themselves.
pub(super) const CHANNEL_COUNT: usize = CHANNELS.len() + 1;

/// Thousandths of the journeys that begin in each channel.
pub(super) const BEGINNINGS: [u64; CHANNEL_COUNT] = [220, 340, 130, 60, 190, 60];

/// Thousandths of the touches of each channel after which the journey goes on to each channel, converts, or ends.
pub(super) const STEPS: [[u64; CHANNEL_COUNT + 2]; CHANNEL_COUNT] = [
    [60, 60, 60, 40, 10, 120, 250, 400],
    [160, 130, 110, 20, 20, 60, 60, 440],
    [70, 70, 90, 30, 0, 90, 230, 420],
    [30, 20, 30, 80, 0, 60, 380, 400],
    [180, 100, 60, 50, 90, 70, 30, 420],
    [60, 40, 60, 40, 0, 120, 330, 350],
];

/// What a channel is called.
pub(super) fn name(channel: usize, lang: Lang) -> &'static str {
    match CHANNELS.get(channel) {
        Some(channel) => channel.name(lang),
        None => lang.pick("直接访问", "direct"),
    }
}

/// What the chain says of a channel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Planted {
    /// Share of the conversions whose journeys begin in it.
    pub(super) first: f64,
    /// Share of the conversions whose journeys end in it.
    pub(super) last: f64,
    /// Share of the conversions that go without it.
    pub(super) removal: f64,
    /// The same as a share of all removal effects.
    pub(super) markov: f64,
}

/// What the chain says of every channel, worked out and not sampled.
pub(super) fn planted() -> [Planted; CHANNEL_COUNT] {
    let part = |permille: u64| permille as f64 / 1_000.0;
    let from = conversion_from(None);
    let begin = BEGINNINGS.map(part);
    let all: f64 = (0..CHANNEL_COUNT).map(|c| begin[c] * from[c]).sum();
    let removals: [f64; CHANNEL_COUNT] = std::array::from_fn(|without| {
        let from = conversion_from(Some(without));
        1.0 - (0..CHANNEL_COUNT).map(|c| begin[c] * from[c]).sum::<f64>() / all
    });
    let visits = visits();
    let sum: f64 = removals.iter().sum();
    std::array::from_fn(|channel| Planted {
        first: begin[channel] * from[channel] / all,
        last: visits[channel] * part(STEPS[channel][CHANNEL_COUNT]) / all,
        removal: removals[channel],
        markov: removals[channel] / sum,
    })
}

/// Probability of a conversion from each channel; who would step into `without` leaves.
fn conversion_from(without: Option<usize>) -> [f64; CHANNEL_COUNT] {
    let mut from = [0.0; CHANNEL_COUNT];
    // Every step ends at least four journeys of ten: after 200 rounds nothing moves any more.
    for _ in 0..200 {
        from = std::array::from_fn(|channel| {
            if Some(channel) == without {
                return 0.0;
            }
            let steps = &STEPS[channel];
            let on: f64 = (0..CHANNEL_COUNT)
                .map(|to| steps[to] as f64 * from[to])
                .sum();
            (on + steps[CHANNEL_COUNT] as f64) / 1_000.0
        });
    }
    from
}

/// Touches of each channel that a journey is expected to have.
fn visits() -> [f64; CHANNEL_COUNT] {
    let mut visits = [0.0; CHANNEL_COUNT];
    for _ in 0..200 {
        visits = std::array::from_fn(|channel| {
            let on: f64 = (0..CHANNEL_COUNT)
                .map(|from| visits[from] * STEPS[from][channel] as f64)
                .sum();
            (on + BEGINNINGS[channel] as f64) / 1_000.0
        });
    }
    visits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_touch_goes_somewhere() {
        assert_eq!(BEGINNINGS.iter().sum::<u64>(), 1_000);
        for steps in &STEPS {
            assert_eq!(steps.iter().sum::<u64>(), 1_000);
        }
    }

    #[test]
    fn shares_of_the_chain_are_whole() {
        let planted = planted();
        for share in [
            |of: &Planted| of.first,
            |of: &Planted| of.last,
            |of: &Planted| of.markov,
        ] {
            let sum: f64 = planted.iter().map(share).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{sum}");
        }
        assert!(
            planted
                .iter()
                .all(|of| of.removal > 0.0 && of.removal < 1.0)
        );
    }
}
