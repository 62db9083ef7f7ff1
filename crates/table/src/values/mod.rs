//! [`Values`]: one column of a batch, as it lies in the file.

mod memo;
mod texts;

pub use memo::Memo;
pub use texts::Texts;
pub(crate) use texts::{Cell, Coded};

use std::ops::Range;

use polars::prelude::*;

/// A column of some rows.
#[derive(Debug, Clone)]
pub enum Values<'a> {
    /// Numbers, moments, flags: what has a type in its file.
    Typed(Column),
    /// Text, and every column of a text file.
    Texts(Texts<'a>),
}

impl Values<'_> {
    /// Rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Typed(column) => column.len(),
            Self::Texts(texts) => texts.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same values so many rows at a time, each part with its first row: what is made of a part is small, and lies in the
    /// cache.
    pub fn parts(&self, rows: usize) -> impl Iterator<Item = (usize, Values<'_>)> {
        let starts = (0..self.len()).step_by(rows);
        starts.map(move |start| (start, self.slice(start..(start + rows).min(self.len()))))
    }

    fn slice(&self, rows: Range<usize>) -> Values<'_> {
        match self {
            Self::Typed(column) => {
                let start = i64::try_from(rows.start).unwrap_or(i64::MAX);
                Values::Typed(column.slice(start, rows.len()))
            }
            Self::Texts(texts) => Values::Texts(texts.slice(rows)),
        }
    }

    /// The values as a column of that name, which does not depend on where they lie.
    pub fn into_column(self, name: &str) -> Column {
        match self {
            Self::Typed(column) => column.with_name(name.into()),
            Self::Texts(texts) => texts.to_column(name).into_column(),
        }
    }

    /// Every value as text.
    ///
    /// # Errors
    /// A type that cannot be written as text.
    pub fn as_texts(&self) -> PolarsResult<Texts<'_>> {
        match self {
            Self::Texts(texts) => Ok(texts.by_ref()),
            Self::Typed(column) => {
                let written = column.cast(&DataType::String)?;
                Ok(Texts::from(written.str()?))
            }
        }
    }
}

impl From<Column> for Values<'_> {
    fn from(column: Column) -> Self {
        match column.str() {
            Ok(texts) => Self::Texts(Texts::from(texts)),
            Err(_) => Self::Typed(column),
        }
    }
}

impl From<&Column> for Values<'_> {
    fn from(column: &Column) -> Self {
        Self::from(column.clone())
    }
}

/// The same values, which lie where these lie.
impl<'a> From<&'a Values<'_>> for Values<'a> {
    fn from(values: &'a Values<'_>) -> Self {
        match values {
            Values::Typed(column) => Self::Typed(column.clone()),
            Values::Texts(texts) => Self::Texts(texts.by_ref()),
        }
    }
}
