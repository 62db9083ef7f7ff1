//! Quantiles, spread and the limits beyond which a value is far away.

/// 1 / Φ⁻¹(3/4), which makes the MAD comparable with a standard deviation.
const MAD_SCALE: f64 = 0.6745;
/// √(π/2), which does the same for the mean absolute deviation.
const MEAN_DEVIATION_SCALE: f64 = 1.253_314;

/// The type-7 quantile (Hyndman and Fan 1996) of numbers in any order, `parts` of `out_of` below it; `None` of none.
///
/// The numbers are partly sorted in place.
pub fn quantile(values: &mut [f64], parts: u64, out_of: u64) -> Option<f64> {
    let last = (values.len() as u64).checked_sub(1)?;
    let position = u128::from(last) * u128::from(parts);
    let whole = usize::try_from(position / u128::from(out_of)).ok()?;
    let fraction = (position % u128::from(out_of)) as f64 / out_of as f64;
    Some(between(values, whole, fraction))
}

/// The type-7 quantile at a share from 0 to 1.
pub fn quantile_at(values: &mut [f64], share: f64) -> Option<f64> {
    // A share such as 0.05 is not exact, and 0.05 * (n - 1) may fall just short of a whole number: parts in a million.
    const MILLION: f64 = 1e6;
    let parts = (share * MILLION).round();
    #[expect(clippy::float_cmp, reason = "whole parts are exact")]
    if (parts / MILLION - share).abs() < 1e-12 && parts.max(0.0) == parts {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and a million"
        )]
        return quantile(values, parts as u64, 1_000_000);
    }
    let position = share * (values.len().checked_sub(1)?) as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the number of values"
    )]
    let whole = position.floor() as usize;
    Some(between(values, whole, position.fract()))
}

/// The value at a place in the order of values, and the fraction of the way to the next.
fn between(values: &mut [f64], whole: usize, fraction: f64) -> f64 {
    let (_, low, above) = values.select_nth_unstable_by(whole, f64::total_cmp);
    let low = *low;
    if fraction == 0.0 {
        return low;
    }
    let high = above.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
    low + fraction * (high - low)
}

/// How numbers spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Numbers.
    pub n: usize,
    /// Their mean, the same in any order.
    pub mean: f64,
    /// Sample standard deviation; `None` for fewer than two.
    pub sd: Option<f64>,
    /// The least.
    pub min: f64,
    /// First quartile.
    pub q1: f64,
    /// Median.
    pub median: f64,
    /// Third quartile.
    pub q3: f64,
    /// The greatest.
    pub max: f64,
    /// Median of the absolute deviations from the median.
    pub mad: f64,
}

impl Figures {
    /// Figures of finite numbers, which are reordered; `None` of none.
    pub fn of(values: &mut [f64]) -> Option<Self> {
        let q1 = quantile(values, 1, 4)?;
        let median = quantile(values, 1, 2)?;
        let q3 = quantile(values, 3, 4)?;
        let mean = mean(values)?;
        let min = values.iter().copied().min_by(f64::total_cmp)?;
        let max = values.iter().copied().max_by(f64::total_cmp)?;
        let sd = deviation(values, mean);
        let mut distances: Vec<f64> = values.iter().map(|value| (value - median).abs()).collect();
        Some(Self {
            n: values.len(),
            mean,
            sd,
            min,
            q1,
            median,
            q3,
            max,
            mad: quantile(&mut distances, 1, 2)?,
        })
    }
}

/// The mean, the same in any order: exact for whole ten-thousandths, else summed from the least to the greatest.
pub fn mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let count = values.len() as f64;
    if let Some(sum) = exact_sum(values) {
        return Some(fourr_table::coerce::from_ten_thousandths(sum) / count);
    }
    Some(sorted_sum(values.to_vec()) / count)
}

fn exact_sum(values: &[f64]) -> Option<i128> {
    let mut sum = 0_i128;
    for &value in values {
        let whole = fourr_table::coerce::to_ten_thousandths(value)?;
        #[expect(clippy::float_cmp, reason = "exact or not")]
        if fourr_table::coerce::from_ten_thousandths(i128::from(whole)) != value {
            return None;
        }
        sum += i128::from(whole);
    }
    Some(sum)
}

/// A compensated sum (Neumaier 1974) in the order of values.
fn sorted_sum(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
    for value in values {
        let next = sum + value;
        lost += if sum.abs() >= value.abs() {
            (sum - next) + value
        } else {
            (value - next) + sum
        };
        sum = next;
    }
    sum + lost
}

/// The sample standard deviation about a mean; `None` for fewer than two numbers.
pub fn deviation(values: &[f64], mean: f64) -> Option<f64> {
    if values.len() < 2 {
        return None;
    }
    let squares = values.iter().map(|value| (value - mean).powi(2)).collect();
    Some((sorted_sum(squares) / (values.len() - 1) as f64).sqrt())
}

/// The modified z-score: 0.6745 (x - median) / MAD (Iglewicz and Hoaglin 1993); with a MAD of 0 by the mean absolute
/// deviation, and `None` when that is 0 too.
pub fn modified_z(values: &[f64]) -> Option<Vec<f64>> {
    let mut sorted = values.to_vec();
    let figures = Figures::of(&mut sorted)?;
    let scale = mad_scale(&sorted, &figures).0?;
    Some(
        values
            .iter()
            .map(|value| (value - figures.median) / scale)
            .collect(),
    )
}

/// What one unit of the modified z-score is, and whether the mean absolute deviation stands in for the MAD.
pub(crate) fn mad_scale(values: &[f64], figures: &Figures) -> (Option<f64>, bool) {
    if figures.mad > 0.0 {
        return (Some(figures.mad / MAD_SCALE), false);
    }
    let distances: Vec<f64> = values
        .iter()
        .map(|value| (value - figures.median).abs())
        .collect();
    let scale = mean(&distances).map(|mean| mean * MEAN_DEVIATION_SCALE);
    (scale.filter(|scale| *scale > 0.0), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_of_type_seven() {
        // numpy.quantile([10, 1, 4, 3, 2], [0, .25, .5, .9, 1])
        for (share, expected) in [(0.0, 1.0), (0.25, 2.0), (0.5, 3.0), (0.9, 7.6), (1.0, 10.0)] {
            let got = quantile_at(&mut [10.0, 1.0, 4.0, 3.0, 2.0], share).unwrap();
            assert!((got - expected).abs() < 1e-12, "{share}: {got}");
        }
        assert_eq!(quantile(&mut [], 1, 2), None);
        assert_eq!(quantile(&mut [7.0], 1, 4), Some(7.0));
    }

    #[test]
    fn a_mean_does_not_depend_on_the_order() {
        let values = [1e16, 1.0, -1e16, 0.1, 0.2];
        let mut other = values;
        other.reverse();
        assert_eq!(mean(&values), mean(&other));
        assert_eq!(mean(&[0.1, 0.2, 0.3]), Some(0.6 / 3.0));
    }
}
