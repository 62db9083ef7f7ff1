//! Quantiles of sorted numbers.

/// Type-7 quantile `part / whole` of ascending numbers; 0 of none. The place is worked out in whole numbers, so that a
/// quantile that is one of the values is exactly that value.
///
/// # References
/// Hyndman and Fan (1996), Sample quantiles in statistical packages, The American Statistician 50(4).
pub(crate) fn quantile(ascending: &[f64], part: usize, whole: usize) -> f64 {
    let Some(last) = ascending.len().checked_sub(1) else {
        return 0.0;
    };
    let (below, rest) = (last * part / whole, last * part % whole);
    let low = ascending[below];
    let high = ascending[(below + 1).min(last)];
    low + (high - low) * rest as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn quantiles_are_those_of_type_7() {
        let values = [1.0, 2.0, 4.0, 8.0];
        assert!((quantile(&values, 1, 10) - 1.3).abs() < 1e-15); // R: quantile(c(1,2,4,8), .1)
        assert!((quantile(&values, 1, 2) - 3.0).abs() < 1e-15);
        assert!((quantile(&values, 9, 10) - 6.8).abs() < 1e-15);
    }
}
