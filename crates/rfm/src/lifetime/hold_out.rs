//! A model judged on purchases that it has not seen.

use chrono::NaiveDate;
use fourr_lifetime::{Fit, History, Model};
use serde::Serialize;

use super::{LifetimeRefusal, MANY_REPEATS, WEEK, histories::Histories};
use crate::{
    columns::date_of,
    customers::{Followed, Purchases},
};

/// Points of the tracking chart that are readable.
const POINTS: i32 = 110;

/// A model fitted to the purchases up to a day, and what the customers of that time bought afterwards.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HoldOut {
    /// Last day of the calibration.
    pub calibrated_until: NaiveDate,
    /// Weeks from there to the last day observed.
    pub weeks: f64,
    /// The model, fitted to the calibration only.
    pub fit: Fit,
    /// Purchases in the hold-out period by customers of the calibration.
    pub actual: u64,
    /// As many as the model expects of these customers.
    pub expected: f64,
    /// Expected over actual, less 1; none where nobody bought.
    pub error: Option<f64>,
    /// Mean absolute difference of a customer's expected and actual purchases.
    pub mean_absolute_error: f64,
    /// Customers by repeat purchases in the calibration, and what they bought afterwards.
    pub groups: Vec<RepeatGroup>,
    /// Cumulative repeat purchases of these customers, week by week.
    pub tracking: Vec<Tracked>,
    /// Share of the tracking points of the hold-out period that lie within the band.
    pub within_band: f64,
}

/// Customers with as many repeat purchases in the calibration.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RepeatGroup {
    /// Repeat purchases.
    pub repeats: u32,
    /// Whether customers with more are among them.
    pub or_more: bool,
    /// Customers.
    pub customers: u64,
    /// Their mean purchases in the hold-out period; none without customers.
    pub actual: Option<f64>,
    /// As the model expects.
    pub expected: Option<f64>,
}

/// Repeat purchases up to the end of a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tracked {
    /// The day.
    pub date: NaiveDate,
    /// Made.
    pub actual: u64,
    /// Expected by the model.
    pub expected: f64,
    /// Lower end of the 95 % prediction interval; that parameters are estimates is left out.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Fits `model` to the calibration and follows its customers to the day `until`.
pub(super) fn judge(
    model: Model,
    bought: &Purchases,
    followed: &Followed,
    until: i32,
) -> Result<HoldOut, LifetimeRefusal> {
    let first = bought.first_day.iter().min().copied().unwrap_or(until);
    if !(first..until).contains(&followed.cut) {
        return Err(LifetimeRefusal::Calibration {
            until: date_of(followed.cut),
            first: date_of(first),
            last: date_of(until),
        });
    }
    let all = Histories::calibrated(bought, followed);
    let (histories, bought_after): (Vec<History>, Vec<u32>) = all
        .iter()
        .zip(&followed.returns)
        .filter_map(|(history, returns)| Some(((*history)?, returns.after)))
        .unzip();
    let fit = model
        .fit(&histories)
        .map_err(|error| LifetimeRefusal::Model { error })?;
    let weeks = f64::from(until - followed.cut) / f64::from(WEEK);
    let expected = fit.process.predict(&histories, &[weeks]).expected;
    let actual: u64 = bought_after.iter().map(|after| u64::from(*after)).sum();
    let total: f64 = expected.iter().sum();
    let misses = expected.iter().zip(&bought_after);
    let missed: f64 = misses
        .map(|(expected, after)| (expected - f64::from(*after)).abs())
        .sum();
    let tracking = track(&fit, bought, followed, [first, until]);
    let seen = tracking
        .iter()
        .filter(|point| point.date > date_of(followed.cut));
    let inside = |point: &&Tracked| (point.low..=point.high).contains(&(point.actual as f64));
    let (points, within) = (seen.clone().count(), seen.filter(inside).count());
    Ok(HoldOut {
        calibrated_until: date_of(followed.cut),
        weeks,
        actual,
        expected: total,
        error: (actual > 0).then(|| total / actual as f64 - 1.0),
        mean_absolute_error: missed / histories.len() as f64,
        groups: groups(&histories, &bought_after, &expected),
        within_band: within as f64 / points.max(1) as f64,
        tracking,
        fit,
    })
}

fn groups(histories: &[History], bought_after: &[u32], expected: &[f64]) -> Vec<RepeatGroup> {
    let mut sums = vec![(0_u64, 0_u64, 0.0); MANY_REPEATS as usize + 1];
    for ((history, after), expected) in histories.iter().zip(bought_after).zip(expected) {
        let (customers, actual, sum) = &mut sums[history.repeats().min(MANY_REPEATS) as usize];
        *customers += 1;
        *actual += u64::from(*after);
        *sum += expected;
    }
    let group = |(repeats, (customers, actual, expected)): (u32, (u64, u64, f64))| {
        let mean = |sum: f64| (customers > 0).then(|| sum / customers as f64);
        RepeatGroup {
            repeats,
            or_more: repeats == MANY_REPEATS,
            customers,
            actual: mean(actual as f64),
            expected: mean(expected),
        }
    };
    (0..).zip(sums).map(group).collect()
}

/// Cumulative repeat purchases of the customers of the calibration, at the end of every week, or of every
/// few where there are many.
fn track(
    fit: &Fit,
    bought: &Purchases,
    followed: &Followed,
    [first, until]: [i32; 2],
) -> Vec<Tracked> {
    let week = i32::try_from(WEEK).unwrap_or(7);
    let step = week * ((until - first) / week / POINTS + 1);
    let steps = (until - first - 1).div_euclid(step);
    let mut days: Vec<i32> = (1..=steps).map(|n| first + n * step).collect();
    days.push(until);
    let weeks = |day: i32| f64::from(day - first) / f64::from(WEEK);
    let births: Vec<f64> = bought
        .first_day
        .iter()
        .filter(|day| **day <= followed.cut)
        .map(|day| weeks(*day))
        .collect();
    let times: Vec<f64> = days.iter().map(|day| weeks(*day)).collect();
    let mut repeats = followed.repeats.iter().peekable();
    let mut made = 0;
    let points = days.iter().zip(fit.process.tracking(&births, &times));
    points
        .map(|(day, point)| {
            while let Some((_, count)) = repeats.next_if(|(of, _)| of <= day) {
                made += count;
            }
            Tracked {
                date: date_of(*day),
                actual: made,
                expected: point.expected,
                low: point.low,
                high: point.high,
            }
        })
        .collect()
}
