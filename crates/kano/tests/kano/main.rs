//! KANO against golden cases, a brute force, and hostile input.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]

mod bad_input;
mod golden;
mod properties;
mod shapes;
