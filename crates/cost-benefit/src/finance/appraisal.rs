//! [`Appraisal`]: what flows over several periods are worth today.

use serde::Serialize;

use super::{
    flows::{Flows, payback, present_values, running},
    roots,
};
use crate::{Figure, Figures, FirstFlow, Undefined, figure::quantities};

quantities! {
    /// Figures of flows over several periods.
    Worth {
        /// Present value of the benefits.
        PresentBenefit: "pv_benefit",
        /// Present value of the costs.
        PresentCost: "pv_cost",
        /// Net present value.
        NetPresentValue: "npv",
        /// Present benefits over present costs.
        BenefitCostRatio: "bcr",
        /// The one rate at which the flows are worth nothing.
        InternalRate: "irr",
        /// Modified internal rate: outflows and inflows both carried at the discount rate.
        ModifiedInternalRate: "mirr",
        /// Periods until what was paid out is recovered.
        Payback: "payback",
        /// The same of the discounted flows.
        DiscountedPayback: "discounted_payback",
        /// The yearly payment with the same present value.
        AnnualEquivalent: "annual_equivalent",
        /// Benefits less costs, over costs, not discounted.
        Roi: "roi_undiscounted",
        /// Benefits less costs, not discounted.
        NetBenefit: "net_benefit",
        /// The present value by the other convention of the first flow: for reconciliation with a spreadsheet.
        OtherConvention: "npv_other_first_flow",
    }
}

/// What the flows of one alternative are worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Appraisal {
    /// Its name.
    pub alternative: String,
    /// Every figure.
    #[serde(flatten)]
    pub figures: Figures<Worth>,
    /// Every rate between -99% and 1,000% at which the flows are worth nothing.
    pub irr_roots: Vec<f64>,
    /// How often the net flows change their sign.
    pub sign_changes: usize,
    /// What comes in and goes out, period by period.
    pub flows: Flows,
    /// Benefit less cost.
    pub net: Vec<f64>,
    /// The same, discounted.
    pub discounted: Vec<f64>,
    /// Net flows added up.
    pub cumulative: Vec<f64>,
    /// Discounted net flows added up.
    pub cumulative_discounted: Vec<f64>,
}

/// How flows are brought to one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Discounting {
    /// Rate of one period.
    pub rate: f64,
    /// Whether the first flow is discounted.
    pub first_flow: FirstFlow,
}

impl Discounting {
    fn from(self) -> i32 {
        match self.first_flow {
            FirstFlow::Undiscounted => 0,
            FirstFlow::EndOfPeriod => 1,
        }
    }

    /// Flows by what each is worth at the start.
    pub(crate) fn present(self, flows: &[f64]) -> Vec<f64> {
        present_values(flows, self.rate, self.from())
    }

    /// What flows are worth at the start.
    pub(crate) fn worth(self, flows: &[f64]) -> f64 {
        self.present(flows).iter().sum()
    }
}

impl Appraisal {
    /// Appraises the flows of one alternative.
    ///
    /// # References
    /// Boardman, Greenberg, Vining and Weimer, Cost-Benefit Analysis; 建设项目经济评价方法与参数 (第三版), 2006.
    pub fn of(alternative: impl Into<String>, flows: Flows, by: Discounting) -> Self {
        let net = flows.net();
        let discounted = by.present(&net);
        let irr_roots = roots::rates(&net);
        let terms = Terms {
            benefit: by.worth(&flows.benefit),
            cost: by.worth(&flows.cost),
            sum_benefit: flows.benefit.iter().sum(),
            sum_cost: flows.cost.iter().sum(),
            net: &net,
            discounted: &discounted,
            irr_roots: &irr_roots,
            by,
        };
        Self {
            alternative: alternative.into(),
            figures: Figures::each(|worth| terms.figure(worth)),
            sign_changes: roots::sign_changes(&net),
            cumulative: running(&net),
            cumulative_discounted: running(&discounted),
            irr_roots,
            flows,
            net,
            discounted,
        }
    }
}

/// What the figures are made of.
struct Terms<'a> {
    benefit: f64,
    cost: f64,
    sum_benefit: f64,
    sum_cost: f64,
    net: &'a [f64],
    discounted: &'a [f64],
    irr_roots: &'a [f64],
    by: Discounting,
}

impl Terms<'_> {
    fn figure(&self, worth: Worth) -> Figure {
        let npv = self.benefit - self.cost;
        match worth {
            Worth::PresentBenefit => Figure::of(self.benefit),
            Worth::PresentCost => Figure::of(self.cost),
            Worth::NetPresentValue => Figure::of(npv),
            Worth::BenefitCostRatio => Figure::ratio(self.benefit, self.cost, Undefined::NoCost),
            Worth::InternalRate => self.internal_rate(),
            Worth::ModifiedInternalRate => self.modified_internal_rate(),
            Worth::Payback => payback(self.net),
            Worth::DiscountedPayback => payback(self.discounted),
            Worth::AnnualEquivalent => self.annual_equivalent(npv),
            Worth::Roi => Figure::ratio(
                self.sum_benefit - self.sum_cost,
                self.sum_cost,
                Undefined::NoCost,
            ),
            Worth::NetBenefit => Figure::of(self.sum_benefit - self.sum_cost),
            Worth::OtherConvention => Figure::of(match self.by.first_flow {
                FirstFlow::Undiscounted => npv / (1.0 + self.by.rate),
                FirstFlow::EndOfPeriod => npv * (1.0 + self.by.rate),
            }),
        }
    }

    fn internal_rate(&self) -> Figure {
        match self.irr_roots {
            [rate] => Figure::of(*rate),
            [] if roots::sign_changes(self.net) == 0 => Figure::undefined(Undefined::NoSignChange),
            [] => Figure::undefined(Undefined::NoRate),
            _ => Figure::undefined(Undefined::SeveralRates),
        }
    }

    /// `(FV of inflows / -PV of outflows)^(1/n) - 1`
    fn modified_internal_rate(&self) -> Figure {
        let part = |keep: fn(f64) -> bool| -> f64 {
            let kept = self
                .net
                .iter()
                .map(|&flow| if keep(flow) { flow } else { 0.0 });
            present_values(&kept.collect::<Vec<_>>(), self.by.rate, 0)
                .iter()
                .sum()
        };
        let periods = self.net.len().saturating_sub(1);
        if periods == 0 {
            return Figure::undefined(Undefined::OnePeriod);
        }
        let (inflow, outflow) = (part(|flow| flow > 0.0), part(|flow| flow < 0.0));
        if inflow == 0.0 || outflow == 0.0 {
            return Figure::undefined(Undefined::OneSided);
        }
        let n = periods as f64;
        Figure::of((inflow / -outflow).powf(1.0 / n) * (1.0 + self.by.rate) - 1.0)
    }

    /// `NPV r / (1 - (1 + r)^-n)`; without a rate `NPV / n`.
    fn annual_equivalent(&self, npv: f64) -> Figure {
        let n = self.net.len().saturating_sub(1);
        if n == 0 {
            return Figure::undefined(Undefined::OnePeriod);
        }
        let rate = self.by.rate;
        if rate == 0.0 {
            return Figure::of(npv / n as f64);
        }
        Figure::of(npv * rate / (1.0 - (1.0 + rate).powf(-(n as f64))))
    }
}
