//! [`Strict`]: a surveyed text, cut into columns of strings.
//!
//! After the survey every structural character means what it seems to mean, so a row can be cut at the positions of
//! delimiters and line ends alone, some megabytes at a time, with only the wanted columns copied. That is several times
//! as fast as a general parser and holds a few megabytes, whatever the size of the file.

use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use polars::prelude::*;
use rayon::prelude::*;

use super::cut::Cut;
use super::rows::WholeRows;
use crate::batches::BATCH;
use crate::error::TableError;
use crate::scan::polars_path;
use crate::spool::Keep;

/// A text in UTF-8 whose quotes and line ends are all where the format has them.
pub(crate) struct Strict {
    pub(crate) path: PathBuf,
    pub(crate) keep: Option<Keep>,
    pub(crate) delimiter: u8,
    /// Line feeds above the first row.
    pub(crate) lines_above: usize,
    /// Bytes above the first row.
    pub(crate) offset: u64,
    pub(crate) names: Vec<String>,
    /// Rows, without blank ones at the end.
    pub(crate) rows: u64,
}

impl Strict {
    /// A scan by polars, every column as text so that ids keep their leading zeros.
    pub(crate) fn lazy(&self) -> Result<LazyFrame, TableError> {
        let field = |name: &String| Field::new(name.into(), DataType::String);
        let schema = self.names.iter().map(field).collect::<Schema>();
        LazyCsvReader::new(polars_path(&self.path)?)
            .with_glob(false)
            .with_has_header(false)
            .with_skip_lines(self.lines_above)
            .with_schema(Some(Arc::new(schema)))
            .with_infer_schema_length(Some(0))
            .with_raise_if_empty(false)
            .with_separator(self.delimiter)
            .with_truncate_ragged_lines(true)
            // Blank rows at the end would be rows of nulls.
            .with_n_rows(usize::try_from(self.rows).ok())
            .finish()
            .map_err(TableError::from)
    }

    /// The cells of some columns, in order, read ahead on a thread of its own.
    pub(crate) fn cells(self: &Arc<Self>, columns: &[&str]) -> Result<Cells, TableError> {
        let failed = |error| TableError::io(&self.path, error);
        let mut file = File::open(&self.path).map_err(failed)?;
        file.seek(SeekFrom::Start(self.offset)).map_err(failed)?;
        let cut = Cut::new(self.delimiter, &self.names, columns);
        let text = Arc::clone(self);
        let (sender, frames) = sync_channel(1);
        let reader = thread::spawn(move || {
            // An error when sending: nobody listens any more, the iterator was dropped.
            if let Err(error) = text.read(WholeRows::new(file), &cut, &sender) {
                let _ = sender.send(Err(error));
            }
        });
        Ok(Cells {
            frames,
            reader: Some(reader),
            left: self.rows,
        })
    }

    /// Sends all rows, in frames of about a batch; stops when nobody listens.
    fn read(
        &self,
        mut rows: WholeRows<File>,
        cut: &Cut,
        frames: &SyncSender<Result<DataFrame, TableError>>,
    ) -> Result<(), TableError> {
        let mut batch = DataFrame::empty();
        loop {
            let pieces = rows
                .next_group()
                .map_err(|error| TableError::io(&self.path, error))?;
            let cuts: Vec<DataFrame> = pieces
                .par_iter()
                .map(|piece| cut.frame(piece))
                .collect::<Result<_, _>>()?;
            for piece in cuts {
                if batch.height() == 0 {
                    batch = piece;
                } else {
                    batch.vstack_mut_owned(piece)?;
                }
                if batch.height() >= BATCH && frames.send(Ok(std::mem::take(&mut batch))).is_err() {
                    return Ok(());
                }
            }
            if pieces.is_empty() {
                let _ = frames.send(Ok(batch));
                return Ok(());
            }
        }
    }
}

/// Iterates over frames of cells. Dropping it ends the thread that reads.
pub(crate) struct Cells {
    frames: Receiver<Result<DataFrame, TableError>>,
    reader: Option<JoinHandle<()>>,
    /// Rows still to come; what follows them is blank.
    left: u64,
}

impl Iterator for Cells {
    type Item = Result<DataFrame, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.left == 0 {
            return None;
        }
        if let Ok(frame) = self.frames.recv() {
            return Some(frame.map(|frame| {
                let rows = usize::try_from(self.left).unwrap_or(usize::MAX);
                let frame = frame.head(Some(rows));
                self.left -= frame.height() as u64;
                frame
            }));
        }
        // The reader is done. A panic in it must not pass for the end of the table.
        let panicked = self.reader.take()?.join().is_err();
        panicked.then(|| {
            Err(TableError::Query {
                reason: "the reader of the text failed".into(),
            })
        })
    }
}
