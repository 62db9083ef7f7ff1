//! fourr as its users meet it: the contract of the command line, encodings, bad input, killed runs.
//!
//! A test of the package `fourr`, so that cargo builds the binary first.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod attribution;
mod bad_input;
mod bench;
mod bench_own;
mod clean;
mod contract;
mod cost_benefit;
mod customers;
mod encodings;
mod exam;
mod fourr;
mod funnel;
mod generate;
mod interruption;
mod kano;
mod notebook;
mod profile;
mod questionnaire;
mod retention;
mod run;
mod why_different;
mod workbook;
