//! [`Orders`]: the parameters of an order log, and what can be made of it.

use std::num::ParseIntError;
use std::path::Path;

use chrono::NaiveDate;
use fourr_locale::Lang;
use polars::prelude::*;
use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::columns::Edition;
use crate::dirt::Soiler;
use crate::encoding::Encoding;
use crate::error::GeneratorError;
use crate::frame;
use crate::log::Log;
use crate::sheet::Sheet;
use crate::style::Style;
use crate::truth;

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
    /// How dirty a CSV is: 0 is clean, 1 the dirt of the practice data set, at most 5
    #[arg(long, value_name = "X", default_value_t = Orders::default().dirt)]
    pub dirt: f64,
    /// Whose copy it is: member and order numbers then end in three more digits that only this owner's have
    #[arg(long, value_name = "OWNER")]
    pub watermark: Option<String>,
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

    /// The log as data frames of some 130,000 rows each, in order of time.
    ///
    /// The practice edition holds ids as text, the bench edition as `i64`; times are datetimes in
    /// microseconds, money `f64` in yuan, quantities `i64`.
    ///
    /// # Errors
    /// Parameters out of their range, or dirt, which only text can hold.
    pub fn batches(
        &self,
    ) -> Result<impl Iterator<Item = PolarsResult<DataFrame>> + use<>, GeneratorError> {
        if self.dirt > 0.0 {
            return Err(GeneratorError::TypedDirt(self.dirt));
        }
        let style = self.style()?;
        Ok(self
            .log()?
            .in_order(move |lines| frame::frame(&lines, style)))
    }

    /// Writes the log as Parquet, in constant memory.
    ///
    /// # Errors
    /// Parameters out of their range, dirt, or a file that can't be written.
    pub fn write_parquet(&self, path: &Path) -> Result<(), GeneratorError> {
        let schema = frame::frame(&[], self.style()?)?.schema().clone();
        frame::write_parquet(path, &schema, self.batches()?)
    }

    /// Writes the log as CSV, in constant memory.
    ///
    /// # Errors
    /// Parameters out of their range, or a file that can't be written.
    pub fn write_csv(&self, path: &Path) -> Result<(), GeneratorError> {
        if self.dirt > 0.0 {
            self.sheet()?.write_soiled(path, self.log()?, self.soiler())
        } else {
            self.sheet()?.write_clean(path, self.log()?)
        }
    }

    /// Writes what is wrong with the CSV, as a CSV of its own: `line` (the header is line 1), `column`
    /// (empty for a whole row), `kind`, `clean` (for a duplicate row the line of the first) and `dirty`.
    ///
    /// # Errors
    /// Parameters out of their range, or a file that can't be written.
    pub fn write_defects(&self, path: &Path) -> Result<(), GeneratorError> {
        let sheet = Sheet {
            encoding: Encoding::Utf8Bom,
            ..self.sheet()?
        };
        sheet.write_defects(path, self.log()?, self.soiler())
    }

    /// The planted truth, one row per customer, sorted by id: `customer_id`, `segment` (code such as
    /// 111), `segment_name`, and `planned_orders`, with cancelled orders and samples. The headers are
    /// Chinese if those of the log are.
    ///
    /// # Errors
    /// Parameters out of their range.
    pub fn truth(&self) -> Result<DataFrame, GeneratorError> {
        Ok(truth::truth(&self.log()?.population, self.style()?)?)
    }

    /// Writes the planted truth: as Parquet if the path ends so, else as CSV with a byte-order mark.
    ///
    /// # Errors
    /// Parameters out of their range, or a file that can't be written.
    pub fn write_truth(&self, path: &Path) -> Result<(), GeneratorError> {
        truth::write(path, &mut self.truth()?)
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

    fn log(&self) -> Result<Log, GeneratorError> {
        self.check()?;
        let clock = Clock::new(self.start, self.end);
        Ok(match self.customers {
            Some(customers) => Log::of_customers(customers, clock, self.seed),
            None => Log::of_rows(self.rows, clock, self.seed),
        })
    }

    fn check(&self) -> Result<(), GeneratorError> {
        let days = (self.end - self.start).num_days() + 1;
        match self.customers {
            Some(customers @ (0 | 4_000_000_001..)) => Err(GeneratorError::Customers(customers)),
            None if !(1..=10_000_000_000).contains(&self.rows) => {
                Err(GeneratorError::Rows(self.rows))
            }
            _ if !(60..=36_600).contains(&days) => Err(GeneratorError::Period {
                start: self.start,
                end: self.end,
                days,
            }),
            _ if !(0.0..=5.0).contains(&self.dirt) => Err(GeneratorError::Dirt(self.dirt)),
            _ => self.style().map(drop),
        }
    }

    fn sheet(&self) -> Result<Sheet, GeneratorError> {
        Ok(Sheet {
            style: self.style()?,
            encoding: self.encoding,
        })
    }

    fn soiler(&self) -> Soiler {
        Soiler::new(self.edition, self.dirt, self.seed)
    }

    fn style(&self) -> Result<Style, GeneratorError> {
        Style::new(self.edition, self.header, self.watermark.as_deref())
    }
}

/// A whole number as people type large ones: `10_000_000`.
pub(crate) fn whole_number(text: &str) -> Result<u64, ParseIntError> {
    text.replace('_', "").parse()
}

#[cfg(test)]
mod tests {
    use super::{Orders, whole_number};

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
