//! [`Partition`]: the customers whose ids hash to one place.

use fourr_table::{Aside, Numbered, Scratch, TableError};

use super::{
    record::Record,
    rows::{Meaning, customer_hasher, day_of},
};

/// What is known of a customer while rows come in.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    /// Last purchase, in microseconds.
    pub(super) last: i64,
    /// Paid less refunded, in ten-thousandths.
    pub(super) amount: i128,
    /// Day of the first purchase.
    pub(super) first_day: i32,
    /// Paid on that day.
    pub(super) first_amount: i128,
    /// Whether a refund or a gift was seen in the window.
    pub(super) seen_inside: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            last: i64::MIN,
            amount: 0,
            first_day: i32::MAX,
            first_amount: 0,
            seen_inside: false,
        }
    }
}

/// A purchase: a customer of the partition, a day, and an order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visit {
    pub(super) customer: u32,
    pub(super) day: i32,
    pub(super) order: u64,
}

/// The customers whose ids hash to one place, and their purchases.
#[derive(Debug, Default)]
pub(super) struct Partition {
    pub(super) ids: Numbered,
    pub(super) states: Vec<State>,
    pub(super) visits: Vec<Visit>,
}

impl Partition {
    /// The customers of the rows that the workers have put aside for this place.
    pub(super) fn of(asides: Vec<Aside>, scratch: &Scratch) -> Result<Self, TableError> {
        let mut partition = Self::default();
        for aside in asides {
            aside.drain(scratch, |block| -> Result<(), TableError> {
                let mut rest = block;
                while let Some((record, after)) = Record::read(rest) {
                    rest = after;
                    let hash = record.id.hash(&customer_hasher());
                    let customer = partition.ids.number(hash, record.id);
                    partition.enter(customer, &record);
                }
                Ok(())
            })?;
        }
        Ok(partition)
    }

    fn enter(&mut self, customer: u32, record: &Record<'_>) {
        if customer as usize == self.states.len() {
            self.states.push(State::default());
        }
        let state = &mut self.states[customer as usize];
        match record.meaning {
            Meaning::Outside => {}
            Meaning::Gift | Meaning::Refund => {
                state.seen_inside = true;
                state.amount += i128::from(record.amount);
            }
            Meaning::Purchase => {
                state.amount += i128::from(record.amount);
                state.last = state.last.max(record.time);
                let day = day_of(record.time);
                if day < state.first_day {
                    (state.first_day, state.first_amount) = (day, 0);
                }
                if day == state.first_day {
                    state.first_amount += i128::from(record.amount);
                }
                self.visits.push(Visit {
                    customer,
                    day,
                    order: record.order,
                });
            }
        }
    }
}
