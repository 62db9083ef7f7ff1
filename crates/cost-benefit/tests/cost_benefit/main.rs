//! Golden cases and properties of the cost-benefit analysis.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]

mod bad_input;
mod golden;
mod ledger;
mod properties;
