//! Entropy weights: a score counts the more, the more unevenly it is spread.

use serde::Serialize;

use super::EntropyError;

/// Weights by entropy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entropy {
    /// Weights in the order of the columns; they sum to 1.
    pub weights: Vec<f64>,
    /// The entropy of each column, 0 to 1; 1 for a column of equal values.
    pub entropies: Vec<f64>,
    /// Whether no column tells rows apart, so that all weigh the same.
    pub undecided: bool,
}

/// Weights of columns of which more is better; pass the negative of one of which less is.
///
/// Each column is taken to y = (x - min) / (max - min) and p = y / Σy. Its entropy is e = -Σ p ln p / ln n,
/// with 0 ln 0 = 0, its weight in proportion to 1 - e. A column of equal values has weight 0. Sums run over
/// the sorted values, so that the order of rows does not matter.
///
/// # Errors
/// No column, fewer than 2 rows, columns of different lengths, a value that is not finite.
///
/// # References
/// Shannon (1948), A mathematical theory of communication, Bell System Technical Journal 27; Hwang & Yoon
/// (1981), Multiple Attribute Decision Making, Springer.
pub fn entropy(columns: &[&[f64]]) -> Result<Entropy, EntropyError> {
    check(columns)?;
    let entropies: Vec<f64> = columns.iter().map(|column| of(column)).collect();
    let total: f64 = entropies.iter().map(|entropy| 1.0 - entropy).sum();
    let undecided = total <= 0.0;
    let weight = |entropy: &f64| {
        if undecided {
            1.0 / columns.len() as f64
        } else {
            (1.0 - entropy) / total
        }
    };
    Ok(Entropy {
        weights: entropies.iter().map(weight).collect(),
        entropies,
        undecided,
    })
}

fn check(columns: &[&[f64]]) -> Result<(), EntropyError> {
    let expected = columns.first().ok_or(EntropyError::NoColumns)?.len();
    if expected < 2 {
        return Err(EntropyError::Rows(expected));
    }
    for (column, values) in columns.iter().enumerate() {
        let rows = values.len();
        if rows != expected {
            return Err(EntropyError::Length {
                column,
                rows,
                expected,
            });
        }
        if let Some(row) = values.iter().position(|value| !value.is_finite()) {
            return Err(EntropyError::Value {
                column,
                row,
                value: values[row],
            });
        }
    }
    Ok(())
}

/// The entropy of a column, 0 to 1.
fn of(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (sorted[0], sorted[sorted.len() - 1]);
    // Halves, whose difference is always finite.
    let spread = high / 2.0 - low / 2.0;
    if spread <= 0.0 {
        return 1.0;
    }
    let units: Vec<f64> = sorted
        .iter()
        .map(|value| (value / 2.0 - low / 2.0) / spread)
        .collect();
    let total: f64 = units.iter().sum();
    let parts = units
        .iter()
        .map(|unit| unit / total)
        .filter(|part| *part > 0.0);
    let sum: f64 = parts.map(|part| part * part.ln()).sum();
    (-sum / (values.len() as f64).ln()).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!(
                (found - expected).abs() < 1e-12,
                "{found} instead of {expected}"
            );
        }
    }

    /// By hand. (0, 1, 1): p = (0, 1/2, 1/2), e = ln 2 / ln 3. (0, 0, 1): p = (0, 0, 1), e = 0.
    /// Weights in proportion to 1 - 0.630930 and 1.
    #[test]
    fn weights_by_hand() {
        let found = entropy(&[&[5.0, 7.0, 7.0], &[10.0, 10.0, 40.0], &[3.0, 3.0, 3.0]]).unwrap();
        let even = 2.0_f64.ln() / 3.0_f64.ln();
        near(&found.entropies, &[even, 0.0, 1.0]);
        near(
            &found.weights,
            &[(1.0 - even) / (2.0 - even), 1.0 / (2.0 - even), 0.0],
        );
        assert!(!found.undecided);
    }

    #[test]
    fn equal_columns_weigh_the_same() {
        let found = entropy(&[&[1.0, 1.0], &[2.0, 2.0]]).unwrap();
        assert_eq!(found.weights, [0.5, 0.5]);
        assert!(found.undecided);
    }

    #[test]
    fn neither_order_nor_units_matter() {
        let found = entropy(&[&[0.1, 0.7, 0.2, 0.9], &[8.0, 1.0, 3.0, 5.0]]).unwrap();
        let turned = entropy(&[&[0.9, 0.2, 0.7, 0.1], &[5.0, 3.0, 1.0, 8.0]]).unwrap();
        assert_eq!(found, turned);
        let scaled = entropy(&[&[10.0, 70.0, 20.0, 90.0], &[8e3, 1e3, 3e3, 5e3]]).unwrap();
        near(&found.weights, &scaled.weights);
    }

    #[test]
    fn the_largest_numbers_have_an_entropy() {
        let found = entropy(&[&[-f64::MAX, f64::MAX], &[0.0, 5e-324]]).unwrap();
        assert!(found.weights.iter().all(|weight| weight.is_finite()));
    }

    #[test]
    fn what_has_no_entropy_is_refused() {
        use EntropyError as E;
        assert_eq!(entropy(&[]).unwrap_err(), E::NoColumns);
        assert_eq!(entropy(&[&[]]).unwrap_err(), E::Rows(0));
        assert_eq!(entropy(&[&[1.0]]).unwrap_err(), E::Rows(1));
        let uneven = E::Length {
            column: 1,
            rows: 1,
            expected: 2,
        };
        assert_eq!(entropy(&[&[1.0, 2.0], &[1.0]]).unwrap_err(), uneven);
        let infinite = E::Value {
            column: 0,
            row: 1,
            value: f64::INFINITY,
        };
        assert_eq!(entropy(&[&[1.0, f64::INFINITY]]).unwrap_err(), infinite);
    }
}
