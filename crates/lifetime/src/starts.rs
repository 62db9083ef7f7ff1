//! Where the search for the maximum begins, and where it ends in vain.

use crate::{History, Model, cohort::Cohort, newton::Bounds};

/// Shapes beyond this are indistinguishable from infinity, or below its inverse from zero: customers are all
/// alike, or one process is absent.
const EXTREME_SHAPE: f64 = 1e5;

/// The same for rates, as a multiple of the mean time observed.
const EXTREME_RATE: f64 = 1e7;

/// The logarithms of the lowest and highest parameters.
pub(crate) fn bounds(model: Model, cohort: &Cohort) -> Bounds<4> {
    let time = cohort.mean(History::observed).ln();
    let shape = (-EXTREME_SHAPE.ln(), EXTREME_SHAPE.ln());
    let rate = (time - EXTREME_RATE.ln(), time + EXTREME_RATE.ln());
    match model {
        Model::BgNbd | Model::MbgNbd => [shape, rate, shape, shape],
        Model::ParetoNbd => [shape, rate, shape, rate],
    }
}

/// Logarithms of parameters to start from: buying as the mean and the variance of the repeats say and two
/// conventional shapes, each with another guess of how customers are lost.
pub(crate) fn starts(model: Model, cohort: &Cohort) -> [[f64; 4]; 4] {
    let time = cohort.mean(History::observed);
    let mean = cohort.mean(|history| f64::from(history.repeats()));
    let spread = cohort.mean(|history| (f64::from(history.repeats()) - mean).powi(2)) - mean;
    let moments = if spread > 0.0 {
        (mean * mean / spread).clamp(0.05, 20.0)
    } else {
        20.0
    };
    let losses = match model {
        Model::BgNbd | Model::MbgNbd => [(0.8, 2.5), (1.0, 1.0), (0.3, 3.0), (2.0, 20.0)],
        Model::ParetoNbd => [
            (0.6, time / 3.0),
            (1.0, time),
            (0.3, time / 10.0),
            (5.0, 20.0 * time),
        ],
    };
    let shapes = [moments, 1.0, 0.3, 2.0 * moments];
    // Whoever is lost buys no more: the rate of living customers is above the rate seen, here twice as high.
    std::array::from_fn(|i| {
        let alpha = shapes[i] * time / (2.0 * mean);
        [shapes[i], alpha, losses[i].0, losses[i].1].map(f64::ln)
    })
}
