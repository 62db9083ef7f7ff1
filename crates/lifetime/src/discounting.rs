//! [`Discounting`]: purchases to come, in present value.

use rayon::prelude::*;

use crate::{History, ParameterError, Process};

/// Successive periods and the rate by which a later purchase counts less than an earlier one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Discounting {
    period: f64,
    periods: u32,
    rate: f64,
}

impl Discounting {
    /// `periods` of the length `period` in the unit of the histories, and `rate` for each of them: 0.01 if
    /// what is bought a period later is worth 1.01 times less.
    ///
    /// # Errors
    /// A period that is not positive; a rate of -1 or below, or not a number.
    pub fn new(period: f64, periods: u32, rate: f64) -> Result<Self, ParameterError> {
        ParameterError::check("period", period)?;
        if !(rate > -1.0 && rate.is_finite()) {
            return Err(ParameterError {
                name: "rate",
                value: rate,
            });
        }
        Ok(Self {
            period,
            periods,
            rate,
        })
    }

    /// Expected purchases within all periods, each discounted from the end of its period:
    /// Σ (E[Y(t)] - E[Y(t - 1)]) / (1 + rate)^t over t = 1, 2, ..., by customer.
    ///
    /// Times the margin and the expected value of an order ([`crate::GammaGamma::expected`]) it is the residual
    /// lifetime value of the customer.
    pub fn purchases(&self, process: &Process, histories: &[History]) -> Vec<f64> {
        let discounted = |state: History| {
            let (mut sum, mut before, mut factor) = (0.0, 0.0, 1.0);
            for period in 1..=self.periods {
                let until = process.expected_if_alive(state, f64::from(period) * self.period);
                factor /= 1.0 + self.rate;
                sum += (until - before) * factor;
                before = until;
            }
            sum
        };
        let (_, purchases) =
            process.by_state(histories, 1, |state, row| row[0] = discounted(state));
        purchases
    }

    /// The residual lifetime value of each customer: `margin` times the expected value of an order times
    /// [`Discounting::purchases`]. `customers` are histories with that expected value.
    pub fn lifetime_values(
        &self,
        process: &Process,
        customers: &[(History, f64)],
        margin: f64,
    ) -> Vec<f64> {
        let histories: Vec<History> = customers.par_iter().map(|(history, _)| *history).collect();
        let mut values = self.purchases(process, &histories);
        for (value, (_, order)) in values.iter_mut().zip(customers) {
            *value *= margin * order;
        }
        values
    }
}
