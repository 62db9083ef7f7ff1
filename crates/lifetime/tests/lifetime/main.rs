//! The models against publications, other programs and themselves.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
#![expect(clippy::print_stdout, reason = "a test says when it is skipped")]

mod cdnow;
mod customers;
mod edges;
mod golden;
mod integrals;
mod properties;
mod simulated;
