//! [`MonteCarlo`]: what chance does to a result.

use rand_xoshiro::{
    Xoshiro256PlusPlus,
    rand_core::{RngCore, SeedableRng},
};
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

use crate::{ChanceShape, order_statistics::quantile};

/// How chance is simulated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Simulation {
    /// Draws.
    pub draws: u32,
    /// Where the random numbers begin.
    pub seed: u64,
    /// How each driver is spread.
    pub shape: ChanceShape,
}

/// What chance does to a result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonteCarlo {
    /// Draws.
    pub draws: u32,
    /// Where the random numbers begin.
    pub seed: u64,
    /// How each driver is spread.
    pub shape: ChanceShape,
    /// Mean result.
    pub mean: f64,
    /// A tenth of the results are below.
    pub p10: f64,
    /// Half of the results are below.
    pub p50: f64,
    /// Nine tenths of the results are below.
    pub p90: f64,
    /// Share of the results below zero.
    pub loss_probability: f64,
}

impl Simulation {
    /// Draws every driver independently around its value.
    pub(crate) fn run(
        &self,
        base: &[f64],
        range: f64,
        result: &dyn Fn(&[f64]) -> f64,
    ) -> MonteCarlo {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(self.seed);
        let mut values = base.to_vec();
        let mut results = Vec::with_capacity(self.draws as usize);
        for _ in 0..self.draws {
            for (value, base) in values.iter_mut().zip(base) {
                *value = base * (1.0 + range * self.shape.at(open_unit(&mut random)));
            }
            results.push(result(&values));
        }
        results.sort_by(f64::total_cmp);
        let losses = results.partition_point(|result| *result < 0.0);
        let draws = f64::from(self.draws);
        MonteCarlo {
            draws: self.draws,
            seed: self.seed,
            shape: self.shape,
            mean: results.iter().sum::<f64>() / draws,
            p10: quantile(&results, 1, 10),
            p50: quantile(&results, 1, 2),
            p90: quantile(&results, 9, 10),
            loss_probability: losses as f64 / draws,
        }
    }
}

/// A number strictly between 0 and 1.
fn open_unit(random: &mut impl RngCore) -> f64 {
    ((random.next_u64() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
}

impl ChanceShape {
    /// How far from its value a driver lies, as a multiple of the range, where a share `u` lies below.
    fn at(self, u: f64) -> f64 {
        match self {
            Self::Triangular if u < 0.5 => (2.0 * u).sqrt() - 1.0,
            Self::Triangular => 1.0 - (2.0 * (1.0 - u)).sqrt(),
            Self::Normal => Normal::standard().inverse_cdf(u) / TWO_SIDED_90,
        }
    }
}

/// Standard deviations within which nine tenths lie: the range of a driver is that of nine tenths.
const TWO_SIDED_90: f64 = 1.644_853_626_951_472_2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_a_linear_result_is_its_base() {
        let simulation = Simulation {
            draws: 20_000,
            seed: 42,
            shape: ChanceShape::Triangular,
        };
        let result = simulation.run(&[100.0], 0.2, &|v| v[0] - 100.0);
        // standard error of a triangular +-20: 20 / sqrt 6 / sqrt 20000 = 0.058
        assert!(result.mean.abs() < 0.2, "{}", result.mean);
        assert!((result.loss_probability - 0.5).abs() < 0.015);
        // P10 of a symmetric triangle: -20 (1 - sqrt 0.2) = -11.056
        assert!((result.p10 + 11.056).abs() < 0.4, "{}", result.p10);
        let normal = Simulation {
            shape: ChanceShape::Normal,
            ..simulation
        };
        // P10 of a normal whose 5% quantile is -20: -20 x 1.2816 / 1.6449 = -15.582
        let result = normal.run(&[100.0], 0.2, &|v| v[0] - 100.0);
        assert!((result.p10 + 15.582).abs() < 0.5, "{}", result.p10);
    }
}
