//! [`DifferenceInDifferences`]: what a campaign added, against a control.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

use crate::{Figure, Figures, Undefined, figure::quantities};

/// Standard deviations within which 95% lie.
const TWO_SIDED_95: f64 = 1.959_963_984_540_054;

quantities! {
    /// Figures of a difference in differences.
    Causal {
        /// How the test group's rate changed.
        TestChange: "test_change",
        /// How the control group's rate changed.
        ControlChange: "control_change",
        /// The first less the second.
        Effect: "did",
        /// The rate that the test group would have had.
        Counterfactual: "counterfactual",
        /// The effect over that rate.
        RelativeLift: "relative_lift_vs_counterfactual",
        /// Standard error of the effect, by four independent proportions.
        StandardError: "se",
        /// The effect in standard errors.
        Z: "z",
        /// Probability of an effect as far from zero where there is none, two-sided.
        P: "p",
        /// Lower end of the 95% interval.
        Low: "did_low",
        /// Upper end of the 95% interval.
        High: "did_high",
    }
}

/// A share of some persons, clicks or visits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Proportion {
    /// The share.
    pub rate: f64,
    /// Of how many.
    pub n: f64,
}

impl Proportion {
    /// Square of its standard error.
    fn variance(&self) -> f64 {
        self.rate * (1.0 - self.rate) / self.n
    }
}

/// What a campaign added, against a control.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DifferenceInDifferences {
    /// The test group before.
    pub test_before: Proportion,
    /// The test group after.
    pub test_after: Proportion,
    /// The control group before.
    pub control_before: Proportion,
    /// The control group after.
    pub control_after: Proportion,
    /// Every figure.
    #[serde(flatten)]
    pub figures: Figures<Causal>,
}

impl DifferenceInDifferences {
    /// Compares the changes of two groups, each given before and after.
    ///
    /// It tells what the campaign added if both groups would have changed alike without it.
    pub fn of(test: [Proportion; 2], control: [Proportion; 2]) -> Self {
        let change = |pair: [Proportion; 2]| pair[1].rate - pair[0].rate;
        let (test_change, control_change) = (change(test), change(control));
        let effect = test_change - control_change;
        let counterfactual = test[0].rate + control_change;
        let variance: f64 = test.iter().chain(&control).map(Proportion::variance).sum();
        let error = variance.max(0.0).sqrt();
        let z = Figure::ratio(effect, error, Undefined::NoSpread);
        let with_error = |figure: f64| z.reason().map_or(Figure::of(figure), Figure::undefined);
        let two_sided = |z: f64| 2.0 * Normal::standard().sf(z.abs());
        Self {
            test_before: test[0],
            test_after: test[1],
            control_before: control[0],
            control_after: control[1],
            figures: Figures::each(|figure| match figure {
                Causal::TestChange => Figure::of(test_change),
                Causal::ControlChange => Figure::of(control_change),
                Causal::Effect => Figure::of(effect),
                Causal::Counterfactual => Figure::of(counterfactual),
                Causal::RelativeLift => Figure::ratio(effect, counterfactual, Undefined::NoBase),
                Causal::StandardError => Figure::of(error),
                Causal::Z => z,
                Causal::P => with_error(z.value().map_or(1.0, two_sided)),
                Causal::Low => with_error(effect - TWO_SIDED_95 * error),
                Causal::High => with_error(effect + TWO_SIDED_95 * error),
            }),
        }
    }
}
