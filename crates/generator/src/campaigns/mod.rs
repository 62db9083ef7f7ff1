//! [`Campaigns`]: what the advertising of the practice company cost and brought in.

mod frame;
mod ledger;
mod plan;

use chrono::NaiveDate;
use fourr_locale::Lang;
use polars::prelude::*;
use serde::{Deserialize, Serialize};

use crate::clock::check_period;
use crate::dataset::{Batches, Dataset, Heading};
use crate::encoding::Encoding;
use crate::error::GeneratorError;
use crate::random::Key;

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
    /// Encoding of CSV
    #[arg(long, value_enum, default_value_t = Campaigns::default().encoding)]
    pub encoding: Encoding,
}

impl Default for Campaigns {
    fn default() -> Self {
        let day = |month, day| NaiveDate::from_ymd_opt(2024, month, day).expect("a day");
        Self {
            seed: 42,
            start: day(1, 1),
            end: day(12, 31),
            header: Lang::Zh,
            encoding: Encoding::Utf8Bom,
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
        check_period(self.start, self.end)?;
        let key = Key::new(self.seed).child(TABLE);
        let rows = ledger::rows(key, self.start, self.end);
        Ok(frame::frame(&rows, self.header)?)
    }
}

impl Dataset for Campaigns {
    const NAME: &'static str = "campaigns";

    /// The ledger in one batch, as [`table`](Self::table) has it.
    fn batches(&self) -> Result<Batches, GeneratorError> {
        let table = self.table()?;
        Ok(Batches::new(&table.clear(), std::iter::once(Ok(table))))
    }

    /// The planted truth, a row a channel: form and parameters of the curve of a day's effective spend in yuan, the share
    /// that carries over to the next day, revenue without spend, margin, and what an exposure costs.
    ///
    /// # Errors
    /// A frame that can't be built.
    fn truth(&self) -> Result<DataFrame, GeneratorError> {
        Ok(frame::truth(self.header)?)
    }

    fn heading(&self) -> Heading {
        let (lang, start, end) = (self.header, self.start, self.end);
        let note = match lang {
            Lang::Zh => format!("投放日期：{start} 至 {end}；金额单位：元"),
            Lang::En => format!("{start} to {end}; amounts in yuan"),
        };
        let heading = Heading::new(
            lang,
            lang.pick("广告投放台账", "ledger of advertising"),
            &note,
        );
        heading.over([
            (lang.pick("投放", "placement"), 4),
            (lang.pick("流量与成交", "traffic and orders"), 5),
            (lang.pick("金额", "amounts"), 4),
        ])
    }

    fn encoding(&self) -> Encoding {
        self.encoding
    }
}
