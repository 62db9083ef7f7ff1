//! Attribution against worked cases, hand calculations and brute force.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod cases;
mod golden;
mod properties;
mod walk;
