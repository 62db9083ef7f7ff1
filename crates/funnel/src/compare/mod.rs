//! Comparing conversion rates: are two groups, or several, really different, and could a difference have been seen?
//!
//! [`groups`] compares any number of groups: a chi-square test over all of them, then every pair by a z test, or by
//! Fisher's exact test where an expected count is below five, with p-values corrected by Holm's method.

mod fisher;
mod normal;
mod pair;
mod planning;
mod rate;

use serde::Serialize;
use statrs::distribution::{ChiSquared, ContinuousCDF};

pub use pair::{Pair, Test, pair};
pub use planning::{detectable_difference, sample_size};
pub use rate::{Rate, wilson};

/// Power for which samples are planned.
pub const POWER: f64 = 0.8;
/// Groups that are compared with one another, the largest.
const COMPARED: usize = 12;

/// Groups compared by the share of them that converted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The error of the first kind that is accepted.
    pub alpha: f64,
    /// The groups that somebody entered, in the order given.
    pub rates: Vec<Rate>,
    /// Whether any of them differs; null where all or none converted, or an expected count is 0.
    pub chi_square: Option<ChiSquare>,
    /// Every pair of the largest groups, in the order of the groups.
    pub pairs: Vec<Pair>,
    /// Groups that are paired with one another.
    pub paired: usize,
}

/// Pearson's test of independence.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ChiSquare {
    /// The statistic, without correction.
    pub statistic: f64,
    /// Groups less one.
    pub degrees_of_freedom: u64,
    /// Of a statistic as large, were there no difference.
    pub p_value: f64,
    /// Cramér's V: 0 without association, 1 with a perfect one.
    pub cramers_v: f64,
    /// The smallest count expected; below five the test is approximate.
    pub smallest_expected: f64,
}

/// Compares groups of (name, converted, entered), of which those that nobody entered are left out.
///
/// `None` with fewer than two groups.
///
/// # References
/// Pearson (1900); Holm (1979), A simple sequentially rejective multiple test procedure.
pub fn groups(groups: &[(String, u64, u64)], alpha: f64) -> Option<Comparison> {
    let rates: Vec<Rate> = groups
        .iter()
        .filter(|(_, _, entered)| *entered > 0)
        .map(|(name, converted, entered)| Rate::new(name, *converted, *entered, alpha))
        .collect();
    if rates.len() < 2 {
        return None;
    }
    let paired = largest(&rates);
    let mut pairs = Vec::new();
    for (place, &first) in paired.iter().enumerate() {
        for &second in &paired[place + 1..] {
            pairs.push(pair(&rates[first], &rates[second], alpha));
        }
    }
    holm(&mut pairs, alpha);
    Some(Comparison {
        alpha,
        chi_square: chi_square(&rates),
        pairs,
        paired: paired.len(),
        rates,
    })
}

/// The places of the largest groups, in order.
fn largest(rates: &[Rate]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..rates.len()).collect();
    places.sort_by_key(|&place| std::cmp::Reverse(rates[place].entered));
    places.truncate(COMPARED);
    places.sort_unstable();
    places
}

fn chi_square(rates: &[Rate]) -> Option<ChiSquare> {
    let entered: u64 = rates.iter().map(|rate| rate.entered).sum();
    let converted: u64 = rates.iter().map(|rate| rate.converted).sum();
    let pooled = converted as f64 / entered as f64;
    let mut statistic = 0.0;
    let mut smallest = f64::INFINITY;
    for rate in rates {
        let n = rate.entered as f64;
        for (observed, expected) in [
            (rate.converted as f64, n * pooled),
            (n - rate.converted as f64, n * (1.0 - pooled)),
        ] {
            if expected <= 0.0 {
                return None;
            }
            statistic += (observed - expected).powi(2) / expected;
            smallest = smallest.min(expected);
        }
    }
    let degrees = rates.len() as u64 - 1;
    let distribution = ChiSquared::new(degrees as f64).ok()?;
    Some(ChiSquare {
        statistic,
        degrees_of_freedom: degrees,
        p_value: distribution.sf(statistic),
        // A table of two rows: V is the square root of the statistic by all counts.
        cramers_v: (statistic / entered as f64).sqrt(),
        smallest_expected: smallest,
    })
}

/// Holm's step-down correction over all pairs with a p-value.
fn holm(pairs: &mut [Pair], alpha: f64) {
    let mut order: Vec<(f64, usize)> = pairs
        .iter()
        .enumerate()
        .filter_map(|(place, pair)| Some((pair.p_value?, place)))
        .collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let tests = order.len();
    let mut highest: f64 = 0.0;
    for (rank, (p, place)) in order.into_iter().enumerate() {
        highest = highest.max((p * (tests - rank) as f64).min(1.0));
        pairs[place].p_holm = Some(highest);
        pairs[place].differs = highest < alpha;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(groups_of: &[(&str, u64, u64)]) -> Vec<(String, u64, u64)> {
        let own = |(name, converted, entered): &(&str, u64, u64)| {
            ((*name).to_owned(), *converted, *entered)
        };
        groups_of.iter().map(own).collect()
    }

    /// R: p.adjust(c(0.01, 0.04, 0.03), "holm") is 0.03 0.06 0.06.
    #[test]
    fn holm_agrees_with_r() {
        let of = |p: f64| {
            let mut pair = pair(
                &Rate::new("a", 1, 9, 0.05),
                &Rate::new("b", 5, 9, 0.05),
                0.05,
            );
            pair.p_value = Some(p);
            pair
        };
        let mut pairs = [of(0.01), of(0.04), of(0.03)];
        holm(&mut pairs, 0.05);
        let corrected: Vec<f64> = pairs.iter().filter_map(|pair| pair.p_holm).collect();
        for (got, want) in corrected.iter().zip([0.03, 0.06, 0.06]) {
            assert!((got - want).abs() < 1e-12, "{corrected:?}");
        }
        assert!(pairs[0].differs && !pairs[1].differs);
    }

    #[test]
    fn rates_of_nothing_or_all_have_no_test() {
        let none = groups(&named(&[("a", 0, 10), ("b", 0, 20)]), 0.05).unwrap();
        assert_eq!(none.chi_square, None);
        assert_eq!(none.pairs[0].z, None);
        assert!(groups(&named(&[("a", 1, 10), ("b", 0, 0)]), 0.05).is_none());
        assert!(groups(&[], 0.05).is_none());
    }

    #[test]
    fn the_largest_groups_are_paired() {
        let many: Vec<(String, u64, u64)> =
            (0..40).map(|n: u64| (n.to_string(), n, 100 + n)).collect();
        let comparison = groups(&many, 0.05).unwrap();
        assert_eq!((comparison.rates.len(), comparison.paired), (40, 12));
        assert_eq!(comparison.pairs.len(), 66);
    }
}
