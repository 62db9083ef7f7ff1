//! [`KMeans`]: the parameters of a clustering.

use rand_xoshiro::{Xoshiro256Plus, rand_core::SeedableRng};
use serde::{Deserialize, Serialize};

use crate::{
    ClusterError, Clustering, Feature, choice, lloyd, mixture,
    restarts::{self, FITTED_ROWS},
    rows::Rows,
    silhouette::SAMPLE_ROWS,
    standard,
    summary::Fit,
};

/// Clusters above which nobody can tell them apart, and the fit takes minutes.
const MOST_CLUSTERS: u32 = 100;

/// How many clusters there shall be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// The number with the largest mean silhouette, from 2 to `max` and below the number of distinct rows.
    Auto {
        /// The largest number that is tried, 2 to 100.
        max: u32,
    },
    /// This number, 2 to 100 and at most the number of distinct rows.
    Exactly(u32),
}

/// What a cluster is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// The rows nearest to a centre: k-means.
    #[default]
    Means,
    /// The rows that one of several Gaussians most probably made; they may be stretched and overlap.
    Mixture,
}

/// Whether a result need not say which model it rests on.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes what it skips by reference"
)]
fn is_default(model: &Model) -> bool {
    *model == Model::Means
}

/// Parameters of a clustering by k-means, or by a mixture of Gaussians.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KMeans {
    /// What a cluster is [default: the rows nearest to a centre].
    #[serde(skip_serializing_if = "is_default")]
    pub model: Model,
    /// How many clusters there shall be [default: chosen among 2 to 10].
    pub clusters: Choice,
    /// Seed of the starting centres and of the samples [default: 42].
    pub seed: u64,
    /// Starts by k-means++, of which the one with the least inertia wins [default: 10].
    pub restarts: u32,
    /// Steps after which a start is left where it is [default: 300].
    pub iterations: u32,
}

impl Default for KMeans {
    fn default() -> Self {
        Self {
            model: Model::Means,
            clusters: Choice::Auto { max: 10 },
            seed: 42,
            restarts: 10,
            iterations: 300,
        }
    }
}

impl KMeans {
    /// Groups rows so that the squared distances to the centres of the groups are small.
    ///
    /// Every feature is one column, one value a row. Columns are transformed and standardised by their
    /// mean and population standard deviation; constant columns are left out with a warning. The starts
    /// are fitted on all rows up to 5,000 and on a seeded sample of them above; the best start then takes
    /// Lloyd's steps over all rows, so that inertia and centres are those of all rows: while numbers of clusters
    /// are compared until the squared shifts of the centres sum to 1e-4, and for the one chosen to 1e-8, in
    /// squared standard deviations. A cluster that loses its rows starts again at the row farthest from its
    /// centre. A row that is equally near to two centres belongs to the one that was found first.
    ///
    /// A mixture is fitted on the same rows, by expectation and maximisation from k-means, and every row is then in the
    /// cluster that most probably made it; numbers of clusters that could not be fitted are left out.
    ///
    /// Clusters are numbered from 0 by size, the largest first, ties by their centres, in the order of the
    /// features. Labels depend neither on the order of rows, nor on the number of threads, nor on the units of
    /// the columns.
    ///
    /// # Errors
    /// Fewer than 2 clusters, more than 100 or more than distinct rows, no column, no row, columns of
    /// different lengths, a value that is not finite or has no logarithm, nothing but constant columns.
    ///
    /// # References
    /// Lloyd (1982), Least squares quantization in PCM, IEEE Trans. Information Theory 28(2);
    /// Arthur & Vassilvitskii (2007), k-means++: the advantages of careful seeding, SODA;
    /// Dempster, Laird & Rubin (1977), Maximum likelihood from incomplete data via the EM algorithm, J. Royal
    /// Statistical Society B 39; Rousseeuw (1987), Silhouettes, J. Computational and Applied Mathematics 20.
    ///
    /// ```
    /// use fourr_cluster::{Feature, KMeans, Transform};
    ///
    /// let visits = [1.0, 2.0, 1.0, 9.0, 8.0];
    /// let features = [Feature { name: "visits", values: &visits, transform: Transform::None }];
    /// let found = KMeans::default().fit(&features)?;
    /// assert_eq!(found.labels, [0, 0, 0, 1, 1]);
    /// assert_eq!(found.clusters[1].means, [8.5]);
    /// # Ok::<(), fourr_cluster::ClusterError>(())
    /// ```
    pub fn fit(&self, features: &[Feature<'_>]) -> Result<Clustering, ClusterError> {
        self.check(features)?;
        let columns = standard::columns(features)?;
        let rows = Rows::of(&columns.scaled);
        let range = self.range(rows.points.len())?;
        let mut random = Xoshiro256Plus::seed_from_u64(self.seed);
        let fitted = rows.sample(FITTED_ROWS, &mut random);
        let sample = rows.sample(SAMPLE_ROWS, &mut random);

        let partitions = match self.model {
            Model::Means => {
                let starts = restarts::centres(self, &rows.points, &fitted, &range)?;
                lloyd::descend_all(&rows.points, starts, self.iterations)
            }
            Model::Mixture => mixture::partitions(self, &rows.points, &fitted, &range)?,
        };
        let chosen = choice::choose(partitions, &rows, &sample, self, columns.inertia());
        let fit = Fit {
            parameters: self,
            features,
            columns,
            rows,
            rows_fitted: fitted.rows,
            sample,
        };
        Ok(fit.describe(chosen))
    }

    fn check(&self, features: &[Feature<'_>]) -> Result<(), ClusterError> {
        let (Choice::Auto { max: most } | Choice::Exactly(most)) = self.clusters;
        let expected = features
            .first()
            .ok_or(ClusterError::NoColumns)?
            .values
            .len();
        if !(2..=MOST_CLUSTERS).contains(&most) {
            return Err(ClusterError::Clusters(most));
        }
        if self.restarts == 0 {
            return Err(ClusterError::Restarts);
        }
        if self.iterations == 0 {
            return Err(ClusterError::Iterations);
        }
        if expected == 0 {
            return Err(ClusterError::NoRows);
        }
        for feature in features {
            let rows = feature.values.len();
            if rows != expected {
                let column = feature.name.to_owned();
                return Err(ClusterError::Length {
                    column,
                    rows,
                    expected,
                });
            }
            feature.check()?;
        }
        Ok(())
    }

    /// The numbers of clusters to try among `distinct` rows, of which there are at least 2.
    fn range(&self, distinct: usize) -> Result<Vec<u32>, ClusterError> {
        match self.clusters {
            Choice::Auto { max } => {
                let below = u32::try_from(distinct - 1).unwrap_or(u32::MAX);
                Ok((2..=max.min(below).max(2)).collect())
            }
            Choice::Exactly(clusters) if clusters as usize > distinct => {
                Err(ClusterError::TooManyClusters { clusters, distinct })
            }
            Choice::Exactly(clusters) => Ok(vec![clusters]),
        }
    }
}
