//! Every row of a table of orders, read once and kept, so that it can be reduced under many conventions.

use std::{borrow::Cow, hash::BuildHasher};

use foldhash::{fast, quality};
use fourr_table::{Batch, Id, Numbered, Table};
use hashbrown::HashSet;

use super::{
    OrderColumns, RowRules,
    rows::{Rows, Tallies, customer_hasher},
};
use crate::{RfmError, ledger::Treatment};

const CELL_SEED: u64 = 0x6365_6C6C;

/// A row with a customer, a readable time and a readable amount.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recollection {
    /// Place of the customer among the ids.
    pub(crate) customer: u32,
    /// Equal only for equal orders of one customer; without an order column the number of the row.
    pub(crate) order: u64,
    /// In microseconds.
    pub(crate) time: i64,
    /// In ten-thousandths.
    pub(crate) amount: i64,
    pub(crate) treatment: Treatment,
    /// Whether an earlier row has the same text in every column.
    pub(crate) repeated: bool,
}

/// The rows that concern a customer, 32 bytes each.
#[derive(Debug)]
pub(crate) struct Recall {
    /// Every customer's id as text, in the order of the result.
    pub(crate) ids: Vec<String>,
    /// Sorted by customer, then by order.
    pub(crate) rows: Vec<Recollection>,
    pub(crate) has_orders: bool,
}

/// Reads all columns of `table` once; those of `columns` for what they mean, all for whether a row stands twice.
pub(crate) fn recall(
    table: &Table,
    columns: &OrderColumns,
    rules: &RowRules,
) -> Result<Recall, RfmError> {
    let names: Vec<&str> = table.columns().iter().map(|c| c.name.as_str()).collect();
    let mut tallies = Tallies::new(columns);
    let hasher = customer_hasher();
    let mut customers = Numbered::default();
    let mut seen = HashSet::with_hasher(fast::FixedState::default());
    let mut rows = Vec::new();
    for batch in table.batches(&names)? {
        let batch = batch?;
        let fingerprints = fingerprints(&batch, &names)?;
        let read = Rows::read(&batch, columns, rules, &mut tallies)?;
        let orders = read.order_numbers();
        for (row, fingerprint) in fingerprints.into_iter().enumerate() {
            let repeated = !seen.insert(fingerprint);
            let Some((time, amount)) = read.times[row].value().zip(read.amounts[row].value())
            else {
                continue;
            };
            let Some(id) = read.customers.id(row) else {
                continue;
            };
            let customer = customers.number(id.hash(&hasher), id);
            rows.push(Recollection {
                customer,
                order: orders
                    .get(row)
                    .copied()
                    .unwrap_or(batch.first_row + row as u64),
                time,
                amount,
                treatment: read
                    .treatments
                    .as_ref()
                    .map_or(Treatment::Counted, |treatments| treatments[row]),
                repeated,
            });
        }
    }
    let (ids, places) = sorted(&customers);
    for row in &mut rows {
        row.customer = places[row.customer as usize];
    }
    rows.sort_unstable_by_key(|row| (row.customer, row.order, row.time, row.amount, row.repeated));
    Ok(Recall {
        ids,
        rows,
        has_orders: columns.order.is_some(),
    })
}

/// A number for every row that is equal for rows with the same text in every column.
fn fingerprints(batch: &Batch, columns: &[&str]) -> Result<Vec<u64>, RfmError> {
    let hasher = quality::FixedState::with_seed(CELL_SEED);
    let mut prints = vec![0_u64; batch.height()];
    for name in columns {
        let values = batch.column(name)?;
        for (print, text) in prints.iter_mut().zip(values.as_texts()?.iter()) {
            *print = hasher.hash_one((*print, text));
        }
    }
    Ok(prints)
}

/// The ids in the order of the result (numbers by value, also where all were written as text; other text by code point), and
/// the place there of each number.
fn sorted(customers: &Numbered) -> (Vec<String>, Vec<u32>) {
    let ids = (0..customers.len()).filter_map(|number| customers.get(number));
    let mut order: Vec<(Cow<'_, str>, u32)> = ids.clone().map(Id::text).zip(0..).collect();
    let wholes = ids.zip(0..).map(|(id, number)| Some((id.whole()?, number)));
    let by_value = wholes.collect::<Option<Vec<(i64, u32)>>>();
    if let Some(mut by_value) = by_value {
        by_value.sort_unstable();
        let text = |(_, number): &(i64, u32)| order[*number as usize].clone();
        order = by_value.iter().map(text).collect();
    } else {
        order.sort_unstable();
    }
    let mut places = vec![0; order.len()];
    for (place, (_, number)) in (0..).zip(&order) {
        places[*number as usize] = place;
    }
    let texts = order.into_iter().map(|(id, _)| id.into_owned());
    (texts.collect(), places)
}
