//! What a text that is not UTF-8 is written in: GB18030, a mixture, or something that the user must name.
//!
//! GB18030 accepts almost any bytes, so it is only believed when the bytes look like it: Chinese characters come as
//! pairs of high bytes and decode without replacement, while the accented letters of western encodings stand alone.

use std::io::{BufRead, BufReader, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::encoding::{self, Replaced};
use crate::error::TableError;
use crate::source::Encoding;
use crate::spool::{Keep, Spooled};

/// Replaced characters that a file of many may have before it counts as misread: one in a thousand.
const TOLERATED: u64 = 1_000;

/// How the lines with non-ASCII bytes are written.
#[derive(Debug, Default)]
struct Lines {
    /// Lines that are UTF-8 with characters of three bytes, which no GB18030 text hits by chance more than rarely.
    utf8: u64,
    first_utf8: u64,
    /// Lines that are not UTF-8.
    other: u64,
    first_other: u64,
    /// Runs of high bytes, and those of a single byte.
    runs: u64,
    single: u64,
    /// High bytes.
    high: u64,
}

/// Decodes a text that is not UTF-8.
pub(super) fn decode(spooled: &Spooled) -> Result<(Keep, Encoding, Replaced), TableError> {
    let lines = Lines::of(spooled)?;
    lines.reject_mixture(&spooled.name)?;
    let refuse = |count, line| {
        Err(TableError::Undecodable {
            path: spooled.name.clone(),
            encoding: Encoding::Gb18030,
            count,
            line,
            guess: guess(spooled)?,
        })
    };
    if lines.single * 2 > lines.runs {
        return refuse(lines.single, lines.first_other);
    }
    let (keep, replaced) = encoding::transcode(spooled, Encoding::Gb18030)?;
    if replaced.count > lines.high / 2 / TOLERATED {
        return refuse(replaced.count, replaced.first_line);
    }
    Ok((keep, Encoding::Gb18030, replaced))
}

impl Lines {
    fn of(spooled: &Spooled) -> Result<Self, TableError> {
        const CHUNK: usize = 1 << 20;
        let mut reader = BufReader::with_capacity(CHUNK, spooled.open()?);
        let mut lines = Self::default();
        let mut line = Vec::new();
        let mut number = 0;
        let mut partial = false;
        loop {
            line.clear();
            // What is longer is judged in parts.
            let read = reader
                .by_ref()
                .take(CHUNK as u64)
                .read_until(b'\n', &mut line)
                .map_err(|error| TableError::io(&spooled.name, error))?;
            if read == 0 {
                return Ok(lines);
            }
            number += u64::from(!partial);
            partial = !line.ends_with(b"\n");
            if !line.is_ascii() {
                lines.add(&line, number);
            }
        }
    }

    fn add(&mut self, line: &[u8], number: u64) {
        let text = simdutf8::basic::from_utf8(line).ok();
        let (count, first) = match text.map(|text| text.chars().any(|c| c.len_utf8() == 3)) {
            Some(true) => (&mut self.utf8, &mut self.first_utf8),
            Some(false) => return,
            None => (&mut self.other, &mut self.first_other),
        };
        if *count == 0 {
            *first = number;
        }
        *count += 1;
        for run in line.split(u8::is_ascii).filter(|run| !run.is_empty()) {
            self.runs += 1;
            self.single += u64::from(run.len() == 1);
            self.high += run.len() as u64;
        }
    }

    /// A few lines of either kind are chance; one in twenty is a file pasted together.
    fn reject_mixture(&self, name: &str) -> Result<(), TableError> {
        if self.utf8 * 20 < self.other || self.utf8 == 0 {
            return Ok(());
        }
        let utf8_first = self.first_utf8 < self.first_other;
        let (first, then) = (Encoding::Utf8, Encoding::Gb18030);
        Err(TableError::MixedEncodings {
            path: name.to_owned(),
            first: if utf8_first { first } else { then },
            then: if utf8_first { then } else { first },
            line: self.first_utf8.max(self.first_other),
        })
    }
}

/// The encoding that the first megabyte looks like, among those we know.
fn guess(spooled: &Spooled) -> Result<Option<Encoding>, TableError> {
    const SAMPLE: usize = 1 << 20;
    let mut sample = spooled.head(SAMPLE)?;
    // Cut at a line end: half a character would mislead the detector.
    let end = memchr::memrchr(b'\n', &sample).map_or(sample.len(), |at| at + 1);
    sample.truncate(end);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&sample, true);
    let found = detector.guess(None, Utf8Detection::Allow);
    let known = [Encoding::Big5, Encoding::Windows1252, Encoding::Gb18030];
    Ok(known
        .into_iter()
        .find(|encoding| encoding.codec() == found && *encoding != Encoding::Gb18030))
}
