//! The generator from outside: the same bytes everywhere, and the truth in them.

mod determinism;
mod dirt;
mod official;
mod rules;
mod sheet;
mod truth;
