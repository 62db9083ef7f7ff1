//! Frames to files, for data that is put together from what the generator makes.

use std::fs::File;
use std::path::Path;

use polars::prelude::*;

use super::file;
use crate::{BenchError, DataFormat};

/// Rows of a row group.
pub(super) const GROUP: usize = 1 << 17;

/// Writes frames of one schema, each of a Parquet file a row group.
pub(super) fn write(
    path: &Path,
    format: DataFormat,
    schema: &Schema,
    frames: impl Iterator<Item = PolarsResult<DataFrame>>,
) -> Result<(), BenchError> {
    let out = File::create(path).map_err(|source| file(path, source))?;
    match format {
        DataFormat::Parquet => {
            let mut writer = ParquetWriter::new(out)
                .with_compression(ParquetCompression::Snappy)
                .batched(schema)?;
            for frame in frames {
                writer.write_batch(&frame?)?;
            }
            writer.finish()?;
        }
        DataFormat::Csv => {
            let mut writer = CsvWriter::new(out).batched(schema)?;
            for frame in frames {
                writer.write_batch(&frame?)?;
            }
            writer.finish()?;
        }
    }
    Ok(())
}
