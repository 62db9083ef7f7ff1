//! Delimited text: encoding, delimiter, header, a survey of the whole, and a lazy scan.

mod blocks;
mod cut;
mod dialect;
mod encoding;
mod legacy;
mod piece;
mod records;
mod rewrite;
mod rows;
mod shape;
mod sheet;
mod strict;
mod survey;

use std::fs::File;
use std::io::{Seek, SeekFrom};

pub(crate) use self::cut::Cut;
use self::encoding::Replaced;
use self::shape::{Body, Head, Shape};
pub(crate) use self::sheet::Sheet;
use self::strict::Stretch;
pub(crate) use self::strict::{Sheets, Strict};
use self::survey::{Layout, Survey, Tally};
use crate::error::TableError;
use crate::input::Input;
use crate::notes::Finding;
use crate::opened::Opened;
use crate::source::{Delimiter, Encoding, Format, Source};
use crate::spool::Spooled;

/// A text in UTF-8.
struct Decoded {
    spooled: Spooled,
    encoding: Encoding,
    /// Bytes of the byte-order mark that is still in the file.
    mark: u64,
    has_mark: bool,
    replaced: Replaced,
}

impl Decoded {
    /// Opens the text behind its byte-order mark.
    fn open(&self) -> Result<File, TableError> {
        let mut file = self.spooled.open()?;
        file.seek(SeekFrom::Start(self.mark))
            .map_err(|error| TableError::io(&self.spooled.name, error))?;
        Ok(file)
    }
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
    let head = Head::read(decoded)?;
    let mut shape = Shape::find(&head, input, &spooled.name)?;
    let above = head.above(shape.body);
    if let Err(error) = simdutf8::compat::from_utf8(above) {
        let line = line_at(above, error.valid_up_to());
        return Ok(Found::NotUtf8 { line });
    }
    let mut survey = survey_body(decoded, shape.delimiter, shape.body)?;
    if let Some(line) = survey.invalid {
        return Ok(Found::NotUtf8 { line });
    }
    // Lines above are skipped by counting line feeds.
    survey.irregular |= above.last().is_some_and(|byte| *byte != b'\n');
    let strict = match shape.delimiter {
        Delimiter::Byte(delimiter) if !survey.irregular => {
            shape.findings.extend(survey.findings());
            Strict {
                path: spooled.path.clone(),
                keep: spooled.keep.clone(),
                delimiter,
                lines_above: memchr::memchr_iter(b'\n', above).count(),
                offset: decoded.mark + shape.body.offset,
                names: shape.names,
                rows: survey.rows,
                stretches: Stretch::between(&survey.marks),
            }
        }
        delimiter => {
            let rewritten = rewrite::rewrite(decoded, delimiter, shape.body)?;
            shape.findings.extend(rewritten.findings);
            Strict {
                path: rewritten.keep.to_path_buf(),
                keep: Some(rewritten.keep),
                delimiter: b',',
                lines_above: 0,
                offset: 0,
                names: shape.names,
                rows: rewritten.rows,
                stretches: Vec::new(),
            }
        }
    };
    let mut source = Source::new(
        spooled.name.clone(),
        Format::Text,
        spooled.compression,
        spooled.bytes,
    );
    source.encoding = Some(decoded.encoding);
    source.byte_order_mark = decoded.has_mark;
    source.delimiter = Some(shape.delimiter);
    source.header_row = shape.header_line;
    source.rows = Some(strict.rows);
    shape.findings.extend(decoded.replaced.finding());
    let opened = Opened::text(strict, source, shape.findings)?.with_rows()?;
    Ok(Found::Table(Box::new(opened)))
}

/// The 1-based line of a byte.
fn line_at(text: &[u8], at: usize) -> u64 {
    1 + memchr::memchr_iter(b'\n', &text[..at]).count() as u64
}

fn survey_body(decoded: &Decoded, delimiter: Delimiter, body: Body) -> Result<Survey, TableError> {
    let name = &decoded.spooled.name;
    let mut file = decoded.open()?;
    let offset = decoded.mark + body.offset;
    file.seek(SeekFrom::Start(offset))
        .map_err(|error| TableError::io(name, error))?;
    let delimiter = match delimiter {
        Delimiter::Byte(byte) => byte,
        Delimiter::Blanks => b' ',
    };
    let width = body.width as u64;
    survey::survey(file, name, body.line, Layout { delimiter, width })
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
