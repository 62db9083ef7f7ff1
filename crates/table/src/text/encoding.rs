//! From any character encoding to UTF-8, as a stream.

use std::io::{self, Read, Write};

use encoding_rs::CoderResult;

use crate::error::TableError;
use crate::notes::Finding;
use crate::source::Encoding;
use crate::spool::{self, Keep, Spooled};

const CHUNK: usize = 1 << 20;

/// The encoding that a byte-order mark announces, and the mark's length.
pub(super) fn of_mark(head: &[u8]) -> Option<(Encoding, usize)> {
    match head {
        [0xef, 0xbb, 0xbf, ..] => Some((Encoding::Utf8, 3)),
        [0xff, 0xfe, ..] => Some((Encoding::Utf16Le, 2)),
        [0xfe, 0xff, ..] => Some((Encoding::Utf16Be, 2)),
        _ => None,
    }
}

/// Characters that could not be decoded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Replaced {
    pub(super) count: u64,
    pub(super) first_line: u64,
}

impl Replaced {
    pub(super) fn finding(self) -> Option<Finding> {
        let Self { count, first_line } = self;
        (count > 0).then_some(Finding::ReplacedCharacters { count, first_line })
    }
}

/// Writes `spooled` as UTF-8 to a temporary file, without a byte-order mark.
pub(super) fn transcode(
    spooled: &Spooled,
    encoding: Encoding,
) -> Result<(Keep, Replaced), TableError> {
    let mut reader = spooled.open()?;
    let mut writer = spool::temporary()?;
    let path = writer.get_ref().path().to_owned();
    let mut decoder = encoding.codec().new_decoder_with_bom_removal();
    let mut input = vec![0; CHUNK];
    let mut output = vec![0; 4 * CHUNK];
    let mut replaced = Replaced::default();
    let mut lines = 1;
    loop {
        let read = match reader.read(&mut input) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(TableError::io(&spooled.name, error)),
        };
        let mut rest = &input[..read];
        loop {
            let (result, used, written, lossy) =
                decoder.decode_to_utf8(rest, &mut output, read == 0);
            let text = &output[..written];
            if lossy {
                count_replaced(text, lines, &mut replaced);
            }
            lines += memchr::memchr_iter(b'\n', text).count() as u64;
            writer
                .write_all(text)
                .map_err(|error| TableError::io(&path, error))?;
            rest = &rest[used..];
            if result == CoderResult::InputEmpty {
                break;
            }
        }
        if read == 0 {
            return Ok((spool::finish(writer)?, replaced));
        }
    }
}

/// Counts U+FFFD in freshly decoded text.
fn count_replaced(text: &[u8], line: u64, replaced: &mut Replaced) {
    for at in memchr::memmem::find_iter(text, "\u{fffd}".as_bytes()) {
        if replaced.count == 0 {
            replaced.first_line = line + memchr::memchr_iter(b'\n', &text[..at]).count() as u64;
        }
        replaced.count += 1;
    }
}
