//! Which format a file has, by its first bytes.

use crate::error::TableError;
use crate::source::Format;
use crate::spool::Spooled;

/// Signatures of files that hold no table we can read.
const FOREIGN: [(&[u8], &str); 9] = [
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3", "an SQLite database"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"ARROW1", "an Arrow file"),
    (b"\x7fELF", "a program"),
];

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    JsonLines,
    Parquet,
    /// A zip archive: XLSX, XLSB, ODS or no workbook.
    Zip,
    /// An OLE compound file: XLS, an encrypted workbook or none.
    Compound,
}

impl Kind {
    pub(crate) fn of(spooled: &Spooled) -> Result<Self, TableError> {
        const HEAD: usize = 4096;
        let head = spooled.head(HEAD)?;
        if head.is_empty() {
            return Err(TableError::Empty {
                path: spooled.name.clone(),
            });
        }
        if let Some((_, kind)) = FOREIGN.iter().find(|(magic, _)| head.starts_with(magic)) {
            return Err(TableError::UnknownFormat {
                path: spooled.name.clone(),
                kind,
            });
        }
        match head.as_slice() {
            [b'P', b'A', b'R', b'1', ..] => Ok(Self::Parquet),
            [b'P', b'K', 3 | 5, 4 | 6, ..] => Ok(Self::Zip),
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Ok(Self::Compound),
            _ => of_text(&head, &spooled.name),
        }
    }
}

impl From<Kind> for Format {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text,
            Kind::JsonLines => Self::JsonLines,
            Kind::Parquet => Self::Parquet,
            Kind::Zip => Self::Xlsx,
            Kind::Compound => Self::Xls,
        }
    }
}

fn of_text(head: &[u8], name: &str) -> Result<Kind, TableError> {
    let text = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    let unknown = |kind| {
        Err(TableError::UnknownFormat {
            path: name.to_owned(),
            kind,
        })
    };
    let lower = text[..text.len().min(64)].to_ascii_lowercase();
    if [b"<!doctype html".as_slice(), b"<html", b"<table", b"<meta"]
        .iter()
        .any(|tag| lower.starts_with(tag))
    {
        return unknown("an HTML page");
    }
    if lower.starts_with(b"<?xml") {
        return unknown("an XML document");
    }
    match text {
        // `{"` opens a JSON object; a CSV cell cannot begin so unless it is quoted itself.
        [b'{', rest @ ..] if matches!(rest.trim_ascii_start(), [b'"' | b'}', ..]) => {
            Ok(Kind::JsonLines)
        }
        [b'[', rest @ ..] if rest.trim_ascii_start().starts_with(b"{") => unknown("a JSON array"),
        _ => Ok(Kind::Text),
    }
}
