//! [`checksum`]: a folder of results in one number.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::machine::hex;

/// SHA-256 over the files of a folder and of those within it: names in their order, lengths and bytes. Equal folders have
/// equal checksums, whatever their own name.
///
/// # Errors
/// A file that cannot be read.
pub fn checksum(folder: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let mut hash = Sha256::new();
    for path in files {
        let name = path.strip_prefix(folder).unwrap_or(&path);
        hash.update(name.to_string_lossy().replace('\\', "/"));
        hash.update([0]);
        hash.update(fs::metadata(&path)?.len().to_le_bytes());
        update(&mut hash, &path)?;
    }
    Ok(hex(&hash.finalize()))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn update(hash: &mut Sha256, path: &Path) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 20];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(()),
            read => hash.update(&buffer[..read]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_bytes_count_and_where_the_folder_lies_does_not() {
        let folder = |name: &str, text: &str| {
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir(folder.path().join("inner")).unwrap();
            fs::write(folder.path().join("inner").join(name), text).unwrap();
            checksum(folder.path()).unwrap()
        };
        let base = folder("a", "1");
        assert_eq!(base, folder("a", "1"));
        assert_ne!(base, folder("b", "1"));
        assert_ne!(base, folder("a", "2"));
    }
}
