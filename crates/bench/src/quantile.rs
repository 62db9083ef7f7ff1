//! [`quantile`]: type 7, as elsewhere in fourr.

/// The quantile of type 7 (Hyndman and Fan 1996) of ascending values; NaN where there are none.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = share * last as f64;
    let below = place.floor();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place within the values"
    )]
    let low = below as usize;
    let high = sorted[(low + 1).min(last)];
    sorted[low] + (place - below) * (high - sorted[low])
}

/// The values in ascending order.
pub(crate) fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values
}
