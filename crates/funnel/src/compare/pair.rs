//! Two rates compared.

use serde::Serialize;

use super::{
    POWER, Rate, detectable_difference,
    fisher::two_sided_p,
    normal::{quantile, two_sided},
    sample_size,
};

/// Expected counts from which the normal approximation is trusted.
const ENOUGH: f64 = 5.0;

/// The test that a p-value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// z with the pooled rate; its square is the chi-square statistic without correction.
    Z,
    /// Fisher's exact test, for an expected count is below five.
    Fisher,
}

/// Two groups compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// A group.
    pub first: String,
    /// The other.
    pub second: String,
    /// Rate of the first less that of the second.
    pub difference: f64,
    /// The difference by the rate of the second; null where that is 0.
    pub relative: Option<f64>,
    /// The statistic with the pooled rate; null where all or none converted.
    pub z: Option<f64>,
    /// The test in force.
    pub test: Test,
    /// Two-sided.
    pub p_value: Option<f64>,
    /// The same, corrected for the number of pairs.
    pub p_holm: Option<f64>,
    /// Whether the corrected p-value is below alpha.
    pub differs: bool,
    /// Wald's interval of the difference, with the rates unpooled.
    pub wald: (f64, f64),
    /// Newcombe's interval of the difference, from the two Wilson intervals.
    pub newcombe: (f64, f64),
    /// The smallest rise over the rate of the second that groups of these sizes show with a power of 0.8; null where
    /// none does.
    pub detectable: Option<f64>,
    /// Members that each group must have for the difference at hand to be seen with a power of 0.8.
    pub needed: Option<u64>,
}

/// Compares two rates.
///
/// # References
/// Newcombe (1998), Interval estimation for the difference between independent proportions, method 10; Fisher (1922).
pub fn pair(first: &Rate, second: &Rate, alpha: f64) -> Pair {
    let (n1, n2) = (first.entered as f64, second.entered as f64);
    let (p1, p2) = (first.rate, second.rate);
    let difference = p1 - p2;
    let pooled = (first.converted + second.converted) as f64 / (n1 + n2);
    let error = (pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2)).sqrt();
    let z = (error > 0.0).then(|| difference / error);
    let smallest = pooled.min(1.0 - pooled) * n1.min(n2);
    let (test, p_value) = if smallest < ENOUGH && z.is_some() {
        let counts = [first, second].map(|rate| (rate.converted, rate.entered));
        (Test::Fisher, Some(two_sided_p(counts)))
    } else {
        (Test::Z, z.map(two_sided))
    };
    let spread = quantile(1.0 - alpha / 2.0) * (p1 * (1.0 - p1) / n1 + p2 * (1.0 - p2) / n2).sqrt();
    let ((low1, high1), (low2, high2)) = (first.interval, second.interval);
    let below = (p1 - low1).hypot(high2 - p2);
    let above = (high1 - p1).hypot(p2 - low2);
    Pair {
        first: first.name.clone(),
        second: second.name.clone(),
        difference,
        relative: (p2 > 0.0).then(|| difference / p2),
        z,
        test,
        p_value,
        p_holm: p_value,
        differs: p_value.is_some_and(|p| p < alpha),
        wald: (difference - spread, difference + spread),
        newcombe: (difference - below, difference + above),
        detectable: detectable_difference(p2, (first.entered, second.entered), alpha, POWER),
        needed: sample_size(p1, p2, alpha, POWER),
    }
}
