//! The plane on which the rows lie farthest apart: their first two principal components.

use rayon::prelude::*;

use crate::{Component, rows::Points};

/// Sweeps after which Jacobi's rotations have long since ended; they converge quadratically.
const SWEEPS: usize = 64;
/// Loadings that differ by less are equally large.
const EQUAL: f64 = 1e-9;

/// The first two components of the correlations of the columns; one where there is one column.
pub(crate) fn components(points: &Points) -> Vec<Component> {
    let (values, vectors) = jacobi(correlations(points));
    let total: f64 = values.iter().sum();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
    let component = |index: usize| Component {
        share: values[index].max(0.0) / total,
        loadings: signed(vectors.iter().map(|row| row[index]).collect()),
    };
    order.into_iter().take(2).map(component).collect()
}

/// Where a point lies on the components.
pub(crate) fn position(components: &[Component], point: &[f64]) -> [f64; 2] {
    [0, 1].map(|axis| {
        let loadings = components
            .get(axis)
            .map_or(&[][..], |component| &component.loadings);
        loadings
            .iter()
            .zip(point)
            .map(|(loading, value)| loading * value)
            .sum()
    })
}

/// Turned so that the largest loading, of equal ones the first, is positive.
fn signed(mut loadings: Vec<f64>) -> Vec<f64> {
    let largest = loadings
        .iter()
        .fold(0.0_f64, |most, loading| most.max(loading.abs()));
    let first = loadings
        .iter()
        .find(|loading| loading.abs() >= largest * (1.0 - EQUAL));
    if first.is_some_and(|first| *first < 0.0) {
        for loading in &mut loadings {
            *loading = 0.0 - *loading;
        }
    }
    loadings
}

fn correlations(points: &Points) -> Vec<Vec<f64>> {
    let rows: f64 = points.weights.iter().sum();
    let product = |a: &[f64], b: &[f64]| {
        let pairs = a.iter().zip(b).zip(&points.weights);
        pairs.map(|((a, b), weight)| a * b * weight).sum::<f64>() / rows
    };
    let row = |a: &Vec<f64>| points.columns.iter().map(|b| product(a, b)).collect();
    points.columns.par_iter().map(row).collect()
}

/// Eigenvalues, and eigenvectors as columns, of a symmetric matrix, by Jacobi's cyclic rotations (Golub &
/// Van Loan, Matrix Computations, 8.5).
fn jacobi(mut matrix: Vec<Vec<f64>>) -> (Vec<f64>, Vec<Vec<f64>>) {
    let n = matrix.len();
    let mut vectors: Vec<Vec<f64>> = (0..n)
        .map(|row| {
            (0..n)
                .map(|column| f64::from(u8::from(row == column)))
                .collect()
        })
        .collect();
    for _ in 0..SWEEPS {
        let mut rotated = false;
        for p in 0..n {
            for q in p + 1..n {
                if matrix[p][q].abs() > f64::EPSILON * 1e-2 {
                    rotate(&mut matrix, &mut vectors, p, q);
                    rotated = true;
                }
            }
        }
        if !rotated {
            break;
        }
    }
    ((0..n).map(|place| matrix[place][place]).collect(), vectors)
}

/// The rotation of the plane (p, q) that brings `matrix[p][q]` to 0.
fn rotate(matrix: &mut [Vec<f64>], vectors: &mut [Vec<f64>], p: usize, q: usize) {
    let tau = (matrix[q][q] - matrix[p][p]) / (2.0 * matrix[p][q]);
    let tangent = tau.signum() / (tau.abs() + tau.hypot(1.0));
    let cosine = 1.0 / tangent.hypot(1.0);
    let sine = tangent * cosine;
    let turn = |row: &mut Vec<f64>| {
        (row[p], row[q]) = (
            cosine * row[p] - sine * row[q],
            sine * row[p] + cosine * row[q],
        );
    };
    matrix.iter_mut().for_each(turn);
    vectors.iter_mut().for_each(turn);
    let (upper, lower) = matrix.split_at_mut(q);
    for (a, b) in upper[p].iter_mut().zip(&mut lower[0]) {
        (*a, *b) = (cosine * *a - sine * *b, sine * *a + cosine * *b);
    }
    (matrix[p][q], matrix[q][p]) = (0.0, 0.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two columns with correlation r have the components (1, 1) and (1, -1) over √2 with the eigenvalues
    /// 1 + r and 1 - r; here r = 4/6.
    #[test]
    fn two_columns_have_the_diagonals() {
        let points = Points {
            columns: vec![vec![2.0, -1.0, -1.0, 0.0], vec![1.0, -2.0, 0.0, 1.0]],
            weights: vec![1.0; 4],
        };
        let found = components(&points);
        let root = 0.5_f64.sqrt();
        let expected = [
            (0.5 + 2.0 / 6.0, [root, root]),
            (0.5 - 2.0 / 6.0, [root, -root]),
        ];
        for (component, (share, loadings)) in found.iter().zip(expected) {
            assert!((component.share - share).abs() < 1e-15);
            for (found, expected) in component.loadings.iter().zip(loadings) {
                assert!((found - expected).abs() < 1e-15);
            }
        }
    }

    /// The second-difference matrix of order n has the eigenvalues 2 - 2 cos(jπ / (n + 1)).
    #[test]
    fn eigenvalues_of_second_differences() {
        let n = 8_usize;
        let entry = |row: usize, column: usize| match row.abs_diff(column) {
            0 => 2.0,
            1 => -1.0,
            _ => 0.0,
        };
        let matrix: Vec<Vec<f64>> = (0..n)
            .map(|row| (0..n).map(|c| entry(row, c)).collect())
            .collect();
        let (mut values, vectors) = jacobi(matrix.clone());
        for index in 0..n {
            for row in 0..n {
                let product: f64 = (0..n).map(|c| matrix[row][c] * vectors[c][index]).sum();
                assert!((product - values[index] * vectors[row][index]).abs() < 1e-13);
            }
        }
        values.sort_by(f64::total_cmp);
        for (j, value) in (1..).zip(values) {
            let angle = f64::from(j) * std::f64::consts::PI / (n as f64 + 1.0);
            assert!((value - (2.0 - 2.0 * angle.cos())).abs() < 1e-13);
        }
    }
}
