//! fourr as its users meet it: the contract of the command line, encodings, bad input, killed runs.
//!
//! A test of the package `fourr`, so that cargo builds the binary first.

mod bad_input;
mod contract;
mod encodings;
mod fourr;
mod interruption;
