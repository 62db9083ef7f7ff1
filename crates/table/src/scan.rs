//! Lazy scans of files that polars reads itself.

use std::path::Path;
use std::sync::Arc;

use polars::prelude::*;

use crate::error::{TableError, reason};
use crate::opened::{Opened, Rows};
use crate::row_groups::RowGroups;
use crate::source::{Format, Source};
use crate::spool::Spooled;

/// Opens a Parquet file; its columns keep their types.
pub(crate) fn parquet(spooled: &Spooled) -> Result<Opened, TableError> {
    let damaged = |reason| TableError::DamagedParquet {
        path: spooled.name.clone(),
        reason,
    };
    let options = ScanArgsParquet {
        glob: false,
        ..ScanArgsParquet::default()
    };
    let mut frame = LazyFrame::scan_parquet(polars_path(&spooled.path)?, options)
        .map_err(|error| damaged(reason(&error)))?;
    if let Some(groups) = RowGroups::of(&spooled.path) {
        // What the file says of itself is enough: the engine need not start.
        let (names, rows) = (groups.names(), groups.rows());
        let read = Rows::Parquet(Arc::new(groups), Box::new(frame));
        return opened(spooled, Format::Parquet, (read, names), Some(rows));
    }
    let names = schema_names(&mut frame).map_err(|error| damaged(reason(&error)))?;
    let rows = frame
        .clone()
        .select([len()])
        .collect()
        .map_err(|error| damaged(reason(&error)))?;
    let rows = rows
        .columns()
        .first()
        .and_then(|column| column.get(0).ok())
        .and_then(|value| value.extract::<u64>());
    let read = Rows::Scan(Box::new(frame));
    opened(spooled, Format::Parquet, (read, names), rows)
}

/// Opens a JSON Lines file; the types are those that the first rows show.
pub(crate) fn json_lines(spooled: &Spooled) -> Result<Opened, TableError> {
    const ROWS: u32 = 10_000;
    let damaged = |error: PolarsError| TableError::DamagedJson {
        path: spooled.name.clone(),
        reason: reason(&error),
    };
    let reader = LazyJsonLineReader::new(polars_path(&spooled.path)?)
        .with_infer_schema_length(std::num::NonZeroUsize::new(ROWS as usize));
    let mut frame = reader.finish().map_err(damaged)?;
    let names = schema_names(&mut frame).map_err(damaged)?;
    frame.clone().limit(ROWS).collect().map_err(damaged)?;
    let read = Rows::Scan(Box::new(frame));
    opened(spooled, Format::JsonLines, (read, names), None)
}

fn opened(
    spooled: &Spooled,
    format: Format,
    (read, names): (Rows, Vec<String>),
    rows: Option<u64>,
) -> Result<Opened, TableError> {
    let mut source = Source::new(
        spooled.name.clone(),
        format,
        spooled.compression,
        spooled.bytes,
    );
    source.rows = rows;
    Opened::scan(read, names, source)
        .keeping(spooled.keep.clone())
        .with_rows()
}

fn schema_names(frame: &mut LazyFrame) -> PolarsResult<Vec<String>> {
    Ok(frame
        .collect_schema()?
        .iter_names()
        .map(ToString::to_string)
        .collect())
}

/// Polars wants paths in UTF-8.
pub(crate) fn polars_path(path: &Path) -> Result<PlRefPath, TableError> {
    PlRefPath::try_from_path(path).map_err(TableError::from)
}
