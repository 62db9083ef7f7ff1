//! The tag file: dimensions, their tags, and a rule for each value.

mod meta;

pub use meta::{Origin, Sensitivity, TagMeta, TagValue};
