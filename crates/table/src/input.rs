//! [`Input`]: which files to open, and how.

use std::path::PathBuf;

use polars::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::TableError;
use crate::files::{self, Origin};
use crate::format::Kind;
use crate::notes::{Finding, Note};
use crate::opened::{Opened, Rows};
use crate::source::{Delimiter, Encoding};
use crate::spool::Spooled;
use crate::stage::Stage;
use crate::table::Table;
use crate::{scan, text, workbook};

/// Which files to open as one table, and how to read them.
///
/// Everything that is not said is found out: format and compression from the first bytes, encoding, delimiter, sheet and
/// header row from the content.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct Input {
    /// Files to read as one table: CSV, Excel, Parquet or JSON Lines, also .gz and .zst; patterns; - for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Character encoding of text files [default: found out; Big5 and Windows-1252 must be named]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub encoding: Option<Encoding>,
    /// What separates cells: comma, semicolon, tab, pipe, blanks or a character [default: found out]
    #[arg(long, value_name = "CHAR", help_heading = "Input")]
    pub delimiter: Option<Delimiter>,
    /// Sheet of a workbook, by name or number from 1 [default: the first with data]
    #[arg(long, value_name = "SHEET", help_heading = "Input")]
    pub sheet: Option<String>,
    /// Line of the header, from 1; 0 when there is none [default: found out]
    #[arg(long, value_name = "LINE", help_heading = "Input")]
    pub header_row: Option<usize>,
}

impl Input {
    /// Reads these files, everything else being found out.
    pub fn of<P: Into<PathBuf>>(files: impl IntoIterator<Item = P>) -> Self {
        Self {
            files: files.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// Opens the files as one table; several must have the same columns and are read in the order of their names.
    ///
    /// Text is looked at once from end to end, so that what a parser would swallow is found and noted.
    ///
    /// # Errors
    /// A file that is absent, unreadable, empty, damaged or no table, or files with different columns.
    pub fn open(&self) -> Result<Table, TableError> {
        let _stage = Stage::Read.enter();
        let origins = files::resolve(&self.files)?;
        let mut parts = Vec::with_capacity(origins.all.len());
        for origin in &origins.all {
            parts.push(self.open_one(origin)?);
        }
        let repeated = origins.repeated.iter().map(|origin| Note {
            source: origin.name(),
            finding: Finding::RepeatedFile,
        });
        let mut notes: Vec<Note> = repeated.collect();
        notes.extend(
            parts
                .iter_mut()
                .flat_map(|part| std::mem::take(&mut part.notes)),
        );
        let rows = concatenate(&parts)?;
        let keep = parts.iter().filter_map(|part| part.keep.clone()).collect();
        Table::new(
            rows,
            parts.into_iter().map(|part| part.source).collect(),
            notes,
            keep,
        )
    }

    fn open_one(&self, origin: &Origin) -> Result<Opened, TableError> {
        let spooled = Spooled::new(origin)?;
        match Kind::of(&spooled)? {
            Kind::Text => text::open(&spooled, self),
            Kind::JsonLines => scan::json_lines(&spooled),
            Kind::Parquet => scan::parquet(&spooled),
            kind @ (Kind::Zip | Kind::Compound) => workbook::open(&spooled, kind, self),
        }
    }
}

/// One frame of all parts, its columns in the order of the first.
fn concatenate(parts: &[Opened]) -> Result<Rows, TableError> {
    let [first, others @ ..] = parts else {
        return Err(TableError::NoFiles);
    };
    if others.is_empty() {
        return Ok(first.rows.clone());
    }
    for part in others {
        same_columns(first, part)?;
    }
    let names: Vec<Expr> = first.names.iter().map(|name| col(name.as_str())).collect();
    let mut frames: Vec<LazyFrame> = parts
        .iter()
        .map(|part| part.rows.lazy().select(&names))
        .collect();
    let mut schemas = Vec::with_capacity(frames.len());
    for frame in &mut frames {
        schemas.push(frame.collect_schema()?);
    }
    if schemas.windows(2).any(|pair| pair[0] != pair[1]) {
        // Formats that type their cells differently meet as text, the form that all of them can take.
        frames = frames
            .into_iter()
            .map(|frame| frame.select([all().as_expr().cast(DataType::String)]))
            .collect();
    }
    let arguments = UnionArgs {
        rechunk: false,
        parallel: false,
        maintain_order: true,
        ..UnionArgs::default()
    };
    Ok(Rows::Scan(Box::new(concat(frames, arguments)?)))
}

fn same_columns(first: &Opened, part: &Opened) -> Result<(), TableError> {
    let lacking = |of: &Opened, to: &Opened| -> Vec<String> {
        of.names
            .iter()
            .filter(|name| !to.names.contains(name))
            .cloned()
            .collect()
    };
    let (missing, extra) = (lacking(first, part), lacking(part, first));
    if missing.is_empty() && extra.is_empty() {
        return Ok(());
    }
    let (path, first) = (part.source.name.clone(), first.source.name.clone());
    Err(TableError::ColumnsDiffer {
        path,
        first,
        missing,
        extra,
    })
}
