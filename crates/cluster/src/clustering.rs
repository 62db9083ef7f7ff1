//! [`Clustering`]: the result.

use serde::Serialize;

use crate::{KMeans, Transform};

/// Rows in clusters.
///
/// Vectors over columns are in the order of `columns`; clusters and labels count from 0.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Clustering {
    /// The parameters in force.
    pub parameters: KMeans,
    /// Rows clustered.
    pub rows: u64,
    /// Rows that differ in their z-scores.
    pub rows_distinct: u64,
    /// Rows on which the starts were fitted: all of them, or a sample of 5,000.
    pub rows_fitted: u64,
    /// The columns that vary, and how they were standardised.
    pub columns: Vec<Scaling>,
    /// Constant columns, which were left out.
    pub dropped: Vec<String>,
    /// Why there are as many clusters.
    pub reason: Reason,
    /// Every number of clusters that was tried, ascending; also 1, when the number was chosen.
    pub candidates: Vec<Candidate>,
    /// A second opinion: the candidate farthest below the chord of the inertia curve. `None` when the
    /// number was asked for or the curve has no bend.
    pub elbow: Option<u32>,
    /// The clusters, the largest first.
    pub clusters: Vec<ClusterSummary>,
    /// Squared distances to the centres, summed over all rows, in squared standard deviations.
    pub inertia: f64,
    /// Mean silhouette over the sample. `None` when the sample lies in one cluster.
    pub silhouette: Option<f64>,
    /// Rows over which silhouettes were taken: all of them, or a sample of 5,000.
    pub silhouette_rows: u64,
    /// The first principal components of the z-scores: two, or one for a single column.
    pub components: Vec<Component>,
    /// What a reader should know before trusting the figures.
    pub warnings: Vec<Warning>,
    /// The cluster of each row, in the order of the input.
    #[serde(skip_serializing)]
    pub labels: Vec<u32>,
    /// The rows over which silhouettes were taken, by cluster, the largest silhouette first.
    #[serde(skip_serializing)]
    pub sample: Vec<SampledRow>,
}

/// How a column was standardised: z = (transformed value - mean) / sd.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scaling {
    /// The column.
    pub name: String,
    /// What happened to its values first.
    pub transform: Transform,
    /// Mean of the transformed values.
    pub mean: f64,
    /// Population standard deviation of the transformed values.
    pub sd: f64,
}

/// Why there are as many clusters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The number was asked for.
    Asked,
    /// The number has the largest mean silhouette.
    Silhouette,
}

/// A number of clusters that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Candidate {
    /// The number.
    pub clusters: u32,
    /// Squared distances to the centres, summed over all rows, in squared standard deviations.
    pub inertia: f64,
    /// Mean silhouette over the sample; `None` for one cluster, or when the sample lies in one.
    pub silhouette: Option<f64>,
}

/// One cluster.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClusterSummary {
    /// Rows in it, at least 1.
    pub size: u64,
    /// Their share of all rows.
    pub share: f64,
    /// Means in the original units.
    pub means: Vec<f64>,
    /// Medians (type 7) in the original units.
    pub medians: Vec<f64>,
    /// The centre: means of the z-scores.
    pub centroid: Vec<f64>,
    /// Mean silhouette of its rows in the sample. `None` when the sample has none of them.
    pub silhouette: Option<f64>,
    /// The centre on the principal components.
    pub position: [f64; 2],
}

/// A principal component of the z-scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Component {
    /// Its share of the variance.
    pub share: f64,
    /// What each column contributes; a unit vector whose largest entry is positive.
    pub loadings: Vec<f64>,
}

/// A row of the sample, and those that equal it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SampledRow {
    /// The first of them in the input, counted from 0.
    pub row: usize,
    /// How many such rows were drawn.
    pub rows: u64,
    /// Their cluster.
    pub cluster: u32,
    /// Their silhouette, -1 to 1; 0 for a row alone in its cluster, and where the sample lies in one cluster.
    pub silhouette: f64,
    /// Their place on the principal components; the second is 0 for a single column.
    pub position: [f64; 2],
}

/// What a reader should know before trusting the figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Warning {
    /// The mean silhouette is below 0.25 (Kaufman & Rousseeuw 1990).
    NoClearStructure {
        /// The mean silhouette.
        silhouette: f64,
    },
    /// A constant column was left out.
    ConstantColumn {
        /// The column.
        column: String,
    },
    /// So few rows differ that not every number of clusters could be tried.
    FewDistinctRows {
        /// Rows that differ.
        distinct: u64,
        /// The largest number of clusters that was tried.
        tried: u32,
    },
    /// Clusters of fewer than 30 rows.
    SmallClusters {
        /// Their numbers.
        clusters: Vec<u32>,
    },
    /// The centres still moved after the last step.
    NotConverged,
}
