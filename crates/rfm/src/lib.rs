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
pub mod difference;
mod error;
mod ledger;
mod measure;
mod params;
mod people;
mod profiles;
mod reduce;
mod scoring;
mod segmentation;
mod segments;
mod splits;
mod summarize;
mod summary;
mod warnings;
mod weights;

pub use columns::Column;
pub use conventions::{
    Basis, DayCount, Dormancy, InputKind, Monetary, Refunds, Scoring, Statuses, ZeroOrders,
};
pub use cycle::{CycleSource, PurchaseCycle, Status, StatusCount};
pub use difference::{Claim, ClaimError, Difference};
pub use error::RfmError;
pub use ledger::{CustomerLedger, RowLedger, StatusUse, Treatment};
pub use params::Rfm;
pub use segmentation::Segmentation;
pub use segments::{Scheme, Segment, SegmentLint, SegmentTable, SegmentTableError};
pub use summary::{
    Bin, Cell, Concentration, Convention, Cut, Dimension, Dimensions, EightBy, SegmentSummary,
    Segments, Summary, Totals, Warning,
};
pub use weights::Weights;
