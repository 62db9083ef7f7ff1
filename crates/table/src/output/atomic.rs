//! One file, whole or not at all.

use std::fs::File;
use std::path::Path;

use crate::error::TableError;

/// Lets `write` fill a new file beside `path`, brings it to the disk and puts it in the place of `path`.
pub(super) fn write(
    path: &Path,
    write: impl FnOnce(&mut File) -> Result<(), TableError>,
) -> Result<(), TableError> {
    let failed = |error| TableError::io(path, error);
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".fourr-").suffix(".part");
    readable(&mut builder);
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    write(file.as_file_mut())?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    sync_folder(folder)
}

/// Temporary files are private by default; a result is for whom the user's umask lets read it.
#[cfg(unix)]
fn readable(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn readable(_: &mut tempfile::Builder<'_, '_>) {}

/// Brings renamed entries to the disk.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> Result<(), TableError> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| TableError::io(folder, error))
}

/// Only Unix lets a folder be opened.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> Result<(), TableError> {
    Ok(())
}
