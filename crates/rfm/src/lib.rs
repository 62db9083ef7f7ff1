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

mod attempt;
mod clusters;
mod columns;
mod conventions;
mod customers;
mod cycle;
pub mod difference;
mod dormancy;
mod error;
mod explain;
mod ledger;
mod lifetime;
mod measure;
mod migration;
mod model_warning;
mod params;
mod people;
mod profiles;
mod promotion;
mod reduce;
mod scoring;
mod segmentation;
mod segments;
mod splits;
mod spread;
mod summarize;
mod summary;
mod value_order;
mod warnings;
mod weights;

pub use attempt::Attempt;
pub use clusters::{ClusterCount, ClusterName, ClusterRefusal, Clusters};
pub use columns::Column;
pub use conventions::{
    Basis, DayCount, Dormancy, InputKind, Monetary, Refunds, Scoring, Statuses, ZeroOrders,
};
pub use cycle::{CycleSource, PurchaseCycle, Status, StatusCount};
pub use difference::{Claim, ClaimError, Difference};
pub use dormancy::StatusCross;
pub use error::RfmError;
pub use explain::{
    Cause, Distances, Explanation, Prospect, ScoredBy, Silence, Standing, Turn, UpwardStep,
};
pub use ledger::{CustomerLedger, RowLedger, StatusUse, Treatment};
pub use lifetime::{
    HoldOut, Lifetime, LifetimeRefusal, OtherModel, Outlook, RepeatCount, RepeatGroup,
    SegmentOutlook, Tracked,
};
pub use migration::{
    Amounts, Flow, Migration, Move, Moved, Period, Side, Snapshot, SnapshotColumns,
};
pub use model_warning::ModelWarning;
pub use params::Rfm;
pub use promotion::{Promotions, Route, Step};
pub use segmentation::Segmentation;
pub use segments::{Scheme, Segment, SegmentLint, SegmentTable, SegmentTableError};
pub use spread::Spread;
pub use summary::{
    Bin, Cell, Concentration, Convention, Cut, Dimension, Dimensions, EightBy, SegmentSummary,
    Segments, Summary, Totals, Warning,
};
pub use weights::{Weighting, Weights, WeightsInForce};
