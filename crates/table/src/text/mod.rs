//! Delimited text: encoding, delimiter, header, a survey of the whole, and a lazy scan.

mod blocks;
mod dialect;
mod encoding;
mod legacy;
mod piece;
mod records;
mod rewrite;
mod survey;

use std::io::{Seek, SeekFrom};

use self::dialect::Preview;
use self::encoding::Replaced;
use self::survey::{Layout, Survey, Tally};
use crate::error::TableError;
use crate::header::{self, Start};
use crate::input::Input;
use crate::notes::Finding;
use crate::opened::Opened;
use crate::scan;
use crate::source::{Delimiter, Encoding, Format, Source};
use crate::spool::Spooled;

/// Bytes that are looked at to find delimiter and header.
const HEAD: usize = 1 << 20;

/// The rows below the header.
#[derive(Debug, Clone, Copy)]
struct Body {
    /// The byte at which they begin, behind the byte-order mark.
    offset: u64,
    /// The 1-based line on which they begin.
    line: u64,
    /// Cells of a row.
    width: usize,
}

/// A text in UTF-8.
struct Decoded {
    spooled: Spooled,
    encoding: Encoding,
    /// Bytes of the byte-order mark that is still in the file.
    mark: u64,
    has_mark: bool,
    replaced: Replaced,
}

/// Opens delimited text.
pub(crate) fn open(spooled: &Spooled, input: &Input) -> Result<Opened, TableError> {
    let decoded = decode(spooled, input.encoding)?;
    match open_decoded(&decoded, input)? {
        Found::Table(opened) => Ok(*opened),
        Found::NotUtf8 { line } if input.encoding.is_some() || decoded.mark > 0 => {
            Err(TableError::Undecodable {
                path: spooled.name.clone(),
                encoding: Encoding::Utf8,
                count: 1,
                line,
                guess: None,
            })
        }
        Found::NotUtf8 { .. } => {
            let (keep, encoding, replaced) = legacy::decode(spooled)?;
            let spooled = spooled.clone().with_file(keep);
            let decoded = Decoded {
                spooled,
                encoding,
                mark: 0,
                has_mark: false,
                replaced,
            };
            match open_decoded(&decoded, input)? {
                Found::Table(opened) => Ok(*opened),
                Found::NotUtf8 { line } => Err(TableError::Undecodable {
                    path: decoded.spooled.name,
                    encoding,
                    count: 1,
                    line,
                    guess: None,
                }),
            }
        }
    }
}

/// What a survey of the whole text says.
enum Found {
    Table(Box<Opened>),
    NotUtf8 { line: u64 },
}

/// Transcodes where a byte-order mark or the user says so; else the text may be UTF-8.
fn decode(spooled: &Spooled, asked: Option<Encoding>) -> Result<Decoded, TableError> {
    let mark = encoding::of_mark(&spooled.head(4)?);
    let has_mark = mark.is_some();
    let encoding = asked
        .or(mark.map(|(encoding, _)| encoding))
        .unwrap_or(Encoding::Utf8);
    if encoding == Encoding::Utf8 {
        let mark = mark.map_or(0, |(_, length)| length as u64);
        return Ok(Decoded {
            spooled: spooled.clone(),
            encoding,
            mark,
            has_mark,
            replaced: Replaced::default(),
        });
    }
    let (keep, replaced) = encoding::transcode(spooled, encoding)?;
    // One in a hundred bytes: a wrong name, not a damaged character.
    if replaced.count > spooled.bytes / 100 {
        let (path, count, line) = (spooled.name.clone(), replaced.count, replaced.first_line);
        return Err(TableError::Undecodable {
            path,
            encoding,
            count,
            line,
            guess: None,
        });
    }
    Ok(Decoded {
        spooled: spooled.clone().with_file(keep),
        encoding,
        mark: 0,
        has_mark,
        replaced,
    })
}

fn open_decoded(decoded: &Decoded, input: &Input) -> Result<Found, TableError> {
    let spooled = &decoded.spooled;
    let mut head = spooled.head(HEAD)?;
    let whole = head.len() < HEAD;
    head.drain(..usize::try_from(decoded.mark).unwrap_or(0));
    if !whole {
        let end = memchr::memrchr(b'\n', &head).map_or(head.len(), |at| at + 1);
        head.truncate(end);
    }
    reject_blank(&head, &spooled.name, whole)?;
    let delimiter = input.delimiter.unwrap_or_else(|| dialect::sniff(&head));
    let preview = Preview::read(&head, delimiter);
    let start = start(&preview, input.header_row, &spooled.name)?;
    let header = start.header.map(|at| preview.rows[at].as_slice());
    let width = header.map_or_else(|| widest(&preview.rows[start.data..]), <[String]>::len);
    let (names, mut findings) = header::names(header, width);
    findings.extend(titles(&preview, start));
    let Some(body) = body(&preview, start, whole, width) else {
        return Err(TableError::NoRows {
            path: spooled.name.clone(),
            columns: names,
        });
    };

    let above = usize::try_from(body.offset)
        .ok()
        .and_then(|end| head.get(..end))
        .unwrap_or(&head);
    if let Err(error) = simdutf8::compat::from_utf8(above) {
        return Ok(Found::NotUtf8 {
            line: line_at(above, error.valid_up_to()),
        });
    }
    let mut survey = survey_body(decoded, delimiter, body)?;
    // Lines above are skipped by counting line feeds.
    survey.irregular |= above.last().is_some_and(|byte| *byte != b'\n');
    if let Some(line) = survey.invalid {
        return Ok(Found::NotUtf8 { line });
    }
    if decoded.replaced.count > 0 {
        let Replaced { count, first_line } = decoded.replaced;
        findings.push(Finding::ReplacedCharacters { count, first_line });
    }
    let mut source = Source::new(
        spooled.name.clone(),
        Format::Text,
        spooled.compression,
        spooled.bytes,
    );
    source.encoding = Some(decoded.encoding);
    source.byte_order_mark = decoded.has_mark;
    source.delimiter = Some(delimiter);
    source.header_row = start.header.map(|at| preview.places[at].line);
    let scanned = match delimiter {
        Delimiter::Byte(byte) if !survey.irregular => {
            findings.extend(ragged(&survey.long, &survey.short));
            if survey.blank_at_end > 0 {
                findings.push(Finding::BlankRowsDropped {
                    count: survey.blank_at_end,
                });
            }
            // Blank rows at the end would be rows of nulls.
            let rows = (survey.blank_at_end > 0).then_some(survey.rows);
            let lines_above = memchr::memchr_iter(b'\n', above).count();
            let text = scan::Text {
                path: &spooled.path,
                delimiter: byte,
                lines_above,
                rows,
            };
            source.rows = Some(survey.rows);
            Opened::scan(scan::text(&text, &names)?, names, source, findings)
                .keeping(spooled.keep.clone())
        }
        _ => {
            let rewritten = rewrite::rewrite(decoded, delimiter, body)?;
            findings.extend(rewritten.findings);
            let text = scan::Text {
                path: &rewritten.keep,
                delimiter: b',',
                lines_above: 0,
                rows: None,
            };
            source.rows = Some(rewritten.rows);
            Opened::scan(scan::text(&text, &names)?, names, source, findings)
                .keeping(Some(rewritten.keep))
        }
    };
    scanned
        .with_rows()
        .map(|opened| Found::Table(Box::new(opened)))
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

/// The 1-based line of a byte.
fn line_at(text: &[u8], at: usize) -> u64 {
    1 + memchr::memchr_iter(b'\n', &text[..at]).count() as u64
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

fn survey_body(decoded: &Decoded, delimiter: Delimiter, body: Body) -> Result<Survey, TableError> {
    let spooled = &decoded.spooled;
    let mut file = spooled.open()?;
    file.seek(SeekFrom::Start(decoded.mark + body.offset))
        .map_err(|error| TableError::io(&spooled.name, error))?;
    let delimiter = match delimiter {
        Delimiter::Byte(byte) => byte,
        Delimiter::Blanks => b' ',
    };
    survey::survey(
        file,
        &spooled.name,
        body.line,
        Layout {
            delimiter,
            width: body.width as u64,
        },
    )
}

/// Rows with too many or too few cells.
fn ragged(long: &Tally, short: &Tally) -> Vec<Finding> {
    let mut findings = Vec::new();
    if long.count > 0 {
        findings.push(Finding::LongRows {
            count: long.count,
            first_lines: long.first_lines.clone(),
        });
    }
    if short.count > 0 {
        findings.push(Finding::ShortRows {
            count: short.count,
            first_lines: short.first_lines.clone(),
        });
    }
    findings
}
