//! Golden cases, refusals and properties of cleaning.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]
#![expect(
    clippy::float_cmp,
    reason = "what is compared so is exact by construction"
)]

mod golden;
mod properties;
mod refusals;
mod steps;
mod support;
mod survey;
