//! Silhouettes: how much nearer a row is to its own cluster than to the next one (Rousseeuw 1987).

use std::ops::Range;

use rayon::prelude::*;

use crate::rows::Points;

/// Rows above which silhouettes are taken on a sample: their cost grows with the square.
pub(crate) const SAMPLE_ROWS: usize = 5_000;

/// Distances that are held at once.
const LANES: usize = 64;

/// The silhouette of each point, or `None` where fewer than two clusters have points.
///
/// s = (b - a) / max(a, b): a is the mean distance to the other rows of the own cluster, b the least mean
/// distance to the rows of another one. A row alone in its cluster has 0.
pub(crate) fn silhouettes(points: &Points, labels: &[u32], clusters: usize) -> Option<Vec<f64>> {
    let mut places: Vec<usize> = (0..points.len()).collect();
    places.sort_by_key(|place| labels[*place]);
    let weights = places.iter().map(|place| points.weights[*place]).collect();
    let sorted = points.select(&places, weights);
    let bounds = bounds(labels, clusters);
    let sizes: Vec<f64> = bounds
        .iter()
        .map(|bound| sorted.weights[bound.clone()].iter().sum())
        .collect();
    if sizes.iter().filter(|size| **size > 0.0).count() < 2 {
        return None;
    }
    let of = |point: usize| {
        let own = labels[point] as usize;
        let at = points.at(point);
        if sizes[own] <= 1.0 {
            return 0.0;
        }
        let a = distances(&sorted, bounds[own].clone(), &at) / (sizes[own] - 1.0);
        let others = (0..clusters).filter(|other| *other != own && sizes[*other] > 0.0);
        let means =
            others.map(|other| distances(&sorted, bounds[other].clone(), &at) / sizes[other]);
        let b = means.fold(f64::INFINITY, f64::min);
        (b - a) / a.max(b)
    };
    Some((0..points.len()).into_par_iter().map(of).collect())
}

/// Where each cluster lies among points in order of their labels.
fn bounds(labels: &[u32], clusters: usize) -> Vec<Range<usize>> {
    let mut counts = vec![0; clusters];
    for label in labels {
        counts[*label as usize] += 1;
    }
    let mut end = 0;
    let bound = |count: usize| {
        end += count;
        end - count..end
    };
    counts.into_iter().map(bound).collect()
}

/// The weighted sum of the distances from `at` to the points in `range`.
fn distances(points: &Points, range: Range<usize>, at: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    for start in range.clone().step_by(LANES) {
        let lanes = start..range.end.min(start + LANES);
        let mut distance = [0.0; LANES];
        for (column, place) in points.columns.iter().zip(at) {
            for (distance, value) in distance.iter_mut().zip(&column[lanes.clone()]) {
                *distance += (value - place) * (value - place);
            }
        }
        for (distance, weight) in distance.iter_mut().zip(&points.weights[lanes]) {
            *distance = distance.sqrt() * weight;
        }
        for four in distance.chunks_exact(4) {
            for (sum, distance) in sums.iter_mut().zip(four) {
                *sum += distance;
            }
        }
    }
    sums.iter().sum()
}

/// The mean over rows.
pub(crate) fn mean(silhouettes: &[f64], weights: &[f64]) -> f64 {
    let pairs = silhouettes.iter().zip(weights);
    pairs
        .map(|(silhouette, weight)| silhouette * weight)
        .sum::<f64>()
        / weights.iter().sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kaufman & Rousseeuw's definition by hand: a = 1, b = (9 + 10) / 2 for the point at 0.
    #[test]
    fn a_row_alone_has_zero_and_weights_are_rows() {
        let points = Points {
            columns: vec![vec![0.0, 1.0, 10.0]],
            weights: vec![1.0, 1.0, 1.0],
        };
        let found = silhouettes(&points, &[0, 0, 1], 2).unwrap();
        assert_eq!(found, [0.9, 8.0 / 9.0, 0.0]);
        let double = Points {
            weights: vec![2.0, 1.0, 3.0],
            ..points
        };
        let found = silhouettes(&double, &[0, 0, 1], 2).unwrap();
        assert_eq!(found, [0.95, (9.0 - 1.0) / 9.0, 1.0]);
    }

    #[test]
    fn one_cluster_has_none() {
        let points = Points {
            columns: vec![vec![0.0, 1.0]],
            weights: vec![1.0, 1.0],
        };
        assert_eq!(silhouettes(&points, &[1, 1], 2), None);
    }
}
