//! Golden cases, published answers and properties of the clustering.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod golden;
mod invariance;
mod optimum;
mod planted;
mod real;
mod refusals;
