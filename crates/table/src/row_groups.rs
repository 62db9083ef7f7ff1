//! [`RowGroups`]: the row groups of a Parquet file, each decoded by the worker that asks for it.
//!
//! A worker that decodes what it then reads uses the same memory again for every piece, where an engine that decodes ahead
//! holds many pieces at once and takes new memory for each.

use std::fs::File;
use std::io::{self, Cursor};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use polars::prelude::*;
use polars_arrow::array::{Array, DictionaryArray, Utf8ViewArray};
use polars_arrow::datatypes::{
    ArrowDataType, ArrowSchema, DTYPE_CATEGORICAL_NEW, Field as ArrowField, IntegerType,
};
use polars_parquet::read::{
    BasicDecompressor, ColumnChunkMetadata, Filter, PageReader, RowGroupMetadata,
    column_iter_to_arrays, infer_schema, read_metadata,
};

use crate::batches::BATCH;
use crate::error::TableError;
use crate::values::Coded;

/// Rows of a row group up to which it is decoded whole.
const LARGEST: usize = 16 * BATCH;
/// Rows up to which small row groups are taken together.
const TOGETHER: usize = BATCH / 2;

/// The row groups of a file, in pieces of bounded size.
#[derive(Debug)]
pub(crate) struct RowGroups {
    file: File,
    schema: ArrowSchema,
    groups: Vec<RowGroupMetadata>,
    pieces: Vec<Piece>,
    /// By column, whether a row group was met that has texts beside its dictionary.
    beside: Vec<AtomicBool>,
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
        let schema = infer_schema(&head).ok()?;
        let groups = std::mem::take(&mut head.row_groups);
        let heights: Vec<usize> = groups.iter().map(RowGroupMetadata::num_rows).collect();
        if heights.iter().any(|rows| *rows > LARGEST)
            || heights.iter().sum::<usize>() != head.num_rows
        {
            return None;
        }
        Some(Self {
            file,
            beside: schema.iter().map(|_| AtomicBool::new(false)).collect(),
            schema,
            groups,
            pieces: pieces(&heights),
        })
    }

    /// The names of the columns, in their order.
    pub(crate) fn names(&self) -> Vec<String> {
        self.schema.iter_names().map(ToString::to_string).collect()
    }

    /// The first rows, at most so many.
    ///
    /// # Errors
    /// A file that is damaged, or has changed.
    pub(crate) fn head(&self, rows: usize) -> Result<DataFrame, TableError> {
        let mut wanted = rows;
        let mut parts = Vec::new();
        for group in &self.groups {
            if wanted > 0 || parts.is_empty() {
                let rows = wanted.min(group.num_rows());
                parts.push((group, rows));
                wanted -= rows;
            }
        }
        let column = |field| self.decode(&parts, field).map(Series::into_column);
        let columns = guarded(|| self.schema.iter_values().map(column).collect())?;
        Ok(DataFrame::new_infer_height(columns)?)
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
        Group {
            of: Arc::clone(self),
            piece: self.pieces[piece].clone(),
        }
    }

    /// Decodes a column of so many rows of row groups, one behind the other.
    fn decode(
        &self,
        groups: &[(&RowGroupMetadata, usize)],
        field: &ArrowField,
    ) -> PolarsResult<Series> {
        let mut all: Option<Series> = None;
        for (group, rows) in groups {
            let series = self.decode_group(group, *rows, field)?;
            match &mut all {
                None => all = Some(series),
                Some(all) => {
                    all.append(&series)?;
                }
            }
        }
        all.ok_or_else(|| polars_err!(NoData: "the file has no row groups"))
    }

    /// Decodes a column of texts as what it means to polars when it wrote categories: only texts of the dictionary, or an error.
    fn decode_coded(
        &self,
        group: &RowGroupMetadata,
        field: &ArrowField,
    ) -> PolarsResult<Option<Coded>> {
        let texts = Box::new(ArrowDataType::Utf8View);
        let dtype = ArrowDataType::Dictionary(IntegerType::UInt32, texts, false);
        let name = PlSmallStr::from_static(DTYPE_CATEGORICAL_NEW);
        let categories = [(name, PlSmallStr::EMPTY)].into_iter().collect();
        let field = ArrowField::new(field.name.clone(), dtype, field.is_nullable);
        let field = field.with_metadata(categories);
        let arrays = self.arrays(group, group.num_rows(), &field)?;
        let [array] = arrays.as_slice() else {
            return Ok(None);
        };
        let array = array.as_any().downcast_ref::<DictionaryArray<u32>>();
        Ok(array.and_then(|array| {
            let texts = array.values().as_any().downcast_ref::<Utf8ViewArray>()?;
            Some(Coded {
                places: array.keys().clone(),
                texts: texts.clone(),
            })
        }))
    }

    /// Decodes a column of the first rows of a row group.
    fn decode_group(
        &self,
        group: &RowGroupMetadata,
        rows: usize,
        field: &ArrowField,
    ) -> PolarsResult<Series> {
        Series::try_from((field, self.arrays(group, rows, field)?))
    }

    /// The same as arrays. The bytes of a column are read, not mapped: a mapped file counts as memory page by page, and the process
    /// dies where it is cut short.
    fn arrays(
        &self,
        group: &RowGroupMetadata,
        rows: usize,
        field: &ArrowField,
    ) -> PolarsResult<Vec<Box<dyn Array>>> {
        let mut pages = Vec::new();
        let mut types = Vec::new();
        let chunks = group.columns_under_root_iter(&field.name).into_iter();
        for chunk in chunks.flatten() {
            let bytes = self.bytes(chunk)?;
            let read = PageReader::new(Cursor::new(bytes.into()), chunk, Vec::new(), usize::MAX);
            pages.push(BasicDecompressor::new(read, Vec::new()));
            types.push(&chunk.descriptor().descriptor.primitive_type);
        }
        let first = (rows < group.num_rows()).then(|| Filter::new_limited(rows));
        let (arrays, _) = column_iter_to_arrays(pages, types, field.clone(), first)?;
        Ok(arrays)
    }

    /// The bytes of a column in one row group.
    fn bytes(&self, chunk: &ColumnChunkMetadata) -> io::Result<Vec<u8>> {
        let range = chunk.byte_range();
        let length = self.file.metadata()?.len();
        if range.end > length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let bytes = usize::try_from(range.end - range.start).map_err(io::Error::other)?;
        let mut bytes = vec![0; bytes];
        read_exact_at(&self.file, &mut bytes, range.start)?;
        Ok(bytes)
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

#[cfg(not(unix))]
fn read_exact_at(file: &File, bytes: &mut [u8], offset: u64) -> io::Result<()> {
    use std::io::{Read, Seek};
    use std::sync::{Mutex, PoisonError};
    // Handles of one file share its position.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let mut file = file;
    file.seek(io::SeekFrom::Start(offset))?;
    file.read_exact(bytes)
}

/// Row groups that are decoded together.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    of: Arc<RowGroups>,
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

    /// The texts of a column by their places in the dictionary of the row group; `None` where it has none for all of them, or
    /// holds something else, or cannot be read.
    pub(crate) fn coded(&self, name: &str) -> Option<Coded> {
        let of = &self.of;
        let [group] = &of.groups[self.piece.groups.clone()] else {
            return None;
        };
        let (column, _, field) = of.schema.get_full(name)?;
        let beside = &of.beside[column];
        if field.dtype != ArrowDataType::Utf8View || beside.load(Ordering::Relaxed) {
            return None;
        }
        let chunk = group.columns_under_root_iter(name)?.next()?;
        chunk.dictionary_page_offset()?;
        let texts = guarded(|| of.decode_coded(group, field)).ok().flatten();
        if texts.is_none() {
            beside.store(true, Ordering::Relaxed);
        }
        texts.filter(|texts| texts.places.len() == self.piece.rows)
    }

    fn decode(&self, columns: &[PlSmallStr]) -> PolarsResult<DataFrame> {
        let groups = self.of.groups[self.piece.groups.clone()].iter();
        let groups: Vec<_> = groups.map(|group| (group, group.num_rows())).collect();
        let column = |name: &PlSmallStr| {
            let series = self.of.decode(&groups, self.of.schema.try_get(name)?)?;
            Ok(series.into_column())
        };
        DataFrame::new_infer_height(guarded(|| columns.iter().map(column).collect())?)
    }
}

/// The decoder trusts what pages say of themselves, and panics where they lie.
fn guarded<T>(decode: impl FnOnce() -> PolarsResult<T>) -> PolarsResult<T> {
    catch_unwind(AssertUnwindSafe(decode))
        .unwrap_or_else(|_| polars_bail!(ComputeError: "the Parquet file is damaged"))
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
