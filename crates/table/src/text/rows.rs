//! [`WholeRows`]: a strict text in pieces that end with a row.

use std::io::{self, Read};

/// Bytes of a piece.
const PIECE: usize = 4 << 20;
/// Pieces of a group for each thread.
const PIECES_A_THREAD: usize = 2;

/// Cuts a strict text into pieces that end with a row, so that each can be read by itself.
pub(super) struct WholeRows<R> {
    reader: R,
    rest: Vec<u8>,
    done: bool,
}

impl<R: Read> WholeRows<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            rest: Vec::new(),
            done: false,
        }
    }

    /// The next pieces, enough to keep every thread busy; none at the end.
    pub(super) fn next_group(&mut self) -> io::Result<Vec<Vec<u8>>> {
        let most = rayon::current_num_threads() * PIECES_A_THREAD;
        let mut group = Vec::with_capacity(most);
        while !self.done && group.len() < most {
            group.extend(self.next_piece()?);
        }
        Ok(group)
    }

    fn next_piece(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut piece = std::mem::take(&mut self.rest);
        loop {
            let missing = PIECE.saturating_sub(piece.len()).max(PIECE / 4) as u64;
            let read = self.reader.by_ref().take(missing).read_to_end(&mut piece)?;
            // Less than was asked for: the end.
            if (read as u64) < missing {
                self.done = true;
                return Ok((!piece.is_empty()).then_some(piece));
            }
            if let Some(end) = last_row_end(&piece) {
                self.rest.reserve(PIECE);
                self.rest.extend_from_slice(&piece[end..]);
                piece.truncate(end);
                return Ok(Some(piece));
            }
        }
    }
}

/// Behind the last line end that is not within quotes.
fn last_row_end(piece: &[u8]) -> Option<usize> {
    let mut inside = memchr::memchr_iter(b'"', piece).count() % 2 == 1;
    // Backwards: each quote takes us in or out.
    memchr::memrchr2_iter(b'\n', b'"', piece)
        .find(|&at| {
            inside ^= piece[at] == b'"';
            piece[at] == b'\n' && !inside
        })
        .map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_row_without_its_end_makes_no_piece_of_its_own() {
        let mut rows = WholeRows::new(b"a\nb\nc".as_slice());
        assert_eq!(rows.next_group().unwrap(), [b"a\nb\nc"]);
        assert!(rows.next_group().unwrap().is_empty());
    }

    #[test]
    fn a_piece_ends_outside_of_quotes() {
        let cases: [(&[u8], Option<usize>); 5] = [
            (b"a\nb\nc", Some(4)),
            (b"a\n\"b\nc", Some(2)),
            (b"a\n\"b\n\"\"c\"\nd", Some(10)),
            (b"\"a\nb\n", None),
            (b"abc", None),
        ];
        for (piece, end) in cases {
            assert_eq!(
                last_row_end(piece),
                end,
                "{}",
                String::from_utf8_lossy(piece)
            );
        }
    }
}
