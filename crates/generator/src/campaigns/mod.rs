//! [`Campaigns`]: what the advertising of the practice company cost and brought in.

mod frame;
mod ledger;
mod plan;

use std::path::Path;

use chrono::NaiveDate;
use fourr_locale::Lang;
use polars::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::GeneratorError;
use crate::frame::{write_csv, write_parquet};
use crate::random::Key;
use crate::truth;

/// Keeps the ledger apart from whatever else a seed makes.
const TABLE: u64 = 0x4341_4D50;

/// A ledger of the practice company's advertising, by day and channel, with response curves planted.
///
/// A row is a day of a channel: impressions, clicks, visits, orders, new customers, what was spent, revenue, refunds and the
/// margin of what was sold. Other costs have rows of their own: wages on the first of a month, the agency's fee on its
/// last day, a film that is paid for. The revenue of a day follows a planted curve of what was spent on it and carries over from
/// the days before, with a planted spread. The channels, and what an exposure costs, are those of the log of events. Equal parameters
/// give equal bytes on every machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct Campaigns {
    /// What the data depends on: another seed, other data
    #[arg(long, value_name = "N", default_value_t = Campaigns::default().seed)]
    pub seed: u64,
    /// The first day
    #[arg(long, value_name = "YYYY-MM-DD", default_value_t = Campaigns::default().start)]
    pub start: NaiveDate,
    /// The last day
    #[arg(long, value_name = "YYYY-MM-DD", default_value_t = Campaigns::default().end)]
    pub end: NaiveDate,
    /// Language of headers and values
    #[arg(long, value_enum, default_value_t = Campaigns::default().header)]
    pub header: Lang,
}

impl Default for Campaigns {
    fn default() -> Self {
        let day = |month, day| NaiveDate::from_ymd_opt(2024, month, day).expect("a day");
        Self {
            seed: 42,
            start: day(1, 1),
            end: day(12, 31),
            header: Lang::Zh,
        }
    }
}

impl Campaigns {
    /// The ledger: by day, then channel, then kind of cost. Counts are `i64`, money `f64` in yuan; what does not apply to
    /// the kind of cost is null.
    ///
    /// # Errors
    /// A period out of its range.
    pub fn table(&self) -> Result<DataFrame, GeneratorError> {
        let days = (self.end - self.start).num_days() + 1;
        if !(60..=36_600).contains(&days) {
            return Err(GeneratorError::Period {
                start: self.start,
                end: self.end,
                days,
            });
        }
        let key = Key::new(self.seed).child(TABLE);
        let rows = ledger::rows(key, self.start, self.end);
        Ok(frame::frame(&rows, self.header)?)
    }

    /// Writes the ledger as Parquet.
    ///
    /// # Errors
    /// A period out of its range, or a file that can't be written.
    pub fn write_parquet(&self, path: &Path) -> Result<(), GeneratorError> {
        let table = self.table()?;
        write_parquet(path, &table.schema().clone(), std::iter::once(Ok(table)))
    }

    /// Writes the ledger as CSV with a byte-order mark.
    ///
    /// # Errors
    /// A period out of its range, or a file that can't be written.
    pub fn write_csv(&self, path: &Path) -> Result<(), GeneratorError> {
        write_csv(path, std::iter::once(Ok(self.table()?)))
    }

    /// The planted truth, a row a channel: form and parameters of the curve of a day's effective spend in yuan, the share
    /// that carries over to the next day, revenue without spend, margin, and what an exposure costs.
    ///
    /// # Errors
    /// A frame that can't be built.
    pub fn truth(&self) -> Result<DataFrame, GeneratorError> {
        Ok(frame::truth(self.header)?)
    }

    /// Writes the planted truth: as Parquet if the path ends so, else as CSV with a byte-order mark.
    ///
    /// # Errors
    /// A file that can't be written.
    pub fn write_truth(&self, path: &Path) -> Result<(), GeneratorError> {
        truth::write(path, &mut self.truth()?)
    }
}
