//! [`stamp`]: what a step was run with, in a short text.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use sha2::{Digest, Sha256};

/// A text that differs when the program, the command or a file that it reads differs.
///
/// A file is known by its path, size and time of change, as `make` knows it: a file that was written again counts as
/// changed, whatever is in it. A pattern stands for the files that lie in its folder.
pub(crate) fn stamp(program: &str, words: &[String], files: &[PathBuf]) -> String {
    let mut hasher = Sha256::new();
    let mut add = |text: &str| {
        hasher.update(text.len().to_le_bytes());
        hasher.update(text);
    };
    add(program);
    for text in words
        .iter()
        .cloned()
        .chain(files.iter().flat_map(|file| seen(file)))
    {
        add(&text);
    }
    let mut stamp = String::new();
    for byte in hasher.finalize() {
        // Writing to a string does not fail.
        let _ = write!(stamp, "{byte:02x}");
    }
    stamp
}

/// A file as it lies there; for a pattern, which is no file, all files of its folder.
fn seen(path: &Path) -> Vec<String> {
    if path.exists() {
        return vec![one(path)];
    }
    let Some(entries) = path.parent().and_then(|folder| fs::read_dir(folder).ok()) else {
        return Vec::new();
    };
    let mut files: Vec<String> = entries.flatten().map(|entry| one(&entry.path())).collect();
    files.sort_unstable();
    files
}

fn one(path: &Path) -> String {
    let Ok(metadata) = fs::metadata(path) else {
        return format!("{} absent", path.display());
    };
    let changed = metadata.modified().ok();
    let since = changed.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let nanoseconds = since.map_or(0, |time| time.as_nanos());
    format!("{} {} {nanoseconds}", path.display(), metadata.len())
}
