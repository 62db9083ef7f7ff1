//! [`HiddenSegments`]: people who answer alike, found by clustering.

use std::{fmt, str::FromStr};

use fourr_cluster::{Candidate, Choice, Feature, KMeans, Transform};
use rand_xoshiro::{
    Xoshiro256Plus,
    rand_core::{RngCore, SeedableRng},
};
use serde::{Deserialize, Serialize};

use crate::{
    Answer, Attempt, Kano, SegmentFeature, Withheld,
    grid::Grid,
    reduce::{FeatureTally, Patterns},
};

/// Numbers of segments that are tried when none is given: 2 to this.
const MOST: u32 = 6;
/// Respondents that are clustered: all, or a sample of this many.
const SAMPLE: u64 = 5_000;
/// Respondents below which no segments are looked for.
const FEWEST: u64 = 30;

/// How many hidden segments are looked for: on the command line `auto` or a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub enum HiddenCount {
    /// The number with the largest mean silhouette, 2 to 6.
    Auto,
    /// That many.
    Exactly(u32),
}

impl fmt::Display for HiddenCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Exactly(count) => count.fmt(f),
        }
    }
}

impl FromStr for HiddenCount {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "auto" {
            return Ok(Self::Auto);
        }
        let count = text.parse().ok().filter(|count| (2..=20).contains(count));
        count
            .map(Self::Exactly)
            .ok_or_else(|| "expected auto or a number from 2 to 20".to_owned())
    }
}

/// A number of segments in a file.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Number(u32),
    Word(String),
}

impl From<HiddenCount> for Written {
    fn from(count: HiddenCount) -> Self {
        match count {
            HiddenCount::Auto => Self::Word("auto".to_owned()),
            HiddenCount::Exactly(count) => Self::Number(count),
        }
    }
}

impl TryFrom<Written> for HiddenCount {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        match written {
            Written::Number(count) => count.to_string().parse(),
            Written::Word(word) => word.parse(),
        }
    }
}

/// People who answer alike.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HiddenSegments {
    /// Respondents with every pair answered, of whom the segments are made.
    pub complete: u64,
    /// Respondents who were clustered: all of those, or a seeded sample.
    pub clustered: u64,
    /// Every number of segments that was tried.
    pub candidates: Vec<Candidate>,
    /// Mean silhouette: above 0.5 clear, below 0.25 hardly more than chance.
    pub silhouette: Option<f64>,
    /// The segments, the largest first.
    pub segments: Vec<HiddenSegment>,
    /// Segments with fewer respondents than are shown, and how many respondents they have in all.
    pub withheld: Withheld,
}

/// People who answer alike.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HiddenSegment {
    /// Respondents in it, of those clustered.
    pub respondents: u64,
    /// Their share.
    pub share: f64,
    /// The features in their eyes, in the order of the summary.
    pub features: Vec<SegmentFeature>,
}

/// Why no hidden segments were found.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum HiddenRefusal {
    /// Too few respondents answered everything.
    #[error("{complete} respondents answered every question, 30 are needed")]
    TooFew {
        /// Respondents with every pair answered.
        complete: u64,
    },
    /// The fit failed.
    #[error("no segments were found: {reason}")]
    NotFound {
        /// What the fit said.
        reason: String,
    },
}

/// Clusters respondents on the scores of `DuMouchel`, two a feature.
pub(crate) fn find(
    count: HiddenCount,
    patterns: &Patterns,
    features: &[FeatureTally],
    kano: &Kano,
) -> Attempt<HiddenSegments, HiddenRefusal> {
    let mut complete: Vec<(&[u8], u64)> = patterns
        .iter()
        .filter(|(pattern, _)| pattern.iter().all(|cell| pair(*cell).is_some()))
        .map(|(pattern, count)| (&**pattern, *count))
        .collect();
    complete.sort_unstable();
    let respondents: u64 = complete.iter().map(|(_, count)| count).sum();
    if respondents < FEWEST {
        return Attempt::Refused(HiddenRefusal::TooFew {
            complete: respondents,
        });
    }
    let sample = sample(&complete, respondents, kano.seed);
    match cluster(count, &sample, features, kano) {
        Ok(found) => Attempt::Done(HiddenSegments {
            complete: respondents,
            ..found
        }),
        Err(error) => Attempt::Refused(HiddenRefusal::NotFound {
            reason: error.to_string(),
        }),
    }
}

/// The two answers of a cell, when both are on the scale.
fn pair(cell: u8) -> Option<(Answer, Answer)> {
    let answer = |code: u8| Answer::ALL.get(usize::from(code).checked_sub(1)?).copied();
    Some((answer(cell / 7)?, answer(cell % 7)?))
}

/// Respondents drawn without replacement, in the order of their patterns, so that the order of rows changes nothing
/// (selection sampling, Fan, Muller and Rezucha 1962).
fn sample<'a>(complete: &[(&'a [u8], u64)], respondents: u64, seed: u64) -> Vec<&'a [u8]> {
    let mut random = Xoshiro256Plus::seed_from_u64(seed);
    let (mut left, mut wanted) = (respondents, respondents.min(SAMPLE));
    let mut drawn = Vec::new();
    for (pattern, count) in complete {
        for _ in 0..*count {
            // A share of 2^53 equal parts: what is left is never more than that.
            let place = (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64 * left as f64;
            if place < wanted as f64 {
                drawn.push(*pattern);
                wanted -= 1;
            }
            left -= 1;
        }
    }
    drawn
}

fn cluster(
    count: HiddenCount,
    sample: &[&[u8]],
    features: &[FeatureTally],
    kano: &Kano,
) -> Result<HiddenSegments, fourr_cluster::ClusterError> {
    let scores = |place: usize, score: fn((Answer, Answer)) -> i8| -> Vec<f64> {
        let scores = sample
            .iter()
            .filter_map(|pattern| pair(pattern[place]).map(score));
        scores.map(f64::from).collect()
    };
    let mut columns: Vec<(String, Vec<f64>)> = Vec::new();
    for (place, feature) in features.iter().enumerate() {
        let functional = scores(place, |(with, _)| with.functional_score());
        let dysfunctional = scores(place, |(_, without)| without.dysfunctional_score());
        columns.push((format!("{} +", feature.feature), functional));
        columns.push((format!("{} -", feature.feature), dysfunctional));
    }
    let inputs: Vec<Feature<'_>> = columns
        .iter()
        .map(|(name, values)| Feature {
            name,
            values,
            transform: Transform::None,
        })
        .collect();
    let means = KMeans {
        clusters: match count {
            HiddenCount::Auto => Choice::Auto { max: MOST },
            HiddenCount::Exactly(count) => Choice::Exactly(count),
        },
        seed: kano.seed,
        ..KMeans::default()
    };
    let found = means.fit(&inputs)?;
    let segment = |(label, cluster): (u32, &fourr_cluster::ClusterSummary)| {
        let mine: Vec<&[u8]> = sample
            .iter()
            .zip(&found.labels)
            .filter(|(_, of)| **of == label)
            .map(|(pattern, _)| *pattern)
            .collect();
        HiddenSegment {
            respondents: cluster.size,
            share: cluster.share,
            features: seen_by(&mine, features, kano),
        }
    };
    let (shown, small): (Vec<_>, Vec<_>) = (0..)
        .zip(&found.clusters)
        .partition(|(_, cluster)| cluster.size >= kano.min_group);
    Ok(HiddenSegments {
        complete: 0,
        clustered: found.rows,
        silhouette: found.silhouette,
        withheld: Withheld {
            segments: small.len() as u64,
            respondents: small.iter().map(|(_, cluster)| cluster.size).sum(),
        },
        segments: shown.into_iter().map(segment).collect(),
        candidates: found.candidates,
    })
}

/// The features in the eyes of some respondents.
fn seen_by(patterns: &[&[u8]], features: &[FeatureTally], kano: &Kano) -> Vec<SegmentFeature> {
    let of = |(place, feature): (usize, &FeatureTally)| {
        let mut grid = Grid::default();
        for pattern in patterns {
            grid.0[usize::from(pattern[place])] += 1;
        }
        if kano.reverse.contains(&feature.feature) {
            grid = grid.transposed();
        }
        SegmentFeature::of(&feature.feature, grid.counts(kano.table), kano)
    };
    features.iter().enumerate().map(of).collect()
}
