//! [`Measure`]: one dimension of all customers, with its order statistics.

use rayon::prelude::*;

/// Values are exact to a ten-thousandth.
pub(crate) const SCALE: f64 = 10_000.0;

/// The values of one dimension by customer, and their ascending order.
#[derive(Debug)]
pub(crate) struct Measure {
    pub(crate) values: Vec<f64>,
    /// The values in ten-thousandths: sums of them are exact.
    pub(crate) exact: Vec<i64>,
    /// Customers by ascending value, ties by customer.
    pub(crate) order: Vec<u32>,
}

impl Measure {
    pub(crate) fn new(values: Vec<f64>) -> Self {
        let mut keys: Vec<(u64, u32)> = values
            .iter()
            .zip(0_u32..)
            .map(|(value, customer)| (sort_key(*value), customer))
            .collect();
        keys.par_sort_unstable();
        let order = keys.into_iter().map(|(_, customer)| customer).collect();
        let exact = values.iter().map(|value| exact(*value)).collect();
        Self {
            values,
            exact,
            order,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// The value of rank `rank`, counted from 0 upwards.
    pub(crate) fn ranked(&self, rank: usize) -> f64 {
        self.values[self.order[rank] as usize]
    }

    /// The smallest value.
    pub(crate) fn min(&self) -> f64 {
        self.ranked(0)
    }

    /// The largest value.
    pub(crate) fn max(&self) -> f64 {
        self.ranked(self.len() - 1)
    }

    /// The type-7 quantile at `part / parts` (Hyndman and Fan 1996), its place found in integers so that
    /// a value that sits exactly on a break stays there.
    pub(crate) fn quantile(&self, part: usize, parts: usize) -> f64 {
        quantile(self.len(), (part, parts), |rank| self.ranked(rank))
    }

    /// The mean: an exact sum of ten-thousandths, divided once.
    pub(crate) fn mean(&self) -> f64 {
        let n = self.len() as i128;
        let sum = self.sum();
        let (whole, rest) = (sum.div_euclid(n), sum.rem_euclid(n));
        (whole as f64 + rest as f64 / n as f64) / SCALE
    }

    /// The exact sum in ten-thousandths.
    pub(crate) fn sum(&self) -> i128 {
        self.exact.iter().map(|value| i128::from(*value)).sum()
    }

    /// The exact sum over some customers.
    pub(crate) fn sum_of(&self, customers: impl Iterator<Item = usize>) -> i128 {
        customers
            .map(|customer| i128::from(self.exact[customer]))
            .sum()
    }

    /// Different values.
    pub(crate) fn distinct(&self) -> usize {
        let changes = (1..self.len())
            .filter(|&rank| self.ranked(rank) != self.ranked(rank - 1))
            .count();
        changes + usize::from(self.len() > 0)
    }

    /// Customers whose value is exactly `value`.
    pub(crate) fn count_equal(&self, value: f64) -> usize {
        self.below_or_at(value) - self.below(value)
    }

    /// Customers below `value`.
    pub(crate) fn below(&self, value: f64) -> usize {
        self.order
            .partition_point(|&customer| self.values[customer as usize] < value)
    }

    /// Customers at most at `value`.
    pub(crate) fn below_or_at(&self, value: f64) -> usize {
        self.order
            .partition_point(|&customer| self.values[customer as usize] <= value)
    }
}

/// The type-7 quantile at `part / parts` of at least one value, `ranked` by rank from 0 upwards.
pub(crate) fn quantile(
    count: usize,
    (part, parts): (usize, usize),
    ranked: impl Fn(usize) -> f64,
) -> f64 {
    let place = (count - 1) * part;
    let (low, rest) = (place / parts, place % parts);
    let value = ranked(low);
    if rest == 0 {
        return value;
    }
    let fraction = rest as f64 / parts as f64;
    value + fraction * (ranked(low + 1) - value)
}

/// A value in ten-thousandths; beyond what 64 bits hold (900 trillion) the nearest that they do.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, and values are finite"
)]
pub(crate) fn exact(value: f64) -> i64 {
    (value * SCALE).round() as i64
}

/// A number that sorts as the value does; both zeros are one value.
fn sort_key(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 1 {
        !bits
    } else {
        bits | 1 << 63
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Frequency of the worked ties: 1 six times, 2 twice, 3, 10; breaks by hand 1, 1, 1.4, 2.2.
    #[test]
    fn quantiles_are_type_7() {
        let measure = Measure::new(vec![10.0, 1.0, 1.0, 2.0, 1.0, 1.0, 3.0, 1.0, 2.0, 1.0]);
        let breaks: Vec<f64> = (1..5).map(|part| measure.quantile(part, 5)).collect();
        for (got, want) in breaks.iter().zip([1.0, 1.0, 1.4, 2.2]) {
            assert!((got - want).abs() < 1e-12, "{breaks:?}");
        }
        assert_eq!(measure.count_equal(1.0), 6);
        assert_eq!(measure.distinct(), 4);
    }

    #[test]
    fn the_mean_of_equal_values_is_that_value() {
        for value in [0.1, 2.675, 1e9 + 0.3, -5.0] {
            assert_eq!(
                Measure::new(vec![value; 7]).mean().to_bits(),
                f64::to_bits(value),
                "{value}"
            );
        }
    }

    #[test]
    fn negative_values_sort_below_zero() {
        let measure = Measure::new(vec![0.0, -1.5, -0.0, 3.0, -2.0]);
        let sorted: Vec<f64> = (0..5).map(|rank| measure.ranked(rank)).collect();
        assert_eq!(sorted, [-2.0, -1.5, 0.0, 0.0, 3.0]);
        assert_eq!(measure.order[2..4], [0, 2]);
    }
}
