//! [`Decay`]: credit that halves with the age of a touch.

use crate::{Credit, Outcome};

/// Steps of a unit: parts are rounded to them, so that their sum does not depend on its order.
const STEP: f64 = (1_u64 << 40) as f64;

/// Conversions and value by channel, in steps.
#[derive(Debug, Clone)]
pub(crate) struct Decay {
    conversions: Vec<i128>,
    value: Vec<i128>,
}

impl Decay {
    pub(crate) fn new(channels: usize) -> Self {
        Self {
            conversions: vec![0; channels],
            value: vec![0; channels],
        }
    }

    /// Shares a journey out. Touches without an age weigh the same.
    pub(crate) fn add(&mut self, touches: &[u8], ages: &[f64], half_life: f64, outcome: Outcome) {
        let youngest = ages.iter().copied().fold(f64::INFINITY, f64::min);
        // Weights are relative to the youngest touch: an old journey must not vanish below the smallest number.
        let weight = |place: usize| match ages.get(place) {
            Some(age) => (-(age - youngest) / half_life).exp2(),
            None => 1.0,
        };
        let whole: f64 = (0..touches.len()).map(weight).sum();
        for (place, touch) in touches.iter().enumerate() {
            let (part, channel) = (weight(place) / whole, usize::from(*touch));
            self.conversions[channel] += steps(outcome.conversions as f64 * part);
            self.value[channel] += steps(outcome.value as f64 * part);
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        let sums = [
            (&mut self.conversions, &other.conversions),
            (&mut self.value, &other.value),
        ];
        for (into, from) in sums {
            for (into, from) in into.iter_mut().zip(from) {
                *into += from;
            }
        }
    }

    pub(crate) fn credit(&self) -> Vec<Credit> {
        let sums = self.conversions.iter().zip(&self.value);
        let credit = |(conversions, value): (&i128, &i128)| Credit {
            conversions: *conversions as f64 / STEP,
            value: *value as f64 / STEP,
        };
        sums.map(credit).collect()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "an amount in steps stays far below 2^127"
)]
fn steps(amount: f64) -> i128 {
    (amount * STEP).round() as i128
}
