//! [`Touches`]: how members of the practice company came to a purchase, or did not.

mod chain;
mod frame;
mod journey;

use std::path::Path;

use chrono::NaiveDate;
use fourr_locale::Lang;
use polars::prelude::*;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::columns::Edition;
use crate::error::GeneratorError;
use crate::frame::{write_csv, write_parquet};
use crate::orders::whole_number;
use crate::random::Key;
use crate::style::Style;
use crate::truth;

/// Members of a batch.
const BATCH: u64 = 1 << 19;
/// Keeps the touches apart from whatever else a seed makes.
const TABLE: u64 = 0x544F_5543;

/// Touches of the practice company's members before a purchase, or without one, from a planted chain of channels.
///
/// A row is a touch; the last one of a journey says whether the member bought and for how much. A journey begins in a channel
/// and goes on from each to the next, to a purchase or to nothing with planted probabilities, so that the credit of the chain
/// is known and not only estimated. Each member makes one journey, of about two touches, within 30 days. The channels are those
/// of the log of events and people who come by themselves. Equal parameters give equal bytes on every machine and any
/// number of threads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct Touches {
    /// Members, each makes about two rows; underscores may group the digits
    #[arg(long, value_name = "N", value_parser = whole_number, default_value_t = Touches::default().members)]
    pub members: u64,
    /// What the data depends on: another seed, other data
    #[arg(long, value_name = "N", default_value_t = Touches::default().seed)]
    pub seed: u64,
    /// The first day
    #[arg(long, value_name = "YYYY-MM-DD", default_value_t = Touches::default().start)]
    pub start: NaiveDate,
    /// The last day
    #[arg(long, value_name = "YYYY-MM-DD", default_value_t = Touches::default().end)]
    pub end: NaiveDate,
    /// Which columns; bench has ids and flags as numbers
    #[arg(long, value_enum, default_value_t = Touches::default().edition)]
    pub edition: Edition,
    /// Language of headers and values
    #[arg(long, value_enum, default_value_t = Touches::default().header)]
    pub header: Lang,
    /// Whose copy it is: member numbers then end in three more digits that only this owner's have
    #[arg(long, value_name = "OWNER")]
    pub watermark: Option<String>,
}

impl Default for Touches {
    fn default() -> Self {
        let day = |month, day| NaiveDate::from_ymd_opt(2024, month, day).expect("a day");
        Self {
            members: 3_000,
            seed: 42,
            start: day(9, 1),
            end: day(12, 31),
            edition: Edition::Practice,
            header: Lang::Zh,
            watermark: None,
        }
    }
}

impl Touches {
    /// The edition for benches: ids and flags as numbers, English.
    pub fn bench() -> Self {
        Self {
            edition: Edition::Bench,
            header: Lang::En,
            ..Self::default()
        }
    }

    /// The rows as data frames of about a million rows each: by member, then time.
    ///
    /// Members are text, or `i64` to measure with; times are datetimes in microseconds, the value `f64` in yuan, null
    /// where nothing was bought.
    ///
    /// # Errors
    /// Parameters out of their range.
    pub fn batches(
        &self,
    ) -> Result<impl Iterator<Item = PolarsResult<DataFrame>> + use<>, GeneratorError> {
        self.check()?;
        let (members, style) = (self.members, self.style()?);
        let clock = Clock::new(self.start, self.end);
        let key = Key::new(self.seed).child(TABLE);
        let batch = move |first: u64| {
            let touches: Vec<_> = (first..members.min(first + BATCH))
                .into_par_iter()
                .flat_map_iter(|place| {
                    let mut touches = Vec::new();
                    journey::touches(place + 1, key.child(place), &clock, &mut touches);
                    touches
                })
                .collect();
            frame::frame(&touches, style)
        };
        Ok((0..members.div_ceil(BATCH)).map(move |number| batch(number * BATCH)))
    }

    /// Writes the touches as Parquet, in constant memory.
    ///
    /// # Errors
    /// Parameters out of their range, or a file that can't be written.
    pub fn write_parquet(&self, path: &Path) -> Result<(), GeneratorError> {
        let empty = frame::frame(&[], self.style()?)?;
        write_parquet(path, empty.schema(), self.batches()?)
    }

    /// Writes the touches as CSV with a byte-order mark, in constant memory.
    ///
    /// # Errors
    /// Parameters out of their range, or a file that can't be written.
    pub fn write_csv(&self, path: &Path) -> Result<(), GeneratorError> {
        write_csv(path, self.batches()?)
    }

    /// The planted truth, a row a channel: where journeys begin and go with what probability, and what follows from it for
    /// endless journeys: shares of the conversions by first and by last touch, removal effects and their shares.
    ///
    /// # Errors
    /// A frame that can't be built.
    pub fn truth(&self) -> Result<DataFrame, GeneratorError> {
        Ok(frame::truth(self.style()?.lang)?)
    }

    /// Writes the planted truth: as Parquet if the path ends so, else as CSV with a byte-order mark.
    ///
    /// # Errors
    /// A file that can't be written.
    pub fn write_truth(&self, path: &Path) -> Result<(), GeneratorError> {
        truth::write(path, &mut self.truth()?)
    }

    fn check(&self) -> Result<(), GeneratorError> {
        let days = (self.end - self.start).num_days() + 1;
        if !(1..=99_999_999).contains(&self.members) {
            return Err(GeneratorError::Members(self.members));
        }
        if !(60..=36_600).contains(&days) {
            return Err(GeneratorError::Period {
                start: self.start,
                end: self.end,
                days,
            });
        }
        Ok(())
    }

    fn style(&self) -> Result<Style, GeneratorError> {
        Style::new(self.edition, self.header, self.watermark.as_deref())
    }
}
