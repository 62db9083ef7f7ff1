//! [`benjamini_hochberg`]: many comparisons, few false discoveries.

/// The smallest rate of false discoveries at which each comparison would count as one; `None` stays `None` and is no
/// comparison.
///
/// # References
/// Benjamini & Hochberg (1995), Controlling the false discovery rate, J. Royal Statistical Society B 57.
///
/// ```
/// use fourr_profile::statistics::benjamini_hochberg;
/// assert_eq!(benjamini_hochberg(&[Some(0.25), None, Some(0.5)]), [Some(0.5), None, Some(0.5)]);
/// ```
pub fn benjamini_hochberg(p_values: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut order: Vec<usize> = (0..p_values.len())
        .filter(|i| p_values[*i].is_some())
        .collect();
    order.sort_by(|a, b| {
        let [a, b] = [a, b].map(|i| p_values[*i].unwrap_or(1.0));
        a.total_cmp(&b)
    });
    let comparisons = order.len() as f64;
    let mut found = vec![None; p_values.len()];
    let mut least = 1.0_f64;
    for (rank, comparison) in order.iter().enumerate().rev() {
        let p = p_values[*comparison].unwrap_or(1.0);
        least = least.min(p * comparisons / (rank as f64 + 1.0));
        found[*comparison] = Some(least);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `SciPy` 1.17: `false_discovery_control([0.01, 0.04, 0.03, 0.005, 0.2])`.
    #[test]
    fn rates_agree_with_scipy() {
        let p_values = [0.01, 0.04, 0.03, 0.005, 0.2].map(Some);
        let expected = [0.025, 0.05, 0.05, 0.025, 0.2];
        for (found, expected) in benjamini_hochberg(&p_values).into_iter().zip(expected) {
            assert!((found.unwrap() - expected).abs() < 1e-12);
        }
        assert_eq!(benjamini_hochberg(&[]), []);
    }
}
