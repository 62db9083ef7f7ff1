//! What the clusters are like.

use rayon::prelude::*;

use crate::{
    ClusterSummary, Clustering, Component, Feature, KMeans, SampledRow, Warning,
    choice::Chosen,
    exact::Grid,
    params::Choice,
    projection::{components, position},
    rows::{Rows, Sample, count},
    silhouette::mean,
    standard::{Columns, Scaled},
};

/// Mean silhouette below which there is no clear structure (Kaufman & Rousseeuw 1990).
const STRUCTURE: f64 = 0.25;
/// Rows below which the averages of a cluster are unsteady.
const SMALL: u64 = 30;

/// What a fit knows beside the partition.
pub(crate) struct Fit<'a> {
    pub(crate) parameters: &'a KMeans,
    pub(crate) features: &'a [Feature<'a>],
    pub(crate) columns: Columns,
    pub(crate) rows: Rows,
    pub(crate) rows_fitted: usize,
    pub(crate) sample: Sample,
}

/// Means and medians of one column by cluster, in the original units.
struct Averages {
    means: Vec<f64>,
    medians: Vec<f64>,
}

impl Fit<'_> {
    /// The clustering by `chosen`.
    pub(crate) fn describe(self, chosen: Chosen) -> Clustering {
        let place = &self.rows.place;
        let labels: Vec<u32> = place
            .iter()
            .map(|place| chosen.partition.labels[*place])
            .collect();
        let components = components(&self.rows.points);
        let clusters = self.clusters(&chosen, &labels, &components);
        let at = |place: usize| position(&components, &self.rows.points.at(place));
        Clustering {
            rows: labels.len() as u64,
            rows_distinct: self.rows.points.len() as u64,
            rows_fitted: self.rows_fitted as u64,
            warnings: self.warnings(&chosen, &clusters),
            sample: self.sampled(&chosen, at),
            parameters: self.parameters.clone(),
            columns: self
                .columns
                .scaled
                .into_iter()
                .map(|column| column.scaling)
                .collect(),
            dropped: self.columns.constant,
            reason: chosen.reason,
            candidates: chosen.candidates,
            elbow: chosen.elbow,
            clusters,
            inertia: chosen.partition.inertia,
            silhouette: chosen.mean,
            silhouette_rows: self.sample.rows as u64,
            components,
            labels,
        }
    }

    fn clusters(
        &self,
        chosen: &Chosen,
        labels: &[u32],
        components: &[Component],
    ) -> Vec<ClusterSummary> {
        let sizes = &chosen.partition.sizes;
        let (members, starts) = members(labels, sizes);
        let average = |column: &Scaled| {
            let values = self.features[column.feature].values;
            averages(values, &members, &starts)
        };
        let averages: Vec<Averages> = self.columns.scaled.par_iter().map(average).collect();
        let of = |(number, (size, centre)): (usize, (&f64, &Vec<f64>))| ClusterSummary {
            size: count(*size),
            share: size / labels.len() as f64,
            means: averages.iter().map(|column| column.means[number]).collect(),
            medians: averages
                .iter()
                .map(|column| column.medians[number])
                .collect(),
            centroid: centre.clone(),
            silhouette: self.silhouette(chosen, number),
            position: position(components, centre),
        };
        sizes
            .iter()
            .zip(&chosen.partition.centres)
            .enumerate()
            .map(of)
            .collect()
    }

    /// The mean silhouette of the sampled rows in cluster `number`.
    fn silhouette(&self, chosen: &Chosen, number: usize) -> Option<f64> {
        chosen.mean?;
        let labels = self
            .sample
            .places
            .iter()
            .map(|place| chosen.partition.labels[*place]);
        let sampled = labels.zip(&chosen.silhouettes).zip(&self.sample.weights);
        let own = sampled.filter(|((label, _), _)| *label as usize == number);
        let (silhouettes, weights): (Vec<f64>, Vec<f64>) = own.map(|((_, s), w)| (*s, *w)).unzip();
        (!weights.is_empty()).then(|| mean(&silhouettes, &weights))
    }

    fn sampled(&self, chosen: &Chosen, at: impl Fn(usize) -> [f64; 2]) -> Vec<SampledRow> {
        let drawn = self.sample.places.iter().zip(&self.sample.weights);
        let mut sampled: Vec<SampledRow> = drawn
            .zip(&chosen.silhouettes)
            .map(|((place, weight), silhouette)| SampledRow {
                row: self.rows.first[*place],
                rows: count(*weight),
                cluster: chosen.partition.labels[*place],
                silhouette: *silhouette,
                position: at(*place),
            })
            .collect();
        // Stable: equal silhouettes stay in the order of the points.
        sampled.sort_by(|a, b| {
            a.cluster
                .cmp(&b.cluster)
                .then_with(|| b.silhouette.total_cmp(&a.silhouette))
        });
        sampled
    }

    fn warnings(&self, chosen: &Chosen, clusters: &[ClusterSummary]) -> Vec<Warning> {
        let constant = self.columns.constant.iter().cloned();
        let mut warnings: Vec<Warning> = constant
            .map(|column| Warning::ConstantColumn { column })
            .collect();
        let tried = chosen
            .candidates
            .last()
            .map_or(0, |candidate| candidate.clusters);
        if matches!(self.parameters.clusters, Choice::Auto { max } if tried < max) {
            let distinct = self.rows.points.len() as u64;
            warnings.push(Warning::FewDistinctRows { distinct, tried });
        }
        if let Some(silhouette) = chosen.mean.filter(|mean| *mean < STRUCTURE) {
            warnings.push(Warning::NoClearStructure { silhouette });
        }
        let small = (0..)
            .zip(clusters)
            .filter(|(_, cluster)| cluster.size < SMALL);
        let small: Vec<u32> = small.map(|(number, _)| number).collect();
        if !small.is_empty() {
            warnings.push(Warning::SmallClusters { clusters: small });
        }
        if !chosen.partition.converged {
            warnings.push(Warning::NotConverged);
        }
        warnings
    }
}

/// Rows by cluster, and where each cluster begins and the last one ends.
fn members(labels: &[u32], sizes: &[f64]) -> (Vec<u32>, Vec<usize>) {
    let mut starts = vec![0];
    for size in sizes {
        let end = starts.last().copied().unwrap_or(0) + usize::try_from(count(*size)).unwrap_or(0);
        starts.push(end);
    }
    let mut next = starts.clone();
    let mut members = vec![0; labels.len()];
    for (label, row) in labels.iter().zip(0..) {
        let place = &mut next[*label as usize];
        members[*place] = row;
        *place += 1;
    }
    (members, starts)
}

/// Means and medians of a column by cluster, which do not depend on the order of rows: means are of exact sums.
fn averages(values: &[f64], members: &[u32], starts: &[usize]) -> Averages {
    let size = values
        .iter()
        .fold(0.0_f64, |most, value| most.max(value.abs()));
    let grid = Grid::up_to(size);
    let mut own: Vec<f64> = members
        .iter()
        .map(|row| values[*row as usize] + 0.0)
        .collect();
    let (mut means, mut medians) = (Vec::new(), Vec::new());
    for bounds in starts.windows(2) {
        let own = &mut own[bounds[0]..bounds[1]];
        let sum = own.iter().map(|value| i128::from(grid.steps(*value))).sum();
        means.push(grid.mean(sum, own.len() as f64));
        medians.push(median(own));
    }
    Averages { means, medians }
}

/// Type 7 at one half: the middle value, or the mean of the two in the middle; of one value at least.
fn median(values: &mut [f64]) -> f64 {
    let n = values.len();
    let (below, upper, _) = values.select_nth_unstable_by(n / 2, f64::total_cmp);
    let upper = *upper;
    if n % 2 == 1 {
        return upper;
    }
    let lower = below.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    lower / 2.0 + upper / 2.0
}
