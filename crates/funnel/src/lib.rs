//! Marketing funnels under every published definition: who reaches which stage, where they are lost, how long it takes.
//!
//! Start at [`Funnel`]: `Funnel { steps, ..Funnel::default() }.convert(&log)` returns a [`Conversion`]: a [`Summary`] with
//! the stages, groups, trend, times to convert and an account of every row, and one row per person where that was asked
//! for.
//!
//! Inside are two steps. `reduce` takes rows to the events of each person, in order of time; `matching` goes through the
//! events of one person at a time, under one [`Definition`]. What follows works on counts.

pub mod compare;
mod conventions;
mod conversion;
mod counted;
mod definition;
mod durations;
mod error;
mod events;
mod explain;
mod explanation;
mod ledger;
mod log;
mod matching;
mod params;
mod pass;
mod persons;
mod plan;
pub mod reach;
mod reduce;
pub mod retention;
mod span;
mod stages;
mod stamps;
mod step;
mod summarize;
mod summary;
mod tally;
mod warnings;

pub use conventions::{Attribution, Counting, InputKind, Mode, Period, Start};
pub use conversion::Conversion;
pub use definition::{Definition, Like};
pub use error::FunnelError;
pub use explanation::{Explanation, Filled, Stop, Told};
pub use ledger::RowLedger;
pub use params::{Funnel, Window};
pub use reach::Reach;
pub use retention::Retention;
pub use span::{Span, SpanError};
pub use step::{Condition, Exclusion, Pattern, Relation, Step, StepError};
pub use summary::{
    Curve, Defined, EventCount, Group, Lost, NextEvent, Observed, SmallGroups, Stage, StageCount,
    Summary, Ties, Times, Trend,
};
pub use warnings::Warning;
