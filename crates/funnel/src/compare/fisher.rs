//! Fisher's exact test.

use statrs::function::factorial::ln_binomial;

/// Tables as likely as the one at hand, up to rounding, count as extreme (as in R's `fisher.test`).
const TOLERANCE: f64 = 1.0 + 1e-7;

/// The probability of tables with the same margins that are no likelier than this one, of two (converted, entered).
pub(super) fn two_sided_p([first, second]: [(u64, u64); 2]) -> f64 {
    let (converted, entered) = (first.0 + second.0, first.1 + second.1);
    let lowest = converted.saturating_sub(second.1);
    let highest = converted.min(first.1);
    let all = ln_binomial(entered, converted);
    let probability = |count: u64| {
        (ln_binomial(first.1, count) + ln_binomial(second.1, converted - count) - all).exp()
    };
    let limit = probability(first.0) * TOLERANCE;
    let extreme = (lowest..=highest).map(probability).filter(|p| *p <= limit);
    extreme.sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::two_sided_p;

    /// The lady tasting tea (Fisher 1935): 34/70 = 0.4857 in the two-sided test; and `scipy.stats.fisher_exact` of
    /// [[8, 2], [1, 5]] is 0.03496503.
    #[test]
    fn published_tables_have_their_published_p() {
        assert!((two_sided_p([(3, 4), (1, 4)]) - 34.0 / 70.0).abs() < 1e-12);
        assert!((two_sided_p([(8, 10), (1, 6)]) - 0.034_965_034_965).abs() < 1e-9);
        assert!((two_sided_p([(0, 4), (0, 4)]) - 1.0).abs() < 1e-12);
    }
}
