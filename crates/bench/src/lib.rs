//! Benchmarks that prove their answers before they tell a time.
//!
//! Start at [`Task`]: [`Task::make`] writes seeded data of a size and gives a [`Workload`], the words of the command that
//! analyses it. [`Workload::expected`] works its answer out a second time in plain polars, [`Workload::found`] reads the same
//! figures from what the command has written, and [`Answer::agreement`] holds the two together. [`checksum`] tells folders of
//! results apart to the byte.
//!
//! Whoever has a clock measures [`Run`]s. Of them [`Sample`] keeps median and spread, [`Growth`] how processor time grows with
//! the rows, [`Noise`] what the machine does to times by itself, and [`Comparison`] what became faster or slower since a
//! [`Benchmark`] of before. Nothing here reads a clock or starts a process.

mod answer;
mod benchmark;
mod checksum;
mod compare;
mod error;
mod growth;
mod machine;
mod noise;
mod oracle;
mod quantile;
mod sample;
mod task;
mod timings;
mod workload;

pub use answer::{Answer, Value};
pub use benchmark::{Benchmark, Extent, Measured, Settings, TaskTimes};
pub use checksum::checksum;
pub use compare::{Comparison, Pair, Refusal, Verdict};
pub use error::BenchError;
pub use growth::Growth;
pub use machine::{Build, Machine};
pub use noise::Noise;
pub use sample::Sample;
pub use task::{DataFormat, Task};
pub use timings::{Run, Stages, Timings};
pub use workload::Workload;
