//! Fisher's exact test of a table of two by two.

use statrs::function::factorial::ln_binomial;

/// How much more likely than the table at hand another may be and still count as no more likely: what rounding makes
/// of equal probabilities. It is what R's `fisher.test` allows.
const EQUAL: f64 = 1e-7;

/// The probability, the margins held, of a table no more likely than this one: `[a, b, c, d]` row by row.
///
/// # References
/// Fisher (1935), The logic of inductive inference, J. Royal Statistical Society 98; the two-sided rule is that of R
/// and `SciPy`.
pub(super) fn two_sided(cells: [u64; 4]) -> f64 {
    let [first, ..] = cells;
    let (row, column) = (first + cells[1], first + cells[2]);
    let n: u64 = cells.iter().sum();
    let whole = ln_binomial(n, column);
    let log = |x: u64| ln_binomial(row, x) + ln_binomial(n - row, column - x) - whole;
    let (least, most) = ((row + column).saturating_sub(n), row.min(column));
    let limit = log(first) + EQUAL;
    let probabilities = (least..=most).map(log).filter(|log| *log <= limit);
    let mut parts: Vec<f64> = probabilities.map(f64::exp).collect();
    parts.sort_by(f64::total_cmp);
    parts.iter().sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fisher's tea-tasting lady by hand: 3 of 4 cups right has 2 (16 + 1) / 70; and `SciPy` 1.17's `fisher_exact`.
    #[test]
    fn known_tables_have_their_probability() {
        let cases = [
            ([3, 1, 1, 3], 34.0 / 70.0),
            ([4, 0, 0, 4], 2.0 / 70.0),
            ([8, 2, 1, 5], 0.034_965_034_965_034_97),
            ([0, 5, 5, 0], 2.0 / 252.0),
            ([2, 2, 2, 2], 1.0),
        ];
        for (table, expected) in cases {
            assert!((two_sided(table) - expected).abs() < 1e-12, "{table:?}");
        }
    }
}
