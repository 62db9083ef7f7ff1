//! Tables as files, each whole or not there.

mod book;
mod whole;

use std::io::{self, Write};
use std::path::Path;

use polars::prelude::*;

use crate::dataset::Batches;
use crate::encoding::Encoding;
use crate::error::GeneratorError;
pub(crate) use book::xlsx;
pub(crate) use whole::whole;

/// Rows that become text at once.
const ROWS_AT_ONCE: usize = 1 << 16;

/// Writes batches as CSV, money with two decimals.
pub(crate) fn csv(path: &Path, encoding: Encoding, batches: Batches) -> Result<(), GeneratorError> {
    let header = DataFrame::empty_with_schema(batches.schema());
    whole(path, |out| -> PolarsResult<()> {
        out.write_all(encoding.mark())?;
        out.write_all(&encoding.encode(&csv_text(header, true)?))?;
        for batch in batches {
            let batch = batch?;
            for first in (0..batch.height()).step_by(ROWS_AT_ONCE) {
                let rows = batch.slice(first.cast_signed() as i64, ROWS_AT_ONCE);
                out.write_all(&encoding.encode(&csv_text(rows, false)?))?;
            }
        }
        Ok(())
    })
}

fn csv_text(mut rows: DataFrame, header: bool) -> PolarsResult<String> {
    let mut text = Vec::new();
    CsvWriter::new(&mut text)
        .include_header(header)
        .with_datetime_format(Some("%Y-%m-%d %H:%M:%S".into()))
        .with_float_precision(Some(2))
        .with_line_terminator("\r\n".into())
        .finish(&mut rows)?;
    Ok(String::from_utf8(text).map_err(io::Error::other)?)
}

/// Writes batches as Parquet, each a row group.
pub(crate) fn parquet(path: &Path, batches: Batches) -> Result<(), GeneratorError> {
    let schema = batches.schema().clone();
    whole(path, |out| {
        let mut writer = ParquetWriter::new(out)
            .with_compression(ParquetCompression::Snappy)
            .batched(&schema)?;
        for batch in batches {
            writer.write_batch(&batch?)?;
        }
        writer.finish().map(drop)
    })
}

/// Writes batches as Parquet if the path ends so, else as CSV with a byte-order mark.
pub(crate) fn table(path: &Path, batches: Batches) -> Result<(), GeneratorError> {
    if is_parquet(path) {
        parquet(path, batches)
    } else {
        csv(path, Encoding::Utf8Bom, batches)
    }
}

/// Writes a small table as Parquet if the path ends so, else as CSV with a byte-order mark and all decimals.
pub(crate) fn small(path: &Path, table: &mut DataFrame) -> Result<(), GeneratorError> {
    whole(path, |out| {
        if is_parquet(path) {
            return ParquetWriter::new(out).finish(table).map(drop);
        }
        out.write_all(Encoding::Utf8Bom.mark())?;
        CsvWriter::new(out)
            .with_line_terminator("\r\n".into())
            .finish(table)
    })
}

fn is_parquet(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("parquet"))
}
