//! The persons as a table.

use std::collections::HashMap;
use std::ops::Range;

use polars::prelude::*;

use super::{Codes, TagColumn, Tagging};
use crate::tags::PERSON;

/// Between the names of several values.
const BETWEEN: &str = ";";

impl Tagging {
    /// One row per person: `person_id`, and a column per tag, called by its code, with the names of the values. Null is
    /// no value; several values are joined by semicolons in the order of the file.
    ///
    /// # Errors
    /// When the columns cannot be put together.
    pub fn frame(&self) -> PolarsResult<DataFrame> {
        spelled(self.part(&(0..self.len()))?)
    }

    /// The rows of some persons; the names of a tag with one value a person are an `Enum`, which takes a byte or two.
    pub(crate) fn part(&self, persons: &Range<usize>) -> PolarsResult<DataFrame> {
        let mut columns = vec![self.people.part(PERSON, persons).into_column()];
        for column in &self.columns {
            columns.push(column.names(persons)?);
        }
        DataFrame::new(persons.len(), columns)
    }
}

/// The same table with texts in place of an `Enum` of them.
pub(crate) fn spelled(mut frame: DataFrame) -> PolarsResult<DataFrame> {
    let coded = |column: &&Column| matches!(column.dtype(), DataType::Enum(..));
    let texts = frame.columns().iter().filter(coded);
    let texts: Vec<Column> = texts
        .map(|column| column.cast(&DataType::String))
        .collect::<PolarsResult<_>>()?;
    for column in texts {
        frame.with_column(column)?;
    }
    Ok(frame)
}

impl TagColumn {
    fn names(&self, persons: &Range<usize>) -> PolarsResult<Column> {
        match &self.codes {
            Codes::Narrow(codes) => self.coded(codes[persons.clone()].iter().copied()),
            Codes::Wide(codes) => self.coded(codes[persons.clone()].iter().copied()),
            Codes::Sets(_) => Ok(self.joined(persons)),
        }
    }

    /// Names by code: 0 is none, else the place of the value from 1.
    fn coded(&self, codes: impl Iterator<Item = impl Into<usize>>) -> PolarsResult<Column> {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut names: Vec<&str> = Vec::new();
        let mut of_code = vec![None];
        for value in &self.values {
            // Two values of one name are one name.
            let place = *places.entry(&value.name).or_insert(names.len());
            if place == names.len() {
                names.push(&value.name);
            }
            of_code.push(Some(place));
        }
        let categories = DataType::from_frozen_categories(FrozenCategories::new(names)?);
        let codes = codes.map(|code| of_code[code.into()]);
        let name = PlSmallStr::from_str(&self.meta.code);
        if categories.cat_physical()? == CategoricalPhysical::U8 {
            let codes = codes.map(|place| u8::try_from(place?).ok());
            let codes = ChunkedArray::from_iter_options(name, codes);
            return Ok(Categorical8Chunked::from_cats_and_dtype(codes, categories).into_column());
        }
        // A tag has at most 65,534 values.
        let codes = codes.map(|place| u16::try_from(place?).ok());
        let codes = ChunkedArray::from_iter_options(name, codes);
        Ok(Categorical16Chunked::from_cats_and_dtype(codes, categories).into_column())
    }

    /// The names of several values, one text a person.
    fn joined(&self, persons: &Range<usize>) -> Column {
        let joined = persons.clone().map(|person| {
            let names: Vec<&str> = self
                .codes
                .values_of(person)
                .map(|value| self.values[value].name.as_str())
                .collect();
            (!names.is_empty()).then(|| names.join(BETWEEN))
        });
        let name = PlSmallStr::from_str(&self.meta.code);
        StringChunked::from_iter_options(name, joined).into_column()
    }
}
