//! [`LifetimeValue`]: what a customer is worth, by retention and margin.

use serde::Serialize;

use crate::{Figures, Undefined, figure::quantities};

quantities! {
    /// Figures of a customer's value.
    CustomerWorth {
        /// Order value times orders a year times margin times years, not discounted.
        Simple: "ltv_simple_undiscounted",
        /// Without end, the first margin at the end of the first period: m r / (1 + d - r).
        AtEnd: "ltv_infinite_margin_at_end",
        /// Without end, the first margin at once: m (1 + d) / (1 + d - r).
        AtStart: "ltv_infinite_margin_at_start",
        /// Over the given periods, the first margin at once.
        Finite: "ltv_finite_start",
        /// Periods that a customer is expected to stay: 1 / (1 - r).
        Lifetime: "expected_lifetime_periods",
        /// Value (at once, without end) over the cost of winning a customer.
        ToCost: "ltv_to_cac",
        /// Periods until the margin has paid for the winning.
        Payback: "cac_payback_periods",
    }
}

/// What a customer's value is worked out from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct CustomerTerms {
    /// Margin of a customer in a period.
    pub margin: Option<f64>,
    /// Share of customers that stay from one period to the next.
    pub retention: Option<f64>,
    /// Discount rate of a period.
    pub discount: f64,
    /// Value of an order.
    pub order_value: Option<f64>,
    /// Orders of a customer in a year.
    pub orders_per_year: Option<f64>,
    /// Share of the order value that is gross profit.
    pub gross_margin: Option<f64>,
    /// Years, and periods of the finite form.
    pub years: Option<f64>,
    /// Cost of winning a customer.
    pub acquisition_cost: Option<f64>,
}

/// What a customer is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LifetimeValue {
    /// What it is worked out from.
    pub terms: CustomerTerms,
    /// Every figure.
    #[serde(flatten)]
    pub figures: Figures<CustomerWorth>,
}

impl LifetimeValue {
    /// Works it out.
    ///
    /// # References
    /// Gupta and Lehmann (2003), Customers as assets, Journal of Interactive Marketing 17(1).
    pub fn of(terms: CustomerTerms) -> Self {
        Self {
            terms,
            figures: Figures::each(|worth| terms.result(worth).into()),
        }
    }
}

impl CustomerTerms {
    fn result(&self, worth: CustomerWorth) -> Result<f64, Undefined> {
        let known = |term: Option<f64>| term.ok_or(Undefined::NotMeasured);
        let cost = || match known(self.acquisition_cost)? {
            cost if cost > 0.0 => Ok(cost),
            _ => Err(Undefined::NoAcquisitionCost),
        };
        match worth {
            CustomerWorth::Simple => Ok(known(self.order_value)?
                * known(self.orders_per_year)?
                * known(self.gross_margin)?
                * known(self.years)?),
            CustomerWorth::AtEnd => Ok(known(self.retention)? * self.per_unbounded()?),
            CustomerWorth::AtStart => Ok((1.0 + self.discount) * self.per_unbounded()?),
            CustomerWorth::Finite => self.finite(),
            CustomerWorth::Lifetime => match known(self.retention)? {
                retention if retention < 1.0 => Ok(1.0 / (1.0 - retention)),
                _ => Err(Undefined::NobodyLeaves),
            },
            CustomerWorth::ToCost => Ok(self.result(CustomerWorth::AtStart)? / cost()?),
            CustomerWorth::Payback => {
                let margin = known(self.margin)?;
                if margin > 0.0 {
                    Ok(cost()? / margin)
                } else {
                    Err(Undefined::NeverRecovered)
                }
            }
        }
    }

    /// `m / (1 + d - r)`
    fn per_unbounded(&self) -> Result<f64, Undefined> {
        let margin = self.margin.ok_or(Undefined::NotMeasured)?;
        let left = 1.0 + self.discount - self.retention.ok_or(Undefined::NotMeasured)?;
        if left > 0.0 {
            Ok(margin / left)
        } else {
            Err(Undefined::UnboundedLifetime)
        }
    }

    /// `Σ m (r / (1 + d))^t` for t from 0 to the periods less one.
    fn finite(&self) -> Result<f64, Undefined> {
        let margin = self.margin.ok_or(Undefined::NotMeasured)?;
        let retention = self.retention.ok_or(Undefined::NotMeasured)?;
        let periods = self.years.ok_or(Undefined::NotMeasured)?.floor();
        let factor = retention / (1.0 + self.discount);
        Ok(if (factor - 1.0).abs() < 1e-12 {
            margin * periods
        } else {
            margin * (1.0 - factor.powf(periods)) / (1.0 - factor)
        })
    }
}
