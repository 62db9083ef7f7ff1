//! The columns of the customer table that tell the ways up.

use fourr_table::named;
use polars::prelude::*;

use super::Step;
use crate::{
    Column as Name,
    columns::day_number,
    measure::SCALE,
    people::{Make, keys},
    segmentation::Outcome,
};

/// Distances to the next class and to high, and the cheapest step into a better segment.
pub(crate) fn columns<'a>(outcome: &'a Outcome<'_>) -> Vec<Make<'a>> {
    let climb = outcome.climb;
    let n = outcome.scored.len();
    let ways = outcome.ascents.cheapest.as_slice();
    vec![
        whole(Name::NextFOrders, n, |customer| climb.next_orders(customer)),
        amounts(Name::NextMAmount, n, |customer| climb.next_amount(customer)),
        Box::new(move || {
            let today = outcome.reading.as_of.map(day_number);
            let until = |customer| {
                let days = i32::try_from(climb.days_in_class(customer)?).ok()?;
                today?.checked_add(days)
            };
            let name = Name::RUntil.name().into();
            Int32Chunked::from_iter_options(name, (0..n).map(until))
                .into_column()
                .cast(&DataType::Date)
        }),
        whole(Name::HighFOrders, n, |customer| {
            climb.orders_to_high(customer)
        }),
        amounts(Name::HighMAmount, n, |customer| {
            climb.amount_to_high(customer)
        }),
        Box::new(move || {
            let steps = ways.iter().map(|way| way.map(|way| way.step as usize));
            named(Name::NextStep.name(), &Step::ALL.map(Step::name), steps)
        }),
        amounts(Name::NextStepSize, n, |customer| {
            ways[customer].map(|way| way.size)
        }),
        Box::new(move || {
            let ways = ways.iter().map(|way| way.map(|way| way.to as usize));
            named(Name::NextSegment.name(), &keys(outcome.placement), ways)
        }),
    ]
}

/// Whole orders of ten-thousandths.
fn whole<'a>(
    name: Name,
    n: usize,
    size: impl Fn(usize) -> Option<i64> + Send + Sync + 'a,
) -> Make<'a> {
    let orders = move |customer| i32::try_from(size(customer)? / 10_000).ok();
    Box::new(move || {
        let values = (0..n).map(&orders);
        Ok(Int32Chunked::from_iter_options(name.name().into(), values).into_column())
    })
}

/// Amounts of ten-thousandths.
fn amounts<'a>(
    name: Name,
    n: usize,
    size: impl Fn(usize) -> Option<i64> + Send + Sync + 'a,
) -> Make<'a> {
    let amount = move |customer| Some(size(customer)? as f64 / SCALE);
    Box::new(move || {
        let values = (0..n).map(&amount);
        Ok(Float64Chunked::from_iter_options(name.name().into(), values).into_column())
    })
}
