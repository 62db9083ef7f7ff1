//! Any input as one lazy table, its columns found by role, and files written so that a reader never sees half of one.
//!
//! Start at [`Input`]: `Input::of(["orders.csv"]).open()` gives a [`Table`]. It knows its [`sources`](Table::sources)
//! and what had to be put right ([`notes`](Table::notes)); [`Table::roles`] says which column is the customer, the time
//! or the amount; [`Table::batches`] streams the rows of some columns in order, [`Batches::spread`] hands them out to
//! workers, and [`Table::lazy`] queries all.

mod batches;
pub mod coerce;
mod error;
mod files;
mod format;
mod header;
mod hint;
mod id;
mod input;
pub mod inspect;
mod named;
pub mod near;
mod notes;
mod numbered;
mod opened;
pub mod output;
pub mod packed;
pub mod role;
mod roles;
mod row_groups;
mod scan;
mod scratch;
mod source;
mod spool;
mod stage;
mod table;
mod text;
mod values;
mod workbook;
mod workers;

pub use batches::{Batch, Batches, Ticket};
pub use error::TableError;
pub use id::Id;
pub use input::Input;
pub use inspect::Inspection;
pub use named::{named, spelled};
pub use notes::{Finding, Note};
pub use numbered::{Numbered, NumberedIds};
pub use role::Role;
pub use roles::{By, Found, Roles, Wanted};
pub use scratch::{Aside, Scratch, Stored, partition_of, partitions};
pub use source::{Compression, Delimiter, DelimiterFault, Encoding, Format, Source};
pub use stage::{Errand, Stage};
pub use table::{ColumnInfo, Observer, Table};
pub use values::{Memo, Texts, Values};
pub use workers::{Worker, spread};
