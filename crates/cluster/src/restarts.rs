//! Starting centres: the best of several runs of k-means, by linfa.

use linfa::{DatasetBase, traits::Fit};
use linfa_clustering::KMeans as Linfa;
use ndarray::Array2;
use rand_xoshiro::{Xoshiro256Plus, rand_core::SeedableRng};
use rayon::prelude::*;

use crate::{
    ClusterError, KMeans,
    rows::{Points, Sample, count},
};

/// Rows above which the restarts see a sample.
pub(crate) const FITTED_ROWS: usize = 20_000;

/// How far the centres may move in the last step, as the root of the summed squares. Its square is the 1e-4
/// that is usual for the squared shift of standardised columns.
const TOLERANCE: f64 = 1e-2;

/// Centres, one vector of z-scores a cluster.
pub(crate) type Centres = Vec<Vec<f64>>;

/// The centres of the best run for each number of clusters in `range`.
pub(crate) fn centres(
    params: &KMeans,
    points: &Points,
    sample: &Sample,
    range: &[u32],
) -> Result<Vec<Centres>, ClusterError> {
    let places = sample.places.iter().zip(&sample.weights);
    let rows: Vec<usize> = places
        .flat_map(|(place, weight)| (0..count(*weight)).map(move |_| *place))
        .collect();
    let shape = (rows.len(), points.columns.len());
    let records = Array2::from_shape_fn(shape, |(row, column)| points.columns[column][rows[row]]);
    let data = DatasetBase::from(records);
    let best = |clusters: &u32| {
        let random = Xoshiro256Plus::seed_from_u64(params.seed);
        let model = Linfa::params_with_rng(*clusters as usize, random)
            .n_runs(params.restarts as usize)
            .max_n_iterations(u64::from(params.iterations))
            .tolerance(TOLERANCE)
            .fit(&data)?;
        Ok(model
            .centroids()
            .outer_iter()
            .map(|centre| centre.to_vec())
            .collect())
    };
    range.par_iter().map(best).collect()
}
