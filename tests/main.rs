//! fourr as its users meet it: the binary, real data, bad input.

mod bad_input;
mod binary;
mod contract;
mod encodings;
mod interruption;
mod real_data;
