//! The commands, one a file: a struct of arguments and `run`.

pub(crate) mod bench;
pub(crate) mod clean;
pub(crate) mod completions;
pub(crate) mod cost_benefit;
pub(crate) mod demo;
pub(crate) mod earlier;
pub(crate) mod exam;
pub(crate) mod explain;
pub(crate) mod funnel;
pub(crate) mod generate;
pub(crate) mod inspect;
pub(crate) mod kano;
mod mapping;
pub(crate) mod profile;
pub(crate) mod reach;
pub(crate) mod retention;
pub(crate) mod rfm;
pub(crate) mod run;
pub(crate) mod why_different;
