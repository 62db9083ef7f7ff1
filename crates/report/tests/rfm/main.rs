//! Reports of RFM segmentations: what is in them, and what must never be.
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
mod sound;
mod words;
