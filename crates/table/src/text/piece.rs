//! [`Piece`]: the structure of some megabytes of text that begin with a line.

use std::cmp::Ordering;

use super::blocks::{BLOCK, positions, prefix_parity};
use super::survey::{Layout, Tally};

/// A part of a row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fragment {
    /// Its bytes without the line end.
    pub(super) bytes: u64,
    /// The delimiters among them.
    pub(super) delimiters: u64,
}

impl Fragment {
    pub(super) fn followed_by(self, later: Self) -> Self {
        Self {
            bytes: self.bytes + later.bytes,
            delimiters: self.delimiters + later.delimiters,
        }
    }

    /// Whether a row has nothing but delimiters.
    pub(super) fn is_blank(self) -> bool {
        self.bytes == self.delimiters
    }
}

/// What one piece holds. Lines count from 0 at its start.
#[derive(Debug, Default)]
pub(super) struct Piece {
    /// The end of the row that began before the piece; all of it when `has_row_end` is false.
    pub(super) head: Fragment,
    pub(super) has_row_end: bool,
    /// Rows with content, without the head and the tail.
    pub(super) rows: u64,
    pub(super) blank_before_row: bool,
    pub(super) blank_at_end: u64,
    pub(super) long: Tally,
    pub(super) short: Tally,
    /// The beginning of the row that ends behind the piece.
    pub(super) tail: Fragment,
    pub(super) tail_line: u64,
    pub(super) lines: u64,
    pub(super) invalid: Option<u64>,
    pub(super) irregular: bool,
}

impl Piece {
    /// Looks at `bytes`, which begin within quotes or not.
    pub(super) fn of(bytes: &[u8], inside: bool, layout: Layout) -> Self {
        let mut scan = Scan::new(bytes, inside, layout);
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        for (i, block) in blocks.iter().enumerate() {
            scan.block(block, i * BLOCK, u64::MAX);
        }
        if !rest.is_empty() {
            let mut block = [0; BLOCK];
            block[..rest.len()].copy_from_slice(rest);
            scan.block(&block, blocks.len() * BLOCK, (1 << rest.len()) - 1);
        }
        let mut piece = scan.finish();
        piece.irregular |= memchr::memchr(0, bytes).is_some();
        if let Err(error) = simdutf8::compat::from_utf8(bytes) {
            let valid = &bytes[..error.valid_up_to()];
            piece.invalid = Some(memchr::memchr_iter(b'\n', valid).count() as u64);
        }
        piece
    }
}

/// The state of the scan between two blocks.
struct Scan<'a> {
    piece: Piece,
    bytes: &'a [u8],
    layout: Layout,
    has_quotes: bool,
    has_returns: bool,
    /// All ones within quotes.
    inside: u64,
    /// Whether the byte before the block is a delimiter, a line end or a quote, so that a quote may follow.
    after_boundary: u64,
    /// Whether the byte before the block is a closing quote.
    after_closing: u64,
    /// Whether the byte before the block is a carriage return.
    after_return: u64,
    /// Where the current row begins and its delimiters so far.
    row_start: usize,
    row_delimiters: u64,
    row_line: u64,
}

impl<'a> Scan<'a> {
    fn new(bytes: &'a [u8], inside: bool, layout: Layout) -> Self {
        Self {
            piece: Piece::default(),
            bytes,
            layout,
            has_quotes: inside || memchr::memchr(b'"', bytes).is_some(),
            has_returns: memchr::memchr(b'\r', bytes).is_some(),
            inside: if inside { u64::MAX } else { 0 },
            after_boundary: 1,
            after_closing: 0,
            after_return: 0,
            row_start: 0,
            row_delimiters: 0,
            row_line: 0,
        }
    }

    #[inline]
    fn block(&mut self, block: &[u8; BLOCK], offset: usize, valid: u64) {
        let mut delimiters = positions(block, self.layout.delimiter) & valid;
        let lines = positions(block, b'\n') & valid;
        let mut row_ends = lines;
        let returns = if self.has_returns {
            positions(block, b'\r') & valid
        } else {
            0
        };
        if self.has_returns {
            self.irregular_returns(returns, lines, valid);
        }
        if self.has_quotes {
            let quotes = positions(block, b'"') & valid;
            let inside = prefix_parity(quotes) ^ self.inside;
            self.stray_quotes(quotes, inside, delimiters | lines, returns | !valid);
            self.inside = if inside >> (BLOCK - 1) == 1 {
                u64::MAX
            } else {
                0
            };
            delimiters &= !inside;
            row_ends &= !inside;
        }
        let mut seen = 0;
        let mut line = self.piece.lines;
        let mut lines_left = lines;
        while row_ends != 0 {
            let end = row_ends.trailing_zeros();
            let upto = (1_u64 << end) - 1;
            let before = u64::from((delimiters & upto).count_ones());
            // Lines within quotes count as lines but end no row.
            line += u64::from((lines_left & (upto | 1 << end)).count_ones());
            lines_left &= !(upto | 1 << end);
            self.row_delimiters += before - seen;
            seen = before;
            self.end_row(offset + end as usize, line);
            row_ends &= row_ends - 1;
        }
        self.row_delimiters += u64::from(delimiters.count_ones()) - seen;
        self.piece.lines = line + u64::from(lines_left.count_ones());
    }

    /// A carriage return must be followed by a line feed. (One at the end of a block is judged with the next.)
    fn irregular_returns(&mut self, returns: u64, lines: u64, valid: u64) {
        let after = (returns << 1) | self.after_return;
        self.piece.irregular |= after & !lines & valid != 0;
        self.after_return = returns >> (BLOCK - 1);
    }

    /// Notes quotes that stand where none may: an opening one behind text, a closing one before text. `harmless` are
    /// bytes besides `boundaries` that may follow a closing one.
    fn stray_quotes(&mut self, quotes: u64, inside: u64, boundaries: u64, harmless: u64) {
        let before_open = ((boundaries | quotes) << 1) | self.after_boundary;
        let closing = quotes & !inside;
        let behind_closing = (closing << 1) | self.after_closing;
        let stray =
            (quotes & inside & !before_open) | (behind_closing & !(boundaries | quotes | harmless));
        self.piece.irregular |= stray != 0;
        self.after_boundary = (boundaries | quotes) >> (BLOCK - 1);
        self.after_closing = closing >> (BLOCK - 1);
    }

    /// Ends the current row with the line end at `end`; `line` is the line that begins behind it.
    #[inline]
    fn end_row(&mut self, end: usize, line: u64) {
        let row = self.fragment(end);
        let piece = &mut self.piece;
        if !piece.has_row_end {
            piece.has_row_end = true;
            piece.head = row;
        } else if row.is_blank() {
            piece.blank_at_end += 1;
        } else {
            piece.blank_before_row |= piece.blank_at_end > 0;
            piece.blank_at_end = 0;
            piece.rows += 1;
            match (row.delimiters + 1).cmp(&self.layout.width) {
                Ordering::Less => piece.short.add(self.row_line),
                Ordering::Equal => {}
                Ordering::Greater => piece.long.add(self.row_line),
            }
        }
        self.row_start = end + 1;
        self.row_delimiters = 0;
        self.row_line = line;
    }

    fn fragment(&self, end: usize) -> Fragment {
        let row = &self.bytes[self.row_start..end];
        let bytes = row.len() - usize::from(row.last() == Some(&b'\r'));
        Fragment {
            bytes: bytes as u64,
            delimiters: self.row_delimiters,
        }
    }

    fn finish(mut self) -> Piece {
        let rest = self.fragment(self.bytes.len());
        if self.piece.has_row_end {
            self.piece.tail = rest;
            self.piece.tail_line = self.row_line;
        } else {
            self.piece.head = rest;
        }
        self.piece
    }
}
