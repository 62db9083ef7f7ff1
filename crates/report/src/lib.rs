//! Results of an analysis as documents that people read, hand in and print.
//!
//! Start at [`Report`]: title, findings, sections of paragraphs, methods, tables and charts, and the
//! notes that say what happened to the data. It holds typed values, never formatted numbers, and is
//! written by
//!
//! - [`html::render`]: one self-contained page,
//! - [`markdown::render`]: the same content as text, with links to the chart files,
//! - [`xlsx::render`]: a workbook whose figures are formulas over its data sheets,
//! - [`ipynb::render`]: the same content as a Jupyter notebook that repeats the analysis,
//! - [`charts::write`]: every chart as PNG and SVG,
//! - [`json::pretty`]: any serialisable result, as `summary.json` has it.
//!
//! An [`Answer`] tells the same analysis as a candidate writes it down, step by step, each with its
//! formula and this data's figures put in; [`html::render_answer`] and [`markdown::render_answer`] write
//! it.
//!
//! Numbers are rounded here and nowhere before ([`Cell::display`]), and text that came with the
//! data is escaped here and nowhere before.
//!
//! ```
//! use fourr_locale::Lang;
//! use fourr_report::{Cell, Column, Finding, Format, Prose, Provenance, Report, Section, Table, html};
//!
//! let columns = vec![Column::new("Segment", Format::Text), Column::new("Customers", Format::Count)];
//! let table = Table::new("segments", "Customers by segment", columns)
//!     .with_rows([[Cell::from("Champions"), Cell::Count(916)]]);
//! let finding = Prose::fill("{0} customers are champions.", &[Cell::Count(916).into()]);
//! let report = Report {
//!     lang: Lang::En,
//!     title: "RFM analysis".to_owned(),
//!     lead: "All members, 2024.".into(),
//!     figures: vec![],
//!     findings: vec![Finding::new(finding, ["segments".into()])],
//!     sections: vec![Section::new("segments", "Segments", vec![table.into()])],
//!     notes: vec![],
//!     provenance: Provenance::default(),
//!     ..Report::default()
//! };
//! assert!(html::render(&report)?.contains("<strong class=\"figure\">916</strong> customers"));
//! # Ok::<(), fourr_report::ReportError>(())
//! ```

mod answer;
mod cell;
mod derivation;
mod error;
mod event_rows;
mod formula;
mod id;
mod label;
mod live;
mod math;
mod method;
mod note;
mod numbering;
mod parameters;
mod prose;
mod provenance;
mod report;
mod saying;
mod section;
mod table;
mod visible;
mod workbook;

pub mod attribution;
pub mod bench;
pub mod charts;
pub mod clean;
pub mod cost_benefit;
pub mod funnel;
pub mod html;
pub mod input;
pub mod inspect;
pub mod ipynb;
pub mod json;
pub mod kano;
pub mod markdown;
pub mod profile;
pub mod profile_tags;
pub mod reach;
pub mod response;
pub mod retention;
pub mod rfm;
pub mod role;
pub mod xlsx;

pub use answer::{Answer, Step};
pub use cell::{Cell, Format};
pub use derivation::{Derivation, Figure, Head, Measure, Recompute};
pub use error::ReportError;
pub use formula::{Formula, Meaning};
pub use id::Id;
pub use live::{
    Comparison, Condition, Field, FlowFunction, Live, Operation, Place, Row, Statistic,
};
pub use math::{Function, Math, Operator};
pub use method::{Convention, Method};
pub use note::{DataNote, NoteKind};
pub use prose::{Prose, Span};
pub use provenance::Provenance;
pub use report::{Finding, KeyFigure, Report};
pub use section::{Block, ChartBlock, Section};
pub use table::{Column, Excerpt, Table};
pub use workbook::{DataColumn, DataSheet, Pivot, Side, Tally, Workbook};
