//! [`People`]: the customer table, read where a step needs it.

use chrono::NaiveDate;
use fourr_cell::personal::{self, MaskLevel, Personal};
use fourr_rfm::Column as Customers;
use fourr_table::Role;
use polars::prelude::{Column, DataFrame, DataType};

use crate::Cell;
use crate::rfm::subject::{Subject, date};

/// The customers, one a row, by ascending id.
pub(super) struct People<'a> {
    frame: &'a DataFrame,
    /// What the header of the ids promises.
    hint: Option<Personal>,
}

impl<'a> People<'a> {
    pub(super) fn of(subject: &Subject<'_>, frame: &'a DataFrame) -> Self {
        let mut columns = subject.summary.columns.iter();
        let ids = columns.find(|found| found.role == Role::Customer);
        Self {
            frame,
            hint: ids.and_then(|found| personal::hint_of_header(&found.column)),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.frame.height()
    }

    /// The values of a column, customer by customer; none of a column that the input does not give.
    pub(super) fn numbers(&self, column: Customers) -> Vec<f64> {
        let column = self.frame.column(column.name()).ok();
        let values = column.and_then(|values| values.cast(&DataType::Float64).ok());
        let values = values.as_ref().and_then(|values| values.f64().ok());
        values.map_or_else(Vec::new, |values| values.iter().flatten().collect())
    }

    /// The rows of the customers of a segment.
    pub(super) fn of_segment(&self, key: &str) -> Vec<usize> {
        let column = self.frame.column(Customers::Segment.name()).ok();
        let texts = column.and_then(|names| names.cast(&DataType::String).ok());
        let Some(names) = texts.as_ref().and_then(|names| names.str().ok()) else {
            return Vec::new();
        };
        let rows = names.iter().enumerate();
        rows.filter(|(_, name)| *name == Some(key))
            .map(|(row, _)| row)
            .collect()
    }

    pub(super) fn number(&self, column: Customers, row: usize) -> Option<f64> {
        self.one(column, row, &DataType::Float64)?
            .f64()
            .ok()?
            .get(0)
    }

    pub(super) fn date(&self, column: Customers, row: usize) -> Option<NaiveDate> {
        date(
            self.one(column, row, &DataType::Int32)?
                .i32()
                .ok()?
                .get(0)?,
        )
    }

    pub(super) fn text(&self, column: Customers, row: usize) -> Option<String> {
        let one = self.one(column, row, &DataType::String)?;
        one.str().ok()?.get(0).map(str::to_owned)
    }

    /// A customer's id as it may be shown: masked where its column or its form says that it is personal.
    pub(super) fn id(&self, row: usize) -> Cell {
        let id = self.text(Customers::Customer, row).unwrap_or_default();
        match self.personal(&id) {
            Some(kind) => Cell::from(personal::mask(&id, kind, MaskLevel::Standard)),
            None => Cell::from(id),
        }
    }

    /// Whether one of these customers has a personal id.
    pub(super) fn masks(&self, rows: &[usize]) -> bool {
        let mut ids = rows
            .iter()
            .filter_map(|row| self.text(Customers::Customer, *row));
        ids.any(|id| self.personal(&id).is_some())
    }

    fn personal(&self, id: &str) -> Option<Personal> {
        self.hint.or_else(|| personal::recognise(id, None))
    }

    fn one(&self, column: Customers, row: usize, as_a: &DataType) -> Option<Column> {
        let row = i64::try_from(row).ok()?;
        let values = self.frame.column(column.name()).ok()?;
        values.slice(row, 1).cast(as_a).ok()
    }
}
