//! Lifetime value: who is still a customer, how often they will buy again, what that is worth.
//!
//! `histories` takes the purchases of each customer to what the models know of them, `hold_out` judges a
//! model on purchases that it has not seen, `outlook` predicts.

mod histories;
mod hold_out;
mod outlook;

use chrono::NaiveDate;
use fourr_lifetime::{Discounting, Fit, FitError, GammaGamma, Model, SpendFit};
use serde::Serialize;

use crate::{
    Attempt, Bin, Rfm,
    columns::{date_of, day_number},
    customers::Purchases,
    splits::Placement,
};
use histories::Histories;

pub use hold_out::{HoldOut, RepeatGroup, Tracked};
pub use outlook::{Outlook, SegmentOutlook};

/// Days in the models' unit of time.
const WEEK: u32 = 7;
/// Weeks of one period of discounting.
const PERIOD: u32 = 4;
/// Weeks of a year: periods of discounting divide it.
const YEAR: f64 = 52.0;
/// Repeat purchases from which customers are counted together.
const MANY_REPEATS: u32 = 7;

/// A model of returning customers, and what it says.
///
/// A purchase is a day on which the customer bought; time runs in weeks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lifetime {
    /// The last day observed.
    pub observed_until: NaiveDate,
    /// The model in force, fitted to all purchases; alpha and beta are in weeks.
    pub fit: Fit,
    /// The other models asked for.
    pub others: Vec<OtherModel>,
    /// Customers by repeat purchases, and as many as the model expects.
    pub frequencies: Vec<RepeatCount>,
    /// The value of a purchase, by Gamma-Gamma.
    pub spend: Attempt<SpendFit, FitError>,
    /// The model judged on purchases that it has not seen.
    pub hold_out: Attempt<HoldOut, LifetimeRefusal>,
    /// What is to be expected of all customers.
    pub outlook: Outlook,
    /// What is to be expected of each segment, in the order of the segments.
    pub segments: Vec<SegmentOutlook>,
    /// Customers by their probability of being a customer still, in ten equal bins.
    pub alive: Vec<Bin>,
}

/// A model that is not in force.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OtherModel {
    /// The model.
    pub model: Model,
    /// Its fit to the same customers.
    pub fit: Attempt<Fit, FitError>,
}

/// Customers with as many repeat purchases.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RepeatCount {
    /// Repeat purchases.
    pub repeats: u32,
    /// Whether customers with more are counted here too.
    pub or_more: bool,
    /// Customers observed.
    pub observed: u64,
    /// Customers that the model expects.
    pub expected: f64,
}

/// Why there is no lifetime value.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum LifetimeRefusal {
    /// A table of customers does not say when they bought.
    #[error("a table of customers does not say when they bought")]
    NoDates,
    /// The data does not carry the model.
    #[error("{error}")]
    Model {
        /// What stands in the way.
        error: FitError,
    },
    /// The end of the calibration is not within the period.
    #[error("the calibration ends on {until}, expected a day from {first} to before {last}")]
    Calibration {
        /// The last day of the calibration.
        until: NaiveDate,
        /// The first purchase.
        first: NaiveDate,
        /// The last day observed.
        last: NaiveDate,
    },
}

/// The predictions by customer, in the order of the ids.
#[derive(Debug)]
pub(crate) struct ByCustomer {
    pub(crate) p_alive: Vec<f64>,
    pub(crate) purchases: Vec<f64>,
    /// Expected value of a purchase, and lifetime value.
    pub(crate) value: Option<[Vec<Option<f64>>; 2]>,
}

/// The result for the summary and for the table of customers.
#[derive(Debug)]
pub(crate) struct Prospects {
    pub(crate) lifetime: Lifetime,
    pub(crate) by_customer: ByCustomer,
}

/// Fits the models asked for to customers that were followed.
pub(crate) fn look_ahead(
    rfm: &Rfm,
    bought: &Purchases,
    placement: &Placement,
    as_of: NaiveDate,
) -> Result<Prospects, LifetimeRefusal> {
    let refused = |error| LifetimeRefusal::Model { error };
    let followed = bought.followed.as_ref().ok_or(LifetimeRefusal::NoDates)?;
    let (model, others) = rfm.lifetime.split_first().ok_or(LifetimeRefusal::NoDates)?;
    let until = last_day(rfm, as_of);
    let histories = Histories::all(bought, until);
    let fit = model.fit(&histories.returns).map_err(refused)?;
    let spends = histories.spend(bought, followed);
    let spend: Attempt<SpendFit, FitError> = GammaGamma::fit(&spends).into();
    let valued = spend.done().map(|spend| (spend, spends.as_slice()));
    let by_customer = outlook::predict(&fit.process, valued, &histories, rfm);
    let lifetime = Lifetime {
        observed_until: date_of(until),
        others: others
            .iter()
            .map(|other| refit(*other, &histories))
            .collect(),
        frequencies: frequencies(&fit, &histories),
        hold_out: hold_out::judge(*model, bought, followed, until).into(),
        outlook: outlook::total(&by_customer, rfm),
        segments: outlook::segments(&by_customer, placement),
        alive: outlook::histogram(&by_customer.p_alive),
        spend,
        fit,
    };
    Ok(Prospects {
        lifetime,
        by_customer,
    })
}

fn refit(model: Model, histories: &Histories) -> OtherModel {
    OtherModel {
        model,
        fit: model.fit(&histories.returns).into(),
    }
}

/// The last day observed: the analysis date where it was given, else the day of the last purchase.
fn last_day(rfm: &Rfm, as_of: NaiveDate) -> i32 {
    day_number(as_of) - i32::from(rfm.as_of.is_none())
}

/// Equal periods of at most four weeks that fill the horizon, at the yearly rate.
fn discounting(rfm: &Rfm) -> Option<Discounting> {
    let periods = rfm.horizon.div_ceil(PERIOD);
    let period = f64::from(rfm.horizon) / f64::from(periods.max(1));
    let rate = (1.0 + rfm.discount_rate).powf(period / YEAR) - 1.0;
    Discounting::new(period, periods, rate).ok()
}

/// Customers with 0, 1, ... repeat purchases, observed and expected.
fn frequencies(fit: &Fit, histories: &Histories) -> Vec<RepeatCount> {
    let expected = fit.process.frequencies(&histories.returns, MANY_REPEATS);
    let mut observed = vec![0; expected.len()];
    for history in &histories.returns {
        observed[history.repeats().min(MANY_REPEATS) as usize] += 1;
    }
    (0..)
        .zip(observed.into_iter().zip(expected))
        .map(|(repeats, (observed, expected))| RepeatCount {
            repeats,
            or_more: repeats == MANY_REPEATS,
            observed,
            expected,
        })
        .collect()
}
