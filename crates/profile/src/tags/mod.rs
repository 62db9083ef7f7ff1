//! The tag file: dimensions, their tags, and a rule for each value.

mod bands;
mod circle;
mod coarse;
mod fault;
mod file;
mod meta;
mod place;
mod read;
mod text;

pub use coarse::{Coarse, CoarseTag, NotCoarse};
pub(crate) use coarse::{Coarser, Shown};
pub use fault::{Among, As, TagFault, TagFileError};
pub use file::TagFile;
pub(crate) use file::{Bins, Dimension, Kind, Measure, Tag, Take, Value, ValueRule, number};
pub use meta::{Origin, Sensitivity, TagMeta, TagValue};
pub use place::Place;
pub(crate) use read::PERSON;
