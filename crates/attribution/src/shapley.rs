//! [`Shapley`]: the mean of what a channel adds.

use rand_xoshiro::{
    Xoshiro256PlusPlus,
    rand_core::{RngCore, SeedableRng},
};
use serde::Serialize;

use crate::{Credit, Tally, Worth, tally::Ending};

/// Channels up to which every set of them is looked at.
const ENUMERATED: usize = 15;

/// How the values were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "method", rename_all = "snake_case")]
pub enum Method {
    /// An equal split of every journey among its distinct channels, which is the value exactly.
    EqualSplit,
    /// All sets of channels.
    Enumerated {
        /// How many.
        sets: u64,
    },
    /// Random orders of the channels.
    Sampled {
        /// How many.
        permutations: u32,
        /// The seed that they were drawn from.
        seed: u64,
    },
}

/// A channel's value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// What the channel adds: conversions, or conversion rate.
    pub value: f64,
    /// Standard error of a sampled value.
    pub standard_error: Option<f64>,
    /// Its share of the sum of values; none where that is zero.
    pub share: Option<f64>,
}

/// Shapley values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shapley {
    /// What a set of channels is worth.
    pub worth: Worth,
    /// How the values were found.
    #[serde(flatten)]
    pub method: Method,
    /// By channel.
    pub channels: Vec<Share>,
    /// What the channels get of conversions and value, where the values add up to something.
    #[serde(skip)]
    credits: Option<Vec<Credit>>,
}

/// A set of channels and how its journeys ended.
type Set = (u128, Ending);

impl Shapley {
    pub(crate) fn of(tally: &Tally) -> Self {
        let mut sets: Vec<Set> = tally.sets.iter().map(|(set, end)| (*set, *end)).collect();
        sets.sort_unstable_by_key(|(set, _)| *set);
        let channels = tally.rules.channels;
        match tally.rules.worth {
            Worth::Conversions => split(&sets, channels),
            Worth::Rate if channels <= ENUMERATED => {
                let values = enumerate(&sets, channels);
                let errors = vec![None; channels];
                let method = Method::Enumerated {
                    sets: 1 << channels,
                };
                by_rate(tally, method, &values, &errors)
            }
            Worth::Rate => {
                let (permutations, seed) = (tally.rules.permutations, tally.rules.seed);
                let (values, errors) = sample(&sets, channels, permutations, seed);
                let errors: Vec<Option<f64>> = errors.into_iter().map(Some).collect();
                let method = Method::Sampled { permutations, seed };
                by_rate(tally, method, &values, &errors)
            }
        }
    }

    pub(crate) fn credits(&self) -> Option<Vec<Credit>> {
        self.credits.clone()
    }
}

/// The value for the conversions of the journeys inside a set: each journey split equally among its channels.
fn split(sets: &[Set], channels: usize) -> Shapley {
    let mut credits = vec![Credit::default(); channels];
    for (set, ending) in sets {
        let part = Credit::of(ending.sum, 1.0 / f64::from(set.count_ones()));
        for (channel, credit) in credits.iter_mut().enumerate() {
            if set >> channel & 1 == 1 {
                *credit = *credit + part;
            }
        }
    }
    let all: f64 = credits.iter().map(|credit| credit.conversions).sum();
    let share = |credit: &Credit| Share {
        value: credit.conversions,
        standard_error: None,
        share: (all > 0.0).then(|| credit.conversions / all),
    };
    Shapley {
        worth: Worth::Conversions,
        method: Method::EqualSplit,
        channels: credits.iter().map(share).collect(),
        credits: Some(credits),
    }
}

fn by_rate(tally: &Tally, method: Method, values: &[f64], errors: &[Option<f64>]) -> Shapley {
    let all: f64 = values.iter().sum();
    let share = |value: &f64| (all > 0.0).then(|| value / all);
    let channels = values.iter().zip(errors).map(|(value, error)| Share {
        value: *value,
        standard_error: *error,
        share: share(value),
    });
    let shares: Option<Vec<f64>> = values.iter().map(share).collect();
    let credit = |part: f64| Credit::of(tally.total.sum, part);
    Shapley {
        worth: Worth::Rate,
        method,
        channels: channels.collect(),
        credits: shares.map(|shares| shares.into_iter().map(credit).collect()),
    }
}

/// Conversions and journeys.
#[derive(Debug, Clone, Copy, Default)]
struct Made {
    conversions: u64,
    journeys: u64,
}

impl Made {
    fn add(&mut self, other: Self) {
        self.conversions += other.conversions;
        self.journeys += other.journeys;
    }

    /// Nobody's rate is nothing.
    fn rate(self) -> f64 {
        match self.journeys {
            0 => 0.0,
            journeys => self.conversions as f64 / journeys as f64,
        }
    }
}

impl From<&Ending> for Made {
    fn from(ending: &Ending) -> Self {
        Self {
            conversions: ending.sum.conversions,
            journeys: ending.sum.conversions + ending.nulls,
        }
    }
}

/// Values over all sets.
fn enumerate(sets: &[Set], channels: usize) -> Vec<f64> {
    let mut inside = vec![Made::default(); 1 << channels];
    for (set, ending) in sets {
        // At most fifteen bits are set.
        if let Ok(place) = usize::try_from(*set) {
            inside[place].add(ending.into());
        }
    }
    // Sums over subsets, one channel after the other.
    for channel in 0..channels {
        for set in 0..inside.len() {
            if set >> channel & 1 == 1 {
                let without = inside[set ^ (1 << channel)];
                inside[set].add(without);
            }
        }
    }
    let weights = weights(channels);
    let value = |channel: usize| {
        let without = (0..inside.len()).filter(|set| set >> channel & 1 == 0);
        without
            .map(|set| {
                let added = inside[set | 1 << channel].rate() - inside[set].rate();
                weights[set.count_ones() as usize] * added
            })
            .sum()
    };
    (0..channels).map(value).collect()
}

/// Share of the orders in which just a given set of so many channels comes before a given one.
fn weights(channels: usize) -> Vec<f64> {
    let mut weights = vec![1.0 / channels as f64];
    for size in 1..channels {
        let before = weights[size - 1];
        weights.push(before * size as f64 / (channels - size) as f64);
    }
    weights
}

/// Means over random orders, and their standard errors.
fn sample(sets: &[Set], channels: usize, permutations: u32, seed: u64) -> (Vec<f64>, Vec<f64>) {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut order: Vec<usize> = (0..channels).collect();
    let (mut means, mut squares) = (vec![0.0; channels], vec![0.0; channels]);
    let mut joins = vec![0; channels];
    for drawn in 1..=permutations {
        shuffle(&mut order, &mut random);
        for (place, channel) in order.iter().enumerate() {
            joins[*channel] = place;
        }
        // A journey counts from the moment when its last channel has joined.
        let mut complete = vec![Made::default(); channels];
        for (set, ending) in sets {
            let members = (0..channels).filter(|channel| set >> channel & 1 == 1);
            if let Some(place) = members.map(|channel| joins[channel]).max() {
                complete[place].add(ending.into());
            }
        }
        let (mut made, mut before) = (Made::default(), 0.0);
        for (place, channel) in order.iter().enumerate() {
            made.add(complete[place]);
            let added = made.rate() - before;
            before = made.rate();
            // Welford (1962): mean and squared deviations in one pass.
            let off = added - means[*channel];
            means[*channel] += off / f64::from(drawn);
            squares[*channel] += off * (added - means[*channel]);
        }
    }
    let drawn = f64::from(permutations);
    let error = |squares: &f64| (squares / (drawn - 1.0) / drawn).sqrt();
    let errors = squares.iter().map(error).collect();
    (means, errors)
}

/// Fisher and Yates (1938).
fn shuffle(order: &mut [usize], random: &mut impl RngCore) {
    for last in (1..order.len()).rev() {
        // The bias of the remainder is below one in 2^57 for a hundred channels.
        let drawn = random.next_u64() % (last as u64 + 1);
        order.swap(last, usize::try_from(drawn).unwrap_or(last));
    }
}
