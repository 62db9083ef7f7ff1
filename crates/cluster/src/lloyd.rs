//! Lloyd's steps over weighted points.

use rayon::prelude::*;

use crate::{restarts::Centres, rows::Points};

/// Points that one task assigns.
const BLOCK: usize = 8_192;
/// Points whose distances are held at once.
const LANES: usize = 256;
/// Summed squared shift of the centres, in squared standard deviations, at which numbers of clusters are
/// compared; the usual tolerance of standardised columns.
const COMPARED: f64 = 1e-4;
/// The same for the answer. Below some ten thousand rows a single row that changes its cluster shifts the
/// centres by more, so that each row is with the nearest centre.
const SETTLED: f64 = 1e-8;

/// Points by cluster, with the means of the clusters.
#[derive(Debug, Clone)]
pub(crate) struct Partition {
    /// The cluster of each point.
    pub(crate) labels: Vec<u32>,
    /// The mean of each cluster.
    pub(crate) centres: Centres,
    /// Rows in each cluster; none is 0 unless there are fewer points than clusters.
    pub(crate) sizes: Vec<f64>,
    /// Squared distances to the means, summed over rows.
    pub(crate) inertia: f64,
    /// Whether the centres came to a stand.
    pub(crate) converged: bool,
}

/// Sums over points, added up in the order of the points.
#[derive(Debug, Clone)]
struct Sums {
    /// Weighted sums of the columns by cluster.
    columns: Vec<Vec<f64>>,
    sizes: Vec<f64>,
    changed: usize,
}

/// Every start followed down to where numbers of clusters can be compared.
///
/// More clusters never have more inertia: a start that ends above the partition before it is replaced by that
/// partition with the farthest point as one more centre.
pub(crate) fn descend_all(
    points: &Points,
    starts: Vec<Centres>,
    iterations: u32,
) -> Vec<Partition> {
    let mut partitions: Vec<Partition> = Vec::with_capacity(starts.len());
    for start in starts {
        let mut partition = descend(points, start, iterations, COMPARED);
        let fewer = partitions.last();
        if let Some(fewer) = fewer.filter(|fewer| fewer.inertia < partition.inertia) {
            let mut start = fewer.centres.clone();
            start.push(points.at(farthest(points, fewer)));
            partition = descend(points, start, iterations, COMPARED);
        }
        partitions.push(partition);
    }
    partitions
}

/// The partition of points by labels that were found otherwise; `None` where one of the clusters has no point.
pub(crate) fn of_labels(points: &Points, labels: Vec<u32>, clusters: usize) -> Option<Partition> {
    let mut sizes = vec![0.0; clusters];
    let mut sums = vec![vec![0.0; points.columns.len()]; clusters];
    for (label, weight) in labels.iter().zip(&points.weights) {
        sizes[*label as usize] += weight;
    }
    for (place, column) in points.columns.iter().enumerate() {
        for ((label, weight), value) in labels.iter().zip(&points.weights).zip(column) {
            sums[*label as usize][place] += weight * value;
        }
    }
    for (sum, size) in sums.iter_mut().zip(&sizes) {
        for sum in sum {
            *sum /= size;
        }
    }
    let mut partition = Partition {
        labels,
        centres: sums,
        inertia: 0.0,
        converged: true,
        sizes,
    };
    partition.inertia = spread(points, &partition);
    partition
        .sizes
        .iter()
        .all(|size| *size > 0.0)
        .then_some(partition)
}

/// A start followed down to its end.
pub(crate) fn settle(points: &Points, start: Centres, iterations: u32) -> Partition {
    descend(points, start, iterations, SETTLED)
}

/// Lloyd's steps from `centres`, until no point changes its cluster, the centres shift by no more than
/// `still`, or `iterations` steps are done.
///
/// An emptied cluster starts again at the farthest point. That takes at least the n-th part off the
/// inertia of n rows, so that it cannot go on for ever, and it does not count as a step. Only where there
/// are fewer points than centres, as in a sample there may be, do clusters stay empty.
fn descend(points: &Points, centres: Centres, iterations: u32, still: f64) -> Partition {
    let mut partition = Partition {
        labels: vec![u32::MAX; points.len()],
        sizes: vec![0.0; centres.len()],
        centres,
        inertia: 0.0,
        converged: false,
    };
    let mut steps = 0;
    loop {
        let sums = assign(points, &partition.centres, &mut partition.labels);
        let shift = partition.move_to(&sums);
        let empty = partition.sizes.iter().position(|size| *size == 0.0);
        if let Some(empty) = empty.filter(|_| points.len() >= partition.sizes.len()) {
            partition.centres[empty] = points.at(farthest(points, &partition));
            continue;
        }
        steps += 1;
        partition.converged = sums.changed == 0 || shift <= still;
        if partition.converged || steps >= iterations {
            break;
        }
    }
    partition.inertia = spread(points, &partition);
    partition
}

impl Partition {
    /// Moves every centre to the mean of its cluster; the sum of the squared shifts.
    fn move_to(&mut self, sums: &Sums) -> f64 {
        let mut shift = 0.0;
        self.sizes.clone_from(&sums.sizes);
        for (cluster, (centre, size)) in self.centres.iter_mut().zip(&self.sizes).enumerate() {
            if *size > 0.0 {
                for (place, sum) in centre.iter_mut().zip(&sums.columns) {
                    let mean = sum[cluster] / size;
                    shift += (mean - *place).powi(2);
                    *place = mean;
                }
            }
        }
        shift
    }
}

/// Gives each point the label of its nearest centre, of equally near ones the first.
fn assign(points: &Points, centres: &Centres, labels: &mut [u32]) -> Sums {
    let blocks: Vec<Sums> = labels
        .par_chunks_mut(BLOCK)
        .enumerate()
        .map(|(block, labels)| assign_block(points, centres, block * BLOCK, labels))
        .collect();
    let mut total = Sums::zero(points, centres);
    for sums in blocks {
        total.add(&sums);
    }
    total
}

fn assign_block(points: &Points, centres: &Centres, start: usize, labels: &mut [u32]) -> Sums {
    let mut sums = Sums::zero(points, centres);
    for (chunk, labels) in labels.chunks_mut(LANES).enumerate() {
        let start = start + chunk * LANES;
        let lanes = start..start + labels.len();
        let nearest = nearest(points, centres, lanes.clone());
        let weights = &points.weights[lanes.clone()];
        for ((label, nearest), weight) in labels.iter_mut().zip(nearest).zip(weights) {
            sums.changed += usize::from(*label != nearest);
            *label = nearest;
            sums.sizes[nearest as usize] += weight;
        }
        for (column, sums) in points.columns.iter().zip(&mut sums.columns) {
            for ((label, value), weight) in labels.iter().zip(&column[lanes.clone()]).zip(weights) {
                sums[*label as usize] += weight * value;
            }
        }
    }
    sums
}

/// The nearest centre of up to `LANES` points.
#[expect(
    clippy::cast_possible_truncation,
    reason = "clusters are counted in 32 bits"
)]
fn nearest(points: &Points, centres: &Centres, lanes: std::ops::Range<usize>) -> [u32; LANES] {
    let mut best = [f64::INFINITY; LANES];
    // As wide as the distances, so that both are compared and chosen in one vector step.
    let mut found = [0_u64; LANES];
    for (centre, cluster) in centres.iter().zip(0_u64..) {
        let mut distance = [0.0; LANES];
        for (column, place) in points.columns.iter().zip(centre) {
            for (distance, value) in distance.iter_mut().zip(&column[lanes.clone()]) {
                *distance += (value - place) * (value - place);
            }
        }
        for ((best, found), distance) in best.iter_mut().zip(&mut found).zip(distance) {
            let nearer = distance < *best;
            *best = if nearer { distance } else { *best };
            *found = if nearer { cluster } else { *found };
        }
    }
    found.map(|cluster| cluster as u32)
}

impl Sums {
    fn zero(points: &Points, centres: &Centres) -> Self {
        Self {
            columns: vec![vec![0.0; centres.len()]; points.columns.len()],
            sizes: vec![0.0; centres.len()],
            changed: 0,
        }
    }

    fn add(&mut self, other: &Self) {
        let pairs = self
            .columns
            .iter_mut()
            .flatten()
            .zip(other.columns.iter().flatten());
        for (sum, more) in pairs.chain(self.sizes.iter_mut().zip(&other.sizes)) {
            *sum += more;
        }
        self.changed += other.changed;
    }
}

/// The squared distance of a point to the centre of its cluster.
fn squared(points: &Points, partition: &Partition, point: usize) -> f64 {
    let centre = &partition.centres[partition.labels[point] as usize];
    let places = points.columns.iter().zip(centre);
    places
        .map(|(column, place)| (column[point] - place).powi(2))
        .sum()
}

/// The point with the largest distance to its centre, of equal ones the first.
fn farthest(points: &Points, partition: &Partition) -> usize {
    let mut most = (0, f64::NEG_INFINITY);
    for point in 0..points.len() {
        let distance = squared(points, partition, point);
        if distance > most.1 {
            most = (point, distance);
        }
    }
    most.0
}

fn spread(points: &Points, partition: &Partition) -> f64 {
    let starts: Vec<usize> = (0..points.len()).step_by(BLOCK).collect();
    let sum = |start: &usize| -> f64 {
        let block = *start..points.len().min(start + BLOCK);
        block
            .map(|point| points.weights[point] * squared(points, partition, point))
            .sum()
    };
    let blocks: Vec<f64> = starts.par_iter().map(sum).collect();
    blocks.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points<const N: usize>(values: [f64; N], weights: [f64; N]) -> Points {
        Points {
            columns: vec![values.to_vec()],
            weights: weights.to_vec(),
        }
    }

    /// By hand: all points are nearest to the first centre, so that it moves to 14.4 and 50 is the farthest;
    /// then to 5.5, from which 0 is the first of the two farthest.
    #[test]
    fn an_emptied_cluster_starts_again_at_the_farthest_point() {
        let points = points([0.0, 1.0, 10.0, 11.0, 50.0], [1.0; 5]);
        let start = vec![vec![0.0], vec![0.0], vec![1e3]];
        let found = descend(&points, start, 300, SETTLED);
        assert_eq!(found.labels, [2, 2, 0, 0, 1]);
        assert_eq!(found.sizes, [2.0, 1.0, 2.0]);
        assert_eq!(found.centres, [[10.5], [50.0], [0.5]]);
        assert!((found.inertia - 1.0).abs() < 1e-12 && found.converged);
    }

    /// By hand: a thousand rows at 10 hold the row at 100, some 8,000 away in squares, where two clusters
    /// would have set it apart; the farthest of those is 0, which takes 4 along: 2² + 2².
    #[test]
    fn more_clusters_have_no_more_inertia() {
        let points = points([0.0, 4.0, 10.0, 100.0], [1.0, 1.0, 1e3, 1.0]);
        let stuck = vec![vec![0.0], vec![4.0], vec![10.0]];
        let alone = descend(&points, stuck.clone(), 300, COMPARED);
        assert!(alone.inertia > 8_000.0);
        let found = descend_all(&points, vec![vec![vec![10.0], vec![100.0]], stuck], 300);
        assert!((found[1].inertia - 8.0).abs() < 1e-12);
    }
}
