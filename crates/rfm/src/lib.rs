//! RFM segmentation: who bought lately, who buys often, who spends most.
//!
//! Start at [`Rfm`]: `Rfm::default().segment(&orders)` returns a [`Segmentation`]: one row per
//! customer, and a [`Summary`] with the segments, the cut points, the purchase cycle and an account
//! of every row that was set aside.
//!
//! Inside are two steps. `reduce` takes rows to customers: a relational aggregation whose meaning SQL
//! could state. What follows works on one value per customer: `scoring`, `segments`, `cycle`.

#![expect(
    clippy::float_cmp,
    reason = "ties and cut points are exact equalities by definition"
)]

mod columns;
mod conventions;
mod customers;
mod cycle;
mod dormancy;
mod error;
mod explain;
mod ledger;
mod measure;
mod migration;
mod params;
mod people;
mod profiles;
mod promotion;
mod reduce;
mod scoring;
mod segmentation;
mod segments;
mod splits;
mod summarize;
mod summary;
mod value_order;
mod warnings;
mod weights;

pub use columns::Column;
pub use conventions::{
    Basis, DayCount, Dormancy, InputKind, Monetary, Refunds, Scoring, Statuses, ZeroOrders,
};
pub use cycle::{CycleSource, PurchaseCycle, Status, StatusCount};
pub use dormancy::StatusCross;
pub use error::RfmError;
pub use explain::{Cause, Distances, Explanation, ScoredBy, Silence, Standing, Turn, UpwardStep};
pub use ledger::{CustomerLedger, RowLedger, StatusUse, Treatment};
pub use migration::{
    Amounts, Flow, Migration, Move, Moved, Period, Side, Snapshot, SnapshotColumns,
};
pub use params::Rfm;
pub use promotion::{Promotions, Route, Step};
pub use segmentation::Segmentation;
pub use segments::{Scheme, Segment, SegmentLint, SegmentTable, SegmentTableError};
pub use summary::{
    Bin, Cell, Concentration, Convention, Cut, Dimension, Dimensions, EightBy, SegmentSummary,
    Segments, Summary, Totals, Warning,
};
pub use weights::Weights;
