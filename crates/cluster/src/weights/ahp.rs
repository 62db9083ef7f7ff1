//! The analytic hierarchy process: weights from judgements of pairs.

use serde::Serialize;

use super::JudgementError;

/// Consistency index of random matrices of order 1 to 10 (Saaty 1980).
const RANDOM_INDEX: [f64; 10] = [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49];
/// Consistency ratio from which judgements contradict each other too much (Saaty 1980).
const INCONSISTENT: f64 = 0.1;
/// How far the product of a judgement and its reverse may be from 1: reciprocals written with two decimals.
const ROUNDED: f64 = 0.05;
/// The largest judgement: far above the 9 of Saaty's scale.
const LARGEST: f64 = 1e6;
/// Steps of the power iteration, and the change of a weight at which it ends.
const STEPS: usize = 10_000;
const STILL: f64 = 1e-15;

/// Weights by the analytic hierarchy process.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ahp {
    /// The principal eigenvector, in the order of the matrix; its entries sum to 1.
    pub weights: Vec<f64>,
    /// The principal eigenvalue, n for judgements without contradiction, else larger.
    pub lambda_max: f64,
    /// Consistency index, (λ - n) / (n - 1) with λ the principal eigenvalue.
    pub ci: f64,
    /// Consistency ratio: the index over that of random judgements; 0 for two criteria.
    pub cr: f64,
    /// Whether the ratio is below 0.1.
    pub consistent: bool,
}

/// Weights of 2 to 10 criteria from judgements of pairs.
///
/// `matrix[i][j]` says how many times as important criterion i is as criterion j, by Saaty's scale 1 (equal),
/// 3, 5, 7, 9 (extremely more). The matrix is square and positive, its diagonal 1. `matrix[j][i]` is the
/// reciprocal of `matrix[i][j]`, give or take 5 %, as 0.14 is for 7; of the two, the one of at least 1 counts.
/// Whether to use inconsistent weights is the caller's decision.
///
/// # Errors
/// A matrix of another shape or order, an entry that is no positive number, entries that are not reciprocal.
///
/// # References
/// Saaty (1980), The Analytic Hierarchy Process, McGraw-Hill.
///
/// ```
/// use fourr_cluster::weights::judgement;
/// let found = judgement(&[vec![1.0, 2.0, 4.0], vec![0.5, 1.0, 2.0], vec![0.25, 0.5, 1.0]]).unwrap();
/// assert!((found.weights[0] - 4.0 / 7.0).abs() < 1e-12 && found.consistent);
/// ```
pub fn judgement(matrix: &[Vec<f64>]) -> Result<Ahp, JudgementError> {
    let matrix = reciprocal(matrix)?;
    let n = matrix.len() as f64;
    let weights = principal(&matrix);
    let stretched = apply(&matrix, &weights);
    let lambdas = stretched
        .iter()
        .zip(&weights)
        .map(|(stretched, weight)| stretched / weight);
    // Below n only by rounding.
    let lambda_max = (lambdas.sum::<f64>() / n).max(n);
    let ci = (lambda_max - n) / (n - 1.0);
    let random = RANDOM_INDEX[matrix.len() - 1];
    let cr = if random > 0.0 { ci / random } else { 0.0 };
    Ok(Ahp {
        weights,
        lambda_max,
        ci,
        cr,
        consistent: cr < INCONSISTENT,
    })
}

/// The checked matrix, its entries below 1 replaced by the exact reciprocals of the others.
fn reciprocal(matrix: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, JudgementError> {
    let n = matrix.len();
    if !(2..=RANDOM_INDEX.len()).contains(&n) {
        return Err(JudgementError::Order(n));
    }
    for (row, entries) in (1..).zip(matrix) {
        if entries.len() != n {
            return Err(JudgementError::NotSquare {
                row,
                entries: entries.len(),
                expected: n,
            });
        }
        for (column, value) in (1..).zip(entries.iter().copied()) {
            if !(1.0 / LARGEST..=LARGEST).contains(&value) {
                return Err(JudgementError::Entry { row, column, value });
            }
        }
    }
    let mut exact = vec![vec![1.0; n]; n];
    for row in 0..n {
        for column in row..n {
            let (value, reverse) = (matrix[row][column], matrix[column][row]);
            if row == column && (value - 1.0).abs() > f64::EPSILON {
                return Err(JudgementError::Diagonal {
                    row: row + 1,
                    value,
                });
            }
            if (value * reverse - 1.0).abs() > ROUNDED {
                let (row, column) = (row + 1, column + 1);
                return Err(JudgementError::NotReciprocal {
                    row,
                    column,
                    value,
                    reverse,
                });
            }
            let ratio = if value >= reverse {
                value
            } else {
                1.0 / reverse
            };
            exact[row][column] = ratio;
            exact[column][row] = if value >= reverse {
                1.0 / value
            } else {
                reverse
            };
        }
    }
    Ok(exact)
}

fn apply(matrix: &[Vec<f64>], vector: &[f64]) -> Vec<f64> {
    let product = |row: &Vec<f64>| {
        row.iter()
            .zip(vector)
            .map(|(entry, value)| entry * value)
            .sum()
    };
    matrix.iter().map(product).collect()
}

/// The principal eigenvector by power iteration, which a positive matrix brings to an end (Perron).
fn principal(matrix: &[Vec<f64>]) -> Vec<f64> {
    let mut weights = vec![1.0 / matrix.len() as f64; matrix.len()];
    for _ in 0..STEPS {
        let mut next = apply(matrix, &weights);
        let total: f64 = next.iter().sum();
        for weight in &mut next {
            *weight /= total;
        }
        let changes = next
            .iter()
            .zip(&weights)
            .map(|(next, weight)| (next - weight).abs());
        let change = changes.fold(0.0, f64::max);
        weights = next;
        if change <= STILL {
            break;
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Upper triangles, row by row, of a reciprocal matrix.
    fn matrix(upper: &[&[f64]]) -> Vec<Vec<f64>> {
        let n = upper.len() + 1;
        let mut matrix = vec![vec![1.0; n]; n];
        for (row, entries) in upper.iter().enumerate() {
            for (column, entry) in (row + 1..).zip(*entries) {
                matrix[row][column] = *entry;
                matrix[column][row] = 1.0 / entry;
            }
        }
        matrix
    }

    fn assert_near(found: &[f64], expected: &[f64], tolerance: f64) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!(
                (found - expected).abs() < tolerance,
                "{found} instead of {expected}"
            );
        }
    }

    /// Saaty (1990), How to make a decision, European Journal of Operational Research 48: three houses by
    /// size, transport and yard, to three decimals.
    #[test]
    fn houses_of_saaty() {
        type Published = ([f64; 3], [f64; 3], [f64; 3]);
        let published: [Published; 3] = [
            (
                [6.0, 8.0, 4.0],
                [0.754, 0.181, 0.065],
                [3.136, 0.068, 0.117],
            ),
            (
                [7.0, 0.2, 0.125],
                [0.233, 0.055, 0.713],
                [3.247, 0.124, 0.213],
            ),
            (
                [5.0, 4.0, 1.0 / 3.0],
                [0.674, 0.101, 0.226],
                [3.086, 0.043, 0.074],
            ),
        ];
        for ([ab, ac, bc], weights, figures) in published {
            let found = judgement(&matrix(&[&[ab, ac], &[bc]])).unwrap();
            assert_near(&found.weights, &weights, 6e-4);
            assert_near(&[found.lambda_max, found.ci, found.cr], &figures, 6e-4);
            assert_eq!(found.consistent, figures[2] < 0.1);
        }
    }

    /// The eight criteria of the same article.
    #[test]
    fn criteria_of_saaty() {
        let upper: [&[f64]; 7] = [
            &[5.0, 3.0, 7.0, 6.0, 6.0, 1.0 / 3.0, 1.0 / 4.0],
            &[1.0 / 3.0, 5.0, 3.0, 3.0, 1.0 / 5.0, 1.0 / 7.0],
            &[6.0, 3.0, 4.0, 6.0, 1.0 / 5.0],
            &[1.0 / 3.0, 1.0 / 4.0, 1.0 / 7.0, 1.0 / 8.0],
            &[1.0 / 2.0, 1.0 / 5.0, 1.0 / 6.0],
            &[1.0 / 5.0, 1.0 / 6.0],
            &[1.0 / 2.0],
        ];
        let found = judgement(&matrix(&upper)).unwrap();
        let weights = [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333];
        assert_near(&found.weights, &weights, 6e-4);
        assert_near(
            &[found.lambda_max, found.ci, found.cr],
            &[9.669, 0.238, 0.169],
            6e-4,
        );
        assert!(!found.consistent);
    }

    #[test]
    fn consistent_judgements_give_back_their_weights() {
        let weights = [0.5, 0.3, 0.2];
        let ratio = |a: &f64| weights.iter().map(|b| a / b).collect();
        let found = judgement(&weights.iter().map(ratio).collect::<Vec<Vec<f64>>>()).unwrap();
        assert_near(&found.weights, &weights, 1e-14);
        assert_near(
            &[found.lambda_max, found.ci, found.cr],
            &[3.0, 0.0, 0.0],
            1e-13,
        );
        let two = judgement(&[vec![1.0, 9.0], vec![1.0 / 9.0, 1.0]]).unwrap();
        assert_near(&two.weights, &[0.9, 0.1], 1e-14);
        assert!(two.consistent && two.cr == 0.0);
    }

    #[test]
    fn rounded_reciprocals_count_as_exact() {
        let rounded = vec![
            vec![1.0, 7.0, 3.0],
            vec![0.14, 1.0, 0.33],
            vec![0.33, 3.0, 1.0],
        ];
        let exact = judgement(&matrix(&[&[7.0, 3.0], &[1.0 / 3.0]])).unwrap();
        assert_near(&judgement(&rounded).unwrap().weights, &exact.weights, 1e-14);
    }

    #[test]
    fn what_is_no_judgement_is_refused() {
        use JudgementError as E;
        let two = |a: f64, b: f64, c: f64| judgement(&[vec![a, b], vec![c, 1.0]]).unwrap_err();
        assert_eq!(judgement(&[]).unwrap_err(), E::Order(0));
        assert_eq!(judgement(&[vec![1.0]]).unwrap_err(), E::Order(1));
        assert_eq!(
            judgement(&vec![vec![1.0; 11]; 11]).unwrap_err(),
            E::Order(11)
        );
        let ragged = judgement(&[vec![1.0, 1.0], vec![1.0]]).unwrap_err();
        assert_eq!(
            ragged,
            E::NotSquare {
                row: 2,
                entries: 1,
                expected: 2
            }
        );
        assert_eq!(
            two(1.0, -3.0, -1.0 / 3.0),
            E::Entry {
                row: 1,
                column: 2,
                value: -3.0
            }
        );
        assert!(matches!(two(1.0, f64::NAN, 1.0), E::Entry { .. }));
        assert!(matches!(two(1.0, f64::INFINITY, 0.0), E::Entry { .. }));
        assert_eq!(two(2.0, 1.0, 1.0), E::Diagonal { row: 1, value: 2.0 });
        let contrary = E::NotReciprocal {
            row: 1,
            column: 2,
            value: 3.0,
            reverse: 3.0,
        };
        assert_eq!(two(1.0, 3.0, 3.0), contrary);
    }

    #[test]
    fn extreme_judgements_have_finite_weights() {
        let found = judgement(&matrix(&[&[1e6, 1e-6], &[1e6]])).unwrap();
        assert!(found.weights.iter().all(|weight| weight.is_finite()) && found.cr.is_finite());
        assert!(!found.consistent);
    }
}
