//! How large a sample must be, and what a sample can show.

use super::normal::quantile;

/// Members that each of two groups must have so that the rates `p1` and `p2` differ in a two-sided test at `alpha` with
/// this power; `None` where they do not differ.
///
/// # References
/// Fleiss, Levin & Paik (2003), Statistical methods for rates and proportions, ch. 4, without continuity correction.
pub fn sample_size(p1: f64, p2: f64, alpha: f64, power: f64) -> Option<u64> {
    let difference = (p1 - p2).abs();
    let mean = f64::midpoint(p1, p2);
    let under_none = quantile(1.0 - alpha / 2.0) * (2.0 * mean * (1.0 - mean)).sqrt();
    let under_some = quantile(power) * (p1 * (1.0 - p1) + p2 * (1.0 - p2)).sqrt();
    let size = ((under_none + under_some) / difference).powi(2).ceil();
    // Beyond 2^53 the number of members is not one that a sample could have.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number from 0 to 2^53"
    )]
    (size < 9e15).then_some(size as u64)
}

/// The smallest rise over the rate `base` of the second of two groups of these sizes that a two-sided test at `alpha`
/// shows with this power; `None` where not even a rate of 1 would.
pub fn detectable_difference(
    base: f64,
    (first, second): (u64, u64),
    alpha: f64,
    power: f64,
) -> Option<f64> {
    let (n1, n2) = (first as f64, second as f64);
    let (z_alpha, z_power) = (quantile(1.0 - alpha / 2.0), quantile(power));
    let shown = |rise: f64| {
        let p1 = base + rise;
        let pooled = (n1 * p1 + n2 * base) / (n1 + n2);
        let under_none = (pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2)).sqrt();
        let under_some = (p1 * (1.0 - p1) / n1 + base * (1.0 - base) / n2).sqrt();
        rise >= z_alpha * under_none + z_power * under_some
    };
    let (mut low, mut high) = (0.0, 1.0 - base);
    if high <= 0.0 || !shown(high) {
        return None;
    }
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if shown(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sample size and detectable difference are one equation: 8,158 a group show a rise from 5 % to 6 %, and one
    /// member fewer does not, for sizes are rounded up.
    #[test]
    fn what_is_detectable_is_what_the_sample_was_planned_for() {
        for (base, rise) in [(0.05, 0.01), (0.02, 0.005), (0.1, 0.05)] {
            let size = sample_size(base + rise, base, 0.05, 0.8).unwrap();
            let shown = |size| detectable_difference(base, (size, size), 0.05, 0.8).unwrap();
            let (enough, short) = (shown(size), shown(size - 1));
            assert!(
                enough <= rise && rise < short,
                "{enough} and {short} for {rise}"
            );
        }
    }

    #[test]
    fn small_groups_show_nothing_and_equal_rates_need_no_end_of_members() {
        assert_eq!(detectable_difference(0.5, (2, 2), 0.05, 0.8), None);
        assert_eq!(detectable_difference(1.0, (50, 50), 0.05, 0.8), None);
        assert_eq!(sample_size(0.1, 0.1, 0.05, 0.8), None);
    }
}
