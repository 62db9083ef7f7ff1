//! How many people it takes to tell rates apart.

use super::rate::{quantile, two_sided};

/// Halvings of an interval of rates: more than there are digits.
const HALVINGS: usize = 100;

/// What a test must do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Power {
    /// Probability of seeing a difference where there is none.
    pub alpha: f64,
    /// Probability of seeing the difference that there is.
    pub power: f64,
}

impl Default for Power {
    fn default() -> Self {
        Self {
            alpha: 0.05,
            power: 0.8,
        }
    }
}

/// People needed in each of two groups to tell rate `p1` from rate `p2`, rounded up; none for equal rates or what is no
/// rate.
///
/// Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 3rd edition, section 4.2, without
/// correction.
pub fn sample_size(p1: f64, p2: f64, power: Power) -> Option<u64> {
    let rates = (0.0..=1.0).contains(&p1) && (0.0..=1.0).contains(&p2) && p1 != p2;
    let needed = rates.then(|| needed(p1, p2, power).ceil())?;
    // Rates that are all but equal need more people than there are.
    (needed < 1e15).then(|| whole(needed))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number between 0 and 1e15"
)]
fn whole(number: f64) -> u64 {
    number as u64
}

fn needed(p1: f64, p2: f64, Power { alpha, power }: Power) -> f64 {
    let mean = f64::midpoint(p1, p2);
    let alike = two_sided(alpha) * (2.0 * mean * (1.0 - mean)).sqrt();
    let apart = quantile(power) * (p1 * (1.0 - p1) + p2 * (1.0 - p2)).sqrt();
    ((alike + apart) / (p1 - p2)).powi(2)
}

/// The smallest rise over `rate` that two groups of these sizes show with the power asked for; none where even everybody
/// converting would not do, or nobody is in a group.
///
/// Unequal groups count as two of their harmonic mean.
pub fn smallest_detectable(rate: f64, entered: [u64; 2], power: Power) -> Option<f64> {
    let [one, other] = entered.map(|entered| entered as f64);
    let people = 2.0 * one * other / (one + other);
    // Nobody in a group makes this zero, or no number where both are empty.
    let possible = people > 0.0 && rate < 1.0 && needed(rate, 1.0, power) <= people;
    if !possible {
        return None;
    }
    let (mut low, mut high) = (rate, 1.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if needed(rate, middle, power) > people {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(high - rate)
}
