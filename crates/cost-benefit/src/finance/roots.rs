//! All rates that bring flows to zero.
//!
//! With y = 1 + r the present value is a polynomial in 1/y, and times y^n one in y. Both are looked at on (0, 1], the
//! first for rates from 0 up and the second for negative rates, where no power grows beyond bounds. Between two
//! neighbouring zeros of its derivative a polynomial is monotone, so each such interval holds one root at most, which
//! Brent's method finds; the zeros of the derivative are found the same way, by its own derivative. A root where the
//! curve only touches zero is a zero of the derivative at which the value is zero.

use roots::{SimpleConvergency, find_root_brent};

/// The rates that are searched, first and last.
pub(crate) const RATES: (f64, f64) = (-0.99, 10.0);
/// Two rates nearer to each other are one.
const SAME: f64 = 1e-9;
/// A value this small, against the sum of its terms, is zero: 2,000 roundings.
const ZERO: f64 = 4e-13;

/// Every rate between -0.99 and 10 at which the flows are worth nothing, ascending.
pub(crate) fn rates(flows: &[f64]) -> Vec<f64> {
    let last = flows.iter().rposition(|&flow| flow != 0.0);
    let first = flows.iter().position(|&flow| flow != 0.0);
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    // Leading periods without a flow only scale the present value.
    let flows = &flows[first..=last];
    let mut backward = flows.to_vec();
    backward.reverse();
    let mut rates: Vec<f64> = zeros(&backward, 1.0 + RATES.0, 1.0)
        .into_iter()
        .map(|y| y - 1.0)
        .collect();
    let positive = zeros(flows, 1.0 / (1.0 + RATES.1), 1.0);
    rates.extend(positive.into_iter().map(|x| 1.0 / x - 1.0));
    rates.sort_by(f64::total_cmp);
    rates.dedup_by(|b, a| (*b - *a).abs() <= SAME * (1.0 + a.abs()));
    rates
}

/// Zeros of `Σ c[i] x^i` between `low` and `high`, both within (0, 1], ascending.
fn zeros(coefficients: &[f64], low: f64, high: f64) -> Vec<f64> {
    let coefficients = scaled(coefficients);
    if sign_changes(&coefficients) == 0 {
        return Vec::new(); // Descartes: no positive zero
    }
    let derivative: Vec<f64> = (1_u32..)
        .zip(&coefficients[1..])
        .map(|(power, c)| f64::from(power) * c)
        .collect();
    let turning = zeros(&derivative, low, high);
    let mut ends = vec![low];
    ends.extend(turning);
    ends.push(high);
    let mut found: Vec<f64> = ends
        .iter()
        .copied()
        .filter(|&x| is_zero(&coefficients, x))
        .collect();
    for pair in ends.windows(2) {
        found.extend(between(&coefficients, pair[0], pair[1]));
    }
    found.sort_by(f64::total_cmp);
    found.dedup_by(|b, a| (*b - *a).abs() <= SAME);
    found
}

/// The zero strictly between two points where the curve has opposite signs.
fn between(coefficients: &[f64], low: f64, high: f64) -> Option<f64> {
    let apart = !is_zero(coefficients, low) && !is_zero(coefficients, high);
    let opposite = value(coefficients, low) * value(coefficients, high) < 0.0;
    if !(apart && opposite) {
        return None;
    }
    let mut convergency = SimpleConvergency {
        eps: 1e-15,
        max_iter: 200,
    };
    let curve = |x: f64| value(coefficients, x);
    find_root_brent(low, high, &curve, &mut convergency).ok()
}

/// Largest coefficient 1 in size, so that no derivative of a long series overflows.
fn scaled(coefficients: &[f64]) -> Vec<f64> {
    let largest = coefficients.iter().fold(0.0_f64, |m, c| m.max(c.abs()));
    let scale = if largest > 0.0 { largest } else { 1.0 };
    coefficients.iter().map(|c| c / scale).collect()
}

/// Horner's rule.
fn value(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

fn is_zero(coefficients: &[f64], x: f64) -> bool {
    let size = coefficients
        .iter()
        .rev()
        .fold(0.0, |sum, c| sum * x + c.abs());
    value(coefficients, x).abs() <= ZERO * size
}

/// How often the sign changes along the numbers, zeros left out.
pub(crate) fn sign_changes(values: &[f64]) -> usize {
    let mut signs = values
        .iter()
        .filter(|value| **value != 0.0)
        .map(|value| value.is_sign_positive());
    let Some(mut last) = signs.next() else {
        return 0;
    };
    let mut changes = 0;
    for sign in signs {
        changes += usize::from(sign != last);
        last = sign;
    }
    changes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(got: &[f64], want: &[f64]) {
        assert_eq!(got.len(), want.len(), "{got:?} {want:?}");
        for (got, want) in got.iter().zip(want) {
            assert!((got - want).abs() < 1e-6, "{got} {want}");
        }
    }

    /// Flows whose rates are these: the product of (1 + r - y) over powers of y.
    fn flows_with(rates: &[f64]) -> Vec<f64> {
        let mut flows = vec![-1000.0];
        for rate in rates {
            let mut next = vec![0.0; flows.len() + 1];
            for (i, flow) in flows.iter().enumerate() {
                next[i] += flow;
                next[i + 1] -= flow * (1.0 + rate);
            }
            flows = next;
        }
        flows
    }

    #[test]
    fn every_root_is_found() {
        near(&rates(&[-100_000.0, 230_000.0, -132_000.0]), &[0.1, 0.2]);
        near(&rates(&flows_with(&[0.0, 0.05, 3.0])), &[0.0, 0.05, 3.0]);
        near(
            &rates(&flows_with(&[-0.5, 0.25, 1.0, 2.0])),
            &[-0.5, 0.25, 1.0, 2.0],
        );
    }

    #[test]
    fn a_curve_that_only_touches_zero_has_a_root() {
        near(&rates(&flows_with(&[0.1, 0.1])), &[0.1]);
    }

    #[test]
    fn flows_without_a_change_of_sign_have_no_rate() {
        assert!(rates(&[1.0, 2.0]).is_empty());
        assert!(rates(&[0.0, 0.0]).is_empty());
        assert!(rates(&[]).is_empty());
    }

    #[test]
    fn four_hundred_periods_overflow_nothing() {
        let mut flows = vec![-1000.0];
        flows.extend(std::iter::repeat_n(10.0, 400));
        let found = rates(&flows);
        assert_eq!(found.len(), 1);
        // numpy_financial.rate(400, 10, -1000, 0) = 0.0096877...: checked by the annuity formula
        let r = found[0];
        let annuity = (1.0 - (1.0 + r).powi(-400)) / r * 10.0;
        assert!((annuity - 1000.0).abs() < 1e-6, "{r}");
    }

    proptest! {
        #[test]
        fn rates_well_apart_come_back(a in -0.8..0.2_f64, gap in 0.2..2.0_f64, gap2 in 0.2..2.0_f64) {
            let want = [a, a + gap, a + gap + gap2];
            let got = rates(&flows_with(&want));
            prop_assert_eq!(got.len(), 3, "{:?} {:?}", got, want);
            for (got, want) in got.iter().zip(want) {
                prop_assert!((got - want).abs() < 1e-5);
            }
        }
    }
}
