//! [`TableError`]: why a table could not be opened, read or written.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use polars::prelude::PolarsError;

use crate::role::Role;
use crate::source::Encoding;

/// Why a table could not be opened, read or written.
///
/// `path` is always the name the user gave, `standard input` for `-`; lines count from 1.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// No input was named.
    #[error("no input file given")]
    NoFiles,
    /// The file does not exist.
    #[error("no file {path}")]
    NotFound {
        /// The file.
        path: String,
        /// Names in the same folder that are spelt alike, best first.
        near: Vec<String>,
    },
    /// A pattern with `*`, `?` or `[` names no file.
    #[error("no file matches {pattern}")]
    NoMatch {
        /// The pattern.
        pattern: String,
    },
    /// A pattern cannot be read.
    #[error("{pattern} is no valid pattern: {reason}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The path is a folder.
    #[error("{path} is a folder, expected a file")]
    Folder {
        /// The folder.
        path: String,
    },
    /// The operating system denies access.
    #[error("no permission for {path}")]
    Permission {
        /// The file or folder.
        path: String,
    },
    /// The disk is full.
    #[error("no space left on the disk of {path}")]
    NoSpace {
        /// The file or folder that was being written.
        path: String,
    },
    /// Any other failure to read or write.
    #[error("could not access {path}")]
    Io {
        /// The file or folder.
        path: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// The file has no bytes, or nothing but blanks.
    #[error("{path} is empty")]
    Empty {
        /// The file.
        path: String,
    },
    /// There is a header, or a schema, but no row below it.
    #[error("{path} has a header of {} columns but no rows", columns.len())]
    NoRows {
        /// The file.
        path: String,
        /// The columns.
        columns: Vec<String>,
    },
    /// The bytes are not those of a table.
    #[error("{path} looks like {kind}, expected CSV, Excel, Parquet or JSON Lines")]
    UnknownFormat {
        /// The file.
        path: String,
        /// What the bytes look like, with its article: `a PDF document`.
        kind: &'static str,
    },
    /// A zip archive or a compound file that holds no workbook.
    #[error("{path} holds no workbook")]
    NotAWorkbook {
        /// The file.
        path: String,
    },
    /// The workbook is encrypted.
    #[error("{path} is protected by a password")]
    PasswordProtected {
        /// The file.
        path: String,
    },
    /// The workbook is cut off or broken inside.
    #[error("{path} is damaged: {reason}")]
    DamagedWorkbook {
        /// The file.
        path: String,
        /// What could not be read.
        reason: String,
    },
    /// The workbook has no such sheet.
    #[error("{path} has no sheet {sheet}, only {}", sheets.join(", "))]
    NoSheet {
        /// The file.
        path: String,
        /// The sheet asked for.
        sheet: String,
        /// The sheets there are.
        sheets: Vec<String>,
    },
    /// A sheet is larger than fits in memory within reason.
    #[error("sheet {sheet} of {path} has {rows} rows x {columns} columns, more than {limit} cells")]
    SheetTooLarge {
        /// The file.
        path: String,
        /// The sheet.
        sheet: String,
        /// Its rows.
        rows: u64,
        /// Its columns.
        columns: u64,
        /// The most cells that are read.
        limit: u64,
    },
    /// The Parquet file is cut off or broken inside.
    #[error("{path} is not a whole Parquet file: {reason}")]
    DamagedParquet {
        /// The file.
        path: String,
        /// What could not be read.
        reason: String,
    },
    /// The JSON Lines file is broken.
    #[error("{path} is not JSON Lines: {reason}")]
    DamagedJson {
        /// The file.
        path: String,
        /// What could not be read.
        reason: String,
    },
    /// The `.gz` or `.zst` file is cut off or broken.
    #[error("{path} could not be decompressed: {reason}")]
    DamagedArchive {
        /// The file.
        path: String,
        /// What the decompressor says.
        reason: String,
    },
    /// The compressed file unpacks to absurdly more than its size.
    #[error("{path} unpacks to more than {ratio} times its size")]
    ArchiveTooLarge {
        /// The file.
        path: String,
        /// The highest ratio that is accepted.
        ratio: u64,
    },
    /// A quoted cell is never closed.
    #[error("{path} line {line}: the quote that opens here is never closed")]
    UnclosedQuote {
        /// The file.
        path: String,
        /// The line of the opening quote.
        line: u64,
    },
    /// Too many bytes mean nothing in the encoding.
    #[error("{path} line {line}: {count} characters are not valid {encoding}")]
    Undecodable {
        /// The file.
        path: String,
        /// The encoding in force.
        encoding: Encoding,
        /// Characters that could not be decoded; 0 when decoding was not even tried.
        count: u64,
        /// The line of the first.
        line: u64,
        /// An encoding that would fit better.
        guess: Option<Encoding>,
    },
    /// A part of the file is written in another encoding than the rest.
    #[error("{path} mixes encodings: {first} at first, {then} from line {line}")]
    MixedEncodings {
        /// The file.
        path: String,
        /// The encoding of the first lines.
        first: Encoding,
        /// The encoding of the line named.
        then: Encoding,
        /// The first line in the other encoding.
        line: u64,
    },
    /// So many NUL bytes that the file cannot be text as we understand it.
    #[error("{path} line {line}: NUL bytes in text ({count} of them)")]
    NulBytes {
        /// The file.
        path: String,
        /// NUL bytes found in the part looked at.
        count: u64,
        /// The line of the first.
        line: u64,
    },
    /// A line or cell is too long to be data.
    #[error("{path} line {line} is longer than {limit} bytes")]
    LongLine {
        /// The file.
        path: String,
        /// The line.
        line: u64,
        /// The most bytes that a row may have.
        limit: u64,
    },
    /// The header row asked for lies outside the file.
    #[error("{path} has no row {row} to be the header")]
    NoHeaderRow {
        /// The file.
        path: String,
        /// The row asked for.
        row: usize,
    },
    /// Files that should form one table have different columns.
    #[error(
        "{path} does not have the columns of {first}: {}",
        differences(missing, extra)
    )]
    ColumnsDiffer {
        /// The file that differs.
        path: String,
        /// The file that set the columns.
        first: String,
        /// Columns of the first file that this one lacks.
        missing: Vec<String>,
        /// Columns of this file that the first one lacks.
        extra: Vec<String>,
    },
    /// There is no such column.
    #[error("no column {column}, the columns are {}", columns.join(", "))]
    NoColumn {
        /// The column asked for.
        column: String,
        /// The role it was to play, when a flag named it.
        role: Option<Role>,
        /// The columns there are.
        columns: Vec<String>,
        /// Columns spelt alike, best first.
        near: Vec<String>,
    },
    /// No column plays a role that is needed.
    #[error("no {role} column among {}", columns.join(", "))]
    RoleMissing {
        /// The role.
        role: Role,
        /// The columns there are.
        columns: Vec<String>,
        /// Columns that come near by name, or whose content would fit.
        near: Vec<String>,
    },
    /// Several columns could play a role equally well.
    #[error("{} columns could be the {role}: {}", candidates.len(), candidates.join(", "))]
    Ambiguous {
        /// The role.
        role: Role,
        /// The columns in question.
        candidates: Vec<String>,
    },
    /// The output path is taken by a file.
    #[error("{path} is a file, expected a folder for the results")]
    NotAFolder {
        /// The path.
        path: String,
    },
    /// The output folder holds files that were not written by us.
    #[error("{path} holds files that are no results of an earlier run: {}", foreign.join(", "))]
    ForeignFiles {
        /// The folder.
        path: String,
        /// The first of those files.
        foreign: Vec<String>,
    },
    /// A cell type that the output format cannot hold.
    #[error("could not write {path}: {reason}")]
    Write {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// A query over the table failed.
    #[error("could not read the table: {reason}")]
    Query {
        /// The first line of what the engine says.
        reason: String,
    },
}

impl TableError {
    /// Classifies a failure of the operating system.
    pub fn io(path: impl AsRef<Path>, source: io::Error) -> Self {
        let path = path.as_ref().display().to_string();
        match source.kind() {
            io::ErrorKind::NotFound => Self::NotFound {
                path,
                near: Vec::new(),
            },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::Permission { path }
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoSpace { path },
            io::ErrorKind::IsADirectory => Self::Folder { path },
            _ => Self::Io { path, source },
        }
    }
}

impl From<PolarsError> for TableError {
    fn from(error: PolarsError) -> Self {
        Self::Query {
            reason: reason(&error),
        }
    }
}

/// The first sentence of what polars says, without the plan that it appends.
pub(crate) fn reason(error: &PolarsError) -> String {
    const LONGEST: usize = 200;
    let text = error.to_string();
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default()
        .trim();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

fn differences(missing: &[String], extra: &[String]) -> String {
    let mut text = String::new();
    for (label, names) in [("missing", missing), ("extra", extra)] {
        if !names.is_empty() {
            let separator = if text.is_empty() { "" } else { "; " };
            // Writing to a string cannot fail.
            let _ = write!(text, "{separator}{label} {}", names.join(", "));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_of_the_system_are_told_apart() {
        let of = |kind: io::ErrorKind| TableError::io("out", kind.into());
        assert!(matches!(
            of(io::ErrorKind::StorageFull),
            TableError::NoSpace { .. }
        ));
        assert!(matches!(
            of(io::ErrorKind::PermissionDenied),
            TableError::Permission { .. }
        ));
        assert!(matches!(of(io::ErrorKind::TimedOut), TableError::Io { .. }));
    }

    #[test]
    fn the_plan_of_a_query_is_no_message() {
        let plan = format!(
            "found no such column\n\nThis error occurred in the following context stack: {}",
            "x".repeat(999)
        );
        let error = TableError::from(PolarsError::ComputeError(plan.into()));
        assert_eq!(
            error.to_string(),
            "could not read the table: found no such column"
        );
    }
}
