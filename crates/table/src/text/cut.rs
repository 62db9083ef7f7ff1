//! [`Cut`]: whole rows of a strict text as columns of strings.

use std::borrow::Cow;

use polars::prelude::*;

use super::blocks::{BLOCK, positions, prefix_parity};
use crate::error::TableError;

/// Which cells of a row are wanted, and as which columns.
pub(crate) struct Cut {
    delimiter: u8,
    /// For each cell of a row, which of the wanted columns it is.
    cells: Vec<Option<usize>>,
    names: Vec<PlSmallStr>,
}

impl Cut {
    pub(super) fn new(delimiter: u8, names: &[String], wanted: &[&str]) -> Self {
        let place = |name: &String| wanted.iter().position(|wanted| wanted == name);
        Self {
            delimiter,
            cells: names.iter().map(place).collect(),
            names: wanted.iter().map(|&name| name.into()).collect(),
        }
    }

    /// The wanted columns of whole rows.
    pub(super) fn frame(&self, rows: &[u8]) -> Result<DataFrame, TableError> {
        let text = simdutf8::basic::from_utf8(rows).map_err(|_| changed())?;
        let mut columns = Columns::new(self, text);
        let has_quotes = memchr::memchr(b'"', rows).is_some();
        let mut inside = 0;
        let (blocks, rest) = rows.as_chunks::<BLOCK>();
        let mut last = [0; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        for (i, block) in blocks.iter().chain(std::iter::once(&last)).enumerate() {
            let mut ends = positions(block, self.delimiter) | positions(block, b'\n');
            if has_quotes {
                let quoted = prefix_parity(positions(block, b'"')) ^ inside;
                inside = if quoted >> (BLOCK - 1) == 1 {
                    u64::MAX
                } else {
                    0
                };
                ends &= !quoted;
            }
            while ends != 0 {
                columns.end_cell(i * BLOCK + ends.trailing_zeros() as usize);
                ends &= ends - 1;
            }
        }
        columns.finish()
    }
}

/// What was surveyed is there no more.
pub(super) fn changed() -> TableError {
    TableError::Query {
        reason: "the file changed while it was read".into(),
    }
}

/// The columns in the making.
struct Columns<'a> {
    cut: &'a Cut,
    text: &'a str,
    builders: Vec<StringChunkedBuilder>,
    rows: usize,
    /// The cell of the row that comes next, and where it begins.
    cell: usize,
    start: usize,
}

impl<'a> Columns<'a> {
    fn new(cut: &'a Cut, text: &'a str) -> Self {
        const BYTES_A_ROW: usize = 64;
        let builder =
            |name: &PlSmallStr| StringChunkedBuilder::new(name.clone(), text.len() / BYTES_A_ROW);
        let builders = cut.names.iter().map(builder).collect();
        Self {
            cut,
            text,
            builders,
            rows: 0,
            cell: 0,
            start: 0,
        }
    }

    /// Ends the current cell with the delimiter or line end at `end`.
    #[inline]
    fn end_cell(&mut self, end: usize) {
        let wanted = self.cut.cells.get(self.cell).copied().flatten();
        let ends_row = self.text.as_bytes()[end] == b'\n';
        if let Some(builder) = wanted.and_then(|column| self.builders.get_mut(column)) {
            append(builder, &self.text[self.start..end]);
        }
        self.start = end + 1;
        self.cell += 1;
        if ends_row {
            self.end_row();
        }
    }

    /// Cells that the row does not have are null.
    fn end_row(&mut self) {
        for column in self.cut.cells.iter().skip(self.cell).flatten() {
            if let Some(builder) = self.builders.get_mut(*column) {
                builder.append_null();
            }
        }
        self.rows += 1;
        self.cell = 0;
    }

    /// Ends the last row where no line end does.
    fn finish(mut self) -> Result<DataFrame, TableError> {
        if self.start < self.text.len() || self.cell > 0 {
            let wanted = self.cut.cells.get(self.cell).copied().flatten();
            if let Some(builder) = wanted.and_then(|column| self.builders.get_mut(column)) {
                append(builder, &self.text[self.start..]);
            }
            self.cell += 1;
            self.end_row();
        }
        let columns = self
            .builders
            .into_iter()
            .map(|builder| builder.finish().into_column());
        Ok(DataFrame::new(self.rows, columns.collect())?)
    }
}

/// An empty cell is null, a quoted one is its content.
#[inline]
fn append(builder: &mut StringChunkedBuilder, cell: &str) {
    let cell = cell.strip_suffix('\r').unwrap_or(cell);
    match cell.as_bytes() {
        [] => builder.append_null(),
        [b'"', .., b'"'] => builder.append_value(unquoted(&cell[1..cell.len() - 1])),
        _ => builder.append_value(cell),
    }
}

fn unquoted(cell: &str) -> Cow<'_, str> {
    if cell.contains('"') {
        Cow::Owned(cell.replace("\"\"", "\""))
    } else {
        Cow::Borrowed(cell)
    }
}
