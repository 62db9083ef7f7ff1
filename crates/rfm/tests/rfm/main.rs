//! Golden cases and properties of the RFM segmentation.

mod golden;
mod orders;
mod properties;
