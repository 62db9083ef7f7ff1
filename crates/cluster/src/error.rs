//! [`ClusterError`]: why rows could not be clustered.

use linfa_clustering::KMeansError;

/// Why rows could not be clustered. Rows are counted from 0.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// A number of clusters that has no meaning.
    #[error("the number of clusters is {0}, expected 2 to 100")]
    Clusters(u32),
    /// No restart at all.
    #[error("restarts is 0, expected at least 1")]
    Restarts,
    /// No step at all.
    #[error("iterations is 0, expected at least 1")]
    Iterations,
    /// No column to cluster by.
    #[error("no column to cluster by")]
    NoColumns,
    /// No row to cluster.
    #[error("no row to cluster")]
    NoRows,
    /// Columns of different lengths.
    #[error("column {column} has {rows} rows, the first one {expected}")]
    Length {
        /// The column.
        column: String,
        /// Its rows.
        rows: usize,
        /// Rows of the first column.
        expected: usize,
    },
    /// A value that is not a number, infinite, or beyond 1e150.
    #[error("column {column} has {value} at row {row}, expected a number within ±1e150")]
    Value {
        /// The column.
        column: String,
        /// The row.
        row: usize,
        /// The value.
        value: f64,
    },
    /// A value that has no logarithm.
    #[error("column {column} has {value} at row {row}, log1p needs numbers above -1")]
    Log {
        /// The column.
        column: String,
        /// The row.
        row: usize,
        /// The value.
        value: f64,
    },
    /// An indicator that says neither yes nor no.
    #[error("column {column} has {value} at row {row}, an indicator is 0 or 1")]
    Indicator {
        /// The column.
        column: String,
        /// The row.
        row: usize,
        /// The value.
        value: f64,
    },
    /// Every row is the same.
    #[error("nothing to tell {rows} rows apart by: {} constant", describe(.columns))]
    Constant {
        /// The columns.
        columns: Vec<String>,
        /// The rows.
        rows: usize,
    },
    /// More clusters than different rows.
    #[error("{clusters} clusters asked for, but only {distinct} rows are different")]
    TooManyClusters {
        /// Clusters asked for.
        clusters: u32,
        /// Distinct rows.
        distinct: usize,
    },
    /// No mixture could be fitted.
    #[error("no mixture of Gaussians fits these rows")]
    Mixture,
    /// No restart found a solution.
    #[error("the fit found no solution")]
    Fit(#[from] KMeansError),
}

fn describe(columns: &[String]) -> String {
    let verb = if columns.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", columns.join(", "))
}

impl ClusterError {
    /// What the reader can do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Value { .. } => "set rows with missing values aside before clustering".to_owned(),
            Self::Log { .. } => "set negative values aside, or leave the logarithm out".to_owned(),
            Self::Constant { .. } => "choose columns in which the rows differ".to_owned(),
            Self::TooManyClusters { distinct, .. } if *distinct >= 2 => {
                format!("ask for at most {distinct} clusters")
            }
            Self::Mixture => "ask for fewer clusters, or for k-means".to_owned(),
            _ => return None,
        };
        Some(hint)
    }
}
