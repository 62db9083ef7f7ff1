//! Batches read into primitive vectors, and each row's fate.

use std::hash::BuildHasher;

use super::{Amount, DAY, OrderColumns, RowRules, record::Record, status::StatusTally};
use crate::{
    RfmError,
    conventions::{Refunds, ZeroOrders},
    ledger::{RowLedger, Treatment},
};
use foldhash::{fast, quality};
use fourr_table::{
    Aside, Batch, Id, Scratch, TableError, Texts,
    coerce::{self, Faults, Keys, Reading, amounts, keys, times},
    partition_of,
};

const CUSTOMER_SEED: u64 = 0x0072_666D;
const ORDER_SEED: u64 = 0x6F72_6465;

/// The hash of a customer's id.
pub(super) fn customer_hasher() -> fast::FixedState {
    fast::FixedState::with_seed(CUSTOMER_SEED)
}

/// What happened to the rows that one worker saw.
#[derive(Debug)]
pub(super) struct Tallies {
    pub(super) rows: RowLedger,
    pub(super) statuses: StatusTally,
    /// Times, then the one or two columns that amounts come from.
    pub(super) faults: Vec<Faults>,
    pub(super) latest: Option<i64>,
    pub(super) span: Span,
}

/// The moments of the first and the last purchase of all.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span(Option<(i64, i64)>);

impl Span {
    fn widen(&mut self, first: i64, last: i64) {
        let (from, to) = self.0.unwrap_or((first, last));
        self.0 = Some((from.min(first), to.max(last)));
    }

    /// The day in the middle.
    pub(super) fn halfway(self) -> i32 {
        self.0.map_or(0, |(first, last)| {
            let (first, last) = (day_of(first), day_of(last));
            first + (last - first) / 2
        })
    }
}

/// The day of a moment in microseconds.
#[expect(
    clippy::cast_possible_truncation,
    reason = "days of an i64 of microseconds fit"
)]
pub(super) fn day_of(time: i64) -> i32 {
    time.div_euclid(DAY) as i32
}

impl Tallies {
    pub(super) fn new(columns: &OrderColumns) -> Self {
        let mut faults = vec![Faults::new(&columns.time)];
        match &columns.amount {
            Amount::Paid(amount) => faults.push(Faults::new(amount)),
            Amount::Priced {
                quantity,
                unit_price,
            } => {
                faults.extend([Faults::new(quantity), Faults::new(unit_price)]);
            }
        }
        Self {
            rows: RowLedger::default(),
            statuses: StatusTally::default(),
            faults,
            latest: None,
            span: Span::default(),
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.rows.merge(&other.rows);
        self.statuses.merge(other.statuses);
        for (mine, theirs) in self.faults.iter_mut().zip(other.faults) {
            mine.merge(theirs);
        }
        self.latest = self.latest.max(other.latest);
        if let Some((first, last)) = other.span.0 {
            self.span.widen(first, last);
        }
    }
}

/// What a row means to its customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Meaning {
    /// A purchase that counts for recency and frequency.
    Purchase,
    /// A refund: it changes the amount only.
    Refund,
    /// An order without a positive amount that does not count.
    Gift,
    /// An order outside the window.
    Outside,
}

impl Meaning {
    /// In the order of their numbers.
    pub(super) const ALL: [Self; 4] = [Self::Purchase, Self::Refund, Self::Gift, Self::Outside];
}

/// One batch, column by column.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    first_row: u64,
    pub(super) customers: Keys<'a>,
    orders: Option<Keys<'a>>,
    pub(super) times: Vec<Reading>,
    pub(super) amounts: Vec<Reading>,
    pub(super) treatments: Option<Vec<Treatment>>,
}

impl<'a> Rows<'a> {
    pub(super) fn read(
        batch: &'a Batch,
        columns: &OrderColumns,
        rules: &RowRules,
        tallies: &mut Tallies,
    ) -> Result<Self, RfmError> {
        let first_row = batch.first_row;
        let (time_faults, amount_faults) = tallies.faults.split_at_mut(1);
        let treatments = match &columns.status {
            Some(status) => Some(tallies.statuses.treatments(&batch.column(status)?)?),
            None => None,
        };
        let orders = match &columns.order {
            Some(order) => Some(keys(batch.column(order)?)?),
            None => None,
        };
        let amounts = match &columns.amount {
            Amount::Paid(amount) => {
                amounts(batch.column(amount)?, first_row, &mut amount_faults[0])?
            }
            Amount::Priced {
                quantity,
                unit_price,
            } => {
                let quantities =
                    amounts(batch.column(quantity)?, first_row, &mut amount_faults[0])?;
                let prices = amounts(batch.column(unit_price)?, first_row, &mut amount_faults[1])?;
                quantities
                    .into_iter()
                    .zip(prices)
                    .map(|(q, p)| product(q, p))
                    .collect()
            }
        };
        Ok(Self {
            first_row,
            customers: keys(batch.column(&columns.customer)?)?,
            orders,
            times: times(
                batch.column(&columns.time)?,
                rules.times,
                first_row,
                &mut time_faults[0],
            )?,
            amounts,
            treatments,
        })
    }

    /// Decides every row's fate, and puts those that concern a customer aside for their partition.
    pub(super) fn sort_into(
        &self,
        asides: &mut [Aside],
        scratch: &Scratch,
        rules: &RowRules,
        tallies: &mut Tallies,
    ) -> Result<(), TableError> {
        match (&self.customers, self.customers.as_slice()) {
            (_, Some(ids)) => {
                let ids = ids.iter().map(|id| Some(Id::Whole(*id)));
                self.sort_ids(ids, (asides, scratch), rules, tallies)
            }
            (Keys::Whole(ids), None) => {
                let ids = ids.iter().map(|id| id.map(Id::Whole));
                self.sort_ids(ids, (asides, scratch), rules, tallies)
            }
            (Keys::Text(ids), None) => {
                let ids = ids.iter().map(|id| id.map(Id::of_text));
                self.sort_ids(ids, (asides, scratch), rules, tallies)
            }
        }
    }

    fn sort_ids<'i>(
        &self,
        ids: impl Iterator<Item = Option<Id<'i>>>,
        (asides, scratch): (&mut [Aside], &Scratch),
        rules: &RowRules,
        tallies: &mut Tallies,
    ) -> Result<(), TableError> {
        let orders = self.order_numbers();
        let hasher = customer_hasher();
        let partitions = asides.len();
        let mut latest = i64::MIN;
        let (mut first_bought, mut last_bought) = (i64::MAX, i64::MIN);
        for (row, id) in ids.enumerate() {
            tallies.rows.read += 1;
            let Some((id, time, amount)) = self.readings(row, id, &mut tallies.rows) else {
                continue;
            };
            let Some(meaning) = rules.meaning(time, amount, &mut tallies.rows) else {
                continue;
            };
            if meaning != Meaning::Outside {
                tallies.rows.used += 1;
                latest = latest.max(time);
            }
            if meaning == Meaning::Purchase {
                first_bought = first_bought.min(time);
                last_bought = last_bought.max(time);
            }
            let order = orders
                .get(row)
                .copied()
                .unwrap_or(self.first_row + row as u64);
            let record = Record {
                id,
                meaning,
                time,
                amount,
                order,
            };
            asides[partition_of(id.hash(&hasher), partitions)]
                .append(scratch, |block| record.write(block))?;
        }
        if latest > i64::MIN {
            tallies.latest = tallies.latest.max(Some(latest));
        }
        if first_bought <= last_bought {
            tallies.span.widen(first_bought, last_bought);
        }
        Ok(())
    }

    /// The row's customer, time and amount, or an entry in the ledger for the first that is missing.
    fn readings<'i>(
        &self,
        row: usize,
        id: Option<Id<'i>>,
        ledger: &mut RowLedger,
    ) -> Option<(Id<'i>, i64, i64)> {
        let Some(id) = id else {
            ledger.missing_customer += 1;
            return None;
        };
        let Some(time) = self.times[row].value() else {
            ledger.count_time(self.times[row]);
            return None;
        };
        let amount = self.amounts[row];
        match self
            .treatments
            .as_ref()
            .map_or(Treatment::Counted, |treatments| treatments[row])
        {
            Treatment::Cancelled => {
                ledger.cancelled += 1;
                return None;
            }
            Treatment::Refunded if amount.value().is_none_or(|amount| amount >= 0) => {
                ledger.refunded += 1;
                return None;
            }
            Treatment::Counted | Treatment::Refunded => {}
        }
        let Some(amount) = amount.value() else {
            ledger.count_amount(amount);
            return None;
        };
        Some((id, time, amount))
    }

    /// The rows' orders as numbers that are equal only for equal orders of one customer; empty without
    /// an order column.
    pub(super) fn order_numbers(&self) -> Vec<u64> {
        let hasher = quality::FixedState::with_seed(ORDER_SEED);
        let alone = |row: usize| hasher.hash_one(self.first_row + row as u64);
        if let Some(ids) = self.orders.as_ref().and_then(Keys::as_slice) {
            return ids.iter().map(|id| id.cast_unsigned()).collect();
        }
        match &self.orders {
            None => Vec::new(),
            Some(Keys::Whole(ids)) => {
                let number = |(row, id): (usize, Option<i64>)| {
                    id.map_or_else(|| alone(row), i64::cast_unsigned)
                };
                ids.iter().enumerate().map(number).collect()
            }
            Some(Keys::Text(ids)) => hash_texts(ids, &hasher, alone),
        }
    }
}

fn hash_texts(
    ids: &Texts<'_>,
    hasher: &quality::FixedState,
    alone: impl Fn(usize) -> u64,
) -> Vec<u64> {
    ids.iter()
        .enumerate()
        .map(|(row, id)| {
            let number = |id| Id::of_text(id).fingerprint(hasher);
            id.map_or_else(|| alone(row), number)
        })
        .collect()
}

impl RowRules {
    /// What a row of that moment and amount means, or an entry in the ledger when it is set aside.
    fn meaning(&self, time: i64, amount: i64, ledger: &mut RowLedger) -> Option<Meaning> {
        if time >= self.until {
            ledger.after_as_of += 1;
            return None;
        }
        if time < self.since {
            ledger.before_window += 1;
            return Some(Meaning::Outside);
        }
        match amount {
            1.. => Some(Meaning::Purchase),
            0 => {
                ledger.zero_amount += 1;
                let counts = self.zero_orders == ZeroOrders::Count;
                Some(if counts {
                    Meaning::Purchase
                } else {
                    Meaning::Gift
                })
            }
            _ if self.refunds == Refunds::Exclude => {
                ledger.refunds_excluded += 1;
                None
            }
            _ => {
                ledger.refunds_deducted += 1;
                Some(Meaning::Refund)
            }
        }
    }
}

/// Quantity times price in ten-thousandths, rounded half away from zero.
fn product(quantity: Reading, price: Reading) -> Reading {
    let (Some(q), Some(p)) = (quantity.value(), price.value()) else {
        let missing = quantity == Reading::MISSING || price == Reading::MISSING;
        return if missing {
            Reading::MISSING
        } else {
            Reading::UNREADABLE
        };
    };
    let exact = i128::from(q) * i128::from(p);
    let rounded = (exact.abs() + 5_000) / 10_000 * exact.signum();
    i64::try_from(rounded)
        .ok()
        .filter(|value| value.unsigned_abs() <= coerce::LIMIT)
        .map_or(Reading::UNREADABLE, Reading::of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantity_times_price_is_rounded_half_away_from_zero() {
        let of = |q, p| product(Reading::of(q), Reading::of(p)).value();
        assert_eq!(of(30_000, 25_500), Some(76_500)); // 3 x 2.55 = 7.65
        assert_eq!(of(-10_000, 5), Some(-5));
        assert_eq!(of(1, 5_000), Some(1)); // 0.0001 x 0.5 = 0.00005
        assert_eq!(of(-1, 5_000), Some(-1));
        assert_eq!(
            product(Reading::of(1 << 62), Reading::of(1 << 40)),
            Reading::UNREADABLE
        );
        assert_eq!(product(Reading::MISSING, Reading::of(1)), Reading::MISSING);
    }
}
