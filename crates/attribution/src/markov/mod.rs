//! [`Chain`]: journeys as steps between channels; [`Markov`]: what each channel's removal does to it.

mod absorb;
mod bounds;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::Serialize;

use crate::Outcome;

/// States up to which a chain is solved by elimination; larger ones by closing bounds, which costs their steps alone.
const FEW_STATES: usize = 400;

/// Bits of a channel within a remembered state.
const BITS: u32 = 8;

/// Counted steps of a chain that remembers the last few channels.
///
/// A state is the channels that were touched last, the latest in the lowest bits, each as its place plus one; the start
/// is zero. Steps from a channel to itself stay.
#[derive(Debug, Clone)]
pub struct Chain {
    order: u8,
    steps: HashMap<(u64, Next), u64, FixedState>,
}

/// Where a step leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// To a touch of a channel.
    Channel(u8),
    /// To a conversion.
    Conversion,
    /// To the end without one.
    Null,
}

/// A step of the chain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Transition {
    /// Channels touched last, the earliest first; empty at the start.
    pub from: Vec<u8>,
    /// Where it leads.
    pub to: Next,
    /// How often it was made.
    pub count: u64,
    /// Its share of the steps from there.
    pub probability: f64,
}

/// A chain without one channel.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Removal {
    /// Probability of a conversion when every step to the channel leads to the end instead.
    pub probability: f64,
    /// The share of conversions that is lost.
    pub effect: f64,
    /// The effect as a share of all channels' effects; none where no removal has an effect.
    pub share: Option<f64>,
}

/// A solved chain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Markov {
    /// Channels that it remembers.
    pub order: u8,
    /// States beside the start and the two ends.
    pub states: usize,
    /// Probability of a conversion from the start.
    pub probability: f64,
    /// By channel.
    pub removals: Vec<Removal>,
    /// Every step that was made, by state and target.
    pub transitions: Vec<Transition>,
}

/// A chain in numbers: row by row the targets among the states and their probabilities, and that of converting.
#[derive(Debug, Clone)]
struct Matrix {
    /// Remembered channels of each state; the start is the first.
    states: Vec<u64>,
    rows: Vec<Row>,
}

#[derive(Debug, Clone, Default)]
struct Row {
    steps: Vec<(usize, f64)>,
    converts: f64,
    /// What leads to the end without a conversion.
    ends: f64,
}

impl Chain {
    pub(crate) fn new(order: u8) -> Self {
        Self {
            order,
            steps: HashMap::default(),
        }
    }

    pub(crate) fn add(&mut self, touches: &[u8], outcome: Outcome) {
        let times = outcome.conversions + outcome.nulls;
        let mut state = 0;
        for touch in touches {
            self.count(state, Next::Channel(*touch), times);
            state = self.after(state, *touch);
        }
        self.count(state, Next::Conversion, outcome.conversions);
        self.count(state, Next::Null, outcome.nulls);
    }

    fn count(&mut self, state: u64, next: Next, times: u64) {
        if times > 0 {
            *self.steps.entry((state, next)).or_default() += times;
        }
    }

    /// The state after a touch.
    fn after(&self, state: u64, touch: u8) -> u64 {
        let kept = (1 << (BITS * u32::from(self.order))) - 1;
        (state << BITS | (u64::from(touch) + 1)) & kept
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for (step, count) in other.steps {
            *self.steps.entry(step).or_default() += count;
        }
    }

    /// Solves the chain; none where nobody converts.
    pub(crate) fn markov(&self, channels: usize) -> Option<Markov> {
        if self.steps.is_empty() {
            return None;
        }
        let transitions = self.transitions();
        let matrix = self.matrix(&transitions);
        let probability = matrix.conversion(None);
        if probability <= 0.0 {
            return None;
        }
        let removed = (0..channels).map(|channel| {
            let left = matrix.conversion(u8::try_from(channel).ok());
            (left, 1.0 - left / probability)
        });
        let removed: Vec<(f64, f64)> = removed.collect();
        let all: f64 = removed.iter().map(|(_, effect)| effect).sum();
        let removal = |&(probability, effect): &(f64, f64)| Removal {
            probability,
            effect,
            share: (all > 0.0).then(|| effect / all),
        };
        Some(Markov {
            order: self.order,
            states: matrix.states.len() - 1,
            probability,
            removals: removed.iter().map(removal).collect(),
            transitions: transitions
                .into_iter()
                .map(|(_, transition)| transition)
                .collect(),
        })
    }

    /// The steps by state and target, each with its state.
    fn transitions(&self) -> Vec<(u64, Transition)> {
        let mut steps: Vec<(u64, Next, u64)> = self
            .steps
            .iter()
            .map(|((state, next), count)| (*state, *next, *count))
            .collect();
        steps.sort_unstable();
        let from_state = |steps: &[(u64, Next, u64)]| {
            let all: u64 = steps.iter().map(|(.., count)| count).sum();
            let transition = |&(state, to, count): &(u64, Next, u64)| {
                let transition = Transition {
                    from: remembered(state),
                    to,
                    count,
                    probability: count as f64 / all as f64,
                };
                (state, transition)
            };
            steps.iter().map(transition).collect::<Vec<_>>()
        };
        steps
            .chunk_by(|one, other| one.0 == other.0)
            .flat_map(from_state)
            .collect()
    }

    fn matrix(&self, transitions: &[(u64, Transition)]) -> Matrix {
        let mut states: Vec<u64> = transitions.iter().map(|(state, _)| *state).collect();
        states.dedup();
        let mut rows = vec![Row::default(); states.len()];
        for (state, transition) in transitions {
            let Ok(place) = states.binary_search(state) else {
                continue;
            };
            match transition.to {
                Next::Conversion => rows[place].converts += transition.probability,
                Next::Null => rows[place].ends += transition.probability,
                Next::Channel(touch) => {
                    // Every state that is reached is left again: a journey has an end.
                    if let Ok(target) = states.binary_search(&self.after(*state, touch)) {
                        rows[place].steps.push((target, transition.probability));
                    }
                }
            }
        }
        Matrix { states, rows }
    }
}

impl Matrix {
    /// Probability of a conversion from the start, with every step to one channel leading to the end instead.
    fn conversion(&self, without: Option<u8>) -> f64 {
        let without = without.map(|channel| u64::from(channel) + 1);
        let latest = |state: usize| self.states[state] & ((1 << BITS) - 1);
        let rows: Vec<Row> = self
            .rows
            .iter()
            .map(|row| {
                let goes = |(target, _): &&(usize, f64)| Some(latest(*target)) != without;
                let lost = row.steps.iter().filter(|step| !goes(step));
                let lost: f64 = lost.map(|(_, probability)| probability).sum();
                Row {
                    steps: row.steps.iter().filter(goes).copied().collect(),
                    converts: row.converts,
                    ends: row.ends + lost,
                }
            })
            .collect();
        if rows.len() <= FEW_STATES {
            absorb::conversion(&rows)
        } else {
            bounds::conversion(&rows)
        }
    }
}

/// The channels of a state, the earliest first.
fn remembered(state: u64) -> Vec<u8> {
    let mut channels = Vec::new();
    let mut left = state;
    while left > 0 {
        let latest = left & ((1 << BITS) - 1);
        channels.extend(u8::try_from(latest - 1).ok());
        left >>= BITS;
    }
    channels.reverse();
    channels
}
