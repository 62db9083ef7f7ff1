//! [`Files`]: cleaned rows, ledger and quarantine as files, written while rows stream past.

use std::{
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use fourr_clean::{CleanError, Piece, Sink};
use fourr_table::{
    Stage,
    output::{ParquetFile, RowGroup},
};
use polars::prelude::DataFrame;
use std::sync::Arc;

use crate::args::Csv;

/// The names of the files.
const NAMES: [&str; 3] = ["cleaned", "ledger", "quarantine"];

/// Three Parquet files in the making.
pub(super) struct Files {
    folder: PathBuf,
    /// Made with the first piece, which tells the columns.
    made: Mutex<Option<Arc<[ParquetFile; 3]>>>,
    rows: [AtomicUsize; 3],
}

impl Files {
    pub(super) fn within(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            made: Mutex::new(None),
            rows: Default::default(),
        }
    }

    fn files(&self, frames: &[DataFrame; 3]) -> Result<Arc<[ParquetFile; 3]>, CleanError> {
        let mut files = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(files) = &*files {
            return Ok(Arc::clone(files));
        }
        let path = |at: usize| self.folder.join(format!("{}.parquet", NAMES[at]));
        let log = |at: usize| ParquetFile::create_log(&path(at), frames[at].schema());
        let cleaned = ParquetFile::create(&path(0), frames[0].schema())?;
        let created = Arc::new([cleaned, log(1)?, log(2)?]);
        *files = Some(Arc::clone(&created));
        Ok(created)
    }

    /// Writes the ends of the files, and as CSV those of few rows.
    pub(super) fn finish(self, csv: Csv) -> anyhow::Result<()> {
        let _stage = Stage::Write.enter();
        let files = self
            .made
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(files) = files.and_then(Arc::into_inner) {
            for file in files {
                file.finish()?;
            }
        }
        for (name, rows) in NAMES.iter().zip(self.rows) {
            if csv.applies(rows.into_inner()) {
                super::write_csv_beside(&self.folder.join(format!("{name}.parquet")))?;
            }
        }
        Ok(())
    }
}

impl Sink for Files {
    type Ready = [RowGroup; 3];

    fn ready(&self, piece: Piece) -> Result<[RowGroup; 3], CleanError> {
        let _stage = Stage::Write.enter();
        let frames = [piece.table, piece.ledger, piece.quarantine];
        let files = self.files(&frames)?;
        for (count, frame) in self.rows.iter().zip(&frames) {
            count.fetch_add(frame.height(), Ordering::Relaxed);
        }
        let encode = |at: usize| files[at].encode(&frames[at]);
        Ok([encode(0)?, encode(1)?, encode(2)?])
    }

    fn put(&self, ready: [RowGroup; 3]) -> Result<(), CleanError> {
        let _stage = Stage::Write.enter();
        let files = self
            .made
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(files) = files {
            for (file, group) in files.iter().zip(&ready) {
                file.append(group)?;
            }
        }
        Ok(())
    }
}

/// Takes rows that nobody wants to have.
pub(super) struct Nowhere;

impl Sink for Nowhere {
    type Ready = ();

    fn ready(&self, _: Piece) -> Result<(), CleanError> {
        Ok(())
    }

    fn put(&self, (): ()) -> Result<(), CleanError> {
        Ok(())
    }
}
