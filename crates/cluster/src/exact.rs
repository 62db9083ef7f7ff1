//! Sums and orders that do not depend on the order of rows.

/// Bits of a summand before the point of a [`Grid`].
const BITS: i32 = 62;

/// A scale of whole numbers on which values up to a size are added up without error: but for bits that are beyond the
/// 62nd of the largest value, which are cut off.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grid {
    /// Steps to 1, a power of two.
    steps: f64,
    /// 1 by that, in two factors, each of which is a number.
    back: [f64; 2],
}

impl Grid {
    /// For values of at most that size, which is finite.
    pub(crate) fn up_to(size: f64) -> Self {
        // The exponent of the smallest power of two above the size; of tiny ones that of the smallest normal number.
        let exponent = i32::try_from(size.to_bits() >> 52 & 0x7FF).unwrap_or(0) - 1_022;
        let steps = (BITS - exponent).min(1_000);
        Self {
            steps: 2_f64.powi(steps),
            back: [2_f64.powi(-(steps / 2)), 2_f64.powi(-(steps - steps / 2))],
        }
    }

    /// A value in steps.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "values are at most as large as the grid is made for"
    )]
    pub(crate) fn steps(&self, value: f64) -> i64 {
        (value * self.steps) as i64
    }

    /// The mean of so many values of which this is the sum in steps.
    pub(crate) fn mean(&self, sum: i128, count: f64) -> f64 {
        sum as f64 / count * self.back[0] * self.back[1]
    }
}

/// Bits that are ordered as the numbers are; both zeros are one.
pub(crate) fn key(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 0 {
        bits | 1 << 63
    } else {
        !bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_ordered_as_the_numbers_are() {
        let ordered = [-1e150, -2.0, -1.0, -5e-324, 0.0, 5e-324, 1.0, 2.0, 1e150];
        assert!(ordered.map(key).is_sorted());
        assert_eq!(key(-0.0), key(0.0));
    }

    /// Tenths are no multiples of powers of two, but their sum to the last bit is 0.7 + 0.2 + 0.1 = 1.
    #[test]
    fn sums_are_exact_in_any_order() {
        for values in [
            [0.7_f64, 0.2, 0.1],
            [0.1, 0.2, 0.7],
            [1e150, -1e150, 3e149],
            [3e149, 1e150, -1e150],
        ] {
            let size = values
                .into_iter()
                .fold(0.0_f64, |most, value| most.max(value.abs()));
            let grid = Grid::up_to(size);
            let sum: i128 = values
                .iter()
                .map(|value| i128::from(grid.steps(*value)))
                .sum();
            let expected = if size > 1.0 { 1e149 } else { 1.0 / 3.0 };
            assert!((grid.mean(sum, 3.0) / expected - 1.0).abs() < 1e-15);
        }
    }

    #[test]
    fn sizes_at_the_ends_have_a_grid() {
        for size in [5e-324, f64::MIN_POSITIVE, 1.0, 0.999, 1.001, 1e150] {
            let grid = Grid::up_to(size);
            let found = grid.mean(i128::from(grid.steps(size)), 1.0);
            assert!(
                (found - size).abs() <= size * 1e-15 || size < 1e-280,
                "{size} {found}"
            );
        }
    }
}
