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
    /// The byte at which they begin.
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
    mark: usize,
    has_mark: bool,
    replaced: Replaced,
}

/// Opens delimited text.
pub(crate) fn open(spooled: &Spooled, input: &Input) -> Result<Opened, TableError> {
    let decoded = decode(spooled, input.encoding)?;
    match open_decoded(&decoded, input)? {
        Found::Table(opened) => Ok(*opened),
        Found::NotUtf8 { line } if input.encoding.is_some() || decoded.mark > 0 => Err(TableError::Undecodable {
            path: spooled.name.clone(),
            encoding: Encoding::Utf8,
            count: 1,
            line,
            guess: None,
        }),
        Found::NotUtf8 { .. } => {
            let (keep, encoding, replaced) = legacy::decode(spooled)?;
            let spooled = spooled.clone().with_file(keep);
            let decoded = Decoded { spooled, encoding, mark: 0, has_mark: false, replaced };
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
    let encoding = asked.or(mark.map(|(encoding, _)| encoding)).unwrap_or(Encoding::Utf8);
    if encoding == Encoding::Utf8 {
        let mark = mark.map_or(0, |(_, length)| length);
        return Ok(Decoded { spooled: spooled.clone(), encoding, mark, has_mark, replaced: Replaced::default() });
    }
    let (keep, replaced) = encoding::transcode(spooled, encoding)?;
    // One in a hundred bytes: a wrong name, not a damaged character.
    if replaced.count > spooled.bytes / 100 {
        let (path, count, line) = (spooled.name.clone(), replaced.count, replaced.first_line);
        return Err(TableError::Undecodable { path, encoding, count, line, guess: None });
    }
    Ok(Decoded { spooled: spooled.clone().with_file(keep), encoding, mark: 0, has_mark, replaced })
}

fn open_decoded(decoded: &Decoded, input: &Input) -> Result<Found, TableError> {
    let spooled = &decoded.spooled;
    let mut head = spooled.head(HEAD)?;
    let whole = head.len() < HEAD;
    head.drain(..decoded.mark);
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
    let Some(body) = body(&preview, start, &head, decoded.mark, width) else {
        return Err(TableError::NoRows { path: spooled.name.clone(), columns: names });
    };

    let survey = survey_body(spooled, delimiter, body)?;
    if let Some(line) = survey.invalid {
        return Ok(Found::NotUtf8 { line });
    }
    if decoded.replaced.count > 0 {
        let Replaced { count, first_line } = decoded.replaced;
        findings.push(Finding::ReplacedCharacters { count, first_line });
    }
    let mut source = Source::new(spooled.name.clone(), Format::Text, spooled.compression, spooled.bytes);
    source.encoding = Some(decoded.encoding);
    source.byte_order_mark = decoded.has_mark;
    source.delimiter = Some(delimiter);
    source.header_row = start.header.map(|at| preview.lines[at]);
    let scanned = match delimiter {
        Delimiter::Byte(byte) if !survey.irregular => {
            findings.extend(ragged(&survey.long, &survey.short));
            if survey.blank_at_end > 0 {
                findings.push(Finding::BlankRowsDropped { count: survey.blank_at_end });
            }
            // Blank rows at the end would be rows of nulls.
            let rows = (survey.blank_at_end > 0).then_some(survey.rows);
            let text = scan::Text { path: &spooled.path, delimiter: byte, lines_above: body.line - 1, rows };
            source.rows = Some(survey.rows);
            Opened::scan(scan::text(&text, &names)?, names, source, findings).keeping(spooled.keep.clone())
        }
        _ => {
            let rewritten = rewrite::rewrite(spooled, delimiter, body)?;
            findings.extend(rewritten.findings);
            let text = scan::Text { path: &rewritten.keep, delimiter: b',', lines_above: 0, rows: None };
            source.rows = Some(rewritten.rows);
            Opened::scan(scan::text(&text, &names)?, names, source, findings).keeping(Some(rewritten.keep))
        }
    };
    scanned.with_rows().map(|opened| Found::Table(Box::new(opened)))
}

/// Refuses what holds no text, or bytes that cannot be text.
fn reject_blank(head: &[u8], name: &str, whole: bool) -> Result<(), TableError> {
    if whole && head.iter().all(u8::is_ascii_whitespace) {
        return Err(TableError::Empty { path: name.to_owned() });
    }
    let count = memchr::memchr_iter(0, head).count();
    // A few are dropped; one in ten is another encoding, or no text at all.
    if count * 10 > head.len() {
        let first = memchr::memchr(0, head).unwrap_or(0);
        let line = 1 + memchr::memchr_iter(b'\n', &head[..first]).count() as u64;
        return Err(TableError::NulBytes { path: name.to_owned(), count: count as u64, line });
    }
    Ok(())
}

/// Where the table begins: as the user says, else as found.
fn start(preview: &Preview, asked: Option<usize>, name: &str) -> Result<Start, TableError> {
    match asked {
        None => Ok(Start::find(&preview.rows)),
        Some(0) => Ok(Start { header: None, data: 0 }),
        Some(row) => {
            let at = preview.lines.iter().position(|line| *line == row as u64);
            at.map(Start::below).ok_or_else(|| TableError::NoHeaderRow { path: name.to_owned(), row })
        }
    }
}

fn widest(rows: &[Vec<String>]) -> usize {
    rows.iter().map(Vec::len).max().unwrap_or(1)
}

/// The rows above the table, where there are any.
fn titles(preview: &Preview, start: Start) -> Option<Finding> {
    let above = &preview.rows[..start.header.unwrap_or(start.data)];
    let first = above.iter().flatten().find(|cell| !cell.trim().is_empty())?;
    let count = above.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).count() as u64;
    Some(Finding::TitleRowsSkipped { count, first: first.trim().to_owned() })
}

/// The rows below the header, when there are any.
fn body(preview: &Preview, start: Start, head: &[u8], mark: usize, width: usize) -> Option<Body> {
    let below = preview.rows.get(start.data..)?;
    if below.iter().flatten().all(|cell| cell.is_empty()) && preview.rows.len() < header::PREVIEW {
        return None;
    }
    let line = preview.lines[start.data];
    let ends = memchr::memchr2_iter(b'\n', b'\r', head)
        // CRLF is one line end: count its second half.
        .filter(|&at| head[at] == b'\n' || head.get(at + 1) != Some(&b'\n'));
    let skipped = usize::try_from(line - 1).ok()?;
    let offset = match skipped.checked_sub(1) {
        None => 0,
        Some(last) => ends.clone().nth(last)? + 1,
    };
    Some(Body { offset: (mark + offset) as u64, line, width })
}

fn survey_body(spooled: &Spooled, delimiter: Delimiter, body: Body) -> Result<Survey, TableError> {
    let mut file = spooled.open()?;
    file.seek(SeekFrom::Start(body.offset)).map_err(|error| TableError::io(&spooled.name, error))?;
    let delimiter = match delimiter {
        Delimiter::Byte(byte) => byte,
        Delimiter::Blanks => b' ',
    };
    survey::survey(file, &spooled.name, body.line, Layout { delimiter, width: body.width as u64 })
}

/// Rows with too many or too few cells.
fn ragged(long: &Tally, short: &Tally) -> Vec<Finding> {
    let mut findings = Vec::new();
    if long.count > 0 {
        findings.push(Finding::LongRows { count: long.count, first_lines: long.first_lines.clone() });
    }
    if short.count > 0 {
        findings.push(Finding::ShortRows { count: short.count, first_lines: short.first_lines.clone() });
    }
    findings
}
