//! [`Questionnaire`]: members of the practice company asked about features of its membership programme.

mod asked;
mod category;
mod feature;
mod frame;
mod respondent;

use std::io::Write;
use std::path::Path;

use fourr_locale::Lang;
use polars::prelude::*;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::columns::Edition;
use crate::encoding::Encoding;
use crate::error::GeneratorError;
use crate::file::write_whole;
use crate::frame::write_parquet;
use crate::orders::whole_number;
use crate::random::Key;
use crate::style::Style;
use crate::truth;
use asked::Asked;
use category::Category;
use respondent::Respondent;

/// Respondents of a batch.
const BATCH: u64 = 1 << 15;
/// Keeps the answers apart from whatever else a seed makes.
const TABLE: u64 = 0x4B41_4E4F;

/// A KANO questionnaire of the practice company, filled in: what if it had the feature, what if it had not.
///
/// A row is a respondent. Each of twelve features has a planted category; about half to two thirds of the
/// respondents answer as planted, the others at random. Two groups that no column tells, but that the levels of
/// membership lean to, see two features differently. 3 % do not read the questions, 2 % of the answers are left
/// out. Equal parameters give equal bytes on every machine and any number of threads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct Questionnaire {
    /// Respondents, one a row; underscores may group the digits
    #[arg(long, value_name = "N", value_parser = whole_number, default_value_t = Questionnaire::default().respondents)]
    pub respondents: u64,
    /// What the data depends on: another seed, other data
    #[arg(long, value_name = "N", default_value_t = Questionnaire::default().seed)]
    pub seed: u64,
    /// Which columns; bench asks about 20 features, answered by numbers, 1 for like
    #[arg(long, value_enum, default_value_t = Questionnaire::default().edition)]
    pub edition: Edition,
    /// Language of headers and answers
    #[arg(long, value_enum, default_value_t = Questionnaire::default().header)]
    pub header: Lang,
    /// Whose copy it is: member numbers then end in three more digits that only this owner's have
    #[arg(long, value_name = "OWNER")]
    pub watermark: Option<String>,
}

impl Default for Questionnaire {
    fn default() -> Self {
        Self {
            respondents: 400,
            seed: 42,
            edition: Edition::Practice,
            header: Lang::Zh,
            watermark: None,
        }
    }
}

impl Questionnaire {
    /// The edition for benches: 20 features, answers from 1 to 5 as `i64`, ids as numbers.
    pub fn bench() -> Self {
        Self {
            edition: Edition::Bench,
            header: Lang::En,
            ..Self::default()
        }
    }

    /// The rows as data frames of some 33,000 rows each, sorted by the respondent's id.
    ///
    /// The practice edition holds the id, the level of membership and, a feature, two answers in words and the
    /// importance as `i64`; an answer that was left out is null.
    ///
    /// # Errors
    /// A number of respondents out of its range.
    pub fn batches(
        &self,
    ) -> Result<impl Iterator<Item = PolarsResult<DataFrame>> + use<>, GeneratorError> {
        self.check()?;
        let (respondents, style) = (self.respondents, self.style()?);
        let key = Key::new(self.seed).child(TABLE);
        let asked = Asked::all(style);
        let batch = move |first: u64| {
            let filled_in: Vec<Respondent> = (first..respondents.min(first + BATCH))
                .into_par_iter()
                .map(|index| Respondent::of(key, index, asked.iter().map(|asked| asked.feature)))
                .collect();
            frame::frame(&filled_in, &asked, style)
        };
        Ok((0..respondents.div_ceil(BATCH)).map(move |number| batch(number * BATCH)))
    }

    /// Writes the questionnaire as Parquet, in constant memory.
    ///
    /// # Errors
    /// A number of respondents out of its range, or a file that can't be written.
    pub fn write_parquet(&self, path: &Path) -> Result<(), GeneratorError> {
        let style = self.style()?;
        let empty = frame::frame(&[], &Asked::all(style), style)?;
        write_parquet(path, empty.schema(), self.batches()?)
    }

    /// Writes the questionnaire as CSV with a byte-order mark, in constant memory.
    ///
    /// # Errors
    /// A number of respondents out of its range, or a file that can't be written.
    pub fn write_csv(&self, path: &Path) -> Result<(), GeneratorError> {
        let batches = self.batches()?;
        write_whole(path, |out| -> PolarsResult<()> {
            out.write_all(Encoding::Utf8Bom.mark())?;
            for (place, batch) in batches.enumerate() {
                CsvWriter::new(&mut *out)
                    .include_header(place == 0)
                    .with_line_terminator("\r\n".into())
                    .finish(&mut batch?)?;
            }
            Ok(())
        })
    }

    /// The planted truth, one row a feature in the order of the columns: `feature`, its category by letter and by name
    /// in the first group, and both in the second. The headers are Chinese if those of the questionnaire are.
    ///
    /// # Errors
    /// A number of respondents out of its range.
    pub fn truth(&self) -> Result<DataFrame, GeneratorError> {
        self.check()?;
        let style = self.style()?;
        let (asked, lang) = (Asked::all(style), style.lang);
        let names: Vec<&str> = asked.iter().map(|asked| asked.name.as_str()).collect();
        let mut columns = vec![Column::new(lang.pick("功能", "feature").into(), names)];
        let headers = [
            [("客群一代码", "code_1"), ("客群一类别", "category_1")],
            [("客群二代码", "code_2"), ("客群二类别", "category_2")],
        ];
        for (group, [code, name]) in headers.into_iter().enumerate() {
            let planted = asked.iter().map(|asked| asked.feature.planted[group]);
            let letters: Vec<_> = planted.clone().map(Category::letter).collect();
            let categories: Vec<_> = planted.map(|category| category.name(lang)).collect();
            columns.push(Column::new(lang.pick(code.0, code.1).into(), letters));
            columns.push(Column::new(lang.pick(name.0, name.1).into(), categories));
        }
        Ok(DataFrame::new(asked.len(), columns)?)
    }

    /// Writes the planted truth: as Parquet if the path ends so, else as CSV with a byte-order mark.
    ///
    /// # Errors
    /// A number of respondents out of its range, or a file that can't be written.
    pub fn write_truth(&self, path: &Path) -> Result<(), GeneratorError> {
        truth::write(path, &mut self.truth()?)
    }

    fn check(&self) -> Result<(), GeneratorError> {
        match self.respondents {
            1..=99_999_999 => Ok(()),
            respondents => Err(GeneratorError::Respondents(respondents)),
        }
    }

    fn style(&self) -> Result<Style, GeneratorError> {
        Style::new(self.edition, self.header, self.watermark.as_deref())
    }
}
