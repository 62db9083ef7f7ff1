//! [`BreakEven`]: how much must be sold until nothing is lost.

use serde::Serialize;

use crate::{Figure, Figures, Undefined, figure::quantities};

quantities! {
    /// Figures of a break-even.
    Threshold {
        /// Price less variable cost of a piece.
        UnitContribution: "unit_contribution",
        /// The same as a share of the price.
        ContributionRatio: "contribution_ratio",
        /// Pieces at which there is neither profit nor loss.
        Units: "breakeven_units",
        /// The same, in whole pieces.
        WholeUnits: "breakeven_units_ceil",
        /// The turnover at which there is neither profit nor loss.
        Revenue: "breakeven_revenue",
        /// Periods of the planned sales until then.
        Periods: "breakeven_periods",
        /// Planned pieces beyond it.
        SafetyUnits: "margin_of_safety_units",
        /// The same as a share of the planned pieces.
        SafetyRatio: "margin_of_safety_ratio",
        /// Profit at the planned sales.
        Profit: "profit_at_q",
        /// Pieces at which the wanted profit is made.
        TargetUnits: "units_for_target_profit",
        /// Per cent of profit for one per cent of sales.
        Leverage: "degree_operating_leverage",
    }
}

/// What a break-even is worked out from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BreakEvenTerms {
    /// Costs that do not depend on the sales.
    pub fixed_cost: f64,
    /// Price of a piece.
    pub price: f64,
    /// Costs of a piece.
    pub unit_cost: f64,
    /// Pieces that are planned to be sold.
    pub units: Option<f64>,
    /// Pieces that are sold in a period.
    pub units_per_period: Option<f64>,
    /// Profit that is wanted.
    pub target_profit: Option<f64>,
}

/// How much must be sold until nothing is lost.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BreakEven {
    /// What it is worked out from.
    pub terms: BreakEvenTerms,
    /// Every figure.
    #[serde(flatten)]
    pub figures: Figures<Threshold>,
}

impl BreakEven {
    /// Works it out.
    pub fn of(terms: BreakEvenTerms) -> Self {
        Self {
            terms,
            figures: Figures::each(|threshold| terms.figure(threshold)),
        }
    }
}

impl BreakEvenTerms {
    fn figure(&self, threshold: Threshold) -> Figure {
        self.result(threshold).into()
    }

    fn result(&self, threshold: Threshold) -> Result<f64, Undefined> {
        let contribution = self.price - self.unit_cost;
        let planned = self.units.ok_or(Undefined::NoSales);
        let profit = planned.map(|units| units * contribution - self.fixed_cost);
        let units_for = |amount: f64| {
            if contribution > 0.0 {
                Ok(amount / contribution)
            } else {
                Err(Undefined::PriceBelowCost)
            }
        };
        let units = units_for(self.fixed_cost);
        match threshold {
            Threshold::UnitContribution => Ok(contribution),
            Threshold::ContributionRatio => Ok(contribution / self.price),
            Threshold::Units => units,
            // 1500.0000000000002 pieces are 1500
            Threshold::WholeUnits => units.map(|units| (units * (1.0 - 1e-12)).ceil()),
            Threshold::Revenue => units.map(|units| units * self.price),
            Threshold::Periods => {
                let pace = self.units_per_period.ok_or(Undefined::NoSales)?;
                Figure::ratio(units?, pace, Undefined::NoSales)
                    .value()
                    .ok_or(Undefined::NoSales)
            }
            Threshold::SafetyUnits => Ok(planned? - units?),
            Threshold::SafetyRatio => {
                let planned = planned?;
                if planned == 0.0 {
                    return Err(Undefined::NoSales);
                }
                Ok((planned - units?) / planned)
            }
            Threshold::Profit => profit,
            Threshold::TargetUnits => {
                let target = self.target_profit.ok_or(Undefined::NotMeasured)?;
                units_for(self.fixed_cost + target)
            }
            Threshold::Leverage => match profit? {
                0.0 => Err(Undefined::NoProfit),
                profit => Ok(planned? * contribution / profit),
            },
        }
    }
}
