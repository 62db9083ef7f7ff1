//! Golden files, tables of cases and properties of the readers of cells.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod dates;
mod golden;
mod hostile;
mod numbers;
mod personal;
mod properties;
