//! [`Dataset`]: a table of the practice company, and the ways to write it.

use std::path::Path;

use fourr_locale::Lang;
use polars::prelude::*;

use crate::encoding::Encoding;
use crate::error::GeneratorError;
use crate::write;

/// A table of the practice company, made from parameters: equal ones give equal bytes on every machine and any number of
/// threads.
///
/// Who implements it says what the rows are and what is planted in them; how they become files stands here once.
pub trait Dataset {
    /// What the table is called: the name of its file, without the ending.
    const NAME: &'static str;

    /// The rows as data frames, which may be many, in the order of the table.
    ///
    /// # Errors
    /// Parameters out of their range.
    fn batches(&self) -> Result<Batches, GeneratorError>;

    /// What is planted in the rows.
    ///
    /// # Errors
    /// Parameters out of their range.
    fn truth(&self) -> Result<DataFrame, GeneratorError>;

    /// What an export puts above the header.
    fn heading(&self) -> Heading;

    /// The encoding of CSV.
    fn encoding(&self) -> Encoding;

    /// Writes the table as CSV with lines that end in CRLF and money with two decimals, in constant memory.
    ///
    /// # Errors
    /// Parameters out of their range, or a file that can't be written.
    fn write_csv(&self, path: &Path) -> Result<(), GeneratorError> {
        write::csv(path, self.encoding(), self.batches()?)
    }

    /// Writes the table as Parquet, a row group a batch, in constant memory.
    ///
    /// # Errors
    /// Parameters out of their range, or a file that can't be written.
    fn write_parquet(&self, path: &Path) -> Result<(), GeneratorError> {
        write::parquet(path, self.batches()?)
    }

    /// Writes the table as a workbook of one sheet, in constant memory: numbers, dates and times typed, ids as text.
    ///
    /// # Errors
    /// Parameters out of their range, more rows than a sheet can hold, or a file that can't be written.
    fn write_xlsx(&self, path: &Path, above: Above) -> Result<(), GeneratorError> {
        let batches = self.batches()?;
        let types = batches.schema().clone();
        write::xlsx(path, (&self.heading(), above), &types, batches)
    }

    /// Writes the table as what `format` says.
    ///
    /// # Errors
    /// Parameters out of their range, a format that can't hold the table, or a file that can't be written.
    fn write(&self, path: &Path, format: Format) -> Result<(), GeneratorError> {
        match format {
            Format::Csv => self.write_csv(path),
            Format::Parquet => self.write_parquet(path),
            Format::Xlsx(above) => self.write_xlsx(path, above),
        }
    }

    /// Writes what is planted: as Parquet if the path ends so, else as CSV with a byte-order mark.
    ///
    /// # Errors
    /// Parameters out of their range, or a file that can't be written.
    fn write_truth(&self, path: &Path) -> Result<(), GeneratorError> {
        write::small(path, &mut self.truth()?)
    }
}

/// The rows of a table, batch after batch, all of one schema.
pub struct Batches {
    schema: SchemaRef,
    frames: Box<dyn Iterator<Item = PolarsResult<DataFrame>>>,
}

impl Batches {
    /// Batches with the columns of `empty`.
    pub(crate) fn new(
        empty: &DataFrame,
        frames: impl Iterator<Item = PolarsResult<DataFrame>> + 'static,
    ) -> Self {
        Self {
            schema: empty.schema().clone(),
            frames: Box::new(frames),
        }
    }

    /// Names and types of the columns.
    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }
}

impl Iterator for Batches {
    type Item = PolarsResult<DataFrame>;

    fn next(&mut self) -> Option<Self::Item> {
        self.frames.next()
    }
}

/// What a file becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text, in the encoding of the data set.
    Csv,
    /// Typed columns.
    Parquet,
    /// A workbook.
    Xlsx(Above),
}

/// What a workbook has above its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Above {
    /// Nothing: the header is the first row.
    #[default]
    Nothing,
    /// What exports of shops have: a merged title, a note, and merged heads over groups of columns.
    Titles,
}

impl Format {
    /// What the ending of a path asks for: `.csv`, `.parquet` or `.xlsx`, the last one with `above` its header.
    ///
    /// # Errors
    /// Another ending, or titles above what is no workbook.
    pub fn of(path: &Path, above: Above) -> Result<Self, GeneratorError> {
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        match (ending.to_str(), above) {
            (Some("xlsx"), above) => Ok(Self::Xlsx(above)),
            (Some("csv" | "parquet"), Above::Titles) => Err(GeneratorError::Titles),
            (Some("csv"), Above::Nothing) => Ok(Self::Csv),
            (Some("parquet"), Above::Nothing) => Ok(Self::Parquet),
            _ => Err(GeneratorError::Ending(path.to_owned())),
        }
    }
}

/// What an export puts above the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The title, merged over all columns.
    pub title: String,
    /// The note below it.
    pub note: String,
    /// Heads of groups of columns from left to right, each with how many columns it spans; fewer than half as many as
    /// there are columns.
    pub groups: Vec<(String, u16)>,
}

impl Heading {
    /// The heading of a table called `title`, with the practice company's name and `note`.
    pub(crate) fn new(lang: Lang, title: &str, note: &str) -> Self {
        let company = lang.pick("澄屿生活", "Chengyu Living");
        let made = lang.pick("；练习数据", "; practice data");
        Self {
            title: format!("{company} {title}"),
            note: format!("{note}{made}"),
            groups: Vec::new(),
        }
    }

    /// Adds heads of groups.
    pub(crate) fn over<'a>(mut self, groups: impl IntoIterator<Item = (&'a str, u16)>) -> Self {
        let groups = groups.into_iter();
        self.groups
            .extend(groups.map(|(name, columns)| (name.to_owned(), columns)));
        self
    }
}
