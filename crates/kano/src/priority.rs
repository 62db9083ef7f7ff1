//! What to build first, and why.

use std::cmp::Ordering;

use serde::Serialize;

use crate::{Category, FeatureSummary};

/// A feature's place in the order of building.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Priority {
    /// The place, from 1.
    pub rank: u32,
    /// The feature.
    pub feature: String,
    /// Why it stands there.
    pub reason: Reason,
}

/// Why a feature stands where it does: its class, and what orders it within the class.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "class", rename_all = "snake_case")]
pub enum Reason {
    /// Must be there: by the size of Worse.
    MustBe {
        /// The size of Worse.
        worse: f64,
        /// Whether the test separates the class from the next.
        decided: bool,
    },
    /// The more, the better: by Better plus the size of Worse.
    OneDimensional {
        /// Better plus the size of Worse.
        sum: f64,
        /// Whether the test separates the class from the next.
        decided: bool,
    },
    /// Delights: by Better.
    Attractive {
        /// Better.
        better: f64,
        /// Whether the test separates the class from the next.
        decided: bool,
    },
    /// Nobody cares; by Better plus the size of Worse.
    Indifferent {
        /// Better plus the size of Worse.
        sum: f64,
        /// Whether the test separates the class from the next.
        decided: bool,
    },
    /// Annoys: not to be built.
    Reverse {
        /// Share of reverse pairs.
        share: f64,
    },
    /// The answers contradict one another: to be asked anew.
    Questionable {
        /// Share of questionable pairs.
        share: f64,
    },
    /// Nobody answered.
    Unanswered,
}

impl Reason {
    fn of(feature: &FeatureSummary) -> Self {
        let Some(verdict) = feature.category.in_force else {
            return Self::Unanswered;
        };
        let decided = feature.decided == Some(true);
        let share = feature.shares.unwrap_or_default();
        let (better, worse) = feature
            .coefficients
            .map_or((0.0, 0.0), |c| (c.better.value, -c.worse.value));
        let sum = better + worse;
        match verdict.leading() {
            Category::MustBe => Self::MustBe { worse, decided },
            Category::OneDimensional => Self::OneDimensional { sum, decided },
            Category::Attractive => Self::Attractive { better, decided },
            Category::Indifferent => Self::Indifferent { sum, decided },
            Category::Reverse => Self::Reverse {
                share: share[Category::Reverse],
            },
            Category::Questionable => Self::Questionable {
                share: share[Category::Questionable],
            },
        }
    }

    /// The class of building, first to last, and the figure within it, large to small.
    fn key(self) -> (u8, f64) {
        match self {
            Self::MustBe { worse, .. } => (0, worse),
            Self::OneDimensional { sum, .. } => (1, sum),
            Self::Attractive { better, .. } => (2, better),
            Self::Indifferent { sum, .. } => (3, sum),
            Self::Questionable { share } => (4, -share),
            Self::Reverse { share } => (5, -share),
            Self::Unanswered => (6, 0.0),
        }
    }
}

/// M, O, A, then I (Berger et al. 1993); what annoys or was not understood comes last.
pub(crate) fn order(features: &[FeatureSummary]) -> Vec<Priority> {
    let mut reasons: Vec<(&FeatureSummary, Reason)> = features
        .iter()
        .map(|feature| (feature, Reason::of(feature)))
        .collect();
    reasons.sort_by(|(a, reason_a), (b, reason_b)| {
        let ((class_a, figure_a), (class_b, figure_b)) = (reason_a.key(), reason_b.key());
        let figures = figure_b.total_cmp(&figure_a);
        class_a
            .cmp(&class_b)
            .then(figures)
            .then_with(|| a.feature.cmp(&b.feature))
    });
    (1..)
        .zip(reasons)
        .map(|(rank, (feature, reason))| Priority {
            rank,
            feature: feature.feature.clone(),
            reason,
        })
        .collect()
}

/// What a feature gives for its cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Value {
    /// The place, from 1.
    pub rank: u32,
    /// The feature.
    pub feature: String,
    /// Its cost.
    pub cost: f64,
    /// Mean of Better and of the size of Worse.
    pub average_satisfaction: f64,
    /// That for a unit of cost, against the feature that gives most: 1 for the best.
    pub value_for_money: f64,
    /// Costs up to here, in this order.
    pub cumulative_cost: f64,
}

/// The features with a cost by satisfaction for money; what annoys or was not understood is left out.
pub(crate) fn value_order(features: &[FeatureSummary]) -> Vec<Value> {
    let worth = |feature: &&FeatureSummary| {
        !feature.is(Category::Reverse) && !feature.is(Category::Questionable)
    };
    let mut valued: Vec<(&FeatureSummary, f64, f64)> = features
        .iter()
        .filter(worth)
        .filter_map(|feature| {
            Some((
                feature,
                feature.cost?,
                feature.coefficients?.average_satisfaction,
            ))
        })
        .collect();
    let per_cost = |valued: &(&FeatureSummary, f64, f64)| valued.2 / valued.1;
    valued.sort_by(|a, b| match per_cost(b).total_cmp(&per_cost(a)) {
        Ordering::Equal => a.0.feature.cmp(&b.0.feature),
        other => other,
    });
    let best = valued.first().map_or(0.0, per_cost);
    let mut cumulative_cost = 0.0;
    (1..)
        .zip(valued)
        .map(|(rank, valued)| {
            cumulative_cost += valued.1;
            let relative = if best > 0.0 {
                per_cost(&valued) / best
            } else {
                0.0
            };
            Value {
                rank,
                feature: valued.0.feature.clone(),
                cost: valued.1,
                average_satisfaction: valued.2,
                value_for_money: relative,
                cumulative_cost,
            }
        })
        .collect()
}
