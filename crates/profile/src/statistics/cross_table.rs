//! [`CrossTable`]: how often the values of two dimensions come together.

use serde::Serialize;

use crate::{
    TagColumn,
    tally::{self, Crossing},
};

/// How often the values of two dimensions come together.
///
/// Cells lie row by row. People without a value in either dimension are counted apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CrossTable {
    /// Values of the first dimension.
    pub rows: usize,
    /// Values of the second dimension.
    pub columns: usize,
    /// People by row and column, row by row.
    pub cells: Vec<u64>,
    /// People without a value in one of the dimensions, who are in no cell.
    pub without_value: u64,
}

impl CrossTable {
    /// A table of counts that are known: lines of equal length, of which there may be none.
    pub fn from_lines<const N: usize>(lines: &[[u64; N]]) -> Self {
        Self {
            rows: lines.len(),
            columns: N,
            cells: lines.concat(),
            without_value: 0,
        }
    }

    /// Counts people by two tags.
    ///
    /// A person with several values of a tag counts in each of their cells.
    pub fn of(rows: &TagColumn, columns: &TagColumn) -> Self {
        Self::from_crossing(&tally::cross(rows, columns))
    }

    fn from_crossing(crossing: &Crossing) -> Self {
        let lines = crossing.counts.chunks(crossing.columns).skip(1);
        let cells: Vec<u64> = lines.flat_map(|line| line[1..].iter().copied()).collect();
        let inside: u64 = cells.iter().sum();
        Self {
            rows: crossing.rows - 1,
            columns: crossing.columns - 1,
            without_value: crossing.counts.iter().sum::<u64>() - inside,
            cells,
        }
    }

    /// The people in a cell; 0 outside the table.
    pub fn at(&self, row: usize, column: usize) -> u64 {
        let inside = row < self.rows && column < self.columns;
        let cell = inside.then(|| self.cells.get(row * self.columns + column));
        cell.flatten().copied().unwrap_or(0)
    }

    /// People by row.
    pub fn row_totals(&self) -> Vec<u64> {
        let line = |row| (0..self.columns).map(|column| self.at(row, column)).sum();
        (0..self.rows).map(line).collect()
    }

    /// People by column.
    pub fn column_totals(&self) -> Vec<u64> {
        let line = |column| (0..self.rows).map(|row| self.at(row, column)).sum();
        (0..self.columns).map(line).collect()
    }

    /// People in the table.
    pub fn total(&self) -> u64 {
        self.cells.iter().sum()
    }

    /// The table with its dimensions exchanged.
    #[must_use]
    pub fn transposed(&self) -> Self {
        let cells =
            (0..self.columns).flat_map(|column| (0..self.rows).map(move |row| (row, column)));
        Self {
            rows: self.columns,
            columns: self.rows,
            cells: cells.map(|(row, column)| self.at(row, column)).collect(),
            without_value: self.without_value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_without_a_value_are_counted_apart() {
        let crossing = Crossing {
            rows: 3,
            columns: 4,
            counts: vec![1, 0, 2, 0, 0, 0, 0, 1, 0, 2, 0, 0],
        };
        let table = CrossTable::from_crossing(&crossing);
        assert_eq!(table.cells, [0, 0, 1, 2, 0, 0]);
        assert_eq!((table.total(), table.without_value), (3, 3));
        let turned = CrossTable {
            without_value: 3,
            ..CrossTable::from_lines(&[[0, 2], [0, 0], [1, 0]])
        };
        assert_eq!(table.transposed(), turned);
        assert_eq!(
            (table.row_totals(), table.column_totals(), table.at(3, 3)),
            (vec![1, 2], vec![2, 0, 1], 0)
        );
    }
}
