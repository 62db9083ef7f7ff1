//! Golden cases and properties of the RFM segmentation.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]
#![expect(
    clippy::float_cmp,
    reason = "what is compared so is exact by construction"
)]

mod clusters;
mod difference;
mod dormancy;
mod explain;
mod golden;
mod lifetime;
mod migration;
mod orders;
mod promotion;
mod properties;
