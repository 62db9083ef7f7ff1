//! Lloyd's steps over weighted points.

use rayon::prelude::*;

use crate::{restarts::Centres, rows::Points};

/// Points that one task assigns.
const BLOCK: usize = 8_192;
/// Points whose distances are held at once.
const LANES: usize = 256;
/// Summed squared shift of the centres below which they stand still, in squared standard deviations.
const STILL: f64 = 1e-8;

/// Points by cluster, with the means of the clusters.
#[derive(Debug, Clone)]
pub(crate) struct Partition {
    /// The cluster of each point.
    pub(crate) labels: Vec<u32>,
    /// The mean of each cluster.
    pub(crate) centres: Centres,
    /// Rows in each cluster, none of them 0.
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

/// Every start followed down to where it stands.
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
        let mut partition = descend(points, start, iterations);
        if let Some(fewer) = partitions
            .last()
            .filter(|fewer| fewer.inertia < partition.inertia)
        {
            let mut start = fewer.centres.clone();
            start.push(points.at(farthest(points, fewer)));
            partition = descend(points, start, iterations);
        }
        partitions.push(partition);
    }
    partitions
}

/// Lloyd's steps from `centres`, until no point changes its cluster, the centres stand still or
/// `iterations` steps are done. `points` has at least as many points as there are centres.
///
/// An emptied cluster starts again at the farthest point. That takes at least the n-th part off the
/// inertia of n rows, so that it cannot go on for ever, and it does not count as a step.
pub(crate) fn descend(points: &Points, centres: Centres, iterations: u32) -> Partition {
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
        if let Some(empty) = partition.sizes.iter().position(|size| *size == 0.0) {
            partition.centres[empty] = points.at(farthest(points, &partition));
            continue;
        }
        steps += 1;
        partition.converged = sums.changed == 0 || shift <= STILL;
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

#[expect(
    clippy::cast_possible_truncation,
    reason = "clusters are counted in 32 bits"
)]
/// The nearest centre of up to `LANES` points.
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
