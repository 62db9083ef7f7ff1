//! What the models know of each customer.

use fourr_lifetime::{History, Spend};

use super::WEEK;
use crate::{
    customers::{Followed, Purchases},
    measure::SCALE,
};

/// One history a customer, in weeks.
pub(super) struct Histories {
    pub(super) returns: Vec<History>,
}

impl Histories {
    /// All purchases of all customers, who are observed until the day `until`.
    pub(super) fn all(bought: &Purchases, until: i32) -> Self {
        let days = bought.first_day.iter().zip(&bought.last_day);
        let returns = days
            .zip(&bought.purchase_days)
            .map(|((first, last), days)| history(*days, [*first, *last, until]))
            .collect();
        Self { returns }
    }

    /// The purchases up to the cut, of customers who had bought by then; `None` for the others.
    pub(super) fn calibrated(bought: &Purchases, followed: &Followed) -> Vec<Option<History>> {
        let customers = bought.first_day.iter().zip(&followed.returns);
        let known = |(first, returns): (&i32, &crate::customers::Returns)| {
            (*first <= followed.cut)
                .then(|| history(returns.before, [*first, returns.last_before, followed.cut]))
        };
        customers.map(known).collect()
    }

    /// The mean value of each customer's repeat purchases: what was paid net of refunds after the day of the
    /// first purchase, over the repeat purchases; in the order of the histories.
    pub(super) fn spend(&self, bought: &Purchases, followed: &Followed) -> Vec<Spend> {
        let paid = bought.amount.iter().zip(&followed.first_amount);
        let customers = self.returns.iter().zip(paid);
        customers
            .map(|(history, (total, first))| {
                let repeats = history.repeats();
                let mean = (total - first) as f64 / SCALE / f64::from(repeats.max(1));
                Spend::new(repeats, mean).unwrap_or(Spend::NONE)
            })
            .collect()
    }
}

/// A history in weeks from days that stand in their order.
fn history(purchase_days: u32, [first, last, until]: [i32; 3]) -> History {
    let weeks = |days: i32| f64::from(days.max(0)) / f64::from(WEEK);
    History::new(
        purchase_days.saturating_sub(1),
        weeks(last - first),
        weeks(until - first),
    )
    .unwrap_or(History::NEW)
}
