//! Golden cases and properties of statistics, stages, clusters and privacy.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]

mod golden;
mod habits;
mod portrait;
mod suppression;
mod tables;
