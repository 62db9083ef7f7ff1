//! [`Cut`]: where the cells of a strict text stand.

use std::sync::Arc;

use polars::prelude::PlSmallStr;

use super::blocks::{BLOCK, positions, prefix_parity};
use super::sheet::{Memory, Pool, Sheet};
use crate::error::TableError;
use crate::values::Cell;

/// Which cells of a row are wanted, and as which columns.
#[derive(Debug)]
pub(crate) struct Cut {
    delimiter: u8,
    /// For each cell of a row, which of the wanted columns it is.
    columns: Vec<Option<usize>>,
    pub(super) names: Vec<PlSmallStr>,
    pub(super) pool: Pool,
}

impl Cut {
    pub(super) fn new(delimiter: u8, names: &[String], wanted: &[&str]) -> Self {
        let place = |name: &String| wanted.iter().position(|wanted| wanted == name);
        Self {
            delimiter,
            columns: names.iter().map(place).collect(),
            names: wanted.iter().map(|&name| name.into()).collect(),
            pool: Pool::default(),
        }
    }

    /// The wanted columns of whole rows.
    pub(super) fn sheet(self: &Arc<Self>, bytes: Vec<u8>) -> Result<Sheet, TableError> {
        let memory = Memory {
            bytes,
            ..self.pool.take()
        };
        self.sheet_in(memory)
    }

    /// The wanted columns of the rows that `memory` has as bytes.
    pub(super) fn sheet_in(self: &Arc<Self>, memory: Memory) -> Result<Sheet, TableError> {
        let Memory {
            mut bytes,
            mut text,
            mut cells,
        } = memory;
        // Line ends within quotes make this too large, which costs some room.
        let capacity = memchr::memchr_iter(b'\n', &bytes).count() + 1;
        let is_plain = memchr::memchr2(b'"', b'\r', &bytes).is_none();
        // Cells that a row does not have are null.
        cells.clear();
        cells.resize(self.names.len() * capacity, Cell::NULL);
        let rows = Finder::new(self, &mut cells, capacity).find(&bytes, !is_plain)?;
        if !is_plain {
            for cell in &mut cells {
                mend(&mut bytes, cell);
            }
        }
        text.clear();
        text.push_str(simdutf8::basic::from_utf8(&bytes).map_err(|_| changed())?);
        Ok(Sheet {
            cut: Arc::clone(self),
            memory: Memory { bytes, text, cells },
            capacity,
            rows,
        })
    }
}

/// What was surveyed is there no more.
pub(super) fn changed() -> TableError {
    TableError::Query {
        reason: "the file changed while it was read".into(),
    }
}

/// The places of cells in the making.
struct Finder<'a> {
    cut: &'a Cut,
    cells: &'a mut [Cell],
    capacity: usize,
    rows: usize,
    /// The cell of the row that comes next, and where it begins.
    cell: usize,
    start: u32,
}

impl<'a> Finder<'a> {
    fn new(cut: &'a Cut, cells: &'a mut [Cell], capacity: usize) -> Self {
        Self {
            cut,
            cells,
            capacity,
            rows: 0,
            cell: 0,
            start: 0,
        }
    }

    /// Finds all cells; how many rows there are.
    fn find(mut self, bytes: &[u8], has_quotes: bool) -> Result<usize, TableError> {
        let length = u32::try_from(bytes.len()).map_err(|_| changed())?;
        let mut inside = 0;
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        let mut last = [0; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        let all = blocks.iter().chain(std::iter::once(&last));
        for (offset, block) in (0..).step_by(BLOCK).zip(all) {
            let lines = positions(block, b'\n');
            let mut ends = positions(block, self.cut.delimiter) | lines;
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
                let end = ends.trailing_zeros();
                self.end_cell(offset + end);
                if lines >> end & 1 == 1 {
                    self.end_row();
                }
                ends &= ends - 1;
            }
        }
        // The last row where no line end does.
        if self.start < length || self.cell > 0 {
            self.end_cell(length);
            self.end_row();
        }
        Ok(self.rows)
    }

    /// Ends the current cell with the delimiter or line end at `end`.
    #[inline]
    fn end_cell(&mut self, end: u32) {
        if let Some(Some(column)) = self.cut.columns.get(self.cell)
            && self.start < end
        {
            self.cells[column * self.capacity + self.rows] = Cell {
                start: self.start,
                end,
            };
        }
        self.start = end + 1;
        self.cell += 1;
    }

    #[inline]
    fn end_row(&mut self) {
        self.rows += 1;
        self.cell = 0;
    }
}

/// Takes off what belongs to the format: a carriage return at the end, quotes around, one of two quotes within. The bytes that
/// this leaves over are blank.
fn mend(bytes: &mut [u8], cell: &mut Cell) {
    if *cell == Cell::NULL {
        return;
    }
    if bytes[cell.end as usize - 1] == b'\r' {
        cell.end -= 1;
    }
    if cell.start == cell.end {
        *cell = Cell::NULL;
        return;
    }
    let (start, end) = (cell.start as usize, cell.end as usize);
    if let [b'"', content @ .., b'"'] = &mut bytes[start..end] {
        let spared = without_doubles(content);
        cell.start += 1;
        cell.end -= 1 + spared;
    }
}

/// Moves the bytes up so that each pair of quotes is one; how many are left over at the end.
fn without_doubles(content: &mut [u8]) -> u32 {
    let Some(first) = memchr::memchr(b'"', content) else {
        return 0;
    };
    let (mut to, mut from) = (first, first);
    while from < content.len() {
        let byte = content[from];
        content[to] = byte;
        to += 1;
        from += if byte == b'"' && content.get(from + 1) == Some(&b'"') {
            2
        } else {
            1
        };
    }
    let spared = content.len() - to;
    content[to..].fill(b' ');
    u32::try_from(spared).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_returns_of_the_format_are_no_part_of_a_cell() {
        let cases: [(&str, Option<&str>); 8] = [
            ("a", Some("a")),
            ("a\r", Some("a")),
            ("\r", None),
            ("\"\"", Some("")),
            ("\"a,\"\"b\"\"\"\r", Some("a,\"b\"")),
            ("\"\"\"\"", Some("\"")),
            ("\"北\"\"京\"", Some("北\"京")),
            ("\"", Some("\"")),
        ];
        for (written, expected) in cases {
            let mut bytes = written.as_bytes().to_vec();
            let end = u32::try_from(bytes.len()).unwrap();
            let mut cell = Cell { start: 0, end };
            mend(&mut bytes, &mut cell);
            let text = String::from_utf8(bytes).unwrap();
            assert_eq!(cell.of(&text), expected, "{written:?}");
        }
    }
}
