//! Starting centres: the best of several runs of k-means, by linfa.

use linfa::{DatasetBase, traits::Fit};
use linfa_clustering::KMeans as Linfa;
use ndarray::{Array1, Array2};
use rand_xoshiro::{Xoshiro256Plus, rand_core::SeedableRng};
use rayon::prelude::*;

use crate::{
    ClusterError, KMeans,
    lloyd::{self, Partition},
    rows::{Points, Sample, count},
};

/// Rows above which the restarts see a sample: they only need to find the valley, and their cost is most
/// of the whole.
pub(crate) const FITTED_ROWS: usize = 5_000;

/// How far linfa's centres may move in the last step, as the root of the summed squares. Its square is the
/// 1e-4 that is usual for the squared shift of standardised columns.
const TOLERANCE: f64 = 1e-2;

/// Centres, one vector of z-scores a cluster.
pub(crate) type Centres = Vec<Vec<f64>>;

/// The centres of the best run for each number of clusters in `range`.
///
/// linfa counts the old centre of a cluster as one of its rows, so that its centres stop a little beside the
/// means and its inertia cannot tell close runs apart. Each run therefore ends with Lloyd's own steps, and
/// the first with the least inertia wins.
pub(crate) fn centres(
    params: &KMeans,
    points: &Points,
    sample: &Sample,
    range: &[u32],
) -> Result<Vec<Centres>, ClusterError> {
    let drawn = points.select(&sample.places, sample.weights.clone());
    let data = records(&drawn);
    let run = |clusters: u32, restart: u32| -> Result<Partition, ClusterError> {
        let seed = params.seed.wrapping_add(u64::from(restart));
        let random = Xoshiro256Plus::seed_from_u64(seed);
        let model = Linfa::params_with_rng(clusters as usize, random)
            .n_runs(1)
            .max_n_iterations(u64::from(params.iterations))
            .tolerance(TOLERANCE)
            .fit(&data)?;
        let rows = model.centroids().outer_iter();
        let centres = rows.map(|centre| centre.to_vec()).collect();
        Ok(lloyd::settle(&drawn, centres, params.iterations))
    };
    let best = |clusters: &u32| {
        let restarts = (0..params.restarts).into_par_iter();
        let runs: Vec<Partition> = restarts
            .map(|restart| run(*clusters, restart))
            .collect::<Result<_, ClusterError>>()?;
        let least = runs.into_iter().reduce(|least, next| {
            if next.inertia < least.inertia {
                next
            } else {
                least
            }
        });
        least
            .map(|least| least.centres)
            .ok_or(ClusterError::Restarts)
    };
    range.par_iter().map(best).collect()
}

/// The points as linfa takes them, each as often as it weighs.
pub(crate) fn records(points: &Points) -> DatasetBase<Array2<f64>, Array1<()>> {
    let weights = (0..).zip(&points.weights);
    let rows: Vec<usize> = weights
        .flat_map(|(point, weight)| (0..count(*weight)).map(move |_| point))
        .collect();
    let shape = (rows.len(), points.columns.len());
    DatasetBase::from(Array2::from_shape_fn(shape, |(row, column)| {
        points.columns[column][rows[row]]
    }))
}
