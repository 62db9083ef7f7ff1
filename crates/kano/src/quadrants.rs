//! The quadrant of every feature: x is the size of Worse, y is Better.

use serde::Serialize;

use crate::{Category, Coefficients, FeatureSummary};

/// Where high begins: a coefficient on the cut is high.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cuts {
    /// Of Better.
    pub better: f64,
    /// Of the size of Worse.
    pub worse: f64,
}

impl Cuts {
    pub(crate) const FIXED: Self = Self {
        better: 0.5,
        worse: 0.5,
    };

    /// The means of the features that have coefficients.
    pub(crate) fn means(features: &[FeatureSummary]) -> Option<Self> {
        let known: Vec<Coefficients> = features
            .iter()
            .filter_map(|feature| feature.coefficients)
            .collect();
        let mean = |value: fn(&Coefficients) -> f64| {
            known.iter().map(value).sum::<f64>() / known.len() as f64
        };
        (!known.is_empty()).then(|| Self {
            better: mean(|c| c.better.value),
            worse: mean(|c| -c.worse.value),
        })
    }

    /// The quadrant of coefficients.
    pub fn quadrant(&self, coefficients: &Coefficients) -> Category {
        let better = coefficients.better.value >= self.better;
        let worse = -coefficients.worse.value >= self.worse;
        match (better, worse) {
            (true, true) => Category::OneDimensional,
            (true, false) => Category::Attractive,
            (false, true) => Category::MustBe,
            (false, false) => Category::Indifferent,
        }
    }
}

/// Puts every feature into its quadrants; gives the cuts at the means.
pub(crate) fn fill(features: &mut [FeatureSummary]) -> Option<Cuts> {
    let means = Cuts::means(features);
    for feature in features {
        let coefficients = feature.coefficients.as_ref();
        feature.quadrant_fixed = coefficients.map(|c| Cuts::FIXED.quadrant(c));
        feature.quadrant_mean = coefficients.and_then(|c| Some(means?.quadrant(c)));
    }
    means
}
