//! [`Orders`]: the parameters of an order log, and what can be made of it.

use std::num::ParseIntError;
use std::path::Path;

use chrono::NaiveDate;
use fourr_locale::Lang;
use polars::prelude::*;
use serde::{Deserialize, Serialize};

use crate::clock::{Clock, check_period};
use crate::columns::Edition;
use crate::dataset::{Above, Batches, Dataset, Heading};
use crate::defects::{DefectRates, Profile, Soiler};
use crate::encoding::Encoding;
use crate::error::GeneratorError;
use crate::frame;
use crate::log::Log;
use crate::sheet::Sheet;
use crate::style::Style;
use crate::truth;
use crate::write;

/// The order log of the practice company.
///
/// Equal parameters give equal bytes on every machine and any number of threads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct Orders {
    /// Rows to generate, one per order line or refunded line; underscores may group the digits
    #[arg(long, value_name = "N", value_parser = whole_number, default_value_t = Orders::default().rows)]
    pub rows: u64,
    /// Customers to generate, in place of rows: each makes about 12.5
    #[arg(long, value_name = "N", value_parser = whole_number, conflicts_with = "rows")]
    pub customers: Option<u64>,
    /// What the data depends on: another seed, other data
    #[arg(long, value_name = "N", default_value_t = Orders::default().seed)]
    pub seed: u64,
    /// The first day
    #[arg(long, value_name = "YYYY-MM-DD", default_value_t = Orders::default().start)]
    pub start: NaiveDate,
    /// The last day
    #[arg(long, value_name = "YYYY-MM-DD", default_value_t = Orders::default().end)]
    pub end: NaiveDate,
    /// Which columns
    #[arg(long, value_enum, default_value_t = Orders::default().edition)]
    pub edition: Edition,
    /// Language of headers and values
    #[arg(long, value_enum, default_value_t = Orders::default().header)]
    pub header: Lang,
    /// Encoding of CSV
    #[arg(long, value_enum, default_value_t = Orders::default().encoding)]
    pub encoding: Encoding,
    /// How dirty a CSV or workbook is: 0 is clean, 1 the dirt of the practice data set, at most 5
    #[arg(long, value_name = "X", default_value_t = Orders::default().dirt)]
    pub dirt: f64,
    /// Whose copy it is: member and order numbers then end in three more digits that only this owner's have
    #[arg(long, value_name = "OWNER")]
    pub watermark: Option<String>,
    /// How often each kind of defect occurs, in place of `dirt`; the command line reads it from a file.
    #[arg(skip)]
    pub defect_rates: Option<DefectRates>,
}

impl Default for Orders {
    fn default() -> Self {
        let day = |year, month, day| {
            NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
        };
        Self {
            rows: 10_000,
            customers: None,
            seed: 42,
            start: day(2023, 1, 1),
            end: day(2024, 12, 31),
            edition: Edition::Practice,
            header: Lang::Zh,
            encoding: Encoding::Utf8Bom,
            dirt: 0.0,
            watermark: None,
            defect_rates: None,
        }
    }
}

impl Orders {
    /// The edition for benches: typed columns, English headers, ids as numbers.
    pub fn bench() -> Self {
        Self {
            edition: Edition::Bench,
            header: Lang::En,
            ..Self::default()
        }
    }

    /// Writes every defect of the log that is called `file`: as Parquet if the path ends so, else as CSV with a byte-order mark.
    ///
    /// | column | holds |
    /// |---|---|
    /// | `file` | the name of the soiled file |
    /// | `row` | its data row, from 1, as `fourr clean` counts too: one less than the line of a CSV, four less than the row of a workbook with titles |
    /// | `column` | the header of the cell; null where it is about the whole row |
    /// | `clean` | the cell as it was; for a second copy of a row the row of the first |
    /// | `dirty` | the cell as it is; null where it is empty |
    /// | `kind` | a [key](crate::DefectKind::key); the kinds whose name ends in `_row` are rows to be taken out |
    ///
    /// The order is that of the rows. Who puts `clean` in the place of `dirty` and takes out the rows that were put in has the clean
    /// log. A near-duplicate names the column in which it differs from the first.
    ///
    /// # Errors
    /// Parameters out of their range, or a file that can't be written.
    pub fn write_defects(&self, path: &Path, file: &str) -> Result<(), GeneratorError> {
        let profile = self.profile()?.unwrap_or(Profile::Practice(0.0));
        let soiler = Soiler::new(self.style()?, profile, self.seed);
        write::table(path, self.sheet()?.defects(self.log()?, soiler, file)?)
    }

    /// Rows of the clean log, without making them.
    ///
    /// # Errors
    /// Parameters out of their range.
    pub fn row_count(&self) -> Result<u64, GeneratorError> {
        Ok(self.log()?.rows())
    }

    /// Customers of the log, without making them.
    ///
    /// # Errors
    /// Parameters out of their range.
    pub fn customer_count(&self) -> Result<u64, GeneratorError> {
        Ok(self.log()?.population.len())
    }

    pub(crate) fn log(&self) -> Result<Log, GeneratorError> {
        self.check()?;
        let clock = Clock::new(self.start, self.end);
        Ok(match self.customers {
            Some(customers) => Log::of_customers(customers, clock, self.seed),
            None => Log::of_rows(self.rows, clock, self.seed),
        })
    }

    fn check(&self) -> Result<(), GeneratorError> {
        match self.customers {
            Some(customers @ (0 | 4_000_000_001..)) => Err(GeneratorError::Customers(customers)),
            None if !(1..=10_000_000_000).contains(&self.rows) => {
                Err(GeneratorError::Rows(self.rows))
            }
            _ if !(0.0..=5.0).contains(&self.dirt) => Err(GeneratorError::Dirt(self.dirt)),
            _ => {
                self.style()?;
                check_period(self.start, self.end)
            }
        }
    }

    /// What soils the log; none where it is clean.
    fn profile(&self) -> Result<Option<Profile>, GeneratorError> {
        match &self.defect_rates {
            Some(_) if self.dirt > 0.0 => Err(GeneratorError::TwoProfiles),
            Some(rates) => {
                rates.check().map_err(GeneratorError::DefectRates)?;
                Ok(Some(Profile::Own(rates.clone())))
            }
            None if self.dirt > 0.0 => Ok(Some(Profile::Practice(self.dirt))),
            None => Ok(None),
        }
    }

    /// The soiled log as text; none where it is clean.
    fn soiled(&self) -> Result<Option<Batches>, GeneratorError> {
        self.check()?;
        let Some(profile) = self.profile()? else {
            return Ok(None);
        };
        let soiler = Soiler::new(self.style()?, profile, self.seed);
        Ok(Some(self.sheet()?.soiled(self.log()?, soiler)?))
    }

    fn sheet(&self) -> Result<Sheet, GeneratorError> {
        let style = self.style()?;
        Ok(Sheet { style })
    }

    fn style(&self) -> Result<Style, GeneratorError> {
        Style::new(self.edition, self.header, self.watermark.as_deref())
    }
}

impl Dataset for Orders {
    const NAME: &'static str = "orders";

    /// The log as data frames of some 130,000 rows each, in order of time.
    ///
    /// The practice edition holds ids as text, the bench edition as `i64`; times are datetimes in
    /// microseconds, money `f64` in yuan, quantities `i64`.
    ///
    /// # Errors
    /// Parameters out of their range, or dirt, which only text can hold.
    fn batches(&self) -> Result<Batches, GeneratorError> {
        if self.profile()?.is_some() {
            return Err(GeneratorError::TypedDirt);
        }
        let style = self.style()?;
        let frames = self
            .log()?
            .in_order(move |lines| frame::frame(&lines, style));
        Ok(Batches::new(&frame::frame(&[], style)?, frames))
    }

    /// The planted truth, one row per customer, sorted by id: `customer_id`, `segment` (code such as
    /// 111), `segment_name`, and `planned_orders`, with cancelled orders and samples. The headers are
    /// Chinese if those of the log are.
    fn truth(&self) -> Result<DataFrame, GeneratorError> {
        Ok(truth::truth(&self.log()?.population, self.style()?)?)
    }

    fn heading(&self) -> Heading {
        let lang = self.edition.lang(self.header);
        let (start, end) = (self.start, self.end);
        let note = match lang {
            Lang::Zh => format!("下单时间：{start} 至 {end}；金额单位：元"),
            Lang::En => format!("ordered {start} to {end}; amounts in yuan"),
        };
        let heading = Heading::new(lang, lang.pick("订单明细", "order lines"), &note);
        match self.edition {
            Edition::Practice => heading.over([
                (lang.pick("订单", "order"), 3),
                (lang.pick("商品", "goods"), 4),
                (lang.pick("金额", "amounts"), 2),
                (
                    lang.pick("渠道、地区与状态", "channel, place and status"),
                    4,
                ),
            ]),
            Edition::Bench => heading,
        }
    }

    fn encoding(&self) -> Encoding {
        self.encoding
    }

    fn write_csv(&self, path: &Path) -> Result<(), GeneratorError> {
        match self.soiled()? {
            Some(batches) => write::csv(path, self.encoding, batches),
            None => self.sheet()?.write_clean(path, self.encoding, self.log()?),
        }
    }

    /// Writes the log as a workbook. Soiled cells are text where they are no number or time any more, as in a sheet that
    /// people have typed into.
    fn write_xlsx(&self, path: &Path, above: Above) -> Result<(), GeneratorError> {
        let clean = frame::frame(&[], self.style()?)?;
        let batches = match self.soiled()? {
            Some(batches) => batches,
            None => self.batches()?,
        };
        write::xlsx(path, (&self.heading(), above), clean.schema(), batches)
    }
}

/// A whole number as people type large ones: `10_000_000`.
pub(crate) fn whole_number(text: &str) -> Result<u64, ParseIntError> {
    text.replace('_', "").parse()
}

#[cfg(test)]
mod tests {
    use super::{Orders, whole_number};
    use crate::dataset::Dataset;

    #[test]
    fn underscores_group_digits() {
        assert_eq!(whole_number("10_000_000"), Ok(10_000_000));
        assert!(whole_number("ten").is_err());
    }

    #[test]
    fn parameters_out_of_range_are_refused() {
        let message = |orders: Orders| orders.truth().unwrap_err().to_string();
        let base = Orders::default();
        assert_eq!(
            message(Orders {
                rows: 0,
                ..base.clone()
            }),
            "rows is 0, expected 1 to 10,000,000,000"
        );
        assert!(
            message(Orders {
                customers: Some(0),
                ..base.clone()
            })
            .starts_with("customers is 0")
        );
        assert!(
            message(Orders {
                dirt: f64::NAN,
                ..base.clone()
            })
            .starts_with("dirt is NaN")
        );
        assert!(
            message(Orders {
                end: base.start,
                ..base
            })
            .contains("has 1 days")
        );
    }
}
