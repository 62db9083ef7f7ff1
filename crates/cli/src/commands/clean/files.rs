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
    ledger: bool,
    /// Made with the first piece, which tells the columns.
    made: Mutex<Option<Arc<Vec<ParquetFile>>>>,
    rows: [AtomicUsize; 3],
}

impl Files {
    /// With ledger and quarantine or without.
    pub(super) fn within(folder: &Path, ledger: bool) -> Self {
        Self {
            folder: folder.to_owned(),
            ledger,
            made: Mutex::new(None),
            rows: Default::default(),
        }
    }

    fn files(&self, frames: &[DataFrame]) -> Result<Arc<Vec<ParquetFile>>, CleanError> {
        let mut files = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(files) = &*files {
            return Ok(Arc::clone(files));
        }
        let create = |(at, (frame, name)): (usize, (&DataFrame, &&str))| {
            let path = self.folder.join(format!("{name}.parquet"));
            match at {
                0 => ParquetFile::create(&path, frame.schema()),
                _ => ParquetFile::create_log(&path, frame.schema()),
            }
        };
        let created = frames.iter().zip(&NAMES).enumerate().map(create);
        let created = Arc::new(created.collect::<Result<Vec<_>, _>>()?);
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
        let written = if self.ledger { NAMES.len() } else { 1 };
        for (name, rows) in NAMES.iter().zip(self.rows).take(written) {
            if csv.applies(rows.into_inner()) {
                super::write_csv_beside(&self.folder.join(format!("{name}.parquet")))?;
            }
        }
        Ok(())
    }
}

impl Sink for Files {
    type Ready = Vec<RowGroup>;

    fn wants_ledger(&self) -> bool {
        self.ledger
    }

    fn ready(&self, piece: Piece) -> Result<Vec<RowGroup>, CleanError> {
        let _stage = Stage::Write.enter();
        let mut frames = vec![piece.table];
        if self.ledger {
            frames.extend([piece.ledger, piece.quarantine]);
        }
        let files = self.files(&frames)?;
        for (count, frame) in self.rows.iter().zip(&frames) {
            count.fetch_add(frame.height(), Ordering::Relaxed);
        }
        let encoded = files.iter().zip(&frames);
        Ok(encoded
            .map(|(file, frame)| file.encode(frame))
            .collect::<Result<_, _>>()?)
    }

    fn put(&self, ready: Vec<RowGroup>) -> Result<(), CleanError> {
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

    fn wants_ledger(&self) -> bool {
        false
    }

    fn ready(&self, _: Piece) -> Result<(), CleanError> {
        Ok(())
    }

    fn put(&self, (): ()) -> Result<(), CleanError> {
        Ok(())
    }
}
