//! [`Flows`]: what an alternative costs and brings, period by period.

use serde::Serialize;

use crate::{Figure, Undefined};

/// Benefits and costs of one alternative, period by period from 0.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Flows {
    /// What comes in, in each period.
    pub benefit: Vec<f64>,
    /// What goes out, in each period.
    pub cost: Vec<f64>,
    /// What comes of it that has no price, in each period; nothing where no column tells.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub effect: Vec<f64>,
}

impl Flows {
    /// Benefit less cost, in each period.
    pub fn net(&self) -> Vec<f64> {
        self.benefit
            .iter()
            .zip(&self.cost)
            .map(|(benefit, cost)| benefit - cost)
            .collect()
    }

    /// Periods after the first.
    pub fn last_period(&self) -> usize {
        self.benefit.len().saturating_sub(1)
    }
}

/// What flows are worth in period 0: each divided by (1 + rate)^t.
///
/// With `from` 1 the first flow lies at the end of the first period, as the spreadsheets' NPV has it.
pub(crate) fn present_values(flows: &[f64], rate: f64, from: i32) -> Vec<f64> {
    (from..)
        .zip(flows)
        .map(|(period, flow)| flow / (1.0 + rate).powi(period))
        .collect()
}

/// A sum this small, against what was added up, is zero: the rest of roundings.
const ZERO: f64 = 4e-13;

/// Flows added up from the first on; what is only the rest of roundings is zero.
pub(crate) fn running(flows: &[f64]) -> Vec<f64> {
    let (mut sum, mut size) = (0.0_f64, 0.0_f64);
    let mut add = |flow: &f64| {
        sum += flow;
        size += flow.abs();
        if sum.abs() <= ZERO * size { 0.0 } else { sum }
    };
    flows.iter().map(&mut add).collect()
}

/// The period in which the sum of the flows reaches zero for good, with the fraction that a steady flow gives.
pub(crate) fn payback(flows: &[f64]) -> Figure {
    let running = running(flows);
    let Some(last_negative) = running.iter().rposition(|&sum| sum < 0.0) else {
        return Figure::of(0.0);
    };
    match running.get(last_negative..=last_negative + 1) {
        Some([before, after]) => Figure::of(last_negative as f64 - before / (after - before)),
        _ if running.iter().any(|&sum| sum >= 0.0) => Figure::undefined(Undefined::LostAgain),
        _ => Figure::undefined(Undefined::NeverRecovered),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payback_says_why_there_is_none() {
        let reason = |flows: &[f64]| payback(flows).reason();
        assert_eq!(reason(&[-5.0, 1.0]), Some(Undefined::NeverRecovered));
        assert_eq!(reason(&[-5.0, 9.0, -6.0]), Some(Undefined::LostAgain));
        assert_eq!(payback(&[1.0, 1.0]).value(), Some(0.0));
        assert_eq!(payback(&[]).value(), Some(0.0));
        assert_eq!(payback(&[-4.0, 2.0, 4.0]).value(), Some(1.5)); // 2 of 4 in the second period
    }
}
