//! Partitions to one table of customers, sorted by id.

use std::collections::BTreeMap;

use fourr_table::{Aside, Id, Numbered, Scratch, TableError};
use polars::prelude::{IntoSeries, NamedFrom, NewChunkedArray, PlSmallStr, Series, StringChunked};
use rayon::prelude::*;

use super::partition::{Partition, Visit};
use crate::{
    Column,
    customers::{Customers, Followed, Gaps, Returns},
    ledger::CustomerLedger,
};

/// A customer with at least one purchase in the window.
#[derive(Debug, Clone, Copy)]
struct Person {
    index: u32,
    first_day: i32,
    last_day: i32,
    last: i64,
    orders: u32,
    purchase_days: u32,
    amount: i128,
    first_amount: i128,
    returns: Returns,
}

/// A partition whose purchases have been counted.
#[derive(Debug)]
struct Finished {
    ids: Numbered,
    people: Vec<Person>,
    gaps: Gaps,
    repeats: BTreeMap<i32, u64>,
    ledger: CustomerLedger,
}

/// Folds every partition, counts its purchases and puts the customers in order. Returning customers are followed
/// from day to day, to and from the day `cut`, only where a model of them was asked for.
pub(super) fn assemble(
    partitions: Vec<Vec<Aside>>,
    cut: Option<i32>,
    scratch: &Scratch,
) -> Result<(Customers, CustomerLedger), TableError> {
    let finished: Vec<Option<Finished>> = partitions
        .into_par_iter()
        .map(|asides| Ok(count(Partition::of(asides, scratch)?, cut)))
        .collect::<Result<_, TableError>>()?;
    let finished: Vec<Finished> = finished.into_iter().flatten().collect();
    let mut ledger = CustomerLedger::default();
    let mut gaps = Gaps::default();
    for part in &finished {
        ledger.merge(&part.ledger);
        gaps.merge(&part.gaps);
    }
    let (ids, order) = sort(&finished);
    let person = |&(part, index): &(u32, u32)| &finished[part as usize].people[index as usize];
    let people: Vec<&Person> = order.par_iter().map(person).collect();
    let customers = Customers {
        ids,
        last: people.par_iter().map(|person| person.last).collect(),
        first_day: people.par_iter().map(|person| person.first_day).collect(),
        last_day: people.par_iter().map(|person| person.last_day).collect(),
        orders: people.par_iter().map(|person| person.orders).collect(),
        purchase_days: people
            .par_iter()
            .map(|person| person.purchase_days)
            .collect(),
        amount: people.par_iter().map(|person| person.amount).collect(),
        gaps,
        followed: cut.map(|cut| Followed {
            cut,
            first_amount: people
                .par_iter()
                .map(|person| person.first_amount)
                .collect(),
            returns: people.par_iter().map(|person| person.returns).collect(),
            repeats: merge(&finished),
        }),
    };
    Ok((customers, ledger))
}

/// Repeat purchases by day, over all partitions.
fn merge(finished: &[Finished]) -> Vec<(i32, u64)> {
    let mut days = BTreeMap::new();
    for (day, count) in finished.iter().flat_map(|part| &part.repeats) {
        *days.entry(*day).or_default() += count;
    }
    days.into_iter().collect()
}

/// The ids in ascending order (numbers by value, also where all were written as text; other text by code point) and where
/// each customer stands: partition and place in it.
fn sort(finished: &[Finished]) -> (Series, Vec<(u32, u32)>) {
    let name = PlSmallStr::from_static(Column::Customer.name());
    let places = finished.iter().zip(0_u32..).flat_map(|(part, p)| {
        let people = part.people.iter().zip(0_u32..);
        people.map(move |(person, i)| (part, person.index as usize, (p, i)))
    });
    let of_texts = |part: &Finished| matches!(part.ids.get(0), Some(Id::Text(_)));
    let texts = finished.iter().any(of_texts);
    let numbers = places
        .clone()
        .map(|(part, id, place)| Some((part.ids.whole(id)?, place)));
    if let Some(mut numbers) = numbers.collect::<Option<Vec<(i64, (u32, u32))>>>() {
        numbers.par_sort_unstable();
        let ids = numbers.iter().map(|(id, _)| *id);
        let ids = if texts {
            StringChunked::from_iter_values(name, ids.map(|id| id.to_string())).into_series()
        } else {
            Series::new(name, ids.collect::<Vec<i64>>())
        };
        return (ids, numbers.into_iter().map(|(_, place)| place).collect());
    }
    let mut texts: Vec<(&str, (u32, u32))> = places
        .filter_map(|(part, id, place)| match part.ids.get(id) {
            Some(Id::Text(text)) => Some((text, place)),
            _ => None,
        })
        .collect();
    texts.par_sort_unstable();
    let ids = StringChunked::from_iter_values(name, texts.iter().map(|(id, _)| *id)).into_series();
    (ids, texts.into_iter().map(|(_, place)| place).collect())
}

fn count(partition: Partition, cut: Option<i32>) -> Option<Finished> {
    if partition.ids.is_empty() {
        return None;
    }
    let visits = by_customer(&partition);
    let mut people = Vec::with_capacity(partition.states.len());
    let mut gaps = Gaps::default();
    let mut ledger = CustomerLedger {
        seen: partition.states.len() as u64,
        ..CustomerLedger::default()
    };
    let mut orders = Vec::new();
    let mut repeats = BTreeMap::new();
    for (index, (state, mine)) in (0_u32..).zip(partition.states.iter().zip(visits.chunks())) {
        let Some(((first_day, _), (last_day, _))) = mine.first().copied().zip(mine.last().copied())
        else {
            if state.seen_inside {
                ledger.without_purchase += 1;
            } else {
                ledger.outside_window += 1;
            }
            continue;
        };
        ledger.scored += 1;
        orders.clear();
        orders.extend(mine.iter().map(|(_, order)| *order));
        orders.sort_unstable();
        orders.dedup();
        people.push(Person {
            index,
            first_day,
            last_day,
            last: state.last,
            orders: u32::try_from(orders.len()).unwrap_or(u32::MAX),
            purchase_days: gaps.enter(mine),
            amount: state.amount,
            first_amount: state.first_amount,
            returns: cut.map_or_else(Returns::default, |cut| {
                Returns::enter(mine, cut, &mut repeats)
            }),
        });
    }
    Some(Finished {
        ids: partition.ids,
        people,
        gaps,
        repeats,
        ledger,
    })
}

/// A partition's visits, customer by customer and within each by day.
struct ByCustomer {
    visits: Vec<(i32, u64)>,
    ends: Vec<usize>,
}

impl ByCustomer {
    fn chunks(&self) -> impl Iterator<Item = &[(i32, u64)]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, &end)| &self.visits[start..end])
    }
}

/// A counting sort by customer, then a short sort by day for each.
fn by_customer(partition: &Partition) -> ByCustomer {
    let mut ends = vec![0_usize; partition.states.len() + 1];
    for Visit { customer, .. } in &partition.visits {
        ends[*customer as usize + 1] += 1;
    }
    for index in 1..ends.len() {
        ends[index] += ends[index - 1];
    }
    let mut visits = vec![(0, 0); partition.visits.len()];
    for visit in &partition.visits {
        let place = &mut ends[visit.customer as usize];
        visits[*place] = (visit.day, visit.order);
        *place += 1;
    }
    ends.pop();
    let mut start = 0;
    for &end in &ends {
        visits[start..end].sort_unstable();
        start = end;
    }
    ByCustomer { visits, ends }
}
