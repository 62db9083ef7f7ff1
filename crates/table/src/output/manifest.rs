//! [`Manifest`]: which files of a folder are results of ours.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::write_json;
use crate::error::TableError;

/// The manifest's name in the folder.
pub(super) const NAME: &str = ".fourr-manifest.json";
/// Where Jupyter keeps copies of the notebooks that it opens; the folder goes with the results.
const CHECKPOINTS: &str = ".ipynb_checkpoints";
/// The lock of a folder that is being written.
pub(super) const LOCK: &str = ".fourr-lock";

/// The files of a finished folder, by their paths in it with `/` between folders.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    files: BTreeSet<String>,
}

impl Manifest {
    /// Lists the files of a folder that is about to be finished, each brought to the disk, and writes the list into it.
    pub(super) fn write(folder: &Path) -> Result<(), TableError> {
        let files = files(folder).map_err(|error| TableError::io(folder, error))?;
        for file in &files {
            let path = folder.join(file);
            fs::File::open(&path)
                .and_then(|file| file.sync_all())
                .map_err(|error| TableError::io(&path, error))?;
        }
        write_json(&folder.join(NAME), &Self { files })
    }

    /// The manifest of a folder; an empty one when it has none that can be read.
    fn read(folder: &Path) -> Self {
        let text = fs::read(folder.join(NAME)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Whether a finished folder holds all of its files. One without a manifest was not finished.
    pub(super) fn is_whole(folder: &Path) -> bool {
        let manifest = Self::read(folder);
        let mut files = manifest.files.iter();
        !manifest.files.is_empty() && files.all(|file| folder.join(file).is_file())
    }

    /// The first files of a folder that no run of ours has written. A folder that is absent has none.
    pub(super) fn foreign(folder: &Path) -> io::Result<Vec<String>> {
        const MOST: usize = 5;
        let manifest = Self::read(folder);
        let there = match files(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            there => there?,
        };
        Ok(there
            .into_iter()
            .filter(|file| !manifest.files.contains(file))
            .take(MOST)
            .collect())
    }
}

/// All files in a folder and its folders, but for those that are about the folder itself and what Jupyter leaves.
fn files(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    let mut open = vec![(folder.to_owned(), String::new())];
    while let Some((path, prefix)) = open.pop() {
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            // A link is a file to us: what it points at is somebody else's.
            if entry.file_type()?.is_dir() {
                if entry.file_name() == CHECKPOINTS {
                    continue;
                }
                open.push((entry.path(), format!("{name}/")));
            } else if ![NAME, LOCK].contains(&name.as_str()) {
                files.insert(name);
            }
        }
    }
    Ok(files)
}
