//! Clusters that may be stretched and overlap: a mixture of Gaussians, by linfa.

use linfa::traits::Fit;
use linfa_clustering::GaussianMixtureModel;
use ndarray::{ArrayView1, ArrayView2};
use rand_xoshiro::{Xoshiro256Plus, rand_core::SeedableRng};
use rayon::prelude::*;

use crate::{
    ClusterError, KMeans,
    lloyd::{self, Partition},
    restarts::records,
    rows::{Points, Sample},
};

/// Points that one task assigns.
const BLOCK: usize = 8_192;
/// What is added to variances, so that no cluster shrinks to a point; linfa's default and scikit-learn's.
const REGULARISED: f64 = 1e-6;

/// A cluster as a Gaussian.
struct Gaussian {
    mean: Vec<f64>,
    /// Rows of the inverse of the covariance.
    precision: Vec<Vec<f64>>,
    /// Logarithm of the weight and of the height of the density.
    height: f64,
}

/// The partitions of all points into the numbers of clusters in `range` that could be fitted on the sample; each point is
/// in the cluster that most probably made it.
pub(crate) fn partitions(
    params: &KMeans,
    points: &Points,
    sample: &Sample,
    range: &[u32],
) -> Result<Vec<Partition>, ClusterError> {
    let drawn = points.select(&sample.places, sample.weights.clone());
    let data = records(&drawn);
    let fit = |clusters: &u32| {
        let random = Xoshiro256Plus::seed_from_u64(params.seed);
        let model = GaussianMixtureModel::params_with_rng(*clusters as usize, random)
            .n_runs(u64::from(params.restarts))
            .max_n_iterations(u64::from(params.iterations))
            .reg_covariance(REGULARISED)
            .fit(&data)
            .ok()?;
        let parts = model
            .weights()
            .iter()
            .zip(model.means().outer_iter())
            .zip(model.precisions().outer_iter());
        let gaussians =
            parts.map(|((weight, mean), precision)| Gaussian::of(*weight, mean, precision));
        let labels = assign(points, &gaussians.collect::<Option<Vec<_>>>()?);
        // A cluster that is nowhere the most probable one would be empty.
        lloyd::of_labels(points, labels, *clusters as usize)
    };
    let found: Vec<Partition> = range.par_iter().filter_map(fit).collect();
    if found.is_empty() {
        return Err(ClusterError::Mixture);
    }
    Ok(found)
}

impl Gaussian {
    /// `None` where the precision is no such matrix.
    fn of(weight: f64, mean: ArrayView1<'_, f64>, precision: ArrayView2<'_, f64>) -> Option<Self> {
        let precision: Vec<Vec<f64>> = precision.outer_iter().map(|row| row.to_vec()).collect();
        let height = weight.ln() + log_determinant(&precision)? / 2.0;
        Some(Self {
            mean: mean.to_vec(),
            precision,
            height,
        })
    }

    /// The logarithm of weight times density, but for what all clusters share.
    fn likelihood(&self, at: &[f64], distance: &mut [f64]) -> f64 {
        for ((distance, value), mean) in distance.iter_mut().zip(at).zip(&self.mean) {
            *distance = value - mean;
        }
        let row = |(row, own): (&Vec<f64>, &f64)| -> f64 {
            own * row
                .iter()
                .zip(distance.iter())
                .map(|(a, b)| a * b)
                .sum::<f64>()
        };
        let square: f64 = self.precision.iter().zip(distance.iter()).map(row).sum();
        self.height - square / 2.0
    }
}

/// By Cholesky's decomposition of a positive definite matrix; `None` for any other.
fn log_determinant(matrix: &[Vec<f64>]) -> Option<f64> {
    let n = matrix.len();
    let mut lower = vec![vec![0.0; n]; n];
    let mut sum = 0.0;
    for row in 0..n {
        for column in 0..=row {
            let dot: f64 = (0..column).map(|k| lower[row][k] * lower[column][k]).sum();
            let rest: f64 = matrix[row][column] - dot;
            lower[row][column] = if row == column {
                sum += rest.ln();
                rest.sqrt()
            } else {
                rest / lower[column][column]
            };
        }
    }
    (sum.is_finite()).then_some(sum)
}

/// The most probable cluster of each point, of equally probable ones the first.
fn assign(points: &Points, gaussians: &[Gaussian]) -> Vec<u32> {
    let mut labels = vec![0; points.len()];
    labels
        .par_chunks_mut(BLOCK)
        .enumerate()
        .for_each(|(block, labels)| {
            let mut distance = vec![0.0; points.columns.len()];
            for (offset, label) in labels.iter_mut().enumerate() {
                let at = points.at(block * BLOCK + offset);
                let mut best = f64::NEG_INFINITY;
                for (gaussian, cluster) in gaussians.iter().zip(0..) {
                    let likelihood = gaussian.likelihood(&at, &mut distance);
                    if likelihood > best {
                        (best, *label) = (likelihood, cluster);
                    }
                }
            }
        });
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 4·3 - 2·2 = 8.
    #[test]
    fn determinants_are_found_and_other_matrices_refused() {
        let found = log_determinant(&[vec![4.0, 2.0], vec![2.0, 3.0]]).unwrap();
        assert!((found - 8_f64.ln()).abs() < 1e-12);
        assert_eq!(log_determinant(&[vec![1.0, 2.0], vec![2.0, 1.0]]), None);
    }
}
