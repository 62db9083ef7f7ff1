//! Cleaning with a ledger: duplicates, outliers, missing values and dirty formats.
//!
//! Start at [`Recipe`]: the steps of a cleaning, read from TOML; `recipe.apply(&table)` returns a [`Cleaning`]: the rows
//! that stayed, the ledger of every changed cell, the quarantine of every removed row, and a [`Summary`].
//! A [`Survey`] is a table in figures, and a [`Diagnosis`] says what is wrong with it and proposes a recipe.

mod cleaning;
mod diagnose;
pub mod diagnosis;
pub mod discover;
mod engine;
mod error;
pub mod ledger;
pub mod recipe;
pub mod similar;
pub mod stats;
pub mod summary;
pub mod survey;

pub use cleaning::Cleaning;
pub use diagnosis::Diagnosis;
pub use engine::{Outcome, Piece, References, Sink, Undo};
pub use error::{CleanError, Place};
pub use recipe::Recipe;
pub use summary::Summary;
pub use survey::Survey;
