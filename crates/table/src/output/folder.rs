//! [`Folder`]: a folder of results, whole or not at all.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::atomic::sync_folder;
use super::manifest::{self, Manifest};
use crate::error::TableError;

/// In the name of every folder that we make beside the target.
const STAGING: &str = ".fourr-staging-";
const RETIRED: &str = ".fourr-retired";

/// A folder of results in the making, beside the folder that it will replace.
///
/// Write into [`path`](Self::path), then [`commit`](Self::commit). Dropped without a commit it goes without a trace; when
/// the process is killed, the next run removes what is left.
#[derive(Debug)]
pub struct Folder {
    target: PathBuf,
    staging: PathBuf,
    /// Held while the staging folder is alive, so that another run does not take it for dead.
    lock: Option<File>,
}

impl Folder {
    /// Makes a folder to write into.
    ///
    /// # Errors
    /// The target is a file or holds files that no earlier run wrote, or the folder cannot be made.
    pub fn stage(target: &Path) -> Result<Self, TableError> {
        let failed = |error| TableError::io(target, error);
        let (parent, name) = place(target)?;
        fs::create_dir_all(&parent).map_err(failed)?;
        let target = parent.join(&name);
        recover(&parent, &name, &target).map_err(failed)?;
        refuse_foreign(&target)?;
        let (staging, lock) = locked(&parent, &beside(&name, STAGING)).map_err(failed)?;
        Ok(Self {
            target,
            staging,
            lock: Some(lock),
        })
    }

    /// Whether every file that a run of ours finished `folder` with is still there.
    pub fn is_whole(folder: &Path) -> bool {
        Manifest::is_whole(folder)
    }

    /// The folder to write into.
    pub fn path(&self) -> &Path {
        &self.staging
    }

    /// Brings everything to the disk and puts the folder in the place of the target, in one step where the system can.
    /// Returns the target.
    ///
    /// # Errors
    /// No permission or no space; the target then is what it was.
    pub fn commit(mut self) -> Result<PathBuf, TableError> {
        refuse_foreign(&self.target)?;
        Manifest::write(&self.staging)?;
        sync_folder(&self.staging)?;
        let retired = swap(&self.staging, &self.target)
            .map_err(|error| TableError::io(&self.target, error))?;
        self.lock = None;
        // The results are in place: what cannot be tidied now is tidied by the next run.
        let _ = fs::remove_file(self.target.join(manifest::LOCK));
        if let Some(retired) = retired {
            let _ = fs::remove_dir_all(retired);
        }
        if let Some(parent) = self.target.parent() {
            sync_folder(parent)?;
        }
        self.staging = PathBuf::new();
        Ok(std::mem::take(&mut self.target))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.staging.as_os_str().is_empty() {
            let _ = fs::remove_dir_all(&self.staging);
        }
    }
}

/// The folder that holds the target, without links so that a rename stays on one disk, and the target's name in it.
fn place(target: &Path) -> Result<(PathBuf, OsString), TableError> {
    let absolute = fs::canonicalize(target)
        .or_else(|_| std::path::absolute(target))
        .map_err(|error| TableError::io(target, error))?;
    match (absolute.parent(), absolute.file_name()) {
        (Some(parent), Some(name)) => Ok((parent.to_owned(), name.to_owned())),
        _ => Err(TableError::ForeignFiles {
            path: target.display().to_string(),
            foreign: vec!["..".into()],
        }),
    }
}

/// A new folder whose name nobody else uses, readable for whom the user's umask lets.
fn private(parent: &Path, prefix: &OsStr) -> io::Result<PathBuf> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o777));
    }
    Ok(builder.tempdir_in(parent)?.keep())
}

fn beside(name: &OsStr, kind: &str) -> OsString {
    let mut beside = OsString::from(".");
    beside.push(name);
    beside.push(kind);
    beside
}

fn refuse_foreign(target: &Path) -> Result<(), TableError> {
    let path = || target.display().to_string();
    match fs::metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(TableError::io(target, error)),
        Ok(found) if !found.is_dir() => return Err(TableError::NotAFolder { path: path() }),
        Ok(_) => {}
    }
    let foreign = Manifest::foreign(target).map_err(|error| TableError::io(target, error))?;
    if foreign.is_empty() {
        Ok(())
    } else {
        Err(TableError::ForeignFiles {
            path: path(),
            foreign,
        })
    }
}

/// Puts right what a killed run has left beside the target.
fn recover(parent: &Path, name: &OsStr, target: &Path) -> io::Result<()> {
    // Killed between the two renames of a system that cannot exchange: the old folder comes back.
    let retired = parent.join(beside(name, RETIRED));
    if retired.is_dir() && !target.exists() {
        fs::rename(&retired, target)?;
    }
    let prefix = beside(name, STAGING).to_string_lossy().into_owned();
    for entry in fs::read_dir(parent)? {
        let path = entry?.path();
        let ours = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(&prefix));
        if (ours && is_dead(&path)) || path == retired {
            // Another run may be tidying the same.
            let _ = fs::remove_dir_all(&path);
        }
    }
    Ok(())
}

/// A new folder and its lock. Another run that tidies may take a folder for dead before it is locked, and remove it:
/// then the next one is tried.
fn locked(parent: &Path, prefix: &OsStr) -> io::Result<(PathBuf, File)> {
    const TRIES: usize = 8;
    let mut last = None;
    for _ in 0..TRIES {
        let staging = private(parent, prefix)?;
        let path = staging.join(manifest::LOCK);
        match File::create(&path).and_then(|lock| lock.lock().map(|()| lock)) {
            Ok(lock) if path.exists() => return Ok((staging, lock)),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => last = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(last.unwrap_or_else(|| io::Error::from(io::ErrorKind::NotFound)))
}

/// Whether nobody writes into a staging folder any more: its lock is free. One without a lock gets it here: it holds old
/// results that a run was killed removing, or nothing yet.
fn is_dead(staging: &Path) -> bool {
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(staging.join(manifest::LOCK));
    lock.is_ok_and(|lock| lock.try_lock().is_ok())
}

/// Puts `staging` in the place of `target`; returns where the old target lies now, when there was one.
fn swap(staging: &Path, target: &Path) -> io::Result<Option<PathBuf>> {
    if !target.exists() {
        return fs::rename(staging, target).map(|()| None);
    }
    if exchange(staging, target) {
        return Ok(Some(staging.to_owned()));
    }
    let name = target.file_name().unwrap_or_default();
    let retired = target.with_file_name(beside(name, RETIRED));
    fs::rename(target, &retired)?;
    if let Err(error) = fs::rename(staging, target) {
        fs::rename(&retired, target)?;
        return Err(error);
    }
    Ok(Some(retired))
}

/// Exchanges two folders in one step; false where system or disk cannot.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}
