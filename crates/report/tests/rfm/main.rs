//! Reports of RFM segmentations: what is in them, and what must never be.
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stop where a test would"
)]

mod answer;
mod derived;
mod edges;
mod figures;
mod inputs;
mod models;
mod recalculation;
mod sound;
mod words;
mod workbook;
