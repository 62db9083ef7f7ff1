//! Files that a reader never sees half of.
//!
//! [`write_parquet`], [`write_parquet_pieces`], [`write_csv`], [`write_json`] and [`write_text`] write beside the target and rename; [`Folder`] does the same for a
//! folder of results. A run that fails or is killed leaves the old file or folder, or the new one.

mod atomic;
mod encoding;
mod folder;
mod manifest;
mod parquet_file;
mod spreadsheet;

use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::Path;

use polars::prelude::*;
use serde::Serialize;

pub use self::folder::Folder;
pub use self::parquet_file::{ParquetFile, RowGroup};
use crate::error::{TableError, reason};

/// Writes a frame as Parquet, its row groups encoded on all threads. A column that is [`named`](crate::named) stands in the file as
/// the texts that it means, and its codes are not looked up.
///
/// # Errors
/// No permission, no space, or any other failure to write.
pub fn write_parquet(path: &Path, frame: &DataFrame) -> Result<(), TableError> {
    write_parquet_pieces(path, frame.height(), |rows| {
        let start = i64::try_from(rows.start).unwrap_or(i64::MAX);
        Ok(frame.slice(start, rows.len()))
    })
}

/// Writes so many rows as Parquet that are made piece by piece, on all threads, for tables that would not lie in memory whole.
///
/// All pieces have the columns of an empty one.
///
/// # Errors
/// What `piece` refuses; no permission, no space, or any other failure to write.
pub fn write_parquet_pieces(
    path: &Path,
    rows: usize,
    piece: impl Fn(Range<usize>) -> PolarsResult<DataFrame> + Sync,
) -> Result<(), TableError> {
    let none = piece(0..0).map_err(|error| failed(path, error))?;
    let written = |dtype: &DataType| match dtype {
        DataType::Enum(..) => DataType::String,
        other => other.clone(),
    };
    let fields = none.schema().iter();
    let schema = fields.map(|(name, dtype)| Field::new(name.clone(), written(dtype)));
    let schema: Schema = schema.collect();
    atomic::write(path, |file| {
        let file = file
            .try_clone()
            .map_err(|error| TableError::io(path, error))?;
        let file = ParquetFile::over(file, path, &schema, StatisticsOptions::default())?;
        file.append_pieces(rows, piece)?;
        file.finish()
    })
}

/// Writes a frame as CSV for spreadsheet programs: UTF-8 with a byte-order mark, and no text that they would run as a
/// formula: such a cell gets an apostrophe in front. Numbers stay numbers.
///
/// # Errors
/// No permission, no space, a column of lists or structs, or any other failure to write.
pub fn write_csv(path: &Path, frame: &mut DataFrame) -> Result<(), TableError> {
    let mut safe = spreadsheet::defused(frame).map_err(|error| failed(path, error))?;
    atomic::write(path, |file| {
        let buffered = BufWriter::new(file);
        CsvWriter::new(buffered)
            .include_bom(true)
            .finish(&mut safe)
            .map_err(|error| failed(path, error))
    })
}

/// Writes a value as indented JSON with a line end.
///
/// # Errors
/// No permission, no space, a value that JSON cannot hold, or any other failure to write.
pub fn write_json(path: &Path, value: &impl Serialize) -> Result<(), TableError> {
    atomic::write(path, |file| {
        let mut buffered = BufWriter::new(file);
        serde_json::to_writer_pretty(&mut buffered, value).map_err(|error| {
            if error.is_io() {
                TableError::io(path, error.into())
            } else {
                TableError::Write {
                    path: path.display().to_string(),
                    reason: error.to_string(),
                }
            }
        })?;
        buffered
            .write_all(b"\n")
            .and_then(|()| buffered.flush())
            .map_err(|error| TableError::io(path, error))
    })
}

/// Writes a text as it is.
///
/// # Errors
/// No permission, no space, or any other failure to write.
pub fn write_text(path: &Path, text: &str) -> Result<(), TableError> {
    atomic::write(path, |file| {
        file.write_all(text.as_bytes())
            .map_err(|error| TableError::io(path, error))
    })
}

fn failed(path: &Path, error: PolarsError) -> TableError {
    match error {
        PolarsError::IO { error, .. } => {
            TableError::io(path, std::io::Error::new(error.kind(), error.to_string()))
        }
        error => TableError::Write {
            path: path.display().to_string(),
            reason: reason(&error),
        },
    }
}
