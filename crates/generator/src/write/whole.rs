//! Files that are whole or not there.

use std::fs::{self, File};
use std::io::{self, BufWriter, IntoInnerError};
use std::path::Path;

use polars::error::PolarsError;
use rust_xlsxwriter::XlsxError;

use crate::error::GeneratorError;

/// Writes a file beside `path` and moves it there once it is whole.
pub(crate) fn whole<E: Into<Failure>>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), E>,
) -> Result<(), GeneratorError> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let whole = || -> Result<(), Failure> {
        let mut out = BufWriter::with_capacity(1 << 20, File::create(&part)?);
        write(&mut out).map_err(Into::into)?;
        out.into_inner()
            .map_err(IntoInnerError::into_error)?
            .sync_all()?;
        Ok(fs::rename(&part, path)?)
    };
    whole().map_err(|failure| {
        // What went wrong matters more than that its traces could not be removed.
        let _: io::Result<()> = fs::remove_file(&part);
        match failure {
            Failure::Disk(source) => GeneratorError::Write {
                path: path.to_owned(),
                source,
            },
            Failure::Refused(error) => error,
        }
    })
}

/// Why a file is not whole.
pub(crate) enum Failure {
    Disk(io::Error),
    Refused(GeneratorError),
}

impl From<io::Error> for Failure {
    fn from(source: io::Error) -> Self {
        Self::Disk(source)
    }
}

impl From<PolarsError> for Failure {
    fn from(source: PolarsError) -> Self {
        Self::Refused(GeneratorError::Frame(source))
    }
}

impl From<XlsxError> for Failure {
    fn from(source: XlsxError) -> Self {
        match source {
            XlsxError::IoError(source) => Self::Disk(source),
            source => Self::Refused(GeneratorError::Workbook(source)),
        }
    }
}
