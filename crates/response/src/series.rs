//! [`Series`]: spend and return, period by period; [`Response`]: what spend brings when it is kept up.

use serde::Serialize;

use crate::{Curve, carry_over};

/// Spend and return of equal periods, in their order, of one market.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    /// Spend of each period, not negative.
    pub spend: Vec<f64>,
    /// Return of each period.
    pub returns: Vec<f64>,
}

/// What spend brings, now and later.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Response {
    /// Return of a period by its effective spend.
    #[serde(flatten)]
    pub curve: Curve,
    /// Share of a period's effective spend that still works in the next one, 0 up to 1 (geometric adstock).
    ///
    /// Broadbent (1979), One way TV advertisements work, Journal of the Market Research Society 21(3).
    pub carry_over: f64,
    /// Return of a period without any spend.
    pub base: f64,
}

impl Response {
    /// Return above the base when the same is spent in every period.
    pub fn value(&self, spend: f64) -> f64 {
        self.curve.value(spend * self.kept())
    }

    /// What one more unit of spend in every period brings.
    pub fn marginal(&self, spend: f64) -> f64 {
        self.curve.marginal(spend * self.kept()) * self.kept()
    }

    /// Spend beyond which the next unit brings less than the one before.
    pub fn inflection(&self) -> f64 {
        self.curve.inflection() / self.kept()
    }

    /// Return of each period of a series of spends, base included.
    pub fn predict(&self, spend: &[f64]) -> Vec<f64> {
        let effective = carry_over::effective(spend, self.carry_over);
        let value = |spend: &f64| self.base + self.curve.value(*spend);
        effective.iter().map(value).collect()
    }

    /// Effective spend for every unit that is spent in every period.
    fn kept(&self) -> f64 {
        1.0 / (1.0 - self.carry_over)
    }
}
