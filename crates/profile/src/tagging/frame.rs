//! The persons as a table.

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
        let mut columns = vec![self.people.series(PERSON).into_column()];
        for column in &self.columns {
            columns.push(column.names());
        }
        DataFrame::new(self.len(), columns)
    }
}

impl TagColumn {
    fn names(&self) -> Column {
        let name = PlSmallStr::from_str(&self.meta.code);
        let one = |place: usize| {
            place
                .checked_sub(1)
                .map(|value| self.values[value].name.as_str())
        };
        let texts = match &self.codes {
            Codes::Narrow(codes) => {
                StringChunked::from_iter_options(name, codes.iter().map(|&code| one(code.into())))
            }
            Codes::Wide(codes) => {
                StringChunked::from_iter_options(name, codes.iter().map(|&code| one(code.into())))
            }
            Codes::Sets(codes) => {
                let joined = (0..codes.len()).map(|person| {
                    let names: Vec<&str> = self
                        .codes
                        .values_of(person)
                        .map(|value| self.values[value].name.as_str())
                        .collect();
                    (!names.is_empty()).then(|| names.join(BETWEEN))
                });
                StringChunked::from_iter_options(name, joined)
            }
        };
        texts.into_column()
    }
}
