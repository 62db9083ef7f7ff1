//! How long a customer has been silent.

use chrono::{Days, NaiveDate};
use polars::prelude::*;

use super::{Silence, Turn};
use crate::{
    Column as Name, CycleSource, Dormancy, RfmError, Segmentation, Status, columns::date_of,
};

/// The silence of the customer in `row`; none where the input was a table of customers.
pub(super) fn of(result: &Segmentation, row: usize) -> Result<Option<Silence>, RfmError> {
    let (Some(cycle), Some(as_of)) = (&result.summary.cycle, result.summary.as_of) else {
        return Ok(None);
    };
    let column = |name: Name| result.customers.column(name.name());
    let number = |name: Name| -> PolarsResult<Option<f64>> {
        Ok(column(name)?.cast(&DataType::Float64)?.f64()?.get(row))
    };
    let day = |name: Name| -> PolarsResult<NaiveDate> {
        let days = column(name)?.cast(&DataType::Int32)?;
        Ok(date_of(days.i32()?.get(row).unwrap_or_default()))
    };
    let text = |name: Name| -> PolarsResult<Option<String>> {
        Ok(column(name)?.get(row)?.get_str().map(str::to_owned))
    };
    let (status, source) = (text(Name::Status)?, text(Name::CycleSource)?);
    let status = Status::ALL
        .into_iter()
        .find(|known| status.as_deref() == Some(known.name()));
    let source = [CycleSource::Own, CycleSource::PopulationMedian]
        .into_iter()
        .find(|known| source.as_deref() == Some(known.name()));
    let cycle_days = number(Name::CycleDays)?;
    let recency = number(Name::RecencyDays)?.unwrap_or_default();
    let unit = match cycle.dormancy {
        Dormancy::Cycle => cycle_days,
        Dormancy::Days => Some(1.0),
    };
    let turn = |(status, limit): (Status, &f64)| {
        let days = first_beyond(*limit, unit?)?;
        Some(Turn {
            status,
            from: later(as_of, days - recency)?,
        })
    };
    let purchase_days = column(Name::PurchaseDays)?.u32()?.get(row);
    Ok(Some(Silence {
        first_order: day(Name::FirstOrder)?,
        last_order: day(Name::LastOrder)?,
        purchase_days: purchase_days.unwrap_or_default(),
        cycle_days,
        cycle_source: source,
        cycle_ratio: number(Name::CycleRatio)?,
        status: status.unwrap_or(Status::Unknown),
        dormancy: cycle.dormancy,
        limits: cycle.limits.clone(),
        turns: [Status::AtRisk, Status::Dormant, Status::Lost]
            .into_iter()
            .zip(&cycle.limits)
            .filter_map(turn)
            .collect(),
    }))
}

/// The fewest whole days whose multiple of `unit` is beyond `limit`, by the division that states make.
fn first_beyond(limit: f64, unit: f64) -> Option<f64> {
    let near = (limit * unit).floor();
    [near - 1.0, near, near + 1.0, near + 2.0]
        .into_iter()
        .find(|days| *days >= 0.0 && days / unit > limit)
}

/// The date some whole days after another, or before it; none beyond the calendar.
fn later(date: NaiveDate, days: f64) -> Option<NaiveDate> {
    /// Days of more than ten thousand years.
    const CALENDAR: f64 = 4e6;
    if days.abs() > CALENDAR {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative and within the calendar"
    )]
    let count = Days::new(days.abs() as u64);
    if days < 0.0 {
        date.checked_sub_days(count)
    } else {
        date.checked_add_days(count)
    }
}
