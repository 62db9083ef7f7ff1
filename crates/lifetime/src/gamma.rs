//! The logarithm of the gamma function with two derivatives, and of its quotients.

/// A value with its first and second derivative.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Derivatives {
    pub(crate) value: f64,
    pub(crate) first: f64,
    pub(crate) second: f64,
}

const HALF_LN_2_PI: f64 = 0.918_938_533_204_672_8;

/// From here on the asymptotic series are exact to rounding.
const ASYMPTOTIC: f64 = 12.0;

/// ln Γ(z), digamma and trigamma of a positive `z`, by recurrence upwards and Stirling's series
/// (Abramowitz and Stegun 6.1.41, 6.3.18, 6.4.12).
pub(crate) fn ln_gamma(z: f64) -> Derivatives {
    let (mut z, mut product, mut first, mut second) = (z, 1.0, 0.0, 0.0);
    while z < ASYMPTOTIC {
        product *= z;
        first -= 1.0 / z;
        second += 1.0 / (z * z);
        z += 1.0;
    }
    let (inverse, log) = (1.0 / z, z.ln());
    let square = inverse * inverse;
    let horner = |terms: [f64; 5]| {
        terms
            .iter()
            .rev()
            .fold(0.0, |sum, term| sum * square + term)
    };
    let value = horner([
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
    ]);
    let digamma = horner([
        1.0 / 12.0,
        -1.0 / 120.0,
        1.0 / 252.0,
        -1.0 / 240.0,
        1.0 / 132.0,
    ]);
    let trigamma = horner([1.0 / 6.0, -1.0 / 30.0, 1.0 / 42.0, -1.0 / 30.0, 5.0 / 66.0]);
    Derivatives {
        value: (z - 0.5) * log - z + HALF_LN_2_PI + inverse * value - product.ln(),
        first: first + log - 0.5 * inverse - square * digamma,
        second: second + inverse + 0.5 * square + square * inverse * trigamma,
    }
}

/// Factors that are multiplied one by one before the difference of two logarithms of Γ takes over.
const FACTORS: u32 = 64;

/// ln Γ(z + n) - ln Γ(z) with derivatives by z, for each of the ascending `counts` n.
pub(crate) fn rising(z: f64, counts: impl Iterator<Item = u32>) -> Vec<Derivatives> {
    let (mut reached, mut sum) = (0, Derivatives::default());
    let step = |n: u32| {
        if n - reached <= FACTORS {
            for factor in reached..n {
                let factor = z + f64::from(factor);
                sum.value += factor.ln();
                sum.first += 1.0 / factor;
                sum.second -= 1.0 / (factor * factor);
            }
        } else {
            let (from, to) = (ln_gamma(z), ln_gamma(z + f64::from(n)));
            sum = Derivatives {
                value: to.value - from.value,
                first: to.first - from.first,
                second: to.second - from.second,
            };
        }
        reached = n;
        sum
    };
    counts.map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, want: f64) {
        assert!(
            (got - want).abs() <= 2e-14 * want.abs().max(1.0),
            "{got} is not {want}"
        );
    }

    #[test]
    fn values_and_derivatives_agree_with_statrs() {
        for z in [1e-5, 0.03, 0.5, 1.0, 1.46, 2.0, 5.5, 11.9, 12.0, 80.0, 1e3] {
            close(ln_gamma(z).value, statrs::function::gamma::ln_gamma(z));
            close(ln_gamma(z).first, statrs::function::gamma::digamma(z));
        }
    }

    #[test]
    fn trigamma_has_its_known_values() {
        // Abramowitz and Stegun 6.4.2 and 6.4.4: ψ'(1) = π²/6, ψ'(1/2) = π²/2.
        let square = std::f64::consts::PI.powi(2);
        close(ln_gamma(1.0).second, square / 6.0);
        close(ln_gamma(0.5).second, square / 2.0);
    }

    #[test]
    fn quotients_do_not_depend_on_how_they_are_reached() {
        for z in [0.2, 3.0, 700.0] {
            let steps = rising(z, (0..=400).step_by(50));
            let jump = rising(z, [400].into_iter());
            assert!((steps[8].value / jump[0].value - 1.0).abs() < 1e-13);
            assert!((steps[8].first / jump[0].first - 1.0).abs() < 1e-13);
            assert!((steps[8].second / jump[0].second - 1.0).abs() < 1e-11);
            assert_eq!(steps[0], Derivatives::default());
        }
    }
}
