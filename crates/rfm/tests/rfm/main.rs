//! Golden cases and properties of the RFM segmentation.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]

mod clusters;
mod golden;
mod lifetime;
mod orders;
mod properties;
