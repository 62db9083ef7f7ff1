//! What is to be expected of customers and segments.

use fourr_lifetime::{Process, Spend, SpendFit};
use serde::Serialize;

use super::{ByCustomer, discounting, histories::Histories};
use crate::{Bin, Rfm, splits::Placement};

/// What is to be expected of all customers within the horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outlook {
    /// The horizon, in weeks after the last day observed.
    pub weeks: u32,
    /// Share of the turnover that is counted as value.
    pub margin: f64,
    /// Yearly rate by which a later purchase counts less.
    pub discount_rate: f64,
    /// Expected number of customers who are customers still: the sum of their probabilities.
    pub alive: f64,
    /// Mean of these probabilities.
    pub mean_p_alive: f64,
    /// Expected purchases.
    pub purchases: f64,
    /// Their present value; none without a model of the value of a purchase.
    pub value: Option<f64>,
    /// Present value per customer.
    pub mean_value: Option<f64>,
    /// Customers whose purchases have no expected value: nobody knows what whoever bought once spends on
    /// average, where the mean of Gamma-Gamma does not exist (q at most 1). They count for nothing.
    pub without_value: u64,
}

/// What is to be expected of one segment within the horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SegmentOutlook {
    /// Published name of the segment.
    pub segment: String,
    /// Customers.
    pub customers: u64,
    /// Mean probability of being a customer still; none without customers.
    pub mean_p_alive: Option<f64>,
    /// Expected purchases.
    pub purchases: f64,
    /// Their present value.
    pub value: Option<f64>,
    /// Its share of the value of all; none where that is zero.
    pub value_share: Option<f64>,
    /// Present value per customer.
    pub mean_value: Option<f64>,
}

/// Predicts every customer's purchases and, with a model of their value, what they are worth.
pub(super) fn predict(
    process: &Process,
    spend: Option<(&SpendFit, &[Spend])>,
    histories: &Histories,
    rfm: &Rfm,
) -> ByCustomer {
    let predictions = process.predict(&histories.returns, &[f64::from(rfm.horizon)]);
    let valued = spend.zip(discounting(rfm));
    let value = valued.map(|((fit, spends), discounting)| {
        let expected = |spend: &Spend| fit.model.expected(*spend);
        let orders: Vec<Option<f64>> = spends.iter().map(expected).collect();
        let purchases = discounting.purchases(process, &histories.returns);
        let worth = purchases.iter().zip(&orders);
        let worth = worth.map(|(purchases, order)| Some(rfm.margin * purchases * (*order)?));
        let worth = worth.collect();
        [orders, worth]
    });
    ByCustomer {
        p_alive: predictions.p_alive,
        purchases: predictions.expected,
        value,
    }
}

pub(super) fn total(by_customer: &ByCustomer, rfm: &Rfm) -> Outlook {
    let alive: f64 = by_customer.p_alive.iter().sum();
    let worth = by_customer.value.as_ref();
    let value = worth.map(|[_, worth]| worth.iter().flatten().sum::<f64>());
    let customers = by_customer.p_alive.len().max(1) as f64;
    Outlook {
        weeks: rfm.horizon,
        margin: rfm.margin,
        discount_rate: rfm.discount_rate,
        alive,
        mean_p_alive: alive / customers,
        purchases: by_customer.purchases.iter().sum(),
        value,
        mean_value: value.map(|value| value / customers),
        without_value: worth.map_or(0, |[_, worth]| {
            worth.iter().filter(|worth| worth.is_none()).count() as u64
        }),
    }
}

pub(super) fn segments(by_customer: &ByCustomer, placement: &Placement) -> Vec<SegmentOutlook> {
    let mut sums = vec![(0_u64, 0.0, 0.0, 0.0); placement.segments.len()];
    let worth = by_customer.value.as_ref().map(|[_, worth]| worth);
    for (customer, segment) in placement.segment.iter().enumerate() {
        let (customers, alive, purchases, value) = &mut sums[*segment];
        *customers += 1;
        *alive += by_customer.p_alive[customer];
        *purchases += by_customer.purchases[customer];
        *value += worth.and_then(|worth| worth[customer]).unwrap_or(0.0);
    }
    let total: f64 = sums.iter().map(|(.., value)| value).sum();
    let named = placement.segments.iter().zip(sums);
    named
        .map(|(segment, (customers, alive, purchases, value))| {
            let mean = |sum: f64| (customers > 0).then(|| sum / customers as f64);
            SegmentOutlook {
                segment: segment.key.clone(),
                customers,
                mean_p_alive: mean(alive),
                purchases,
                value: worth.map(|_| value),
                value_share: worth.and_then(|_| (total > 0.0).then(|| value / total)),
                mean_value: worth.and_then(|_| mean(value)),
            }
        })
        .collect()
}

/// Customers by tenths of the probability; 1 is in the last.
pub(super) fn histogram(p_alive: &[f64]) -> Vec<Bin> {
    let mut bins: Vec<Bin> = (0..10_u8)
        .map(|tenth| Bin {
            from: f64::from(tenth) / 10.0,
            to: Some(f64::from(tenth + 1) / 10.0),
            count: 0,
        })
        .collect();
    for p in p_alive {
        let bin = bins.iter().rposition(|bin| *p >= bin.from).unwrap_or(0);
        bins[bin].count += 1;
    }
    bins
}
