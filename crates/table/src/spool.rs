//! [`Spooled`]: the bytes of an input as a file that can be read twice.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::{NamedTempFile, TempPath};

use crate::error::TableError;
use crate::files::Origin;
use crate::source::Compression;

/// Bytes that are moved at once.
const CHUNK: usize = 1 << 20;
/// gzip cannot honestly pack more than about 1,030 to 1; what does is built to fill a disk.
const HIGHEST_RATIO: u64 = 1_050;
/// Small files may be as repetitive as they like.
const HARMLESS: u64 = 1 << 28;

/// A temporary file that goes when its last user goes.
pub(crate) type Keep = Arc<TempPath>;

/// The bytes of an input, unpacked, as a file that can be read twice.
#[derive(Debug, Clone)]
pub(crate) struct Spooled {
    /// What the user calls it.
    pub(crate) name: String,
    /// Where its plain bytes lie.
    pub(crate) path: PathBuf,
    /// How they were packed.
    pub(crate) compression: Compression,
    /// Bytes before unpacking.
    pub(crate) bytes: u64,
    /// The temporary file, when there is one.
    pub(crate) keep: Option<Keep>,
}

impl Spooled {
    /// Makes the bytes of `origin` readable from a file: standard input and packed files go to a temporary one.
    pub(crate) fn new(origin: &Origin) -> Result<Self, TableError> {
        let name = origin.name();
        let plain = match origin {
            Origin::Stdin => {
                let (keep, bytes) = copy(&name, &mut io::stdin().lock(), u64::MAX)?;
                Self {
                    name,
                    path: keep.to_path_buf(),
                    compression: Compression::None,
                    bytes,
                    keep: Some(keep),
                }
            }
            Origin::File(path) => {
                let bytes = path
                    .metadata()
                    .map_err(|error| TableError::io(path, error))?
                    .len();
                Self {
                    name,
                    path: path.clone(),
                    compression: Compression::None,
                    bytes,
                    keep: None,
                }
            }
        };
        plain.unpack()
    }

    /// Opens the plain bytes.
    pub(crate) fn open(&self) -> Result<File, TableError> {
        File::open(&self.path).map_err(|error| TableError::io(&self.name, error))
    }

    /// The first bytes, up to `most`.
    pub(crate) fn head(&self, most: usize) -> Result<Vec<u8>, TableError> {
        let mut head = Vec::new();
        self.open()?
            .take(most as u64)
            .read_to_end(&mut head)
            .map_err(|error| TableError::io(&self.name, error))?;
        Ok(head)
    }

    /// Replaces the plain bytes by those of a temporary file.
    pub(crate) fn with_file(self, keep: Keep) -> Self {
        Self {
            path: keep.to_path_buf(),
            keep: Some(keep),
            ..self
        }
    }

    fn unpack(self) -> Result<Self, TableError> {
        let head = self.head(4)?;
        let compression = match head.as_slice() {
            [0x1f, 0x8b, ..] => Compression::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd] => Compression::Zstd,
            _ => return Ok(self),
        };
        let packed = BufReader::with_capacity(CHUNK, self.open()?);
        let mut reader: Box<dyn Read> = if compression == Compression::Gzip {
            Box::new(flate2::bufread::MultiGzDecoder::new(packed))
        } else {
            let decoder = zstd::Decoder::with_buffer(packed)
                .map_err(|error| TableError::io(&self.name, error))?;
            Box::new(decoder)
        };
        let limit = self.bytes.saturating_mul(HIGHEST_RATIO).max(HARMLESS);
        let (keep, _) = copy(&self.name, &mut reader, limit)?;
        Ok(Self {
            compression,
            ..self.with_file(keep)
        })
    }
}

/// A writer to a new temporary file.
pub(crate) fn temporary() -> Result<BufWriter<NamedTempFile>, TableError> {
    let file = tempfile::Builder::new()
        .prefix("fourr-")
        .tempfile()
        .map_err(|error| TableError::io(std::env::temp_dir(), error))?;
    Ok(BufWriter::with_capacity(CHUNK, file))
}

/// Ends the writing of a temporary file.
pub(crate) fn finish(writer: BufWriter<NamedTempFile>) -> Result<Keep, TableError> {
    let path = writer.get_ref().path().to_owned();
    let file = writer
        .into_inner()
        .map_err(|error| TableError::io(path, error.into_error()))?;
    Ok(Arc::new(file.into_temp_path()))
}

/// Copies a stream to a temporary file; a stream beyond `limit` bytes is refused.
fn copy(name: &str, reader: &mut dyn Read, limit: u64) -> Result<(Keep, u64), TableError> {
    let mut writer = temporary()?;
    let mut chunk = vec![0; CHUNK];
    let mut total = 0;
    loop {
        let read = match reader.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(unreadable(name, error)),
        };
        total += read as u64;
        if total > limit {
            return Err(TableError::ArchiveTooLarge {
                path: name.to_owned(),
                ratio: HIGHEST_RATIO,
            });
        }
        let path = writer.get_ref().path().to_owned();
        writer
            .write_all(&chunk[..read])
            .map_err(|error| TableError::io(path, error))?;
    }
    Ok((finish(writer)?, total))
}

/// Decompressors report broken data as these kinds, the operating system never does.
fn unreadable(name: &str, error: io::Error) -> TableError {
    match error.kind() {
        io::ErrorKind::InvalidData
        | io::ErrorKind::InvalidInput
        | io::ErrorKind::UnexpectedEof
        | io::ErrorKind::Other => TableError::DamagedArchive {
            path: name.to_owned(),
            reason: error.to_string(),
        },
        _ => TableError::io(Path::new(name), error),
    }
}
