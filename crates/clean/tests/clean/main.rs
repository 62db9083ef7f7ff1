//! Golden cases, refusals and properties of cleaning.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]

mod filling;
mod golden;
mod properties;
mod refusals;
mod steps;
mod support;
mod survey;
