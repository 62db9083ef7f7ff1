//! Results of an analysis as documents that people read, hand in and print.
//!
//! Start at [`Report`]: title, findings, sections of paragraphs, methods, tables and charts, and the
//! notes that say what happened to the data. It holds typed values, never formatted numbers, and is
//! written by
//!
//! - [`html::render`]: one self-contained page,
//! - [`markdown::render`]: the same content as text, with links to the chart files,
//! - [`charts::write`]: every chart as PNG and SVG,
//! - [`json::pretty`]: any serialisable result, as `summary.json` has it.
//!
//! Numbers are rounded here and nowhere before ([`Cell::display`]), and text that came with the
//! data is escaped here and nowhere before.

mod cell;
mod error;
mod formula;
mod id;
mod label;
mod math;
mod method;
mod note;
mod numbering;
mod prose;
mod provenance;
mod report;
mod section;
mod table;
mod visible;

pub mod charts;
pub mod html;
pub mod json;
pub mod markdown;

pub use cell::{Cell, Format};
pub use error::ReportError;
pub use formula::{Formula, Meaning};
pub use id::Id;
pub use math::{Function, Math, Operator};
pub use method::{Convention, Method};
pub use note::{DataNote, NoteKind};
pub use prose::{Prose, Span};
pub use provenance::Provenance;
pub use report::{Finding, KeyFigure, Report};
pub use section::{Block, ChartBlock, Section};
pub use table::{Column, Excerpt, Table};
