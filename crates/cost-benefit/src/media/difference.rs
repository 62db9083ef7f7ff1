//! [`DifferenceInDifferences`]: what a campaign added, against a control.

use rand_xoshiro::{
    Xoshiro256PlusPlus,
    rand_core::{RngCore, SeedableRng},
};
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

use crate::{Figure, Figures, Undefined, figure::quantities, order_statistics::quantile};

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
    /// What drawing whole days again says of the effect; none where the days are not known, or too few.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bootstrap: Option<Bootstrap>,
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
            bootstrap: None,
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

/// Draws of the bootstrap.
const DRAWS: u32 = 2_000;

/// Conversions and trials of a day, of control and test.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Day {
    pub(crate) control: [f64; 2],
    pub(crate) test: [f64; 2],
}

/// The spread of a difference in differences, by drawing whole days again: the clicks of a day are not independent.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bootstrap {
    /// Draws.
    pub draws: u32,
    /// Where the random numbers begin.
    pub seed: u64,
    /// Days before.
    pub days_before: usize,
    /// Days after.
    pub days_after: usize,
    /// Standard deviation of the effect over the draws.
    pub standard_error: f64,
    /// Lower end of the interval that nineteen of twenty draws are in.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

impl Bootstrap {
    /// Draws the days before and the days after again, as many as there are, both groups of a day together. None for
    /// fewer than two days on a side, or where a draw has a group without trials.
    ///
    /// # References
    /// Efron and Tibshirani (1993), An introduction to the bootstrap, chapter 8; Bertrand, Duflo and Mullainathan (2004),
    /// How much should we trust differences-in-differences estimates?, Quarterly Journal of Economics 119(1).
    pub(crate) fn of(before: &[Day], after: &[Day], seed: u64) -> Option<Self> {
        if before.len() < 2 || after.len() < 2 {
            return None;
        }
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut effects = (0..DRAWS)
            .map(|_| {
                let [before, after] = [before, after].map(|days| drawn(days, &mut random));
                let change =
                    |of: fn(&Day) -> [f64; 2]| Some(rate(of(&after))? - rate(of(&before))?);
                Some(change(|day| day.test)? - change(|day| day.control)?)
            })
            .collect::<Option<Vec<f64>>>()?;
        effects.sort_by(f64::total_cmp);
        let draws = f64::from(DRAWS);
        let mean = effects.iter().sum::<f64>() / draws;
        let squares: f64 = effects.iter().map(|effect| (effect - mean).powi(2)).sum();
        Some(Self {
            draws: DRAWS,
            seed,
            days_before: before.len(),
            days_after: after.len(),
            standard_error: (squares / (draws - 1.0)).sqrt(),
            low: quantile(&effects, 1, 40),
            high: quantile(&effects, 39, 40),
        })
    }
}

/// The sums of as many days as there are, drawn with replacement.
fn drawn(days: &[Day], random: &mut impl RngCore) -> Day {
    let mut sum = Day::default();
    for _ in days {
        let place = (u128::from(random.next_u64()) * days.len() as u128) >> 64;
        let day = usize::try_from(place).map_or(&days[0], |place| &days[place]);
        for at in 0..2 {
            sum.control[at] += day.control[at];
            sum.test[at] += day.test[at];
        }
    }
    sum
}

/// Conversions over trials.
fn rate([conversions, trials]: [f64; 2]) -> Option<f64> {
    (trials > 0.0).then(|| conversions / trials)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(count: u32, rate: [f64; 2], wave: f64) -> Vec<Day> {
        let day = |place: u32| {
            let shift = if place.is_multiple_of(2) { wave } else { -wave };
            let of = |rate: f64| [(rate + shift) * 1_000.0, 1_000.0];
            Day {
                control: of(rate[0]),
                test: of(rate[1]),
            }
        };
        (0..count).map(day).collect()
    }

    /// What moves both groups of a day alike drops out of the effect: no spread.
    #[test]
    fn shocks_of_a_day_drop_out() {
        let (before, after) = (days(30, [0.04, 0.04], 0.01), days(30, [0.046, 0.058], 0.01));
        let found = Bootstrap::of(&before, &after, 42).unwrap();
        assert!(found.standard_error < 1e-12, "{found:?}");
        assert!((found.low - 0.012).abs() < 1e-12 && (found.high - 0.012).abs() < 1e-12);
        assert_eq!(found, Bootstrap::of(&before, &after, 42).unwrap());
    }

    /// Days of the test alone that differ by +-0.01: the mean of 30 of them has a standard error of 0.01 / sqrt 30.
    #[test]
    fn the_spread_is_that_of_days() {
        let calm = days(30, [0.04, 0.04], 0.0);
        let mut wavy = days(30, [0.04, 0.06], 0.01);
        for day in &mut wavy {
            day.control = [40.0, 1_000.0];
        }
        let found = Bootstrap::of(&calm, &wavy, 42).unwrap();
        let expected = 0.01 / 30.0_f64.sqrt();
        assert!(
            (found.standard_error / expected - 1.0).abs() < 0.06,
            "{found:?}"
        );
        assert!(found.low < 0.02 && 0.02 < found.high);
        assert_eq!(Bootstrap::of(&calm[..1], &wavy, 42), None);
        assert_eq!(Bootstrap::of(&calm, &[Day::default(); 3], 42), None);
    }
}
