//! [`Batches`]: the rows of a table in order, a bounded number at a time.

use std::num::NonZeroUsize;
use std::sync::Arc;

use polars::prelude::*;

use crate::error::TableError;
use crate::opened::Rows;
use crate::row_groups::RowGroups;
use crate::spool::Keep;
use crate::stage::Stage;
use crate::table::Observer;
use crate::text::Cells;

/// Rows of a batch: large enough that a batch costs nothing, small enough that a few fit in memory.
pub(crate) const BATCH: usize = 1 << 18;

/// Some rows of a table, in their order.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Number of the first row in the table, from 0.
    pub first_row: u64,
    /// The rows.
    pub frame: DataFrame,
}

/// Iterates over the rows of a table. Dropping it stops the reading.
pub struct Batches {
    rows: Reading,
    /// The same rows in pieces that workers decode themselves.
    pieces: Option<Pieces>,
    columns: Arc<[PlSmallStr]>,
    next_row: u64,
    /// Rows that there should be, where opening has counted them.
    expected: Option<u64>,
    observer: Option<Observer>,
    /// The temporary files that are being read.
    _keep: Arc<[Keep]>,
}

/// Pieces of a Parquet file, and which is next.
struct Pieces {
    of: Arc<RowGroups>,
    next: usize,
}

/// What a worker is handed: a batch, or what it takes to decode one.
pub(crate) enum Ticket {
    Batch(Batch),
    Piece {
        of: Arc<RowGroups>,
        piece: usize,
        columns: Arc<[PlSmallStr]>,
    },
}

impl Ticket {
    /// The batch, decoded in the thread that calls.
    pub(crate) fn redeem(self) -> Result<Batch, TableError> {
        let _stage = Stage::Read.enter();
        match self {
            Self::Batch(batch) => Ok(batch),
            Self::Piece { of, piece, columns } => Ok(Batch {
                first_row: of.place(piece).0,
                frame: of.read(piece, &columns)?,
            }),
        }
    }
}

enum Reading {
    Frame(DataFrame),
    Scan(CollectBatches),
    Text(Cells),
    Failed,
}

impl Batches {
    pub(crate) fn new(
        rows: &Rows,
        columns: &[&str],
        expected: Option<u64>,
        keep: Arc<[Keep]>,
        observer: Option<Observer>,
    ) -> Result<Self, TableError> {
        let pieces = match rows {
            // Fewer pieces than workers would leave some without any.
            Rows::Parquet(of, _) if of.len() >= rayon::current_num_threads() => Some(Pieces {
                of: Arc::clone(of),
                next: 0,
            }),
            _ => None,
        };
        let rows = match rows {
            Rows::Frame(frame) => Reading::Frame(frame.select(columns.iter().copied())?),
            Rows::Text(text, _) => Reading::Text(text.cells(columns)?),
            Rows::Scan(frame) | Rows::Parquet(_, frame) => {
                let selected = LazyFrame::clone(frame)
                    .select(columns.iter().map(|&name| col(name)).collect::<Vec<_>>());
                Reading::Scan(selected.collect_batches(
                    Engine::Streaming,
                    true,
                    NonZeroUsize::new(BATCH),
                    // Workers who decode themselves never ask the engine for a batch.
                    pieces.is_some(),
                )?)
            }
        };
        let columns = columns.iter().map(|&name| name.into()).collect();
        Ok(Self {
            rows,
            pieces,
            columns,
            next_row: 0,
            expected,
            observer,
            _keep: keep,
        })
    }

    fn next_frame(&mut self) -> Option<Result<DataFrame, TableError>> {
        match &mut self.rows {
            Reading::Frame(frame) => {
                let start = usize::try_from(self.next_row).ok()?;
                (start < frame.height())
                    .then(|| Ok(frame.slice(i64::try_from(start).unwrap_or(i64::MAX), BATCH)))
            }
            Reading::Scan(batches) => {
                let frame = batches.next()?;
                if frame.is_err() {
                    self.rows = Reading::Failed;
                }
                Some(frame.map_err(TableError::from))
            }
            Reading::Text(cells) => {
                let frame = cells.next()?;
                if frame.is_err() {
                    self.rows = Reading::Failed;
                }
                Some(frame)
            }
            Reading::Failed => None,
        }
    }
}

impl Batches {
    /// The next batch, or what a worker needs to decode it: outside the lock under which tickets are drawn.
    pub(crate) fn ticket(&mut self) -> Option<Result<Ticket, TableError>> {
        let Some(pieces) = &mut self.pieces else {
            return self.next().map(|batch| batch.map(Ticket::Batch));
        };
        let piece = pieces.next;
        if piece == pieces.of.len() {
            return None;
        }
        pieces.next += 1;
        let (first_row, rows) = pieces.of.place(piece);
        if let Some(observer) = &self.observer {
            observer(first_row + rows);
        }
        Some(Ok(Ticket::Piece {
            of: Arc::clone(&pieces.of),
            piece,
            columns: Arc::clone(&self.columns),
        }))
    }

    /// An engine that dies must not pass for the end of the table.
    fn shortfall(&mut self) -> Option<TableError> {
        let failed = matches!(self.rows, Reading::Failed);
        let expected = self
            .expected
            .take()
            .filter(|rows| !failed && *rows != self.next_row)?;
        Some(TableError::Query {
            reason: format!(
                "the reading ended after {} of {expected} rows",
                self.next_row
            ),
        })
    }
}

impl Iterator for Batches {
    type Item = Result<Batch, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let frame = match self.next_frame() {
                Some(Ok(frame)) => frame,
                Some(Err(error)) => return Some(Err(error)),
                None => return self.shortfall().map(Err),
            };
            // The engine may emit empty morsels.
            if frame.height() == 0 {
                continue;
            }
            debug_assert!(frame.get_column_names().into_iter().eq(self.columns.iter()));
            let first_row = self.next_row;
            self.next_row += frame.height() as u64;
            if let Some(observer) = &self.observer {
                observer(self.next_row);
            }
            return Some(Ok(Batch { first_row, frame }));
        }
    }
}
