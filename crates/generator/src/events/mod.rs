//! [`Events`]: what members of the practice company did on their way to a purchase, and the advertising they saw.

mod frame;
mod journey;
mod plan;
mod slices;

use std::io::Write;
use std::path::Path;

use chrono::NaiveDate;
use fourr_locale::Lang;
use polars::prelude::*;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::columns::Edition;
use crate::encoding::Encoding;
use crate::error::GeneratorError;
use crate::file::write_whole;
use crate::frame::write_parquet;
use crate::orders::whole_number;
use crate::random::Key;
use crate::style::Style;
use crate::truth;
use plan::STAGES;
pub(crate) use plan::{CHANNELS, campaign};
use slices::{Members, Order};

/// Keeps the events apart from whatever else a seed makes.
const TABLE: u64 = 0x4556_4E54;

/// A log of events of the practice company: six stages from opening the shop to a review, searches, and advertising on
/// five channels, two of them offline.
///
/// A row is something that a member did or saw, about eight a member. Each channel has planted rates by which its members
/// go on from stage to stage; everybody reaches the planted stage once, within seven days, but for one in twenty, who
/// orders later. Other visits before and after only look. Equal parameters give equal bytes on every machine and any
/// number of threads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct Events {
    /// Members, each makes about eight rows; underscores may group the digits
    #[arg(long, value_name = "N", value_parser = whole_number, default_value_t = Events::default().members)]
    pub members: u64,
    /// What the data depends on: another seed, other data
    #[arg(long, value_name = "N", default_value_t = Events::default().seed)]
    pub seed: u64,
    /// The first day
    #[arg(long, value_name = "YYYY-MM-DD", default_value_t = Events::default().start)]
    pub start: NaiveDate,
    /// The last day
    #[arg(long, value_name = "YYYY-MM-DD", default_value_t = Events::default().end)]
    pub end: NaiveDate,
    /// Which columns; bench has fewer, ids as numbers, and rows in no order
    #[arg(long, value_enum, default_value_t = Events::default().edition)]
    pub edition: Edition,
    /// Language of headers and values
    #[arg(long, value_enum, default_value_t = Events::default().header)]
    pub header: Lang,
    /// Whose copy it is: member numbers then end in three more digits that only this owner's have
    #[arg(long, value_name = "OWNER")]
    pub watermark: Option<String>,
}

impl Default for Events {
    fn default() -> Self {
        let day = |month, day| NaiveDate::from_ymd_opt(2024, month, day).expect("a day");
        Self {
            members: 1_000,
            seed: 42,
            start: day(9, 1),
            end: day(12, 31),
            edition: Edition::Practice,
            header: Lang::Zh,
            watermark: None,
        }
    }
}

impl Events {
    /// The edition for benches: ids as numbers, English, rows in no order.
    pub fn bench() -> Self {
        Self {
            edition: Edition::Bench,
            header: Lang::En,
            ..Self::default()
        }
    }

    /// The rows as data frames of some two million rows each: in order of time, or in none in the bench edition.
    ///
    /// Members are text, or `i64` to measure with; times are datetimes in microseconds, money `f64` in yuan.
    ///
    /// # Errors
    /// Parameters out of their range.
    pub fn batches(
        &self,
    ) -> Result<impl Iterator<Item = PolarsResult<DataFrame>> + use<>, GeneratorError> {
        let style = self.style()?;
        let order = match style.edition {
            Edition::Practice => Order::Time,
            Edition::Bench => Order::Shuffled,
        };
        let slices = self.people()?.slices(order);
        Ok(slices.map(move |events| frame::frame(&events, style)))
    }

    /// Writes the log as Parquet, in constant memory.
    ///
    /// # Errors
    /// Parameters out of their range, or a file that can't be written.
    pub fn write_parquet(&self, path: &Path) -> Result<(), GeneratorError> {
        let empty = frame::frame(&[], self.style()?)?;
        write_parquet(path, empty.schema(), self.batches()?)
    }

    /// Writes the log as CSV with a byte-order mark, in constant memory.
    ///
    /// # Errors
    /// Parameters out of their range, or a file that can't be written.
    pub fn write_csv(&self, path: &Path) -> Result<(), GeneratorError> {
        let batches = self.batches()?;
        write_whole(path, |out| -> PolarsResult<()> {
            out.write_all(Encoding::Utf8Bom.mark())?;
            for (place, batch) in batches.enumerate() {
                CsvWriter::new(&mut *out)
                    .include_header(place == 0)
                    .with_datetime_format(Some("%Y-%m-%d %H:%M:%S".into()))
                    .with_float_precision(Some(2))
                    .with_line_terminator("\r\n".into())
                    .finish(&mut batch?)?;
            }
            Ok(())
        })
    }

    /// The planted truth, one row for each stage of each channel: `channel`, `offline`, `stage`, the planted rate from the
    /// stage before, and how many members reached it in order: within seven days of a first step, and in any time.
    ///
    /// # Errors
    /// Parameters out of their range.
    pub fn truth(&self) -> Result<DataFrame, GeneratorError> {
        let reached = reached(&self.people()?);
        let lang = self.style()?.lang;
        let rows = || {
            CHANNELS
                .iter()
                .flat_map(|channel| STAGES.map(|stage| (channel, stage)))
        };
        let channels: Vec<_> = rows().map(|(channel, _)| channel.name(lang)).collect();
        let offline: Vec<_> = rows()
            .map(|(channel, _)| i64::from(channel.offline))
            .collect();
        let stages: Vec<_> = rows().map(|(_, stage)| stage.name(lang)).collect();
        let planted = CHANNELS.iter().flat_map(|channel| {
            let permille = std::iter::once(1_000).chain(channel.rates);
            permille.map(|permille| permille as f64 / 1_000.0)
        });
        let within: Vec<i64> = reached.iter().flatten().map(|reached| reached[0]).collect();
        let ever: Vec<i64> = reached.iter().flatten().map(|reached| reached[1]).collect();
        let columns = vec![
            Column::new(lang.pick("渠道", "channel").into(), channels),
            Column::new(lang.pick("线下", "offline").into(), offline),
            Column::new(lang.pick("阶段", "stage").into(), stages),
            Column::new(
                lang.pick("预设转化率", "planted_rate").into(),
                planted.collect::<Vec<_>>(),
            ),
            Column::new(
                lang.pick("七日内到达人数", "reached_in_7_days").into(),
                within,
            ),
            Column::new(lang.pick("到达人数", "reached").into(), ever),
        ];
        Ok(DataFrame::new(CHANNELS.len() * STAGES.len(), columns)?)
    }

    /// Writes the planted truth: as Parquet if the path ends so, else as CSV with a byte-order mark.
    ///
    /// # Errors
    /// Parameters out of their range, or a file that can't be written.
    pub fn write_truth(&self, path: &Path) -> Result<(), GeneratorError> {
        truth::write(path, &mut self.truth()?)
    }

    /// Rows of the log.
    ///
    /// # Errors
    /// Parameters out of their range.
    pub fn row_count(&self) -> Result<u64, GeneratorError> {
        let members = self.people()?;
        let rows = |place| {
            let mut rows = 0_u64;
            members.journey(place).events(|_| rows += 1);
            rows
        };
        Ok((0..members.count).into_par_iter().map(rows).sum())
    }

    fn people(&self) -> Result<Members, GeneratorError> {
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
        self.style()?;
        let clock = Clock::new(self.start, self.end);
        let key = Key::new(self.seed).child(TABLE);
        Ok(Members::new(self.members, clock, key))
    }

    fn style(&self) -> Result<Style, GeneratorError> {
        Style::new(self.edition, self.header, self.watermark.as_deref())
    }
}

/// Members at each stage within the window and in any time, by channel.
type Reached = [[[i64; 2]; STAGES.len()]; CHANNELS.len()];

fn reached(members: &Members) -> Reached {
    let count = |mut reached: Reached, place| {
        let journey = members.journey(place);
        let (soon, ever) = journey.reached();
        for (stage, counts) in reached[usize::from(journey.home())].iter_mut().enumerate() {
            counts[0] += i64::from(stage < soon);
            counts[1] += i64::from(stage < ever);
        }
        reached
    };
    let add = |mut a: Reached, b: Reached| {
        let counts = b.into_iter().flatten().flatten();
        for (sum, count) in a.iter_mut().flatten().flatten().zip(counts) {
            *sum += count;
        }
        a
    };
    (0..members.count)
        .into_par_iter()
        .fold(Reached::default, count)
        .reduce(Reached::default, add)
}
