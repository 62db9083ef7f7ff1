//! Responses and budgets against worked cases, planted curves and brute force.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod budget;
mod fit;
