//! Clusters of customers: k-means on R, F and M, beside the segments that rules make.

use std::{fmt, str::FromStr};

use fourr_cluster::{Choice, ClusterError, Clustering, Feature, KMeans, Transform};
use serde::{Deserialize, Serialize};

use crate::{attempt::Attempt, segmentation::Scored, splits::EIGHT};

/// Numbers of clusters that are tried when none is given: 2 to this.
const MOST: u32 = 10;

/// How many clusters are looked for: on the command line `auto` or a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub enum ClusterCount {
    /// The number with the largest mean silhouette, 2 to 10.
    Auto,
    /// That many.
    Exactly(u32),
}

/// Customers in clusters.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Clusters {
    /// What sets each cluster apart, in the order of `clustering.clusters`.
    pub names: Vec<ClusterName>,
    /// Customers without a positive amount, who were taken as having spent nothing.
    pub amount_raised_to_zero: u64,
    /// The clusters, counted from 0; columns are recency, frequency and monetary.
    pub clustering: Clustering,
}

/// A cluster's name: the type of its mean customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClusterName {
    /// High (1) or low (0) of the cluster's mean R, F and M against the means of all customers.
    pub code: String,
    /// Which of the clusters with this code it is, 1 upwards; 0 where it is the only one.
    pub suffix: u32,
}

/// Why customers were not clustered.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ClusterRefusal {
    /// More clusters than different customers.
    #[error("{clusters} clusters asked for, but only {distinct} customers differ in R, F and M")]
    TooManyClusters {
        /// Clusters asked for.
        clusters: u32,
        /// Customers that differ.
        distinct: u64,
    },
    /// All customers are alike.
    #[error("all {customers} customers have the same R, F and M")]
    AllAlike {
        /// Customers.
        customers: u64,
    },
    /// The fit failed.
    #[error("no clusters were found: {reason}")]
    NotFound {
        /// What the fit said.
        reason: String,
    },
}

impl ClusterCount {
    fn choice(self) -> Choice {
        match self {
            Self::Auto => Choice::Auto { max: MOST },
            Self::Exactly(clusters) => Choice::Exactly(clusters),
        }
    }
}

impl fmt::Display for ClusterCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Exactly(clusters) => clusters.fmt(f),
        }
    }
}

impl FromStr for ClusterCount {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "auto" {
            return Ok(Self::Auto);
        }
        let clusters = text
            .parse()
            .ok()
            .filter(|clusters| (2..=50).contains(clusters));
        clusters
            .map(Self::Exactly)
            .ok_or_else(|| "expected auto or a number from 2 to 50".to_owned())
    }
}

/// A number of clusters in a file.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Number(u32),
    Word(String),
}

impl From<ClusterCount> for Written {
    fn from(count: ClusterCount) -> Self {
        match count {
            ClusterCount::Auto => Self::Word("auto".to_owned()),
            ClusterCount::Exactly(clusters) => Self::Number(clusters),
        }
    }
}

impl TryFrom<Written> for ClusterCount {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        match written {
            Written::Number(clusters) => clusters.to_string().parse(),
            Written::Word(word) => word.parse(),
        }
    }
}

/// Clusters customers on -R, ln(1 + F) and ln(1 + M), standardised. An amount below zero has no logarithm and
/// counts as zero.
pub(crate) fn find(count: ClusterCount, scored: &Scored) -> Attempt<Clusters, ClusterRefusal> {
    let [recency, frequency, monetary] = scored.measures.each_ref().map(|measure| &measure.values);
    let spent: Vec<f64> = monetary.iter().map(|amount| amount.max(0.0)).collect();
    let feature = |name, values, transform| Feature {
        name,
        values,
        transform,
    };
    let features = [
        feature("recency", recency, Transform::Negate),
        feature("frequency", frequency, Transform::Log1p),
        feature("monetary", &spent, Transform::Log1p),
    ];
    let means = KMeans {
        clusters: count.choice(),
        ..KMeans::default()
    };
    match means.fit(&features) {
        Ok(clustering) => Attempt::Done(Clusters {
            names: names(&clustering, scored),
            amount_raised_to_zero: scored.measures[2].below(0.0) as u64,
            clustering,
        }),
        Err(error) => Attempt::Refused(refusal(error, scored.len() as u64)),
    }
}

fn refusal(error: ClusterError, customers: u64) -> ClusterRefusal {
    match error {
        ClusterError::TooManyClusters { clusters, distinct } => ClusterRefusal::TooManyClusters {
            clusters,
            distinct: distinct as u64,
        },
        ClusterError::Constant { .. } => ClusterRefusal::AllAlike { customers },
        other => ClusterRefusal::NotFound {
            reason: other.to_string(),
        },
    }
}

/// The eight-type code of every cluster's means against the means of all customers, with a number where two
/// clusters have the same.
fn names(clustering: &Clustering, scored: &Scored) -> Vec<ClusterName> {
    let means = scored
        .measures
        .each_ref()
        .map(crate::measure::Measure::mean);
    let of = |cluster: usize| {
        let mean = |column: &str| {
            let place = clustering
                .columns
                .iter()
                .position(|scaling| scaling.name == column)?;
            clustering.clusters[cluster].means.get(place).copied()
        };
        let high = [
            mean("recency").is_some_and(|days| days < means[0]),
            mean("frequency").is_some_and(|orders| orders > means[1]),
            mean("monetary").is_some_and(|amount| amount > means[2]),
        ];
        high.map(|high| if high { '1' } else { '0' })
            .into_iter()
            .collect::<String>()
    };
    let codes: Vec<String> = (0..clustering.clusters.len()).map(of).collect();
    debug_assert!(codes.iter().all(|code| EIGHT.contains(&code.as_str())));
    let name = |(place, code): (usize, &String)| {
        let alike = codes.iter().filter(|other| *other == code).count();
        let before = codes[..place].iter().filter(|other| *other == code).count();
        let suffix = if alike > 1 { before + 1 } else { 0 };
        ClusterName {
            code: code.clone(),
            suffix: u32::try_from(suffix).unwrap_or(u32::MAX),
        }
    };
    codes.iter().enumerate().map(name).collect()
}
