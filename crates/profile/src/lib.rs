//! Tags, audience profile, clusters, AIDMA and Maslow, with personal data kept private.
//!
//! A [`TagFile`] declares dimensions, their tags, and a rule for each value of a tag. [`Profile::tag`] carries the rules
//! out over the tables of [`Sources`] and returns a [`Tagging`]: every person with one small code a tag, from which
//! [`tally`] counts whatever is asked. [`Profile::portray`] puts the statistics beside it.

#![expect(
    clippy::float_cmp,
    reason = "edges of classes and ties are exact equalities by definition"
)]

pub mod clusters;
mod data;
mod defaults;
mod error;
mod evaluate;
mod habits;
mod lint;
mod lists;
mod measures;
mod params;
mod plan;
mod portrait;
pub mod privacy;
mod rebuild;
mod rule;
mod sources;
pub mod stages;
pub mod statistics;
mod summary;
mod tagging;
mod tags;
pub mod tally;
mod warnings;

pub use data::Numbers;
pub use error::ProfileError;
pub use habits::{HabitFigures, Habits, KindOfOrder, PriceBand};
pub use lint::{Finding, Lint, Spot};
pub use lists::Lists;
pub use params::Profile;
pub use portrait::{Portrait, Summary};
pub use rebuild::{Rebuilt, RebuiltTag, RebuiltValue};
pub use sources::{SourceKind, SourceTable, Sources};
pub use statistics::{Figures, Statistics};
pub use summary::{
    DimensionFigures, InputLedger, MeasureName, Overlap, Overlaps, RowLedger, TagFigures,
    TagFileName, TagSummary, ValueFigures,
};
pub use tagging::{
    Codes, Fate, Matches, Needs, NumberColumn, People, Seen, TagColumn, Tagging, TwoBits, Why,
    WhyRule, WhyTag,
};
pub use tags::{
    Among, As, Coarse, CoarseTag, NotCoarse, Origin, Place, Sensitivity, TagFault, TagFile,
    TagFileError, TagMeta, TagValue,
};
pub use warnings::{Untagged, Warning};
