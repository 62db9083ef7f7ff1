//! One rate and its interval.

use serde::Serialize;

use super::normal::quantile;

/// The conversion rate of a group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rate {
    /// The group.
    pub name: String,
    /// Who converted.
    pub converted: u64,
    /// Who entered.
    pub entered: u64,
    /// Share of them who converted.
    pub rate: f64,
    /// Wilson's interval of the rate.
    pub interval: (f64, f64),
}

impl Rate {
    pub(super) fn new(name: &str, converted: u64, entered: u64, alpha: f64) -> Self {
        // Stages of a table of counts may grow; a rate above one has no variance.
        let converted = converted.min(entered);
        Self {
            name: name.to_owned(),
            converted,
            entered,
            rate: converted as f64 / entered as f64,
            interval: wilson(converted, entered, alpha),
        }
    }
}

/// Wilson's score interval of a share, at the level 1 - `alpha`; `entered` is at least 1.
///
/// # References
/// Wilson (1927), Probable inference, the law of succession, and statistical inference.
pub fn wilson(converted: u64, entered: u64, alpha: f64) -> (f64, f64) {
    let (n, z) = (entered as f64, quantile(1.0 - alpha / 2.0));
    let p = converted as f64 / n;
    let centre = p + z * z / (2.0 * n);
    let spread = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    let low = ((centre - spread) / scale).max(0.0);
    let high = ((centre + spread) / scale).min(1.0);
    (low, high)
}
