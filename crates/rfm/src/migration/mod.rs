//! Migration: where customers stood at an earlier date, and where they have gone.
//!
//! Start at [`Migration::between`] with two [`Snapshot`]s, or set
//! [`Rfm::migration_from`](crate::Rfm::migration_from): [`Rfm::segment`](crate::Rfm::segment) then also
//! takes the snapshot of the same input as of the earlier date.

mod compare;
mod earlier;
mod flows;
mod pairs;
mod snapshot;

pub(crate) use earlier::migrate;
pub use flows::{Amounts, Flow, Migration, Move, Moved, Period, Side};
pub use snapshot::{Snapshot, SnapshotColumns};
