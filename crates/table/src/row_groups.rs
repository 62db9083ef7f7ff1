//! [`RowGroups`]: the row groups of a Parquet file, each decoded by the worker that asks for it.
//!
//! A worker that decodes what it then reads uses the same memory again for every piece, where an engine that decodes ahead
//! holds many pieces at once and takes new memory for each.

use std::fs::File;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use polars::prelude::*;
use polars_parquet::read::{FileMetadata, RowGroupMetadata, read_metadata};

use crate::batches::BATCH;
use crate::error::TableError;

/// Rows of a row group up to which it is decoded whole.
const LARGEST: usize = 16 * BATCH;
/// Rows up to which small row groups are taken together.
const TOGETHER: usize = BATCH / 2;

/// The row groups of a file, in pieces of bounded size.
#[derive(Debug)]
pub(crate) struct RowGroups {
    file: File,
    /// The metadata without row groups.
    head: FileMetadata,
    groups: Vec<RowGroupMetadata>,
    pieces: Vec<Piece>,
}

/// Row groups that are taken together.
#[derive(Debug, Clone)]
struct Piece {
    first_row: u64,
    rows: usize,
    groups: Range<usize>,
}

impl RowGroups {
    /// Of a file whose row groups are small enough to be decoded whole; `None` for any other.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let mut file = File::open(path).ok()?;
        let mut head = read_metadata(&mut file).ok()?;
        let groups = std::mem::take(&mut head.row_groups);
        let heights: Vec<usize> = groups.iter().map(RowGroupMetadata::num_rows).collect();
        if heights.iter().any(|rows| *rows > LARGEST) {
            return None;
        }
        Some(Self {
            file,
            head,
            groups,
            pieces: pieces(&heights),
        })
    }

    /// How many pieces there are.
    pub(crate) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Rows of all pieces.
    pub(crate) fn rows(&self) -> u64 {
        let last = self.pieces.last();
        last.map_or(0, |last| last.first_row + last.rows as u64)
    }

    /// The number of the first row of a piece, and its rows.
    pub(crate) fn place(&self, piece: usize) -> (u64, u64) {
        let piece = &self.pieces[piece];
        (piece.first_row, piece.rows as u64)
    }

    /// A piece, of which columns can be decoded one by one.
    pub(crate) fn group(self: &Arc<Self>, piece: usize) -> Group {
        let piece = self.pieces[piece].clone();
        let metadata = FileMetadata {
            num_rows: piece.rows,
            row_groups: self.groups[piece.groups.clone()].to_vec(),
            ..self.head.clone()
        };
        Group {
            of: Arc::clone(self),
            metadata: Arc::new(metadata),
            piece,
        }
    }
}

/// Row groups that are decoded together.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    of: Arc<RowGroups>,
    metadata: Arc<FileMetadata>,
    piece: Piece,
}

impl Group {
    /// Rows.
    pub(crate) fn height(&self) -> usize {
        self.piece.rows
    }

    /// Decodes these columns in the thread that calls.
    ///
    /// # Errors
    /// A file that is damaged, or has changed.
    pub(crate) fn read(&self, columns: &[PlSmallStr]) -> Result<DataFrame, TableError> {
        let frame = self.decode(columns)?;
        if frame.height() == self.piece.rows {
            return Ok(frame);
        }
        Err(TableError::Query {
            reason: format!(
                "the reading ended after {} of {} rows",
                self.piece.first_row + frame.height() as u64,
                self.of.rows()
            ),
        })
    }

    fn decode(&self, columns: &[PlSmallStr]) -> PolarsResult<DataFrame> {
        let names = columns.iter().map(ToString::to_string).collect();
        let mut reader = ParquetReader::new(self.of.file.try_clone()?)
            .with_columns(Some(names))
            .read_parallel(ParallelStrategy::None);
        reader.set_metadata(Arc::clone(&self.metadata));
        // The decoder trusts what pages say of themselves.
        let frame = catch_unwind(AssertUnwindSafe(|| reader.finish()))
            .unwrap_or_else(|_| polars_bail!(ComputeError: "the Parquet file is damaged"))?;
        frame.select(columns.iter().cloned())
    }
}

/// Small row groups taken together; empty ones are left out.
fn pieces(heights: &[usize]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut first_row = 0;
    for (group, &rows) in heights.iter().enumerate().filter(|(_, rows)| **rows > 0) {
        match pieces.last_mut() {
            Some(last) if last.rows + rows <= TOGETHER && last.groups.end == group => {
                last.rows += rows;
                last.groups.end = group + 1;
            }
            _ => pieces.push(Piece {
                first_row,
                rows,
                groups: group..group + 1,
            }),
        }
        first_row += rows as u64;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_row_groups_are_taken_together() {
        let found = pieces(&[10, 20, TOGETHER, 0, 5, 6]);
        let shown: Vec<(u64, usize, Range<usize>)> = found
            .into_iter()
            .map(|piece| (piece.first_row, piece.rows, piece.groups))
            .collect();
        let after = 30 + TOGETHER as u64;
        assert_eq!(
            shown,
            [(0, 30, 0..2), (30, TOGETHER, 2..3), (after, 11, 4..6)]
        );
    }
}
