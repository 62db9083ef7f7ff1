//! What the advertising cost and brought in, by level and in all.

mod change;
mod difference;
mod ledger;
mod metrics;
mod read;
mod result;
mod sums;

pub use change::{Change, Effects, LevelEffect, Moved, Moves, Split};
pub use difference::{Bootstrap, Causal, DifferenceInDifferences, Proportion};
pub use ledger::RowLedger;
pub use metrics::{Metric, Terms};
pub(crate) use read::cost_type;
pub(crate) use result::analyse;
pub use result::{ByLevel, Level, MOST_LEVELS, Media};
pub use sums::{Exact, Measure, Measured, Sums};
