//! The columns of the data sheet of customers, for figures that follow from them.

use fourr_rfm::Column as Customers;

use super::subject::Face;
use crate::{Comparison, Condition, Field, Live, Row, Statistic};

/// The data sheet of customers.
pub(super) const SHEET: &str = "customers";

/// A column of the sheet.
pub(super) fn field(column: Customers) -> Field {
    Field::new(SHEET, column.name())
}

/// How many customers meet all conditions.
pub(super) fn customers(among: impl IntoIterator<Item = Condition>) -> Live {
    Live::rows(SHEET, among)
}

/// The amount of the customers who meet all conditions.
pub(super) fn amount(among: impl IntoIterator<Item = Condition>) -> Live {
    field(Customers::Monetary).sum(among)
}

/// The orders of the customers who meet all conditions.
pub(super) fn orders(among: impl IntoIterator<Item = Condition>) -> Live {
    field(Customers::Frequency).sum(among)
}

/// That a customer is in the segment that the row's first cell names.
pub(super) fn in_this_segment() -> [Condition; 1] {
    [field(Customers::Segment).is(Live::Here(0))]
}

/// That a value lies from one number to another, the end excluded.
pub(super) fn between(field: &Field, from: f64, to: Option<f64>) -> Vec<Condition> {
    let low = field.compared(Comparison::AtLeast, from);
    let high = to.map(|to| field.compared(Comparison::Less, to));
    [low].into_iter().chain(high).collect()
}

/// The cells of a column of a table, in these rows.
pub(super) fn cells(
    table: &'static str,
    rows: impl IntoIterator<Item = usize>,
    column: usize,
) -> Vec<Live> {
    let cell = |row| Live::cell(table, Row::At(row), column);
    rows.into_iter().map(cell).collect()
}

impl Face<'_> {
    /// The values.
    pub(super) fn field(&self) -> Field {
        field(match self.letter {
            "R" => Customers::RecencyDays,
            "F" => Customers::Frequency,
            _ => Customers::Monetary,
        })
    }

    /// The scores.
    pub(super) fn scores(&self) -> Field {
        field(match self.letter {
            "R" => Customers::R,
            "F" => Customers::F,
            _ => Customers::M,
        })
    }

    /// A statistic of the values of all customers.
    pub(super) fn overall(&self, statistic: Statistic) -> Live {
        self.field().of(statistic, [])
    }
}
