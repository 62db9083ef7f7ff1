//! The purchase cycle, and who has fallen silent.

use serde::Serialize;

use crate::{
    Rfm,
    conventions::Dormancy,
    customers::{Gaps, Measured, Purchases},
    dormancy::StatusCross,
    measure::{SCALE, exact},
    summary::Bin,
};

/// Purchase days from which a customer has a cycle of their own.
const OWN_CYCLE_FROM: u32 = 3;

/// How long a customer has been silent, compared with what is usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 活跃: within the first limit.
    Active,
    /// 预警: beyond the first.
    AtRisk,
    /// 沉睡: beyond the second.
    Dormant,
    /// 流失: beyond the third.
    Lost,
    /// No limit to compare with: nobody bought twice.
    Unknown,
}

impl Status {
    /// Every state, from active to lost, then unknown.
    pub const ALL: [Self; 5] = [
        Self::Active,
        Self::AtRisk,
        Self::Dormant,
        Self::Lost,
        Self::Unknown,
    ];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::AtRisk => "at_risk",
            Self::Dormant => "dormant",
            Self::Lost => "lost",
            Self::Unknown => "unknown",
        }
    }

    /// The state of a silence of `length`, in the unit of the ascending `limits`; a limit itself is
    /// still within.
    pub(crate) fn of(length: f64, limits: &[f64]) -> Self {
        Self::ALL[limits
            .iter()
            .take(3)
            .filter(|limit| length > **limit)
            .count()]
    }
}

/// Where the cycle that a customer is held to comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CycleSource {
    /// The customer's own purchases: at least three purchase days.
    Own,
    /// The median gap of all customers.
    PopulationMedian,
}

impl CycleSource {
    /// Every source.
    pub const ALL: [Self; 2] = [Self::Own, Self::PopulationMedian];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::PopulationMedian => "population_median",
        }
    }
}

/// Customers in one state.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatusCount {
    /// The state.
    pub status: Status,
    /// Customers in it.
    pub customers: u64,
    /// Their share of the customers scored.
    pub share: f64,
    /// What they spent in the window.
    pub monetary: f64,
}

/// Gaps between successive purchase days, and who is silent for longer.
///
/// Gaps that are still open at the analysis date are not among them, so that cycles are biased short.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PurchaseCycle {
    /// Gaps observed: purchase days less one, over all customers.
    pub gaps: u64,
    /// Their mean, in days.
    pub gap_mean: Option<f64>,
    /// Their median (type 7), in days.
    pub gap_median: Option<f64>,
    /// Their 80 % quantile (type 7), in days.
    pub gap_p80: Option<f64>,
    /// How many gaps are how long.
    pub histogram: Vec<Bin>,
    /// Customers with at least two purchase days.
    pub repeat_customers: u64,
    /// Their share of the customers scored (复购率).
    pub repurchase_rate: f64,
    /// Customers with at least three purchase days, who are held to their own cycle.
    pub own_cycles: u64,
    /// Share of customers who bought within 30 days before the analysis date.
    pub active_30: f64,
    /// Share of customers who bought within 90 days before the analysis date.
    pub active_90: f64,
    /// What silence is measured against.
    pub dormancy: Dormancy,
    /// The three limits, in cycles or days.
    pub limits: Vec<f64>,
    /// Customers by state.
    pub statuses: Vec<StatusCount>,
    /// Both rules side by side: customers by their state under multiples of the cycle and under fixed days.
    pub cross: Vec<StatusCross>,
}

/// Each customer's cycle and state, by customer.
#[derive(Debug)]
pub(crate) struct Rhythm {
    pub(crate) cycle: Vec<Option<f64>>,
    pub(crate) source: Vec<Option<CycleSource>>,
    pub(crate) ratio: Vec<Option<f64>>,
    pub(crate) status: Vec<Status>,
}

impl Gaps {
    fn total(&self) -> u64 {
        self.iter().map(|(_, count)| count).sum()
    }

    /// The gap of rank `rank`, counted from 0 upwards.
    fn ranked(&self, rank: u64) -> f64 {
        let mut passed = 0;
        for (gap, count) in self.iter() {
            passed += count;
            if rank < passed {
                return f64::from(gap);
            }
        }
        f64::NAN
    }

    /// The type-7 quantile at `part / parts`, if there are gaps.
    fn quantile(&self, part: u64, parts: u64) -> Option<f64> {
        let place = self.total().checked_sub(1)? * part;
        let (low, rest) = (self.ranked(place / parts), place % parts);
        if rest == 0 {
            return Some(low);
        }
        Some(low + rest as f64 / parts as f64 * (self.ranked(place / parts + 1) - low))
    }

    fn mean(&self) -> Option<f64> {
        let days: u64 = self.iter().map(|(gap, count)| u64::from(gap) * count).sum();
        (days > 0).then(|| days as f64 / self.total() as f64)
    }
}

/// Every customer's rhythm: own cycle = (last - first) / (purchase days - 1) from three purchase days
/// on, else the pooled median gap; ratio = recency / cycle.
pub(crate) fn rhythm(
    measured: &Measured,
    bought: &Purchases,
    dormancy: Dormancy,
    limits: &[f64],
) -> Rhythm {
    let median = bought.gaps.quantile(1, 2);
    let n = measured.recency.len();
    let mut rhythm = Rhythm {
        cycle: Vec::with_capacity(n),
        source: Vec::with_capacity(n),
        ratio: Vec::with_capacity(n),
        status: Vec::with_capacity(n),
    };
    for customer in 0..n {
        let days = bought.purchase_days[customer];
        let span = f64::from(bought.last_day[customer] - bought.first_day[customer]);
        let (cycle, source) = if days >= OWN_CYCLE_FROM {
            (Some(span / f64::from(days - 1)), Some(CycleSource::Own))
        } else {
            (median, median.map(|_| CycleSource::PopulationMedian))
        };
        let recency = measured.recency[customer];
        let ratio = cycle.map(|cycle| recency / cycle);
        let status = match dormancy {
            Dormancy::Days => Status::of(recency, limits),
            Dormancy::Cycle => ratio.map_or(Status::Unknown, |ratio| Status::of(ratio, limits)),
        };
        rhythm.cycle.push(cycle);
        rhythm.source.push(source);
        rhythm.ratio.push(ratio);
        rhythm.status.push(status);
    }
    rhythm
}

impl PurchaseCycle {
    pub(crate) fn of(measured: &Measured, bought: &Purchases, rhythm: &Rhythm, rfm: &Rfm) -> Self {
        let n = measured.recency.len() as f64;
        let counted = |count: usize| count as u64;
        let within = |days: f64| {
            measured
                .recency
                .iter()
                .filter(|recency| **recency <= days)
                .count() as f64
                / n
        };
        let repeat = bought
            .purchase_days
            .iter()
            .filter(|days| **days >= 2)
            .count();
        let own = rhythm
            .source
            .iter()
            .filter(|source| **source == Some(CycleSource::Own))
            .count();
        Self {
            gaps: bought.gaps.total(),
            gap_mean: bought.gaps.mean(),
            gap_median: bought.gaps.quantile(1, 2),
            gap_p80: bought.gaps.quantile(4, 5),
            histogram: bought.gaps.histogram(),
            repeat_customers: counted(repeat),
            repurchase_rate: repeat as f64 / n,
            own_cycles: counted(own),
            active_30: within(30.0),
            active_90: within(90.0),
            dormancy: rfm.dormancy,
            limits: rfm.limits().to_vec(),
            statuses: status_counts(measured, rhythm),
            cross: StatusCross::of(measured, rhythm, rfm),
        }
    }
}

fn status_counts(measured: &Measured, rhythm: &Rhythm) -> Vec<StatusCount> {
    let n = rhythm.status.len() as f64;
    let mut sums = [(0_u64, 0_i128); Status::ALL.len()];
    for (status, monetary) in rhythm.status.iter().zip(&measured.monetary) {
        let (customers, sum) = &mut sums[*status as usize];
        *customers += 1;
        *sum += i128::from(exact(*monetary));
    }
    let count = |(status, (customers, sum)): (Status, (u64, i128))| StatusCount {
        status,
        customers,
        share: customers as f64 / n,
        monetary: sum as f64 / SCALE,
    };
    let counts = Status::ALL.into_iter().zip(sums).map(count);
    counts
        .filter(|count| count.status != Status::Unknown || count.customers > 0)
        .collect()
}

impl Gaps {
    /// Counts in about 30 bins of a round number of days up to the 98 % quantile; the last bin is open.
    fn histogram(&self) -> Vec<Bin> {
        let Some(high) = self.quantile(49, 50) else {
            return Vec::new();
        };
        let width = [
            1.0, 2.0, 5.0, 7.0, 10.0, 14.0, 30.0, 60.0, 90.0, 180.0, 365.0, 1_000.0,
        ]
        .into_iter()
        .find(|width| high / width <= 30.0)
        .unwrap_or(10_000.0);
        Bin::counts(
            self.iter().map(|(gap, count)| (f64::from(gap), count)),
            width,
            high,
        )
    }
}
