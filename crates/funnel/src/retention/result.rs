//! [`Retained`]: every figure of a measurement of retention, under the keys of `summary.json`.

use chrono::NaiveDate;
use fourr_table::{Found, coerce::Faults};
use serde::Serialize;

use super::{Bracket, Retention};
use crate::{Period, RowLedger};

/// Every figure of a measurement of retention. Shares are in 0..=1; what is undefined or not yet observed is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Retained {
    /// The parameters in force.
    pub parameters: Retention,
    /// The periods of cohorts and of the ledger.
    pub period: Period,
    /// Which column was read for what, and how it was found.
    pub columns: Vec<Found>,
    /// Rows read, used and set aside. Events that are neither a first nor a return count as used.
    pub rows: RowLedger,
    /// Cells that could not be read, by column.
    pub faults: Vec<Faults>,
    /// Day of the first event.
    pub first: NaiveDate,
    /// Last day that counts: given, else the day of the last event.
    pub as_of: NaiveDate,
    /// Persons with an event.
    pub persons: u64,
    /// Persons in a cohort: with a first event.
    pub members: u64,
    /// Events that are exposures by their name: they are neither a first event nor a return unless they are asked for.
    pub exposures: Vec<String>,
    /// The cohorts in order.
    pub cohorts: Vec<Cohort>,
    /// All cohorts together, by age.
    pub ages: Vec<Column>,
    /// Day-N retention of all persons.
    pub days: Vec<DayRetention>,
    /// Retention within ranges of days, of all persons.
    pub brackets: Vec<DayRetention>,
    /// How often active persons are active; null where nobody is.
    pub stickiness: Option<Stickiness>,
    /// Active persons by day.
    pub activity: Vec<Activity>,
    /// Who is new, stays, comes back and falls silent, by period.
    pub lifecycle: Vec<Lifecycle>,
    /// What a reader should know before trusting the figures.
    pub warnings: Vec<RetentionWarning>,
}

/// Persons whose first event is in one period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cohort {
    /// First day of the period.
    pub start: NaiveDate,
    /// How many they are.
    pub size: u64,
    /// By age in periods, from 0; up to the period in which the log ends.
    pub cells: Vec<Cell>,
    /// Day-N retention, in the order of the parameter.
    pub days: Vec<DayRetention>,
    /// Retention within ranges of days, in the order of the parameter.
    pub brackets: Vec<DayRetention>,
}

/// A cohort at one age. A cell that is not yet observed has nulls.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cell {
    /// Whether the period is not over, so that nothing can be told.
    pub open: bool,
    /// Active in that period.
    pub active: Option<u64>,
    /// Share of the cohort active in that period: classic retention.
    pub retention: Option<f64>,
    /// Active in that period or later.
    pub rolling_active: Option<u64>,
    /// Share of the cohort active in that period or later: rolling retention.
    pub rolling_retention: Option<f64>,
    /// 1 less rolling retention.
    pub churn: Option<f64>,
}

/// One age over all cohorts that have been observed at it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Column {
    /// Periods after that of the first event.
    pub age: u64,
    /// Cohorts observed.
    pub cohorts: u64,
    /// Persons in them.
    pub size: u64,
    /// Active, summed over the cohorts.
    pub active: u64,
    /// Active by size: the mean of the cohorts, weighted by their size.
    pub retention: Option<f64>,
    /// The same of rolling retention.
    pub rolling_retention: Option<f64>,
    /// The lowest of the cohorts.
    pub lowest: Option<f64>,
    /// The highest of the cohorts.
    pub highest: Option<f64>,
}

/// Retention on a day, or within some days, after the first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DayRetention {
    /// The days, day 0 being the first.
    pub days: Bracket,
    /// Persons for whom all of these days have been observed.
    pub eligible: u64,
    /// Those of them active on one of the days.
    pub active: u64,
    /// Active by eligible; null where nobody has been observed so long.
    pub retention: Option<f64>,
}

/// How often active persons are active.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stickiness {
    /// Days that the mean is over: the last thirty, or all where there are fewer.
    pub days: u64,
    /// Mean of the daily active persons over those days.
    pub daily_mean: f64,
    /// Active in the seven days that end with the last.
    pub weekly: u64,
    /// Active in the thirty days that end with the last.
    pub monthly: u64,
    /// Daily mean by monthly.
    pub daily_by_monthly: Option<f64>,
    /// Weekly by monthly.
    pub weekly_by_monthly: Option<f64>,
}

/// Active persons as of one day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Activity {
    /// The day.
    pub day: NaiveDate,
    /// Active on it.
    pub daily: u64,
    /// Active in the seven days that end with it.
    pub weekly: u64,
    /// Active in the thirty days that end with it.
    pub monthly: u64,
}

/// What became of persons in one period: new + retained + resurrected = active.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Lifecycle {
    /// First day of the period.
    pub start: NaiveDate,
    /// Whether the log ends inside of it.
    pub open: bool,
    /// Active for the first time.
    pub new: u64,
    /// Active in the period before, too.
    pub retained: u64,
    /// Active before, but not in the period before.
    pub resurrected: u64,
    /// Active in all.
    pub active: u64,
    /// Active in the period before, but not in this one.
    pub dormant: u64,
    /// Dormant by active in the period before; null in the first and where the log ends inside of the period.
    pub churn: Option<f64>,
    /// New and resurrected by dormant; null where nobody fell dormant.
    pub quick_ratio: Option<f64>,
}

/// What a reader should know before trusting the figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum RetentionWarning {
    /// Cohorts of fewer than thirty persons.
    SmallCohorts {
        /// How many there are.
        cohorts: u64,
    },
    /// The log ends inside of a period, the cells of which are open.
    RunningPeriod {
        /// First day of the period.
        start: NaiveDate,
        /// Last day that counts.
        as_of: NaiveDate,
    },
    /// Many rows were set aside.
    ManyRowsSetAside {
        /// Rows.
        rows: u64,
        /// Share of all.
        share: f64,
    },
    /// Some events are exposures, and not counted as activity.
    ExposuresSetApart {
        /// Their names.
        events: Vec<String>,
        /// Their rows.
        rows: u64,
    },
    /// The log is too short for a day asked for.
    TooShort {
        /// The days for which nobody has been observed.
        days: Vec<Bracket>,
    },
}
