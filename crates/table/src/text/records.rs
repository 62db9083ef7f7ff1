//! [`Records`]: delimited text as people produce it, row by row.
//!
//! The rules are those of RFC 4180, relaxed: a quote counts only at the start of a cell, what follows a closing quote
//! belongs to the cell, a line ends with LF, CRLF or CR. Unlike a general CSV reader it tells where a quote was opened
//! that is never closed, and what it had to overlook.

use std::io::{self, BufRead};
use std::mem;

use super::dialect::Place;
use crate::error::TableError;
use crate::source::Delimiter;

/// Bytes that one row may have; longer ones come from a wrong delimiter or a hostile file.
pub(super) const LONGEST_ROW: usize = 64 << 20;

/// One row: its cells, unquoted, and where it begins.
#[derive(Debug, Default)]
pub(super) struct Record {
    text: Vec<u8>,
    ends: Vec<usize>,
    /// The 1-based line it begins on.
    pub(super) line: u64,
    /// The byte it begins at.
    pub(super) offset: u64,
    /// Whether a quote stood where the format has no place for it.
    pub(super) stray_quote: bool,
}

impl Record {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, &end)| &self.text[start..end])
    }

    /// Whether no cell holds anything.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the start of a cell.
    Start,
    /// In a cell without quotes.
    Plain,
    /// In a quoted cell, before the closing quote.
    Quoted,
    /// Behind a quote in a quoted cell: the closing one, or the first of two.
    Closing,
}

/// The row being read.
struct Row<'a> {
    record: &'a mut Record,
    started: bool,
    state: State,
    /// The line on which the quote of the current cell opened.
    opened: u64,
}

/// The line of a quote that is never closed.
struct Unclosed(u64);

impl<'a> Row<'a> {
    fn new(record: &'a mut Record) -> Self {
        record.text.clear();
        record.ends.clear();
        record.stray_quote = false;
        Self {
            record,
            started: false,
            state: State::Start,
            opened: 0,
        }
    }

    fn push(&mut self, byte: u8, delimiter: Delimiter, line: u64) -> Result<(), Unclosed> {
        match (self.state, byte) {
            (State::Quoted, b'"') => self.state = State::Closing,
            (State::Quoted, _) => self.record.text.push(byte),
            (State::Closing, b'"') => {
                self.record.text.push(b'"');
                self.state = State::Quoted;
            }
            (State::Start, b'"') => {
                self.state = State::Quoted;
                self.opened = line;
            }
            (State::Start, b' ' | b'\t') if delimiter == Delimiter::Blanks => {}
            (_, b' ' | b'\t') if delimiter == Delimiter::Blanks => self.end_cell(),
            (_, byte) if delimiter == Delimiter::Byte(byte) => self.end_cell(),
            // Blanks between a closing quote and the delimiter are common and harmless.
            (State::Closing, b' ') => {}
            // A cell of several lines that ends in the middle of text was opened by a quote nobody closed; the quote
            // that seems to close it is the opening one of a later cell.
            (State::Closing, _) if self.opened != line => return Err(Unclosed(self.opened)),
            _ => {
                self.record.stray_quote |= byte == b'"' || self.state == State::Closing;
                self.record.text.push(byte);
                self.state = State::Plain;
            }
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        self.record.ends.push(self.record.text.len());
        self.state = State::Start;
    }

    /// Ends the last cell; blanks at the end of a line divided by blanks begin none.
    fn finish(&mut self, delimiter: Delimiter) {
        if delimiter != Delimiter::Blanks
            || self.state != State::Start
            || self.record.ends.is_empty()
        {
            self.end_cell();
        }
    }
}

/// How far the reading has come, and what it met on the way.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// The 1-based line of the next byte.
    line: u64,
    /// Bytes read so far.
    offset: u64,
    after_return: bool,
    /// NUL bytes dropped so far, and the line of the first.
    pub(super) nul: (u64, u64),
    /// Carriage returns that ended a line alone.
    pub(super) lone_returns: u64,
}

impl Progress {
    /// Takes in one byte; true when it ends the row.
    fn step(
        &mut self,
        byte: u8,
        row: &mut Row<'_>,
        delimiter: Delimiter,
    ) -> Result<bool, Unclosed> {
        self.offset += 1;
        if mem::take(&mut self.after_return) {
            if byte == b'\n' {
                // The second half of a line end whose row is already out.
                return Ok(false);
            }
            self.lone_returns += 1;
        }
        if !row.started {
            row.started = true;
            row.record.line = self.line;
            row.record.offset = self.offset - 1;
        }
        match byte {
            0 => {
                self.nul.0 += 1;
                if self.nul.0 == 1 {
                    self.nul.1 = self.line;
                }
            }
            b'\n' | b'\r' if row.state != State::Quoted => {
                self.line += 1;
                self.after_return = byte == b'\r';
                return Ok(true);
            }
            _ => {
                row.push(byte, delimiter, self.line)?;
                self.line += u64::from(byte == b'\n');
            }
        }
        Ok(false)
    }
}

/// A reader of rows.
pub(super) struct Records<R> {
    reader: R,
    name: String,
    delimiter: Delimiter,
    pub(super) progress: Progress,
}

impl<R: BufRead> Records<R> {
    /// Reads from the beginning of the 1-based `line`.
    pub(super) fn new(reader: R, name: &str, delimiter: Delimiter, line: u64) -> Self {
        Self {
            reader,
            name: name.to_owned(),
            delimiter,
            progress: Progress {
                line,
                ..Progress::default()
            },
        }
    }

    /// Where the next row begins.
    pub(super) fn place(&self) -> Place {
        Place {
            line: self.progress.line,
            offset: self.progress.offset,
        }
    }

    /// Reads the next row; false at the end. A line of no bytes is a row of one empty cell.
    pub(super) fn next(&mut self, record: &mut Record) -> Result<bool, TableError> {
        let mut row = Row::new(record);
        loop {
            let bytes = match self.reader.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(TableError::io(&self.name, error)),
            };
            if bytes.is_empty() {
                return self.end(row);
            }
            let mut used = 0;
            let mut ended = false;
            while !ended && used < bytes.len() {
                let step = self.progress.step(bytes[used], &mut row, self.delimiter);
                ended = step.map_err(|Unclosed(line)| TableError::UnclosedQuote {
                    path: self.name.clone(),
                    line,
                })?;
                used += 1;
            }
            self.reader.consume(used);
            if ended {
                row.finish(self.delimiter);
                return Ok(true);
            }
            if row.record.text.len() > LONGEST_ROW {
                return Err(self.overlong(&row));
            }
        }
    }

    fn end(&self, mut row: Row<'_>) -> Result<bool, TableError> {
        if row.state == State::Quoted {
            return Err(TableError::UnclosedQuote {
                path: self.name.clone(),
                line: row.opened,
            });
        }
        if row.started {
            row.finish(self.delimiter);
        }
        Ok(row.started)
    }

    /// A row that grows without end was opened by a quote, or has no line ends at all.
    fn overlong(&self, row: &Row<'_>) -> TableError {
        let path = self.name.clone();
        if row.state == State::Quoted && row.opened < self.progress.line {
            return TableError::UnclosedQuote {
                path,
                line: row.opened,
            };
        }
        TableError::LongLine {
            path,
            line: row.record.line,
            limit: LONGEST_ROW as u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, delimiter: Delimiter) -> Result<Vec<(u64, Vec<String>)>, TableError> {
        // A buffer of three bytes shows whether a state gets lost between two chunks.
        let mut records = Records::new(
            io::BufReader::with_capacity(3, text.as_bytes()),
            "test",
            delimiter,
            1,
        );
        let mut record = Record::default();
        let mut rows = Vec::new();
        while records.next(&mut record)? {
            rows.push((
                record.line,
                record
                    .cells()
                    .map(|cell| String::from_utf8_lossy(cell).into_owned())
                    .collect(),
            ));
        }
        Ok(rows)
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (line, cells.iter().map(|&cell| cell.to_owned()).collect())
    }

    #[test]
    fn any_line_end_ends_a_row() {
        let rows = read("a,b\r\n1,2\r3,4\n\n5,6", Delimiter::Byte(b',')).unwrap();
        let expected = [
            row(1, &["a", "b"]),
            row(2, &["1", "2"]),
            row(3, &["3", "4"]),
            row(4, &[""]),
            row(5, &["5", "6"]),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn quotes_protect_delimiters_lines_and_quotes() {
        let rows = read(
            "\"a,\"\"b\"\"\r\nc\",d\n\"\",5\" pipe\n",
            Delimiter::Byte(b','),
        )
        .unwrap();
        assert_eq!(
            rows,
            [row(1, &["a,\"b\"\r\nc", "d"]), row(3, &["", "5\" pipe"])]
        );
    }

    #[test]
    fn runs_of_blanks_divide_cells() {
        let rows = read("  1  22\t3 \n 4 5 6\n", Delimiter::Blanks).unwrap();
        assert_eq!(rows, [row(1, &["1", "22", "3"]), row(2, &["4", "5", "6"])]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_found_where_it_opened() {
        for text in ["a,b\n1,\"2\n3,4\n", "a,b\n1,\"2\n3,\"four\"\n5,6\n"] {
            let error = read(text, Delimiter::Byte(b',')).unwrap_err();
            assert!(
                matches!(error, TableError::UnclosedQuote { line: 2, .. }),
                "{text:?}: {error}"
            );
        }
    }
}
