//! Where a file is, as seen from another folder.

use std::path::{Component, Path, PathBuf};

/// `path`, given in the folder `here`, as seen from `folder`. One that is absolute or has nothing in common with
/// `folder` is absolute; standard input stays what it is.
pub(super) fn seen_from(folder: &Path, here: &Path, path: &str) -> String {
    if path == "-" || Path::new(path).is_absolute() {
        return path.to_owned();
    }
    let path = joined(here, Path::new(path));
    let common = folder
        .components()
        .zip(path.components())
        .take_while(|(one, other)| one == other)
        .count();
    let root = folder
        .components()
        .take_while(|part| !matches!(part, Component::Normal(_)));
    if common <= root.count() {
        return path.display().to_string();
    }
    let up = folder
        .components()
        .skip(common)
        .map(|_| Component::ParentDir);
    let down = path.components().skip(common);
    up.chain(down).collect::<PathBuf>().display().to_string()
}

/// `path` in `here`, which has no links, so that leading `..` can be taken away.
fn joined(here: &Path, path: &Path) -> PathBuf {
    let mut joined = here.to_owned();
    let mut parts = path.components().peekable();
    while let Some(part) =
        parts.next_if(|part| matches!(part, Component::ParentDir | Component::CurDir))
    {
        if part == Component::ParentDir {
            joined.pop();
        }
    }
    joined.extend(parts);
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn files_are_seen_from_the_folder_of_the_notebook() {
        let here = Path::new("/home/li/shop");
        let table = [
            ("/home/li/shop/out/rfm", "orders.csv", "../../orders.csv"),
            ("/home/li/shop/out", "./data/*.csv", "../data/*.csv"),
            ("/home/li/out", "../raw/orders.csv", "../raw/orders.csv"),
            ("/home/li/shop", "orders.csv", "orders.csv"),
            ("/tmp/out", "orders.csv", "/home/li/shop/orders.csv"),
            ("/home/li/out", "/data/orders.csv", "/data/orders.csv"),
            ("/home/li/out", "-", "-"),
        ];
        for (folder, path, seen) in table {
            assert_eq!(
                seen_from(Path::new(folder), here, path),
                seen,
                "{path} from {folder}"
            );
        }
    }
}
