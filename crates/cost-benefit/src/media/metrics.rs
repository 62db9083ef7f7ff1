//! [`Metric`]: the figures of a level, each a ratio of sums.

use super::sums::{Measure, Sums};
use crate::{ConversionBase, Figure, Figures, SunkCosts, Undefined, figure::quantities};

quantities! {
    /// Figures of a channel, a campaign, a keyword, a day or all of them.
    Metric {
        /// Clicks over impressions.
        Ctr: "ctr",
        /// Conversions over clicks, or over visits.
        Cvr: "cvr",
        /// Cost of a thousand impressions.
        Cpm: "cpm",
        /// Cost of a click.
        Cpc: "cpc",
        /// Cost of a conversion.
        Cpa: "cpa",
        /// All costs over new customers.
        Cac: "cac",
        /// Revenue of a conversion.
        Aov: "aov",
        /// Revenue of a click.
        RevenuePerClick: "revenue_per_click",
        /// Revenue over advertising costs.
        Roas: "roas",
        /// Advertising costs over revenue.
        Acos: "acos",
        /// Revenue less the cost of the goods.
        GrossProfit: "gross_profit",
        /// Gross profit over revenue.
        GrossMargin: "gross_margin",
        /// Gross profit less variable costs and fees.
        Contribution: "contribution",
        /// Gross profit less all costs.
        NetBenefit: "net_benefit",
        /// Gross profit less all costs, over all costs.
        Roi: "roi",
        /// Revenue less all costs, over all costs.
        RoiOnRevenue: "roi_on_revenue",
        /// All costs.
        TotalCost: "total_cost",
        /// Revenue over advertising costs at which gross profit covers them.
        BreakevenRoas: "breakeven_roas",
        /// Gross profit of a conversion: what it may cost.
        BreakevenCpa: "breakeven_cpa",
        /// Refunds over revenue.
        RefundRate: "refund_rate",
    }
}

impl Metric {
    /// Whether it is an amount of money; else a ratio.
    pub fn is_money(self) -> bool {
        matches!(
            self,
            Self::Cpm
                | Self::Cpc
                | Self::Cpa
                | Self::Cac
                | Self::Aov
                | Self::RevenuePerClick
                | Self::GrossProfit
                | Self::Contribution
                | Self::NetBenefit
                | Self::TotalCost
                | Self::BreakevenCpa
        )
    }
}

/// The conventions that the figures depend on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms {
    /// Gross profit as a share of the revenue, where the input does not tell.
    pub gross_margin: Option<f64>,
    /// What conversions are divided by.
    pub base: ConversionBase,
    /// Whether sunk costs count.
    pub sunk: SunkCosts,
}

impl Terms {
    /// Every figure of some sums.
    pub fn figures(&self, sums: &Sums) -> Figures<Metric> {
        let level = Level { sums, terms: self };
        Figures::each(|metric| level.result(metric).into())
    }
}

struct Level<'a> {
    sums: &'a Sums,
    terms: &'a Terms,
}

impl Level<'_> {
    fn result(&self, metric: Metric) -> Result<f64, Undefined> {
        match metric {
            Metric::Ctr => {
                let clicks = self.sum(Measure::Clicks)?;
                let impressions = self.sum(Measure::Impressions)?;
                if clicks > impressions {
                    return Err(Undefined::ClicksAboveImpressions);
                }
                over(clicks, impressions, Undefined::NoImpressions)
            }
            Metric::Cvr => {
                let (base, none) = self.base()?;
                over(self.sum(Measure::Conversions)?, base, none)
            }
            Metric::Cpm => self
                .cost_of(Measure::Impressions, Undefined::NoImpressions)
                .map(|c| c * 1000.0),
            Metric::Cpc => self.cost_of(Measure::Clicks, Undefined::NoClicks),
            Metric::Cpa => self.cost_of(Measure::Conversions, Undefined::NoConversions),
            Metric::Cac => over(
                self.all_costs()?,
                self.sum(Measure::NewCustomers)?,
                Undefined::NoCustomers,
            ),
            Metric::Aov => over(
                self.revenue()?,
                self.sum(Measure::Conversions)?,
                Undefined::NoConversions,
            ),
            Metric::RevenuePerClick => over(
                self.revenue()?,
                self.sum(Measure::Clicks)?,
                Undefined::NoClicks,
            ),
            Metric::Roas => over(self.revenue()?, self.sum(Measure::Cost)?, Undefined::NoCost),
            Metric::Acos => over(
                self.sum(Measure::Cost)?,
                self.revenue()?,
                Undefined::NoRevenue,
            ),
            Metric::RefundRate => {
                let revenue = self.sum(Measure::Revenue)?;
                let refunds = self.sum(Measure::Refunds)?;
                if refunds > revenue {
                    return Err(Undefined::RefundsAboveRevenue);
                }
                over(refunds, revenue, Undefined::NoRevenue)
            }
            money => self.profit(money),
        }
    }

    /// The figures that rest on gross profit.
    fn profit(&self, metric: Metric) -> Result<f64, Undefined> {
        match metric {
            Metric::GrossProfit => self.gross_profit(),
            Metric::GrossMargin => self.gross_margin(),
            Metric::Contribution => Ok(self.gross_profit()?
                - self.sums.or_zero(Measure::Cost)
                - self.sums.or_zero(Measure::Fees)),
            Metric::NetBenefit => Ok(self.gross_profit()? - self.all_costs()?),
            Metric::Roi => {
                let costs = self.all_costs()?;
                over(self.gross_profit()? - costs, costs, Undefined::NoCost)
            }
            Metric::RoiOnRevenue => {
                let costs = self.all_costs()?;
                over(self.net_revenue()? - costs, costs, Undefined::NoCost)
            }
            Metric::BreakevenRoas => over(1.0, self.gross_margin()?, Undefined::NoGrossProfit),
            Metric::BreakevenCpa => over(
                self.gross_profit()?,
                self.sum(Measure::Conversions)?,
                Undefined::NoConversions,
            ),
            _ => self.all_costs(),
        }
    }

    fn sum(&self, measure: Measure) -> Result<f64, Undefined> {
        self.sums.get(measure).ok_or(Undefined::NotMeasured)
    }

    fn base(&self) -> Result<(f64, Undefined), Undefined> {
        Ok(match self.terms.base {
            ConversionBase::Clicks => (self.sum(Measure::Clicks)?, Undefined::NoClicks),
            ConversionBase::Visits => (self.sum(Measure::Visits)?, Undefined::NoVisits),
        })
    }

    fn cost_of(&self, measure: Measure, none: Undefined) -> Result<f64, Undefined> {
        over(self.sum(Measure::Cost)?, self.sum(measure)?, none)
    }

    fn net_revenue(&self) -> Result<f64, Undefined> {
        self.sums.net_revenue().ok_or(Undefined::NotMeasured)
    }

    /// Revenue less refunds, as the term of a ratio: below zero there is none.
    fn revenue(&self) -> Result<f64, Undefined> {
        match self.net_revenue()? {
            net if net < 0.0 => Err(Undefined::RefundsAboveRevenue),
            net => Ok(net),
        }
    }

    fn gross_profit(&self) -> Result<f64, Undefined> {
        if let Some(profit) = self.sums.get(Measure::GrossProfit) {
            return Ok(profit);
        }
        let margin = self.terms.gross_margin.ok_or(Undefined::NotMeasured)?;
        Ok(self.net_revenue()? * margin)
    }

    fn gross_margin(&self) -> Result<f64, Undefined> {
        match self.terms.gross_margin {
            Some(margin) if self.sums.get(Measure::GrossProfit).is_none() => Ok(margin),
            _ => over(self.gross_profit()?, self.revenue()?, Undefined::NoRevenue),
        }
    }

    /// All costs that count.
    fn all_costs(&self) -> Result<f64, Undefined> {
        let kinds = [
            Measure::Cost,
            Measure::FixedCost,
            Measure::Fees,
            Measure::SunkCost,
        ];
        let counts =
            |kind: &Measure| *kind != Measure::SunkCost || self.terms.sunk == SunkCosts::Include;
        let mut known = kinds
            .into_iter()
            .filter(counts)
            .filter_map(|kind| self.sums.get(kind))
            .peekable();
        if known.peek().is_none() {
            return Err(Undefined::NotMeasured);
        }
        Ok(known.sum())
    }
}

fn over(numerator: f64, denominator: f64, none: Undefined) -> Result<f64, Undefined> {
    let figure = Figure::ratio(numerator, denominator, none);
    figure.value().ok_or(figure.reason().unwrap_or(none))
}
