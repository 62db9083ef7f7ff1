//! What a zip archive holds, by its central directory, before anything is unpacked.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use crate::source::Format;

/// Bytes that the parts of a workbook may unpack to. A full sheet of Excel needs less.
const LARGEST: u64 = 8 << 30;
const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";

/// What a zip archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Package {
    Workbook(Format),
    /// A sound archive of something else.
    Foreign,
    /// No directory at its end: the file was cut off.
    Truncated,
    /// It unpacks to more than any workbook needs.
    TooLarge,
}

impl Package {
    pub(super) fn of(file: &mut File) -> io::Result<Self> {
        let Some(directory) = directory(file)? else {
            return Ok(Self::Truncated);
        };
        let mut size = 0_u64;
        let mut found = None;
        let mut open_document = false;
        for entry in Entries(&directory) {
            size = size.saturating_add(u64::from(entry.size));
            match entry.name {
                b"xl/workbook.bin" => found = Some(Format::Xlsb),
                // Some programs name the parts in capitals, or put the sheets where they like.
                name if name.to_ascii_lowercase().starts_with(b"xl/") => {
                    found = found.or(Some(Format::Xlsx));
                }
                b"META-INF/manifest.xml" => open_document = true,
                b"content.xml" => found = found.or(Some(Format::Ods)),
                _ => {}
            }
        }
        Ok(match found {
            _ if size > LARGEST => Self::TooLarge,
            Some(Format::Ods) if !open_document => Self::Foreign,
            Some(format) => Self::Workbook(format),
            None => Self::Foreign,
        })
    }
}

/// The central directory, found by the record at the end of the file.
fn directory(file: &mut File) -> io::Result<Option<Vec<u8>>> {
    // The record has 22 bytes and a comment of up to 65,535.
    const TAIL: u64 = 22 + 65_535;
    const MOST: u64 = 64 << 20;
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    let Some(end) = memchr::memmem::rfind(&tail, END).and_then(|at| tail.get(at..at + 22)) else {
        return Ok(None);
    };
    let (size, offset) = (u64::from(number(end, 12)), u64::from(number(end, 16)));
    if offset + size > length || size > MOST {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(offset))?;
    let mut directory = Vec::new();
    file.take(size).read_to_end(&mut directory)?;
    Ok(Some(directory))
}

/// The 32-bit number at `at`; 0 beyond the end.
fn number(bytes: &[u8], at: usize) -> u32 {
    bytes
        .get(at..)
        .and_then(|rest| rest.first_chunk())
        .map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

/// The 16-bit number at `at`; 0 beyond the end.
fn short(bytes: &[u8], at: usize) -> usize {
    bytes
        .get(at..)
        .and_then(|rest| rest.first_chunk())
        .map_or(0, |bytes| usize::from(u16::from_le_bytes(*bytes)))
}

struct Entry<'a> {
    name: &'a [u8],
    /// Bytes when unpacked.
    size: u32,
}

/// The entries of a central directory, up to the first that is broken.
struct Entries<'a>(&'a [u8]);

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        const FIXED: usize = 46;
        let bytes = self.0;
        if !bytes.starts_with(ENTRY) {
            return None;
        }
        let (name, extra, comment) = (short(bytes, 28), short(bytes, 30), short(bytes, 32));
        self.0 = bytes
            .get(FIXED + name + extra + comment..)
            .unwrap_or_default();
        Some(Entry {
            name: bytes.get(FIXED..FIXED + name)?,
            size: number(bytes, 24),
        })
    }
}
