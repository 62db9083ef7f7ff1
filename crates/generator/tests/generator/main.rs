//! The generator from outside: the same bytes everywhere, and the truth in them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod campaigns;
mod determinism;
mod dirt;
mod events;
mod official;
mod questionnaire;
mod rules;
mod sheet;
mod touches;
mod truth;
mod watermark;
