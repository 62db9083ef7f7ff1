//! [`Batches`]: the rows of a table in order, a bounded number at a time.

use std::num::NonZeroUsize;
use std::sync::Arc;

use polars::prelude::*;

use crate::error::TableError;
use crate::opened;
use crate::row_groups::{Group, RowGroups};
use crate::spool::Keep;
use crate::stage::Stage;
use crate::table::Observer;
use crate::text::{Cut, Sheet, Sheets, Strict};
use crate::values::{Texts, Values};

/// Rows of a batch: large enough that a batch costs nothing, small enough that a few fit in memory.
pub(crate) const BATCH: usize = 1 << 18;

/// Row groups from which on workers decode them by themselves. Fewer would leave some without any, and the engine decodes a row
/// group with all threads. How many workers there are does not count: batches, and with them what is written of them, are the same
/// however many there are.
const MANY: usize = 4;

/// Some rows of a table, in their order.
///
/// A column is decoded when it is asked for, so that a worker holds one at a time: ask for each once.
#[derive(Debug)]
pub struct Batch {
    /// Number of the first row in the table, from 0.
    pub first_row: u64,
    rows: Rows,
}

/// The rows of a batch, where they lie.
#[derive(Debug)]
enum Rows {
    Frame(DataFrame),
    Group(Group, Arc<[PlSmallStr]>),
    Sheet(Sheet),
}

impl Batch {
    /// How many rows there are.
    pub fn height(&self) -> usize {
        match &self.rows {
            Rows::Frame(frame) => frame.height(),
            Rows::Group(group, _) => group.height(),
            Rows::Sheet(sheet) => sheet.height(),
        }
    }

    /// One of the columns that the batches were asked for.
    ///
    /// # Errors
    /// Another column; a file that cannot be read any more, is damaged or has changed.
    pub fn column(&self, name: &str) -> Result<Values<'_>, TableError> {
        match &self.rows {
            Rows::Frame(frame) => Ok(frame.column(name)?.into()),
            Rows::Group(group, _) => {
                let _stage = Stage::Read.enter();
                if let Some(texts) = group.coded(name) {
                    return Ok(Values::Texts(Texts::coded(texts)));
                }
                let frame = group.read(&[name.into()])?;
                Ok(frame.column(name)?.into())
            }
            Rows::Sheet(sheet) => {
                let column = sheet.column(name).map(Values::Texts);
                column.ok_or_else(|| TableError::Query {
                    reason: format!("column {name} was not asked for"),
                })
            }
        }
    }

    /// All columns, in the order in which the batches were asked for them.
    ///
    /// # Errors
    /// As of [`column`](Self::column).
    pub fn frame(&self) -> Result<DataFrame, TableError> {
        match &self.rows {
            Rows::Frame(frame) => Ok(frame.clone()),
            Rows::Group(group, columns) => {
                let _stage = Stage::Read.enter();
                group.read(columns)
            }
            Rows::Sheet(sheet) => {
                let _stage = Stage::Read.enter();
                Ok(sheet.frame()?)
            }
        }
    }
}

/// Iterates over the rows of a table. Dropping it stops the reading.
pub struct Batches {
    rows: Reading,
    /// The same rows in pieces that workers decode themselves.
    pieces: Option<Pieces>,
    columns: Vec<String>,
    next_row: u64,
    /// Rows that there should be, where opening has counted them.
    expected: Option<u64>,
    observer: Option<Observer>,
    /// The temporary files that are being read.
    _keep: Arc<[Keep]>,
}

/// Pieces of a file, and which is next.
struct Pieces {
    of: Decoder,
    next: usize,
}

/// Reads any piece of a file.
#[derive(Clone)]
enum Decoder {
    Parquet(Arc<RowGroups>, Arc<[PlSmallStr]>),
    Text(Arc<Strict>, Arc<Cut>),
}

impl Decoder {
    fn of(rows: &opened::Rows, columns: &[&str]) -> Option<Self> {
        match rows {
            opened::Rows::Parquet(groups, _) => {
                let columns = columns.iter().map(|&name| name.into()).collect();
                Some(Self::Parquet(Arc::clone(groups), columns))
            }
            opened::Rows::Text(text, _) => Some(Self::Text(Arc::clone(text), text.cut(columns))),
            opened::Rows::Frame(_) | opened::Rows::Scan(_) => None,
        }
    }

    /// Whether workers decode pieces by themselves: many, or all rows of a batch. A text has pieces where it was surveyed.
    fn is_for_workers(&self) -> bool {
        match self {
            Self::Parquet(groups, _) => groups.len() >= MANY || groups.rows() <= BATCH as u64,
            Self::Text(text, _) => !text.stretches.is_empty(),
        }
    }

    /// How many pieces there are.
    fn len(&self) -> usize {
        match self {
            Self::Parquet(groups, _) => groups.len(),
            Self::Text(text, _) => text.stretches.len(),
        }
    }

    /// The number of the first row of a piece, and its rows.
    fn place(&self, piece: usize) -> (u64, u64) {
        match self {
            Self::Parquet(groups, _) => groups.place(piece),
            Self::Text(text, _) => {
                let stretch = &text.stretches[piece];
                (stretch.first_row, stretch.rows)
            }
        }
    }

    /// A piece, as far as the thread that calls decodes it at once.
    fn read(&self, piece: usize) -> Result<Rows, TableError> {
        match self {
            Self::Parquet(groups, columns) => {
                Ok(Rows::Group(groups.group(piece), Arc::clone(columns)))
            }
            Self::Text(text, cut) => {
                Ok(Rows::Sheet(text.read_stretch(&text.stretches[piece], cut)?))
            }
        }
    }
}

/// What a worker is handed: a batch, or what it takes to decode one.
pub struct Ticket(Pending);

enum Pending {
    Batch(Batch),
    Piece(Decoder, usize),
}

impl Ticket {
    /// The batch, to be decoded in the thread that calls.
    ///
    /// # Errors
    /// A file that cannot be read any more, is damaged or has changed.
    pub fn redeem(self) -> Result<Batch, TableError> {
        let _stage = Stage::Read.enter();
        match self.0 {
            Pending::Batch(batch) => Ok(batch),
            Pending::Piece(of, piece) => Ok(Batch {
                first_row: of.place(piece).0,
                rows: of.read(piece)?,
            }),
        }
    }
}

enum Reading {
    Frame(DataFrame),
    Scan(CollectBatches),
    /// A text that nobody has begun to read: workers may cut it by themselves.
    Untouched(Arc<Strict>),
    Text(Sheets),
    Failed,
}

impl Batches {
    pub(crate) fn new(
        rows: &opened::Rows,
        columns: &[&str],
        expected: Option<u64>,
        keep: Arc<[Keep]>,
        observer: Option<Observer>,
    ) -> Result<Self, TableError> {
        let pieces = Decoder::of(rows, columns)
            .filter(Decoder::is_for_workers)
            .map(|of| Pieces { of, next: 0 });
        let rows = match rows {
            opened::Rows::Frame(frame) => Reading::Frame(frame.select(columns.iter().copied())?),
            opened::Rows::Text(text, _) => Reading::Untouched(Arc::clone(text)),
            opened::Rows::Scan(frame) | opened::Rows::Parquet(_, frame) => {
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
        let columns = columns.iter().map(|&name| name.to_owned()).collect();
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

    fn next_rows(&mut self) -> Option<Result<Rows, TableError>> {
        if let Reading::Untouched(text) = &self.rows {
            let columns: Vec<&str> = self.columns.iter().map(String::as_str).collect();
            self.rows = match text.sheets(&columns) {
                Ok(sheets) => Reading::Text(sheets),
                Err(error) => {
                    self.rows = Reading::Failed;
                    return Some(Err(error));
                }
            };
        }
        match &mut self.rows {
            Reading::Frame(frame) => {
                let start = usize::try_from(self.next_row).ok()?;
                let slice = || frame.slice(i64::try_from(start).unwrap_or(i64::MAX), BATCH);
                (start < frame.height()).then(|| Ok(Rows::Frame(slice())))
            }
            Reading::Scan(batches) => {
                let frame = batches.next()?;
                if frame.is_err() {
                    self.rows = Reading::Failed;
                }
                Some(frame.map(Rows::Frame).map_err(TableError::from))
            }
            Reading::Text(sheets) => {
                let sheet = sheets.next()?;
                if sheet.is_err() {
                    self.rows = Reading::Failed;
                }
                Some(sheet.map(Rows::Sheet))
            }
            Reading::Untouched(_) | Reading::Failed => None,
        }
    }
}

impl Batches {
    /// The batches in their order, each as what a worker needs to decode it: outside the lock under which workers draw.
    pub fn tickets(mut self) -> impl Iterator<Item = Result<Ticket, TableError>> + Send {
        std::iter::from_fn(move || self.ticket())
    }

    fn ticket(&mut self) -> Option<Result<Ticket, TableError>> {
        let Some(pieces) = &mut self.pieces else {
            let batch = self.next()?;
            return Some(batch.map(|batch| Ticket(Pending::Batch(batch))));
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
        Some(Ok(Ticket(Pending::Piece(pieces.of.clone(), piece))))
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
            let rows = match self.next_rows() {
                Some(Ok(rows)) => rows,
                Some(Err(error)) => return Some(Err(error)),
                None => return self.shortfall().map(Err),
            };
            let first_row = self.next_row;
            let batch = Batch { first_row, rows };
            // The engine may emit empty morsels.
            if batch.height() == 0 {
                continue;
            }
            self.next_row += batch.height() as u64;
            if let Some(observer) = &self.observer {
                observer(self.next_row);
            }
            return Some(Ok(batch));
        }
    }
}
