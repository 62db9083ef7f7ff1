//! [`Ellipse`]: rows far from the centre in several columns at once.

use polars::prelude::IdxSize;
use statrs::distribution::{ChiSquared, ContinuousCDF};

use crate::engine::chunk::index;

/// The distance of Mahalanobis (1936) from the mean of complete rows, by their sample covariance.
#[derive(Debug)]
pub(super) struct Ellipse {
    centre: Vec<f64>,
    /// The lower triangle of the Cholesky factor of the covariance, by rows.
    factor: Vec<Vec<f64>>,
    /// Greatest squared distance inside.
    limit: f64,
}

impl Ellipse {
    /// The ellipse that holds this share of a normal distribution; `None` when there are too few rows or the columns
    /// depend on each other.
    pub(super) fn fit(columns: &[Vec<f64>], share: f64) -> Option<Self> {
        let size = columns.len();
        let height = columns.first()?.len();
        let complete: Vec<usize> = (0..height)
            .filter(|at| columns.iter().all(|column| !column[*at].is_nan()))
            .collect();
        if complete.len() <= size {
            return None;
        }
        let of = |column: &[f64]| -> Vec<f64> { complete.iter().map(|at| column[*at]).collect() };
        let values: Vec<Vec<f64>> = columns.iter().map(|column| of(column)).collect();
        let centre: Vec<f64> = values
            .iter()
            .map(|values| crate::stats::mean(values))
            .collect::<Option<_>>()?;
        let covariance = |a: usize, b: usize| {
            let products: f64 = values[a]
                .iter()
                .zip(&values[b])
                .map(|(x, y)| (x - centre[a]) * (y - centre[b]))
                .sum();
            products / (complete.len() - 1) as f64
        };
        let mut factor = vec![vec![0.0; size]; size];
        for a in 0..size {
            for b in 0..=a {
                let mut rest = covariance(a, b);
                let (left, right) = (&factor[a][..b], &factor[b][..b]);
                rest -= left.iter().zip(right).map(|(l, r)| l * r).sum::<f64>();
                if a == b {
                    // Relative to its own variance: what is left after the other columns have explained theirs.
                    if rest <= 1e-10 * covariance(a, a).abs() {
                        return None;
                    }
                    factor[a][a] = rest.sqrt();
                } else {
                    factor[a][b] = rest / factor[b][b];
                }
            }
        }
        let limit = ChiSquared::new(size as f64).ok()?.inverse_cdf(share);
        Some(Self {
            centre,
            factor,
            limit,
        })
    }

    /// Places of complete rows beyond.
    pub(super) fn beyond(&self, columns: &[Vec<f64>]) -> Vec<IdxSize> {
        let height = columns.first().map_or(0, Vec::len);
        let mut solved = vec![0.0; columns.len()];
        (0..height)
            .filter(|at| {
                let mut distance = 0.0;
                for (a, column) in columns.iter().enumerate() {
                    let mut rest = column[*at] - self.centre[a];
                    let earlier = self.factor[a].iter().zip(&solved[..a]);
                    rest -= earlier.map(|(factor, solved)| factor * solved).sum::<f64>();
                    solved[a] = rest / self.factor[a][a];
                    distance += solved[a] * solved[a];
                }
                // NaN is beyond nothing.
                distance > self.limit
            })
            .map(index)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_against_the_correlation_is_beyond() {
        // Each value alone is ordinary; together (9, 1) contradicts a line of slope 1.
        let mut x: Vec<f64> = (0..40).map(f64::from).map(|i| i / 4.0).collect();
        let mut y: Vec<f64> = (0..40)
            .map(|i| f64::from(i) / 4.0 + f64::from(i % 3) / 10.0)
            .collect();
        x.push(9.0);
        y.push(1.0);
        let columns = [x, y];
        let ellipse = Ellipse::fit(&columns, 0.999).unwrap();
        assert_eq!(ellipse.beyond(&columns), [40]);
        assert!(Ellipse::fit(&[columns[0].clone(), columns[0].clone()], 0.999).is_none());
        assert!(Ellipse::fit(&[vec![1.0], vec![2.0]], 0.999).is_none());
    }
}
