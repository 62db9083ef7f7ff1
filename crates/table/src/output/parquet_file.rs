//! [`ParquetFile`]: a Parquet file written row group by row group, which several workers encode at once.

use std::fs::File;
use std::io::BufWriter;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use polars::io::parquet::write::{BatchedWriter, get_encodings};
use polars::prelude::*;
use polars_parquet::write::{
    CompressedPage, CompressionOptions, Encoding, SchemaDescriptor, Version, WriteOptions,
    array_to_columns, compress,
};
use rayon::prelude::*;

use super::{encoding::chosen, failed};
use crate::error::TableError;

/// Rows of the row groups that a frame is written in.
const GROUP: usize = 1 << 17;

/// Bytes that are written at once.
const BUFFER: usize = 1 << 18;

/// A Parquet file in the making, for tables that memory does not hold.
///
/// It is not atomic by itself: write it into a [`Folder`](super::Folder).
pub struct ParquetFile {
    path: PathBuf,
    /// Its end flushes what is buffered; a header of a page is written byte by byte.
    writer: Mutex<BatchedWriter<BufWriter<File>>>,
    fields: SchemaDescriptor,
    encodings: Vec<Vec<Encoding>>,
    options: WriteOptions,
}

/// Rows that are encoded and compressed.
pub struct RowGroup {
    rows: u64,
    columns: Vec<Vec<CompressedPage>>,
}

impl ParquetFile {
    /// Makes a file for rows with these columns.
    ///
    /// # Errors
    /// No permission or no space, or a type that Parquet does not have.
    pub fn create(path: &Path, schema: &Schema) -> Result<Self, TableError> {
        Self::with(path, schema, StatisticsOptions::default())
    }

    /// Makes a file that is read from end to end, and so has no least and greatest values of its parts.
    ///
    /// # Errors
    /// As [`Self::create`].
    pub fn create_log(path: &Path, schema: &Schema) -> Result<Self, TableError> {
        Self::with(path, schema, StatisticsOptions::empty())
    }

    fn with(
        path: &Path,
        schema: &Schema,
        statistics: StatisticsOptions,
    ) -> Result<Self, TableError> {
        let file = File::create(path).map_err(|error| TableError::io(path, error))?;
        Self::over(file, path, schema, statistics)
    }

    /// Writes into an open file, which is called `path` in messages.
    pub(super) fn over(
        file: File,
        path: &Path,
        schema: &Schema,
        statistics: StatisticsOptions,
    ) -> Result<Self, TableError> {
        let mut writer = ParquetWriter::new(BufWriter::with_capacity(BUFFER, file))
            .with_compression(ParquetCompression::Snappy)
            .with_statistics(statistics)
            .batched(schema)
            .map_err(|error| failed(path, error))?;
        let fields = writer.parquet_schema().clone();
        Ok(Self {
            path: path.to_owned(),
            writer: Mutex::new(writer),
            fields,
            encodings: get_encodings(&schema.to_arrow(CompatLevel::newest())).to_vec(),
            options: WriteOptions {
                statistics,
                version: Version::V1,
                compression: CompressionOptions::Snappy,
                data_page_size: None,
            },
        })
    }

    /// Encodes rows as one row group. Several workers may do so at once. A column of texts may come as an `Enum` of them, whose
    /// codes are written as they are.
    ///
    /// # Errors
    /// A value that the file cannot hold.
    pub fn encode(&self, frame: &DataFrame) -> Result<RowGroup, TableError> {
        self.pages(frame).map_err(|error| failed(&self.path, error))
    }

    fn pages(&self, frame: &DataFrame) -> PolarsResult<RowGroup> {
        let mut whole = frame.clone();
        whole.rechunk_mut();
        let mut columns = Vec::with_capacity(whole.width());
        for batch in whole.iter_chunks(CompatLevel::newest(), false) {
            let fields = self.fields.fields().iter().zip(&self.encodings);
            for (array, (field, encodings)) in batch.columns().iter().zip(fields) {
                let (array, encodings) = chosen(array.clone(), encodings);
                let written = array_to_columns(array, field.clone(), self.options, &encodings)?;
                for pages in written {
                    let compressed = pages.map(|page| {
                        compress(page?, Vec::new(), self.options.compression)
                            .map_err(PolarsError::from)
                    });
                    columns.push(compressed.collect::<PolarsResult<Vec<_>>>()?);
                }
            }
        }
        Ok(RowGroup {
            rows: whole.height() as u64,
            columns,
        })
    }

    /// Writes a row group behind those that are there.
    ///
    /// # Errors
    /// No space, or any other failure to write.
    pub fn append(&self, group: &RowGroup) -> Result<(), TableError> {
        if group.rows == 0 {
            return Ok(());
        }
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer
            .write_row_group(group.rows, &group.columns)
            .map_err(|error| failed(&self.path, error))
    }

    /// Writes so many rows, their row groups made and encoded on all threads while those before them are written.
    pub(super) fn append_pieces(
        &self,
        rows: usize,
        piece: impl Fn(Range<usize>) -> PolarsResult<DataFrame> + Sync,
    ) -> Result<(), TableError> {
        let starts: Vec<usize> = (0..rows).step_by(GROUP).collect();
        let encode = |start: &usize| {
            let group = piece(*start..rows.min(start + GROUP));
            let group = group.and_then(|frame| self.pages(&frame));
            group.map_err(|error| failed(&self.path, error))
        };
        let mut ready: Vec<RowGroup> = Vec::new();
        for some in starts.chunks(rayon::current_num_threads()) {
            let (encoded, written) = rayon::join(
                || some.par_iter().map(encode).collect::<Result<_, _>>(),
                || ready.iter().try_for_each(|group| self.append(group)),
            );
            written?;
            ready = encoded?;
        }
        ready.iter().try_for_each(|group| self.append(group))
    }

    /// Writes the end of the file.
    ///
    /// # Errors
    /// No space, or any other failure to write.
    pub fn finish(self) -> Result<(), TableError> {
        let writer = self
            .writer
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        writer
            .finish()
            .map(|_| ())
            .map_err(|error| failed(&self.path, error))
    }
}
