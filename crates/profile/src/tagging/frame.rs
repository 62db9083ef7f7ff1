//! The persons as a table.

use std::ops::Range;

use fourr_table::{named, spelled};
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

impl TagColumn {
    fn names(&self, persons: &Range<usize>) -> PolarsResult<Column> {
        match &self.codes {
            Codes::Few(codes) => self.coded(persons.clone().map(|person| codes.get(person))),
            Codes::Narrow(codes) => self.coded(codes[persons.clone()].iter().copied()),
            Codes::Wide(codes) => self.coded(codes[persons.clone()].iter().copied()),
            Codes::Sets(_) => Ok(self.joined(persons)),
        }
    }

    /// Names by code: 0 is none, else the place of the value from 1.
    fn coded(&self, codes: impl Iterator<Item = impl Into<usize>>) -> PolarsResult<Column> {
        let names: Vec<&str> = self
            .values
            .iter()
            .map(|value| value.name.as_str())
            .collect();
        let places = codes.map(|code| code.into().checked_sub(1));
        named(&self.meta.code, &names, places)
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
