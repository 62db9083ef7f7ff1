//! Golden cases and properties of the RFM segmentation.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]

mod difference;
mod golden;
mod orders;
mod properties;
