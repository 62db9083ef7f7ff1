//! [`Cells`]: the cells of a sheet by column, without its blank rows.

use std::io::{Read, Seek};
use std::ops::Range;

use calamine::{Data, Reader, Sheets};

use super::column;
use super::damaged;
use crate::error::TableError;
use crate::header::Start;

/// Cells that are held in memory: 24 bytes each and the text.
const LIMIT: u64 = 100_000_000;

/// The cells of a sheet by column. Rows without any cell are left out, so that a single cell at the far end of a sheet
/// costs nothing.
#[derive(Debug, Default)]
pub(super) struct Cells {
    columns: Vec<Vec<Data>>,
    /// The 0-based row of the sheet that each row was.
    rows: Vec<u32>,
}

impl Cells {
    pub(super) fn read<R: Read + Seek>(
        workbook: &mut Sheets<R>,
        sheet: &str,
        path: &str,
    ) -> Result<Self, TableError> {
        let mut cells = Self::default();
        let fault = |error: calamine::Error| damaged(&error, path);
        match workbook {
            Sheets::Xlsx(book) => {
                let mut reader = book
                    .worksheet_cells_reader(sheet)
                    .map_err(|error| fault(error.into()))?;
                while let Some(cell) = reader.next_cell().map_err(|error| fault(error.into()))? {
                    cells.push(
                        cell.get_position(),
                        cell.get_value().clone().into(),
                        sheet,
                        path,
                    )?;
                }
            }
            Sheets::Xlsb(book) => {
                let mut reader = book
                    .worksheet_cells_reader(sheet)
                    .map_err(|error| fault(error.into()))?;
                while let Some(cell) = reader.next_cell().map_err(|error| fault(error.into()))? {
                    cells.push(
                        cell.get_position(),
                        cell.get_value().clone().into(),
                        sheet,
                        path,
                    )?;
                }
            }
            Sheets::Xls(_) | Sheets::Ods(_) => {
                let range = workbook.worksheet_range(sheet).map_err(fault)?;
                let (top, left) = range.start().unwrap_or_default();
                for (row, column, value) in range.used_cells() {
                    let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else {
                        continue;
                    };
                    cells.push((top + row, left + column), value.clone(), sheet, path)?;
                }
            }
        }
        cells.fill();
        Ok(cells)
    }

    /// Adds a cell; they come row by row.
    fn push(
        &mut self,
        at: (u32, u32),
        value: Data,
        sheet: &str,
        path: &str,
    ) -> Result<(), TableError> {
        if is_blank(&value) {
            return Ok(());
        }
        let (row, column) = (at.0, at.1 as usize);
        // A file whose cells come in disorder is put in order row by row; what comes late joins the last row.
        if self.rows.last().is_none_or(|last| *last < row) {
            self.rows.push(row);
        }
        if self.columns.len() <= column {
            self.columns.resize_with(column + 1, Vec::new);
        }
        let (rows, columns) = (self.rows.len() as u64, self.columns.len() as u64);
        if rows * columns > LIMIT {
            let (path, sheet) = (path.to_owned(), sheet.to_owned());
            return Err(TableError::SheetTooLarge {
                path,
                sheet,
                rows,
                columns,
                limit: LIMIT,
            });
        }
        let cells = &mut self.columns[column];
        cells.resize(self.rows.len() - 1, Data::Empty);
        cells.push(value);
        Ok(())
    }

    /// Gives every column the same height.
    fn fill(&mut self) {
        for column in &mut self.columns {
            column.resize(self.rows.len(), Data::Empty);
        }
    }

    /// Rows with content.
    pub(super) fn height(&self) -> usize {
        self.rows.len()
    }

    /// The 1-based row of the sheet.
    pub(super) fn row_number(&self, row: usize) -> u64 {
        self.rows.get(row).map_or(0, |row| u64::from(*row) + 1)
    }

    pub(super) fn column(&self, column: usize, from: usize) -> &[Data] {
        &self.columns[column][from..]
    }

    /// Blank rows between the first row of data and the last.
    pub(super) fn blank_rows(&self, data: usize) -> u64 {
        let (Some(first), Some(last)) = (self.rows.get(data), self.rows.last()) else {
            return 0;
        };
        u64::from(last - first) + 1 - (self.rows.len() - data) as u64
    }

    /// Columns with a header or a value below it.
    pub(super) fn columns_in_use(&self, start: Start) -> Vec<usize> {
        let from = start.header.unwrap_or(start.data);
        (0..self.columns.len())
            .filter(|&column| !self.column(column, from).iter().all(is_blank))
            .collect()
    }

    /// Some rows as text.
    pub(super) fn texts(&self, rows: Range<usize>) -> Vec<Vec<String>> {
        rows.map(|row| {
            self.columns
                .iter()
                .map(|cells| column::text(&cells[row]).unwrap_or_default())
                .collect()
        })
        .collect()
    }
}

fn is_blank(value: &Data) -> bool {
    match value {
        Data::Empty => true,
        Data::String(text) => text.trim().is_empty(),
        _ => false,
    }
}
