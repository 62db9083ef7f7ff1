//! [`Tolerance`]: how far a number may be off.

use serde::{Deserialize, Serialize};

/// How far a number may be off the expected one and still be right.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tolerance {
    /// By so much.
    Absolute(f64),
    /// By such a part of the expected number.
    Relative(f64),
    /// It agrees when rounded to so many decimal places, half away from zero; more digits than that may be given.
    Places(u8),
}

impl Tolerance {
    /// Whether `given` counts as `expected`.
    pub fn allows(self, given: f64, expected: f64) -> bool {
        // Decimal bounds are not exact in binary: a number on the bound is inside.
        let inside =
            |bound: f64| (given - expected).abs() <= bound * (1.0 + 1e-9) + 1e-12 * expected.abs();
        match self {
            Self::Absolute(bound) => inside(bound),
            Self::Relative(part) => inside(part * expected.abs()),
            Self::Places(places) => inside(0.5 * 10_f64.powi(-i32::from(places))),
        }
    }

    /// Whether any number but nonsense could be judged by it.
    pub(crate) fn is_possible(self) -> bool {
        match self {
            Self::Absolute(bound) => bound >= 0.0 && bound.is_finite(),
            Self::Relative(part) => (0.0..1.0).contains(&part),
            Self::Places(places) => places <= 9,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_on_the_bound_is_right() {
        for (tolerance, given, expected, right) in [
            (Tolerance::Absolute(0.1), 0.3, 0.2, true),
            (Tolerance::Absolute(0.0), 70.0, 70.0, true),
            (Tolerance::Absolute(0.0), 71.0, 70.0, false),
            (Tolerance::Relative(0.01), 99.0, 100.0, true),
            (Tolerance::Relative(0.01), 98.9, 100.0, false),
            (Tolerance::Relative(0.5), 0.1, 0.0, false),
            (Tolerance::Places(2), 12.09, 12.089_810, true),
            (Tolerance::Places(2), 12.089_81, 12.089_810_1, true),
            (Tolerance::Places(2), 12.08, 12.089_810, false),
            (Tolerance::Places(0), 3.0, 2.5, true),
        ] {
            assert_eq!(
                tolerance.allows(given, expected),
                right,
                "{tolerance:?} {given} {expected}"
            );
        }
    }
}
