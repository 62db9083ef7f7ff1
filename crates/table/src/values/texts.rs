//! [`Texts`]: the cells of a column of text, wherever they lie.

use std::borrow::Cow;
use std::ops::Range;

use either::Either;
use polars::prelude::*;
use polars_arrow::array::{Array, PrimitiveArray, Utf8ViewArray};

/// Where a cell stands in a text; null where it ends before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Cell {
    pub(crate) const NULL: Self = Self { start: 1, end: 0 };

    /// All of a text.
    pub(super) fn whole(text: &str) -> Self {
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        Self { start: 0, end }
    }

    /// Its text in what it is a part of.
    #[inline]
    pub(crate) fn of(self, text: &str) -> Option<&str> {
        text.get(self.start as usize..self.end as usize)
    }
}

/// Texts by their places among the different ones, as Parquet has those that repeat.
#[derive(Debug, Clone)]
pub(crate) struct Coded {
    /// One a row.
    pub(crate) places: PrimitiveArray<u32>,
    pub(crate) texts: Utf8ViewArray,
}

impl Coded {
    /// A column of views of the same texts.
    fn to_column(&self, name: &str) -> StringChunked {
        let texts = StringChunked::with_chunk(name.into(), self.texts.clone());
        let places = IdxCa::with_chunk(PlSmallStr::EMPTY, self.places.clone());
        let one_by_one = || StringChunked::from_iter_options(name.into(), self.iter());
        texts.take(&places).unwrap_or_else(|_| one_by_one())
    }

    fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        let places = self.places.iter();
        places.map(|place| Some(self.texts.value(*place? as usize)))
    }
}

/// The texts of a column, one a row, `None` where there is none.
#[derive(Debug, Clone)]
pub struct Texts<'a>(Form<'a>);

#[derive(Debug, Clone)]
pub(super) enum Form<'a> {
    /// A column of its own.
    Column(StringChunked),
    Coded(Coded),
    /// Parts of a text.
    Cells(&'a str, Cow<'a, [Cell]>),
}

impl<'a> Texts<'a> {
    pub(crate) fn cells(text: &'a str, cells: &'a [Cell]) -> Self {
        Self(Form::Cells(text, Cow::Borrowed(cells)))
    }

    pub(crate) fn coded(coded: Coded) -> Self {
        Self(Form::Coded(coded))
    }

    pub(super) fn form(&self) -> &Form<'a> {
        &self.0
    }

    /// The same texts, which lie where these lie.
    pub(crate) fn by_ref(&self) -> Texts<'_> {
        Texts(match &self.0 {
            Form::Column(texts) => Form::Column(texts.clone()),
            Form::Coded(coded) => Form::Coded(coded.clone()),
            Form::Cells(text, cells) => Form::Cells(text, Cow::Borrowed(cells)),
        })
    }

    /// Some rows of the same texts, which lie where these lie.
    pub(super) fn slice(&self, rows: Range<usize>) -> Texts<'_> {
        Texts(match &self.0 {
            Form::Column(texts) => {
                let start = i64::try_from(rows.start).unwrap_or(i64::MAX);
                Form::Column(texts.slice(start, rows.len()))
            }
            Form::Coded(coded) => Form::Coded(Coded {
                places: coded.places.clone().sliced(rows.start, rows.len()),
                texts: coded.texts.clone(),
            }),
            Form::Cells(text, cells) => Form::Cells(text, Cow::Borrowed(&cells[rows])),
        })
    }

    /// Rows.
    pub fn len(&self) -> usize {
        match &self.0 {
            Form::Column(texts) => texts.len(),
            Form::Coded(coded) => coded.places.len(),
            Form::Cells(_, cells) => cells.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The texts in the order of the rows.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        match &self.0 {
            Form::Column(texts) => Either::Left(texts.iter()),
            Form::Coded(coded) => Either::Right(Either::Left(coded.iter())),
            Form::Cells(text, cells) => {
                Either::Right(Either::Right(cells.iter().map(|cell| cell.of(text))))
            }
        }
    }

    /// The text of a row.
    #[inline]
    pub fn get(&self, row: usize) -> Option<&str> {
        match &self.0 {
            Form::Column(texts) => texts.get(row),
            Form::Coded(coded) => {
                let known = row < coded.places.len() && coded.places.is_valid(row);
                known.then(|| coded.texts.value(coded.places.value(row) as usize))
            }
            Form::Cells(text, cells) => cells.get(row)?.of(text),
        }
    }

    /// Whether some row has no text.
    pub fn has_nulls(&self) -> bool {
        match &self.0 {
            Form::Column(texts) => texts.null_count() > 0,
            Form::Coded(coded) => coded.places.null_count() > 0,
            Form::Cells(_, cells) => cells.contains(&Cell::NULL),
        }
    }

    /// Each text without blanks around it, and none in place of those that are not kept.
    pub(crate) fn trimmed(&self, keep: impl Fn(&str) -> bool) -> Self {
        match &self.0 {
            Form::Column(_) | Form::Coded(_) => {
                let trimmed = self
                    .iter()
                    .map(|text| Some(text?.trim()).filter(|text| keep(text)));
                let trimmed = StringChunked::from_iter_options(PlSmallStr::EMPTY, trimmed);
                Self(Form::Column(trimmed))
            }
            Form::Cells(text, cells) => {
                let trimmed = cells.iter().map(|cell| {
                    let whole = cell.of(text)?;
                    let kept = Some(whole.trim()).filter(|text| keep(text))?;
                    let blank = whole.len() - whole.trim_start().len();
                    let start = cell.start + u32::try_from(blank).ok()?;
                    let end = start + u32::try_from(kept.len()).ok()?;
                    Some(Cell { start, end })
                });
                let trimmed = trimmed.map(|cell| cell.unwrap_or(Cell::NULL));
                Self(Form::Cells(text, trimmed.collect()))
            }
        }
    }

    /// A column of these texts, which does not depend on where they lie.
    pub fn to_column(&self, name: &str) -> StringChunked {
        match &self.0 {
            Form::Column(texts) => texts.clone().with_name(name.into()),
            Form::Coded(coded) => coded.to_column(name),
            Form::Cells(..) => {
                let mut builder = StringChunkedBuilder::new(name.into(), self.len());
                for text in self.iter() {
                    builder.append_option(text);
                }
                builder.finish()
            }
        }
    }

    /// The same texts, which do not depend on where they lie.
    pub fn into_owned(self) -> Texts<'static> {
        Texts(match self.0 {
            Form::Column(texts) => Form::Column(texts),
            Form::Coded(coded) => Form::Coded(coded),
            Form::Cells(..) => Form::Column(self.to_column("")),
        })
    }
}

impl From<StringChunked> for Texts<'_> {
    fn from(texts: StringChunked) -> Self {
        Self(Form::Column(texts))
    }
}

impl From<&StringChunked> for Texts<'_> {
    fn from(texts: &StringChunked) -> Self {
        Self::from(texts.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = " 北京 ,x,,无";

    fn cells() -> [Cell; 4] {
        let cell = |start, end| Cell { start, end };
        [cell(0, 8), cell(9, 10), Cell::NULL, cell(12, 15)]
    }

    #[test]
    fn cells_read_like_a_column() {
        let cells = cells();
        let found = Texts::cells(TEXT, &cells);
        let column = Texts::from(&found.to_column("c"));
        let coded = Texts::coded(Coded {
            places: PrimitiveArray::from([Some(2), Some(0), None, Some(1)]),
            texts: Utf8ViewArray::from_slice_values(["x", "无", " 北京 "]),
        });
        for texts in [&found, &column, &coded, &found.clone().into_owned()] {
            let all: Vec<_> = texts.iter().collect();
            assert_eq!(all, [Some(" 北京 "), Some("x"), None, Some("无")]);
            assert_eq!((texts.get(0), texts.get(2)), (Some(" 北京 "), None));
            let part: Vec<Option<String>> = texts
                .slice(1..3)
                .iter()
                .map(|text| Some(text?.to_owned()))
                .collect();
            assert_eq!(part, [Some("x".to_owned()), None]);
            assert!(texts.has_nulls());
            let trimmed = texts.trimmed(|text| text != "无");
            let all: Vec<_> = trimmed.iter().collect();
            assert_eq!(all, [Some("北京"), Some("x"), None, None]);
        }
    }
}
