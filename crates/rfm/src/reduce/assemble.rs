//! Partitions to one table of customers, sorted by id.

use std::{borrow::Cow, collections::BTreeMap};

use fourr_table::{Aside, NumberedIds, Scratch, TableError};
use polars::prelude::{IntoSeries, NamedFrom, NewChunkedArray, PlSmallStr, Series, StringChunked};
use rayon::prelude::*;

use super::partition::{Partition, Visit};
use crate::{
    Column,
    customers::{Customers, Followed, Gaps, Returns},
    ledger::CustomerLedger,
};

/// A partition and a place in it.
type Place = (u32, u32);

/// How many numbers the ids may span for each of them, so that they count as close.
const CLOSE: usize = 4;

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
}

/// What a model of returning customers needs of one beside that.
#[derive(Debug, Clone, Copy)]
struct Returning {
    first_amount: i128,
    returns: Returns,
}

/// A partition whose purchases have been counted.
#[derive(Debug)]
struct Finished {
    ids: NumberedIds,
    people: Vec<Person>,
    /// One for each of the people where there is such a model.
    returning: Vec<Returning>,
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
    let followed = cut.map(|cut| {
        let returning = order
            .par_iter()
            .map(|&(part, index)| &finished[part as usize].returning[index as usize]);
        Followed {
            cut,
            first_amount: returning.clone().map(|of| of.first_amount).collect(),
            returns: returning.map(|of| of.returns).collect(),
            repeats: merge(&finished),
        }
    });
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
        followed,
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
fn sort(finished: &[Finished]) -> (Series, Vec<Place>) {
    let name = PlSmallStr::from_static(Column::Customer.name());
    let places = finished.iter().zip(0_u32..).flat_map(|(part, p)| {
        let people = part.people.iter().zip(0_u32..);
        people.filter_map(move |(person, i)| {
            let id = part.ids.get(person.index as usize)?;
            Some((id, (p, i)))
        })
    });
    let wholes = places.clone().map(|(id, place)| Some((id.whole()?, place)));
    if let Some(numbers) = wholes.collect::<Option<Vec<(i64, Place)>>>() {
        let numbers = by_value(numbers);
        let ids = numbers.iter().map(|(id, _)| *id);
        let ids = if finished.iter().any(|part| part.ids.are_texts()) {
            StringChunked::from_iter_values(name, ids.map(|id| id.to_string())).into_series()
        } else {
            Series::new(name, ids.collect::<Vec<i64>>())
        };
        return (ids, numbers.into_iter().map(|(_, place)| place).collect());
    }
    let texts = places.map(|(id, place)| (id.text(), place));
    let mut texts: Vec<(Cow<'_, str>, Place)> = texts.collect();
    texts.par_sort_unstable();
    let ids = StringChunked::from_iter_values(name, texts.iter().map(|(id, _)| id.as_ref()));
    let places = texts.iter().map(|(_, place)| *place).collect();
    (ids.into_series(), places)
}

/// Different numbers in ascending order. Where they are close to each other, each is put where its distance from the least one
/// is, which takes less time than sorting.
fn by_value(mut numbers: Vec<(i64, Place)>) -> Vec<(i64, Place)> {
    const NOBODY: u32 = u32::MAX;
    let ids = numbers.iter().map(|(id, _)| *id);
    let (least, most) = (ids.clone().min().unwrap_or(0), ids.max().unwrap_or(0));
    let span = most
        .checked_sub(least)
        .and_then(|span| usize::try_from(span).ok());
    let Some(span) = span.filter(|span| span / CLOSE < numbers.len()) else {
        numbers.par_sort_unstable();
        return numbers;
    };
    let mut places = vec![(NOBODY, NOBODY); span + 1];
    for (id, place) in &numbers {
        let distance = usize::try_from(id.abs_diff(least)).unwrap_or(span);
        places[distance] = *place;
    }
    let placed = (least..=most).zip(places);
    placed.filter(|(_, (part, _))| *part != NOBODY).collect()
}

fn count(partition: Partition, cut: Option<i32>) -> Option<Finished> {
    if partition.ids.is_empty() {
        return None;
    }
    let visits = by_customer(&partition);
    let mut people = Vec::with_capacity(partition.states.len());
    let mut returning = Vec::new();
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
        });
        returning.extend(cut.map(|cut| Returning {
            first_amount: state.first_amount,
            returns: Returns::enter(mine, cut, &mut repeats),
        }));
    }
    Some(Finished {
        ids: partition.ids.into_ids(),
        people,
        returning,
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Numbers close to each other and far apart, to the ends of what there is.
        #[test]
        fn placing_is_sorting(
            ids in prop::collection::hash_set(prop_oneof![
                -20_i64..20, Just(i64::MIN), Just(i64::MAX), any::<i64>(),
            ], 0..40),
            most in prop_oneof![Just(20), Just(i64::MAX)],
        ) {
            let ids = ids.into_iter().filter(|id| *id <= most && *id >= -most);
            let numbers: Vec<(i64, Place)> = ids.zip(0_u32..).map(|(id, place)| (id, (place, 0))).collect();
            let mut sorted = numbers.clone();
            sorted.sort_unstable();
            prop_assert_eq!(by_value(numbers), sorted);
        }
    }
}
