//! Tests of the funnel: golden cases, behaviour, properties, real logs.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]
#![expect(clippy::float_cmp, reason = "these figures are exact")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod bad_input;
mod cases;
mod compare;
mod golden;
mod logs;
mod properties;
mod reach;
mod real_data;
mod retention;
mod rules;
mod tables;
