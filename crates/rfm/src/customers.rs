//! [`Customers`]: one value per customer, the small table that scores are made of.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use polars::prelude::Series;

use crate::{
    columns::day_number,
    conventions::{DayCount, Monetary},
    measure::SCALE,
    reduce::DAY,
};

/// Gaps below this many days are counted in a table, longer ones in a tree.
const SHORT: usize = 1 << 11;

/// How often each gap between successive purchase days occurs, by days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gaps {
    short: Vec<u64>,
    long: BTreeMap<u32, u64>,
}

impl Default for Gaps {
    fn default() -> Self {
        Self {
            short: vec![0; SHORT],
            long: BTreeMap::new(),
        }
    }
}

impl Gaps {
    /// Enters the gaps of one customer, whose visits are sorted by day; returns the distinct days.
    pub(crate) fn enter(&mut self, visits: &[(i32, u64)]) -> u32 {
        let mut days = u32::from(!visits.is_empty());
        for pair in visits.windows(2).filter(|pair| pair[1].0 != pair[0].0) {
            let gap = pair[1].0.abs_diff(pair[0].0);
            match self.short.get_mut(gap as usize) {
                Some(count) => *count += 1,
                None => *self.long.entry(gap).or_default() += 1,
            }
            days += 1;
        }
        days
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.short.iter_mut().zip(&other.short) {
            *mine += theirs;
        }
        for (&gap, &count) in &other.long {
            *self.long.entry(gap).or_default() += count;
        }
    }

    /// Each gap that occurs, ascending, with how often it does.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, u64)> {
        let short = (0_u32..)
            .zip(self.short.iter().copied())
            .filter(|(_, count)| *count > 0);
        short.chain(self.long.iter().map(|(gap, count)| (*gap, *count)))
    }
}

/// That customers are followed from purchase to purchase, for a model of when they return.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Follow {
    /// Last day of the calibration; else the middle of the period.
    pub(crate) cut: Option<i32>,
}

/// One customer's purchase days before and after the end of the calibration.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Returns {
    /// Purchase days up to the cut.
    pub(crate) before: u32,
    /// The last of them.
    pub(crate) last_before: i32,
    /// Purchase days after the cut.
    pub(crate) after: u32,
}

impl Returns {
    /// Counts the visits of one customer, sorted by day. Of customers who first bought by the cut, every
    /// purchase day but the first is entered into `repeats`.
    pub(crate) fn enter(visits: &[(i32, u64)], cut: i32, repeats: &mut BTreeMap<i32, u64>) -> Self {
        let mut returns = Self::default();
        let followed = visits.first().is_some_and(|(first, _)| *first <= cut);
        let mut previous = None;
        for &(day, _) in visits {
            if previous == Some(day) {
                continue;
            }
            if followed && previous.is_some() {
                *repeats.entry(day).or_default() += 1;
            }
            previous = Some(day);
            if day <= cut {
                returns.before += 1;
                returns.last_before = day;
            } else {
                returns.after += 1;
            }
        }
        returns
    }
}

/// What a model of returning customers is made from.
#[derive(Debug)]
pub(crate) struct Followed {
    /// Last day of the calibration.
    pub(crate) cut: i32,
    /// Paid on the day of the first purchase, in ten-thousandths, by customer.
    pub(crate) first_amount: Vec<i128>,
    /// Purchase days before and after the cut, by customer.
    pub(crate) returns: Vec<Returns>,
    /// How many of the customers who first bought by the cut bought again on which day, ascending.
    pub(crate) repeats: Vec<(i32, u64)>,
}

/// Customers with at least one purchase, sorted by id, column by column.
#[derive(Debug)]
pub(crate) struct Customers {
    pub(crate) ids: Series,
    /// Last purchase, in microseconds.
    pub(crate) last: Vec<i64>,
    pub(crate) first_day: Vec<i32>,
    pub(crate) last_day: Vec<i32>,
    pub(crate) orders: Vec<u32>,
    pub(crate) purchase_days: Vec<u32>,
    /// Paid less refunded, in ten-thousandths.
    pub(crate) amount: Vec<i128>,
    pub(crate) gaps: Gaps,
    pub(crate) followed: Option<Followed>,
}

/// When customers bought; a table of customers does not tell.
#[derive(Debug)]
pub(crate) struct Purchases {
    pub(crate) first_day: Vec<i32>,
    pub(crate) last_day: Vec<i32>,
    pub(crate) purchase_days: Vec<u32>,
    pub(crate) gaps: Gaps,
    /// Paid less refunded, in ten-thousandths.
    pub(crate) amount: Vec<i128>,
    pub(crate) followed: Option<Followed>,
}

impl DayCount {
    /// Days from a moment in microseconds to the day number `as_of`.
    pub(crate) fn days(self, as_of: i64, last: i64) -> i64 {
        match self {
            Self::Calendar => as_of - last.div_euclid(DAY),
            Self::Elapsed => (as_of * DAY - last).div_euclid(DAY),
        }
    }
}

/// R, F and M of every customer, sorted by id.
#[derive(Debug)]
pub(crate) struct Measured {
    pub(crate) ids: Series,
    pub(crate) recency: Vec<f64>,
    pub(crate) frequency: Vec<f64>,
    pub(crate) monetary: Vec<f64>,
    pub(crate) purchases: Option<Purchases>,
}

impl Customers {
    /// R, F and M as seen from `as_of`.
    pub(crate) fn measure(
        self,
        as_of: NaiveDate,
        day_count: DayCount,
        money: Monetary,
    ) -> Measured {
        let as_of = i64::from(day_number(as_of));
        let days = self
            .last
            .iter()
            .map(|last| day_count.days(as_of, *last) as f64)
            .collect();
        let monetary = match money {
            Monetary::Total => self
                .amount
                .iter()
                .map(|amount| *amount as f64 / SCALE)
                .collect(),
            Monetary::PerOrder => {
                let per_order = |(amount, orders): (&i128, &u32)| {
                    let orders = i128::from(*orders);
                    let rounded = (amount.abs() * 2 + orders) / (2 * orders) * amount.signum();
                    rounded as f64 / SCALE
                };
                self.amount
                    .iter()
                    .zip(&self.orders)
                    .map(per_order)
                    .collect()
            }
        };
        Measured {
            ids: self.ids,
            recency: days,
            frequency: self
                .orders
                .iter()
                .map(|orders| f64::from(*orders))
                .collect(),
            monetary,
            purchases: Some(Purchases {
                first_day: self.first_day,
                last_day: self.last_day,
                purchase_days: self.purchase_days,
                gaps: self.gaps,
                amount: self.amount,
                followed: self.followed,
            }),
        }
    }
}
