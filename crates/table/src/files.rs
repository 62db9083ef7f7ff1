//! Which files the user means: paths, patterns and `-`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::TableError;
use crate::near;

/// One input to open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    Stdin,
    File(PathBuf),
}

impl Origin {
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "standard input".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }
}

/// The inputs in a fixed order, each once, and those that were named more than once.
pub(crate) struct Origins {
    pub(crate) all: Vec<Origin>,
    pub(crate) repeated: Vec<Origin>,
}

/// Resolves paths and patterns. The order is that of the names, so that the shell's order changes nothing.
pub(crate) fn resolve(files: &[PathBuf]) -> Result<Origins, TableError> {
    let mut all = Vec::new();
    for file in files {
        if file.as_os_str() == "-" {
            all.push(Origin::Stdin);
        } else {
            all.extend(matches(file)?.into_iter().map(Origin::File));
        }
    }
    if all.is_empty() {
        return Err(TableError::NoFiles);
    }
    all.sort();
    let mut repeated: Vec<_> = all
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| pair[0].clone())
        .collect();
    repeated.dedup();
    all.dedup();
    Ok(Origins { all, repeated })
}

/// A file that exists is taken literally, whatever brackets its name has; else the name is a pattern.
fn matches(file: &Path) -> Result<Vec<PathBuf>, TableError> {
    match fs::metadata(file) {
        Ok(found) if found.is_dir() => Err(TableError::Folder {
            path: file.display().to_string(),
        }),
        Ok(_) => Ok(vec![file.to_owned()]),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => absent(file),
        Err(error) => Err(TableError::io(file, error)),
    }
}

fn absent(file: &Path) -> Result<Vec<PathBuf>, TableError> {
    let name = file.display().to_string();
    if !name.contains(['*', '?', '[']) {
        return Err(TableError::NotFound {
            near: neighbours(file),
            path: name,
        });
    }
    let paths = glob::glob(&name).map_err(|error| TableError::Pattern {
        pattern: name.clone(),
        reason: error.msg.to_owned(),
    })?;
    let mut found = Vec::new();
    for path in paths {
        let path = path.map_err(|error| {
            let path = error.path().to_owned();
            TableError::io(path, error.into())
        })?;
        if path.is_file() {
            found.push(path);
        }
    }
    if found.is_empty() {
        return Err(TableError::NoMatch { pattern: name });
    }
    Ok(found)
}

/// Names in the same folder that are spelt like the one that is absent.
fn neighbours(file: &Path) -> Vec<String> {
    let Some(wanted) = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
    else {
        return Vec::new();
    };
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = fs::read_dir(folder.unwrap_or(Path::new("."))) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    near::names(&wanted, &names)
        .into_iter()
        .map(|name| {
            folder.map_or_else(
                || name.clone(),
                |folder| folder.join(&name).display().to_string(),
            )
        })
        .collect()
}
