//! Retention: who comes back, when, and how many are still there.
//!
//! Start at [`Retention`]: `Retention::default().measure(&log)` returns a [`Retained`] with a table of cohorts, day-N
//! retention, activity by day with stickiness, and a ledger of new, retained, resurrected and dormant persons.
//!
//! Inside are two steps. `reduce` takes rows to the set of (person, day); everything else follows from it.

mod calendar;
mod cohorts;
mod days;
mod ledger;
mod measure;
mod params;
mod reduce;
mod result;
mod stickiness;

pub use params::{Bracket, Retention, Running};
pub use result::{
    Activity, Cell, Cohort, Column, DayRetention, Lifecycle, Retained, RetentionWarning, Stickiness,
};
