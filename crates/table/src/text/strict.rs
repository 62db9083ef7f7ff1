//! [`Strict`]: a surveyed text, cut into cells.
//!
//! After the survey every structural character means what it seems to mean, so a row can be cut at the positions of
//! delimiters and line ends alone, some megabytes at a time, and of a cell nothing is kept but its place. That is several
//! times as fast as a general parser and holds a few megabytes, whatever the size of the file.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use polars::prelude::*;
use rayon::prelude::*;

use super::cut::Cut;
use super::rows::WholeRows;
use super::sheet::Sheet;
use super::survey::Mark;
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
    /// All rows in parts that can be read by themselves; none where the text was not surveyed as it is.
    pub(crate) stretches: Vec<Stretch>,
}

/// Sheets that wait to be taken.
const READ_AHEAD: usize = 2;

/// Bytes of a stretch: what a worker holds at once is a few times as much.
const LARGEST: u64 = 4 << 20;

/// Whole rows, some megabytes of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Bytes between the first row of the text and its own.
    start: u64,
    bytes: u64,
    pub(crate) first_row: u64,
    pub(crate) rows: u64,
}

impl Stretch {
    /// The rows between these places, a batch of them at most, and [`LARGEST`] bytes, where places are that near; blank ones
    /// at the end are left out.
    pub(super) fn between(marks: &[Mark]) -> Vec<Self> {
        let start = Mark { bytes: 0, rows: 0 };
        let from = std::iter::once(&start).chain(marks);
        let mut stretches: Vec<Self> = Vec::new();
        for (from, to) in from.zip(marks).filter(|(from, to)| to.rows > from.rows) {
            let next = Self {
                start: from.bytes,
                bytes: to.bytes - from.bytes,
                first_row: from.rows,
                rows: to.rows - from.rows,
            };
            match stretches.last_mut() {
                Some(last)
                    if last.rows + next.rows <= BATCH as u64
                        && last.bytes + next.bytes <= LARGEST =>
                {
                    last.bytes += next.bytes;
                    last.rows += next.rows;
                }
                _ => stretches.push(next),
            }
        }
        stretches
    }
}

impl Strict {
    /// What tells the cells of these columns from others.
    pub(crate) fn cut(&self, columns: &[&str]) -> Arc<Cut> {
        Arc::new(Cut::new(self.delimiter, &self.names, columns))
    }

    /// The cells of a stretch, read and cut in the thread that calls.
    ///
    /// # Errors
    /// A file that cannot be read any more, or has changed.
    pub(crate) fn read_stretch(
        &self,
        stretch: &Stretch,
        cut: &Arc<Cut>,
    ) -> Result<Sheet, TableError> {
        let failed = |error| TableError::io(&self.path, error);
        let mut file = File::open(&self.path).map_err(failed)?;
        file.seek(SeekFrom::Start(self.offset + stretch.start))
            .map_err(failed)?;
        let mut memory = cut.pool.take();
        let bytes = &mut memory.bytes;
        bytes.clear();
        bytes.reserve(usize::try_from(stretch.bytes).unwrap_or(0));
        file.take(stretch.bytes)
            .read_to_end(bytes)
            .map_err(failed)?;
        let rows = usize::try_from(stretch.rows).unwrap_or(usize::MAX);
        let mut sheet = cut.sheet_in(memory)?;
        sheet.truncate(rows);
        if sheet.height() == rows {
            return Ok(sheet);
        }
        Err(super::cut::changed())
    }

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
    pub(crate) fn sheets(self: &Arc<Self>, columns: &[&str]) -> Result<Sheets, TableError> {
        let failed = |error| TableError::io(&self.path, error);
        let mut file = File::open(&self.path).map_err(failed)?;
        file.seek(SeekFrom::Start(self.offset)).map_err(failed)?;
        let cut = self.cut(columns);
        let text = Arc::clone(self);
        let (sender, sheets) = sync_channel(READ_AHEAD);
        let reader = thread::spawn(move || {
            // An error when sending: nobody listens any more, the iterator was dropped.
            if let Err(error) = text.read(WholeRows::new(file), &cut, &sender) {
                let _ = sender.send(Err(error));
            }
        });
        Ok(Sheets {
            read: sheets,
            reader: Some(reader),
            left: self.rows,
        })
    }

    /// Sends all rows; stops when nobody listens.
    fn read(
        &self,
        mut rows: WholeRows<File>,
        cut: &Arc<Cut>,
        sender: &SyncSender<Result<Sheet, TableError>>,
    ) -> Result<(), TableError> {
        loop {
            let pieces = rows
                .next_group()
                .map_err(|error| TableError::io(&self.path, error))?;
            if pieces.is_empty() {
                return Ok(());
            }
            let sheets: Vec<Sheet> = pieces
                .into_par_iter()
                .map(|piece| cut.sheet(piece))
                .collect::<Result<_, _>>()?;
            for sheet in sheets {
                if sender.send(Ok(sheet)).is_err() {
                    return Ok(());
                }
            }
        }
    }
}

/// Iterates over the sheets of a text. Dropping it ends the thread that reads.
pub(crate) struct Sheets {
    read: Receiver<Result<Sheet, TableError>>,
    reader: Option<JoinHandle<()>>,
    /// Rows still to come; what follows them is blank.
    left: u64,
}

impl Iterator for Sheets {
    type Item = Result<Sheet, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.left == 0 {
            return None;
        }
        if let Ok(sheet) = self.read.recv() {
            return Some(sheet.map(|mut sheet| {
                let rows = usize::try_from(self.left).unwrap_or(usize::MAX);
                sheet.truncate(rows);
                self.left -= sheet.height() as u64;
                sheet
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_hold_a_batch_at_most_unless_their_marks_are_further_apart() {
        let half = BATCH as u64 / 2;
        let mark = |bytes, rows| Mark { bytes, rows };
        let marks = [
            mark(10, half),
            mark(20, 2 * half),
            mark(30, 2 * half + 1),
            mark(90, 9 * half),
            mark(95, 9 * half),
        ];
        let found: Vec<_> = Stretch::between(&marks)
            .into_iter()
            .map(|stretch| {
                (
                    stretch.start,
                    stretch.bytes,
                    stretch.first_row,
                    stretch.rows,
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                (0, 20, 0, 2 * half),
                (20, 10, 2 * half, 1),
                (30, 60, 2 * half + 1, 7 * half - 1),
            ]
        );
        assert!(Stretch::between(&[]).is_empty());
    }
}
