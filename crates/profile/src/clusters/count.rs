//! How many clusters are looked for, and what they are.

use std::{fmt, str::FromStr};

use fourr_cluster::Choice;
use serde::{Deserialize, Serialize};

/// Numbers of clusters that are tried when none is given: 2 to this.
const MOST: u32 = 10;

/// How many clusters are looked for: on the command line `auto` or a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum ClusterCount {
    /// The number with the largest mean silhouette, 2 to 10.
    Auto,
    /// That many, 2 to 50.
    Exactly(u32),
}

/// Text that is no number of clusters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected auto or a number from 2 to 50")]
pub struct NoCount;

/// What a cluster is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ClusterModel {
    /// The people nearest to a centre
    #[default]
    KMeans,
    /// The people that one of several Gaussians most probably made; clusters may be stretched and overlap
    Mixture,
}

impl ClusterCount {
    pub(super) fn choice(self) -> Choice {
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
    type Err = NoCount;

    fn from_str(text: &str) -> Result<Self, NoCount> {
        if text == "auto" {
            return Ok(Self::Auto);
        }
        let clusters = text
            .parse()
            .ok()
            .filter(|clusters| (2..=50).contains(clusters));
        clusters.map(Self::Exactly).ok_or(NoCount)
    }
}

impl From<ClusterCount> for String {
    fn from(count: ClusterCount) -> Self {
        count.to_string()
    }
}

impl TryFrom<String> for ClusterCount {
    type Error = NoCount;

    fn try_from(text: String) -> Result<Self, NoCount> {
        text.parse()
    }
}
