//! The columns of the customer table that tell the ways up.

use polars::prelude::*;
use rayon::prelude::*;

use super::{Step, WayUp};
use crate::{Column as Name, columns::day_number, measure::SCALE, segmentation::Outcome};

/// Distances to the next class and to high, and the cheapest step into a better segment.
pub(crate) fn columns(outcome: &Outcome<'_>) -> PolarsResult<Vec<Column>> {
    let climb = outcome.climb;
    let n = outcome.scored.len();
    let today = outcome.reading.as_of.map(day_number);
    let until = |customer| {
        let days = i32::try_from(climb.days_in_class(customer)?).ok()?;
        today?.checked_add(days)
    };
    let ways = &outcome.ascents.cheapest;
    let size = |customer: usize| ways[customer].map(|way| way.size);
    Ok(vec![
        column(Name::NextFOrders, n, |customer| {
            orders(climb.next_orders(customer))
        }),
        column(Name::NextMAmount, n, |customer| {
            amount(climb.next_amount(customer))
        }),
        column(Name::RUntil, n, until).cast(&DataType::Date)?,
        column(Name::HighFOrders, n, |customer| {
            orders(climb.orders_to_high(customer))
        }),
        column(Name::HighMAmount, n, |customer| {
            amount(climb.amount_to_high(customer))
        }),
        named(Name::NextStep, Step::ALL.map(Step::name), ways, |way| {
            way.step as u32
        })?,
        column(Name::NextStepSize, n, |customer| amount(size(customer))),
        named(Name::NextSegment, keys(outcome), ways, |way| way.to)?,
    ])
}

fn keys<'a>(outcome: &Outcome<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    outcome.placement.segments.iter().map(|of| of.key.as_str())
}

/// Whole orders of ten-thousandths.
fn orders(size: Option<i64>) -> Option<i32> {
    i32::try_from(size? / 10_000).ok()
}

fn amount(size: Option<i64>) -> Option<f64> {
    Some(size? as f64 / SCALE)
}

fn column<T: Send>(name: Name, n: usize, value: impl Fn(usize) -> Option<T> + Send + Sync) -> Column
where
    Series: NamedFrom<Vec<Option<T>>, [Option<T>]>,
{
    let values: Vec<Option<T>> = (0..n).into_par_iter().map(value).collect();
    Series::new(name.name().into(), values).into_column()
}

/// One of a few names for every customer: the texts are shared, not copied.
fn named<'a>(
    name: Name,
    names: impl IntoIterator<Item = &'a str>,
    ways: &[Option<WayUp>],
    place: impl Fn(&WayUp) -> u32,
) -> PolarsResult<Column> {
    let names = StringChunked::from_iter_values(name.name().into(), names.into_iter());
    let places = ways.iter().map(|way| way.as_ref().map(&place));
    let places = IdxCa::from_iter_options("".into(), places);
    Ok(names.into_series().take(&places)?.into_column())
}
