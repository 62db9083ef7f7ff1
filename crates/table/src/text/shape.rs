//! [`Shape`]: delimiter, header and columns of a text, by its first megabyte.

use std::io::Read;

use super::dialect::{self, Preview};
use super::{Decoded, line_at};
use crate::error::TableError;
use crate::header::{self, Start};
use crate::input::Input;
use crate::notes::Finding;
use crate::source::Delimiter;

/// The rows below the header.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body {
    /// The byte at which they begin, behind the byte-order mark.
    pub(super) offset: u64,
    /// The 1-based line on which they begin.
    pub(super) line: u64,
    /// Cells of a row.
    pub(super) width: usize,
}

/// The beginning of a text, behind the byte-order mark and up to a line end.
pub(super) struct Head {
    bytes: Vec<u8>,
    /// Whether that is all of the text.
    whole: bool,
}

impl Head {
    pub(super) fn read(decoded: &Decoded) -> Result<Self, TableError> {
        const MOST: u64 = 1 << 20;
        let failed = |error| TableError::io(&decoded.spooled.name, error);
        let mut file = decoded.open()?;
        let mut bytes = Vec::new();
        file.by_ref()
            .take(MOST)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        let whole = (bytes.len() as u64) < MOST;
        if !whole && let Some(end) = memchr::memrchr(b'\n', &bytes) {
            bytes.truncate(end + 1);
        }
        Ok(Self { bytes, whole })
    }

    /// What stands above the rows.
    pub(super) fn above(&self, body: Body) -> &[u8] {
        let end = usize::try_from(body.offset).unwrap_or(usize::MAX);
        self.bytes.get(..end).unwrap_or(&self.bytes)
    }
}

/// Delimiter, header and columns of a text.
pub(super) struct Shape {
    pub(super) delimiter: Delimiter,
    pub(super) names: Vec<String>,
    pub(super) findings: Vec<Finding>,
    /// The 1-based line of the header.
    pub(super) header_line: Option<u64>,
    pub(super) body: Body,
}

impl Shape {
    /// Finds what `input` does not say.
    pub(super) fn find(head: &Head, input: &Input, name: &str) -> Result<Self, TableError> {
        reject_blank(&head.bytes, name, head.whole)?;
        let delimiter = input
            .delimiter
            .unwrap_or_else(|| dialect::sniff(&head.bytes));
        let preview = Preview::read(&head.bytes, delimiter);
        let start = start(&preview, input.header_row, name)?;
        let header = start.header.map(|at| preview.rows[at].as_slice());
        let width = header.map_or_else(|| widest(&preview.rows[start.data..]), <[String]>::len);
        let (names, renamed) = header::names(header, width);
        let mut findings = Vec::from_iter(titles(&preview, start));
        findings.extend(renamed);
        let Some(body) = body(&preview, start, head.whole, width) else {
            return Err(TableError::NoRows {
                path: name.to_owned(),
                columns: names,
            });
        };
        let header_line = start.header.map(|at| preview.places[at].line);
        Ok(Self {
            delimiter,
            names,
            findings,
            header_line,
            body,
        })
    }
}

/// Refuses what holds no text, or bytes that cannot be text.
fn reject_blank(head: &[u8], name: &str, whole: bool) -> Result<(), TableError> {
    if whole && head.iter().all(u8::is_ascii_whitespace) {
        return Err(TableError::Empty {
            path: name.to_owned(),
        });
    }
    let count = memchr::memchr_iter(0, head).count();
    // A few are dropped; one in ten is another encoding, or no text at all.
    if count * 10 > head.len() {
        let first = memchr::memchr(0, head).unwrap_or(0);
        let line = line_at(head, first);
        return Err(TableError::NulBytes {
            path: name.to_owned(),
            count: count as u64,
            line,
        });
    }
    Ok(())
}

/// Where the table begins: as the user says, else as found.
fn start(preview: &Preview, asked: Option<usize>, name: &str) -> Result<Start, TableError> {
    match asked {
        None => Ok(Start::find(&preview.rows)),
        Some(0) => Ok(Start {
            header: None,
            data: 0,
        }),
        Some(row) => {
            let at = preview
                .places
                .iter()
                .position(|place| place.line == row as u64);
            at.map(Start::below).ok_or_else(|| TableError::NoHeaderRow {
                path: name.to_owned(),
                row,
            })
        }
    }
}

fn widest(rows: &[Vec<String>]) -> usize {
    rows.iter().map(Vec::len).max().unwrap_or(1)
}

/// The rows above the table, where there are any.
fn titles(preview: &Preview, start: Start) -> Option<Finding> {
    let above = &preview.rows[..start.header.unwrap_or(start.data)];
    let first = above
        .iter()
        .flatten()
        .find(|cell| !cell.trim().is_empty())?;
    let count = above
        .iter()
        .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
        .count() as u64;
    Some(Finding::TitleRowsSkipped {
        count,
        first: first.trim().to_owned(),
    })
}

/// The rows below the header, when there are any. `whole` says that the preview was read from all of the text.
fn body(preview: &Preview, start: Start, whole: bool, width: usize) -> Option<Body> {
    let below = preview.rows.get(start.data..).unwrap_or_default();
    let place = match preview.places.get(start.data) {
        // A row that is too long or never ends is for the survey to judge.
        None if preview.failed || !whole => preview.end,
        None => return None,
        Some(_)
            if whole
                && !preview.failed
                && is_blank(below)
                && preview.rows.len() < header::PREVIEW =>
        {
            return None;
        }
        Some(place) => *place,
    };
    Some(Body {
        offset: place.offset,
        line: place.line,
        width,
    })
}

fn is_blank(rows: &[Vec<String>]) -> bool {
    rows.iter().flatten().all(String::is_empty)
}
