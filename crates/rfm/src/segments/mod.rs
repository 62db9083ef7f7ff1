//! Segments: published tables of them, tables of the user's own, and what is wrong with a table.

mod custom;
mod lint;
mod presets;
mod scheme;
mod table;

pub use custom::SegmentTableError;
pub use lint::SegmentLint;
pub use scheme::Scheme;
pub(crate) use table::{CellRule, Rule, Span};
pub use table::{Segment, SegmentTable};
