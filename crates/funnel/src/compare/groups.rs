//! [`Comparison`]: the rates of several groups.

use serde::Serialize;
use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::{Pair, Rate, pair::adjust};

/// Groups up to which every pair is compared.
const MOST_GROUPS: usize = 12;

/// Pearson's test that all groups have the same rate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ChiSquare {
    /// The statistic, without correction.
    pub statistic: f64,
    /// Degrees of freedom.
    pub degrees: u64,
    /// Probability of one as large.
    pub p: f64,
    /// Cramér's V: strength from 0 to 1 (Cramér 1946).
    pub cramers_v: f64,
    /// The smallest expected count; below five the approximation is poor.
    pub least_expected: f64,
}

/// The rates of groups, compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Probability of seeing a difference where there is none.
    pub alpha: f64,
    /// Power that the smallest detectable differences are for.
    pub power: f64,
    /// The groups in the order given.
    pub groups: Vec<Rate>,
    /// Whether all have the same rate; null when nobody converts or everybody does.
    pub chi_square: Option<ChiSquare>,
    /// Every pair of the first twelve groups.
    pub pairs: Vec<Pair>,
}

/// Compares the rates of groups (name, converted, entered) at level `alpha`, with a power of 0.8 for what could be seen.
/// None for fewer than two groups that somebody entered.
pub fn groups(groups: &[(String, u64, u64)], alpha: f64) -> Option<Comparison> {
    const POWER: f64 = 0.8;
    let rates: Vec<Rate> = groups
        .iter()
        .map(|(name, converted, entered)| Rate::of(name, *converted, *entered, alpha))
        .collect();
    let entered: Vec<&Rate> = rates.iter().filter(|rate| rate.entered > 0).collect();
    if entered.len() < 2 {
        return None;
    }
    let compared = &entered[..entered.len().min(MOST_GROUPS)];
    let mut pairs = Vec::new();
    for (place, one) in compared.iter().enumerate() {
        let later = compared[place + 1..].iter();
        pairs.extend(later.filter_map(|other| Pair::of(one, other, alpha, POWER)));
    }
    adjust(&mut pairs);
    Some(Comparison {
        alpha,
        power: POWER,
        chi_square: chi_square(&entered),
        pairs,
        groups: rates,
    })
}

fn chi_square(rates: &[&Rate]) -> Option<ChiSquare> {
    let entered: u64 = rates.iter().map(|rate| rate.entered).sum();
    let converted: u64 = rates.iter().map(|rate| rate.converted).sum();
    let pooled = converted as f64 / entered as f64;
    if pooled == 0.0 || pooled >= 1.0 {
        return None;
    }
    let spread = |rate: &&Rate| {
        let expected = rate.entered as f64 * pooled;
        (rate.converted as f64 - expected).powi(2) / (expected * (1.0 - pooled))
    };
    let statistic: f64 = rates.iter().map(spread).sum();
    let degrees = rates.len() as u64 - 1;
    let fewest = rates.iter().map(|rate| rate.entered).min().unwrap_or(0);
    Some(ChiSquare {
        statistic,
        degrees,
        p: ChiSquared::new(degrees as f64).ok()?.sf(statistic),
        cramers_v: (statistic / entered as f64).sqrt(),
        least_expected: fewest as f64 * pooled.min(1.0 - pooled),
    })
}
