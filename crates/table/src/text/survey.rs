//! [`Survey`]: one fast pass over a text before anything parses it.
//!
//! Parsers built for speed trust their input: a stray quote swallows rows, a missing cell becomes null, both in silence.
//! So the bytes are looked at first, in parallel pieces and constant memory: is it UTF-8, do the quotes pair up where
//! quotes may stand, has every row the cells of the header. A text without a finding is then scanned where it lies; one
//! with irregular structure is rewritten first.

use std::io::Read;

use rayon::prelude::*;

use super::piece::{Fragment, Piece};
use super::records::LONGEST_ROW;
use crate::error::TableError;
use crate::notes::{EXAMPLES, Finding};

/// Bytes of a piece that one thread looks at, and of the stretches between marks: few enough that memory is used again and
/// again, where the allocator would give a larger block back to the system each time.
const PIECE: usize = 1 << 20;
/// Pieces of a group for each thread.
const PIECES_A_THREAD: usize = 4;

/// What the rows should look like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    pub(super) delimiter: u8,
    /// Cells of a row.
    pub(super) width: u64,
}

/// Rows of one kind, and the lines of the first few.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) count: u64,
    pub(super) first_lines: Vec<u64>,
}

impl Tally {
    pub(super) fn add(&mut self, line: u64) {
        self.count += 1;
        if self.first_lines.len() < EXAMPLES {
            self.first_lines.push(line);
        }
    }

    /// Appends a later tally whose lines count from 0.
    fn append(&mut self, later: &Self, offset: u64) {
        self.count += later.count;
        let room = EXAMPLES - self.first_lines.len();
        self.first_lines.extend(
            later
                .first_lines
                .iter()
                .take(room)
                .map(|line| line + offset),
        );
    }
}

/// A place where a row begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// Bytes above it.
    pub(super) bytes: u64,
    /// Rows with content above it.
    pub(super) rows: u64,
}

/// What the pass found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Survey {
    /// Rows with content.
    pub(super) rows: u64,
    /// Rows without content behind the last row with content.
    pub(super) blank_at_end: u64,
    /// Rows with more cells than the layout has.
    pub(super) long: Tally,
    /// Rows with fewer.
    pub(super) short: Tally,
    /// The first line that is not UTF-8.
    pub(super) invalid: Option<u64>,
    /// Whether quotes, line ends, NUL bytes or blank rows stand where a strict parser would misread them.
    pub(super) irregular: bool,
    /// Where rows begin, some megabytes apart, and the end.
    pub(super) marks: Vec<Mark>,
}

impl Survey {
    /// What the user must know about a text without irregular structure.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let mut findings = super::ragged(&self.long, &self.short);
        if self.blank_at_end > 0 {
            findings.push(Finding::BlankRowsDropped {
                count: self.blank_at_end,
            });
        }
        findings
    }
}

/// Looks at all of `reader`, which begins with the first row below the header on the 1-based `line`.
pub(super) fn survey(
    reader: impl Read + Send,
    name: &str,
    line: u64,
    layout: Layout,
) -> Result<Survey, TableError> {
    let mut pieces = Pieces {
        reader,
        name,
        rest: Vec::new(),
        done: false,
        line,
    };
    let mut merged = Merged {
        survey: Survey::default(),
        open: Fragment::default(),
        open_line: line,
        line,
        inside: false,
        bytes: 0,
    };
    let mut group = pieces.next_group()?;
    while !group.is_empty() {
        let read = || pieces.next_group();
        let (next, ()) = rayon::join(read, || merged.add(&group, layout));
        group = next?;
    }
    Ok(merged.finish(layout))
}

/// The survey of all pieces so far.
struct Merged {
    survey: Survey,
    /// The row that the last piece left unfinished, and its line.
    open: Fragment,
    open_line: u64,
    /// The line on which the next piece begins.
    line: u64,
    inside: bool,
    bytes: u64,
}

impl Merged {
    /// Looks at the next pieces.
    fn add(&mut self, group: &[Vec<u8>], layout: Layout) {
        let mut inside = self.inside;
        let starts: Vec<(&[u8], bool)> = group
            .par_iter()
            .map(|bytes| memchr::memchr_iter(b'"', bytes).count())
            .collect::<Vec<_>>()
            .into_iter()
            .zip(group)
            .map(|(quotes, bytes)| {
                let start = inside;
                inside ^= quotes % 2 == 1;
                (bytes.as_slice(), start)
            })
            .collect();
        let found: Vec<Piece> = starts
            .par_iter()
            .map(|(bytes, start)| Piece::of(bytes, *start, layout))
            .collect();
        let later = starts.iter().skip(1).map(|(_, start)| *start);
        for ((piece, bytes), inside) in found.iter().zip(group).zip(later.chain([inside])) {
            self.append(piece, layout);
            self.inside = inside;
            self.mark(bytes.len() as u64);
        }
    }

    /// Behind a piece of so many bytes a row begins, unless its line end stands within quotes.
    fn mark(&mut self, bytes: u64) {
        self.bytes += bytes;
        if !self.inside && self.open.bytes == 0 {
            self.survey.marks.push(Mark {
                bytes: self.bytes,
                rows: self.survey.rows,
            });
        }
    }

    fn append(&mut self, piece: &Piece, layout: Layout) {
        if self.survey.invalid.is_none() {
            self.survey.invalid = piece.invalid.map(|line| line + self.line);
        }
        self.survey.irregular |= piece.irregular;
        self.open = self.open.followed_by(piece.head);
        if piece.has_row_end {
            self.end_row(layout);
            // Blank rows within the table would become rows of nulls.
            self.survey.irregular |=
                piece.rows > 0 && (self.survey.blank_at_end > 0 || piece.blank_before_row);
            self.survey.blank_at_end = piece.blank_at_end
                + if piece.rows > 0 {
                    0
                } else {
                    self.survey.blank_at_end
                };
            self.survey.rows += piece.rows;
            self.survey.long.append(&piece.long, self.line);
            self.survey.short.append(&piece.short, self.line);
            self.open = piece.tail;
            self.open_line = self.line + piece.tail_line;
        }
        self.line += piece.lines;
    }

    fn end_row(&mut self, layout: Layout) {
        if self.open.is_blank() {
            self.survey.blank_at_end += 1;
            return;
        }
        self.survey.irregular |= self.survey.blank_at_end > 0;
        self.survey.blank_at_end = 0;
        self.survey.rows += 1;
        match (self.open.delimiters + 1).cmp(&layout.width) {
            std::cmp::Ordering::Less => self.survey.short.add(self.open_line),
            std::cmp::Ordering::Equal => {}
            std::cmp::Ordering::Greater => self.survey.long.add(self.open_line),
        }
    }

    fn finish(mut self, layout: Layout) -> Survey {
        if self.open.bytes > 0 {
            self.end_row(layout);
            self.survey.marks.push(Mark {
                bytes: self.bytes,
                rows: self.survey.rows,
            });
        }
        // A quote is still open: the slow reader will say where.
        self.survey.irregular |= self.inside;
        self.survey
    }
}

/// Cuts a stream into pieces that end with a line end.
struct Pieces<'a, R> {
    reader: R,
    name: &'a str,
    rest: Vec<u8>,
    done: bool,
    /// The line on which the next piece begins.
    line: u64,
}

impl<R: Read> Pieces<'_, R> {
    /// The next pieces, some for each thread.
    fn next_group(&mut self) -> Result<Vec<Vec<u8>>, TableError> {
        let mut group = Vec::new();
        let most = rayon::current_num_threads() * PIECES_A_THREAD;
        while !self.done && group.len() < most {
            group.extend(self.next_piece()?);
        }
        Ok(group)
    }

    fn next_piece(&mut self) -> Result<Option<Vec<u8>>, TableError> {
        let mut piece = std::mem::take(&mut self.rest);
        loop {
            let before = piece.len();
            let missing = PIECE.saturating_sub(before).max(PIECE / 4) as u64;
            let read = self.reader.by_ref().take(missing).read_to_end(&mut piece);
            if read.map_err(|error| TableError::io(self.name, error))? == 0 {
                self.done = true;
                return Ok(if piece.is_empty() { None } else { Some(piece) });
            }
            if let Some(end) = memchr::memrchr(b'\n', &piece[before..]) {
                self.rest.reserve(PIECE);
                self.rest.extend_from_slice(&piece[before + end + 1..]);
                piece.truncate(before + end + 1);
                return Ok(Some(piece));
            }
            if piece.len() > LONGEST_ROW {
                let limit = LONGEST_ROW as u64;
                return Err(TableError::LongLine {
                    path: self.name.to_owned(),
                    line: self.line,
                    limit,
                });
            }
        }
    }
}
