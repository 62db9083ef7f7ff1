//! [`CrossTab`]: a cross table as it may be published.

use serde::Serialize;

use super::{Association, CrossTable};
use crate::{
    TagColumn,
    privacy::{Suppression, Withheld},
};

/// A cross table of two tags as it may be published. Counts are `None` where they are withheld.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrossTab {
    /// Code of the tag whose values are rows.
    pub rows: String,
    /// Code of the tag whose values are columns.
    pub columns: String,
    /// Codes of the values of the rows that anybody has.
    pub row_values: Vec<String>,
    /// Codes of the values of the columns that anybody has.
    pub column_values: Vec<String>,
    /// Counts, row by row.
    pub counts: Vec<Option<u64>>,
    /// Counts of rows.
    pub row_totals: Vec<Option<u64>>,
    /// Counts of columns.
    pub column_totals: Vec<Option<u64>>,
    /// All people in the table.
    pub total: Option<u64>,
    /// People without a value of either tag, who are in no cell.
    pub without_value: u64,
    /// Whether a person may be in several cells, so that no test is made.
    pub overlapping: bool,
    /// The test of independence; its residuals are `None` where counts are withheld.
    pub association: Option<Association>,
    /// Counts withheld: small ones, and others to protect them.
    #[serde(skip)]
    pub withheld: [u64; 2],
}

impl CrossTab {
    /// The cross table of two tags.
    pub(crate) fn of(rows: &TagColumn, columns: &TagColumn, rule: &Suppression) -> Self {
        let whole = CrossTable::of(rows, columns);
        let used = |totals: Vec<u64>| -> Vec<usize> {
            (0..totals.len())
                .filter(|place| totals[*place] > 0)
                .collect()
        };
        let (down, across) = (used(whole.row_totals()), used(whole.column_totals()));
        let cells = down
            .iter()
            .flat_map(|row| across.iter().map(|column| whole.at(*row, *column)));
        let table = CrossTable {
            rows: down.len(),
            columns: across.len(),
            cells: cells.collect(),
            without_value: whole.without_value,
        };
        let codes = |tag: &TagColumn, places: &[usize]| -> Vec<String> {
            places
                .iter()
                .map(|place| tag.values[*place].code.clone())
                .collect()
        };
        let overlapping = !(rows.meta.exclusive && columns.meta.exclusive);
        let withheld = rule.of(&table);
        Self {
            rows: rows.meta.code.clone(),
            columns: columns.meta.code.clone(),
            row_values: codes(rows, &down),
            column_values: codes(columns, &across),
            association: (!overlapping)
                .then(|| published(Association::of(&table), &withheld, table.columns)),
            overlapping,
            without_value: table.without_value,
            withheld: [withheld.small, withheld.complementary],
            ..Self::counts(&table, &withheld)
        }
    }

    fn counts(table: &CrossTable, withheld: &Withheld) -> Self {
        let cells =
            (0..table.rows).flat_map(|row| (0..table.columns).map(move |column| (row, column)));
        let shown = |hidden: bool, count: u64| (!hidden).then_some(count);
        Self {
            rows: String::new(),
            columns: String::new(),
            row_values: Vec::new(),
            column_values: Vec::new(),
            counts: cells
                .map(|(row, column)| shown(withheld.cell(row, column), table.at(row, column)))
                .collect(),
            row_totals: (0..)
                .zip(table.row_totals())
                .map(|(row, n)| shown(withheld.row_total(row), n))
                .collect(),
            column_totals: (0..)
                .zip(table.column_totals())
                .map(|(place, n)| shown(withheld.column_total(place), n))
                .collect(),
            total: shown(withheld.total(), table.total()),
            without_value: 0,
            overlapping: false,
            association: None,
            withheld: [0; 2],
        }
    }

    /// The count of a cell, unless it is withheld.
    pub fn at(&self, row: usize, column: usize) -> Option<u64> {
        self.counts
            .get(row * self.column_values.len() + column)
            .copied()
            .flatten()
    }
}

/// The association without what would tell counts that are withheld.
fn published(mut found: Association, withheld: &Withheld, columns: usize) -> Association {
    for (place, residual) in found.residuals.iter_mut().enumerate() {
        if withheld.cell(place / columns, place % columns) {
            *residual = None;
        }
    }
    let lines = |place: usize| {
        withheld.row_total(place / columns) || withheld.column_total(place % columns)
    };
    if withheld.total() || (0..found.expected.len()).any(lines) {
        // Expected counts are made of the totals.
        found.expected.clear();
        found.least_expected = None;
        found
            .residuals
            .iter_mut()
            .for_each(|residual| *residual = None);
    }
    found
}
