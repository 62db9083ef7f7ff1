//! [`People`]: orders reduced to customers under one rule for rows, and their R, F and M.

use super::{
    change::{NotPositive, OrderUnit, Purchase, RefundRows, RepeatedRows},
    practice::{ValueRule, day_of},
};
use crate::{
    ledger::Treatment,
    measure::{Measure, SCALE},
    reduce::{DAY, Recall, Recollection},
};

/// What recency is counted back from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// Nothing: recency does not matter.
    Nowhere,
    /// A day number, by calendar days.
    Day(i64),
    /// A moment in microseconds, by full days.
    Moment(i64),
}

/// Which rows count, and as what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowRule {
    pub(super) refunds: RefundRows,
    /// Whether an order without a positive amount counts.
    pub(super) zero_orders: bool,
    /// Whether the status is respected.
    pub(super) statuses: bool,
    pub(super) repeated: RepeatedRows,
    /// First moment of the window.
    pub(super) since: i64,
    /// First moment after the window.
    pub(super) until: i64,
}

impl RowRule {
    /// Whether a row counts as an order (`true`) or for the amount alone; none where it is set aside.
    fn is_purchase(&self, row: &Recollection) -> Option<bool> {
        let cancelled = match row.treatment {
            Treatment::Counted => false,
            Treatment::Cancelled => true,
            Treatment::Refunded => row.amount >= 0,
        };
        let again = row.repeated && self.repeated == RepeatedRows::Drop;
        let outside = !(self.since..self.until).contains(&row.time);
        if (cancelled && self.statuses) || again || outside {
            return None;
        }
        match (row.amount, self.refunds) {
            (1.., _) => Some(true),
            (0, _) => Some(self.zero_orders),
            (_, RefundRows::Deduct) => Some(false),
            (_, RefundRows::Count) => Some(true),
            (_, RefundRows::Exclude) => None,
        }
    }

    /// The latest moment among the rows in use.
    pub(super) fn latest(&self, recall: &Recall) -> Option<i64> {
        let used = recall.rows.iter();
        used.filter(|row| self.is_purchase(row).is_some())
            .map(|row| row.time)
            .max()
    }
}

/// Customers with at least one purchase, in the order of the ids.
#[derive(Debug, Default)]
pub(super) struct People {
    /// Their places among all ids.
    who: Vec<u32>,
    /// Moments in microseconds.
    first: Vec<i64>,
    last: Vec<i64>,
    orders: Vec<u32>,
    rows: Vec<u32>,
    days: Vec<u32>,
    /// In ten-thousandths.
    amount: Vec<i128>,
}

impl People {
    /// Reduces the rows that count.
    pub(super) fn of(recall: &Recall, rule: &RowRule) -> Self {
        let mut people = Self::default();
        let mut days = Vec::new();
        let customers = recall.rows.chunk_by(|a, b| a.customer == b.customer);
        for rows in customers {
            people.enter(rows, rule, &mut days);
        }
        people
    }

    /// Enters a customer, whose rows are sorted by order; `days` is for reuse.
    fn enter(&mut self, rows: &[Recollection], rule: &RowRule, days: &mut Vec<i32>) {
        days.clear();
        let (mut first, mut last, mut amount) = (i64::MAX, i64::MIN, 0_i128);
        let (mut orders, mut order) = (0_u32, None);
        for row in rows {
            let Some(purchase) = rule.is_purchase(row) else {
                continue;
            };
            amount += i128::from(row.amount);
            if purchase {
                first = first.min(row.time);
                last = last.max(row.time);
                orders += u32::from(order != Some(row.order));
                order = Some(row.order);
                days.push(day_of(row.time));
            }
        }
        if orders == 0 {
            return;
        }
        let purchases = u32::try_from(days.len()).unwrap_or(u32::MAX);
        days.sort_unstable();
        days.dedup();
        self.who.push(rows[0].customer);
        self.first.push(first);
        self.last.push(last);
        self.orders.push(orders);
        self.rows.push(purchases);
        self.days
            .push(u32::try_from(days.len()).unwrap_or(u32::MAX));
        self.amount.push(amount);
    }

    /// R, F and M of the customers.
    pub(super) fn values(&self, rule: &ValueRule) -> Values {
        let orders = match rule.orders {
            OrderUnit::OrderIds => &self.orders,
            OrderUnit::Rows => &self.rows,
            OrderUnit::Days => &self.days,
        };
        let bought = match rule.purchase {
            Purchase::Last => &self.last,
            Purchase::First => &self.first,
        };
        let kept: Vec<usize> = (0..self.who.len())
            .filter(|i| rule.not_positive == NotPositive::Keep || self.amount[*i] > 0)
            .collect();
        let recency = |i: &usize| match rule.origin {
            Origin::Nowhere => 0.0,
            Origin::Day(day) => (day - bought[*i].div_euclid(DAY)) as f64,
            Origin::Moment(moment) => (moment - bought[*i]).div_euclid(DAY) as f64,
        };
        let monetary = |i: &usize| {
            let amount = self.amount[*i];
            if !rule.per_order {
                return amount as f64 / SCALE;
            }
            let orders = i128::from(orders[*i]);
            let rounded = (amount.abs() * 2 + orders) / (2 * orders) * amount.signum();
            rounded as f64 / SCALE
        };
        Values {
            who: kept.iter().map(|i| self.who[*i]).collect(),
            measures: [
                Measure::new(kept.iter().map(recency).collect()),
                Measure::new(kept.iter().map(|i| f64::from(orders[*i])).collect()),
                Measure::new(kept.iter().map(monetary).collect()),
            ],
            repeat: Some(kept.iter().filter(|i| self.days[**i] >= 2).count() as u64),
        }
    }
}

/// R, F and M of some customers, in the order of the ids.
#[derive(Debug)]
pub(super) struct Values {
    /// Their places among all ids.
    pub(super) who: Vec<u32>,
    pub(super) measures: [Measure; 3],
    /// Customers with at least two purchase days, where days are known.
    pub(super) repeat: Option<u64>,
}

impl Values {
    /// The customers of a table that has R, F and M already.
    pub(super) fn counted(values: [&[f64]; 3], rule: &ValueRule) -> Self {
        let kept: Vec<usize> = (0..values[2].len())
            .filter(|i| rule.not_positive == NotPositive::Keep || values[2][*i] > 0.0)
            .collect();
        let of = |d: usize| Measure::new(kept.iter().map(|i| values[d][*i]).collect());
        Self {
            who: kept
                .iter()
                .map(|i| u32::try_from(*i).unwrap_or(u32::MAX))
                .collect(),
            measures: [of(0), of(1), of(2)],
            repeat: None,
        }
    }
}
