//! Killing a run leaves the old results or the new ones, never a mixture.

use std::{fs, path::Path, process::Stdio, thread::sleep, time::Duration};

use crate::fourr::{fourr, stdout};

/// Orders of one seed, and the arguments that analyse them into `out`.
fn run_of(seed: &str, folder: &Path, out: &Path) -> [String; 4] {
    let path = folder
        .join(format!("{seed}.csv"))
        .to_str()
        .unwrap()
        .to_owned();
    stdout([
        "generate", "orders", "--rows", "3000", "--seed", seed, "-o", &path,
    ]);
    [
        "rfm".into(),
        path,
        "-o".into(),
        out.to_str().unwrap().into(),
    ]
}

/// The first and the last file that a run writes.
fn ends(out: &Path) -> [Vec<u8>; 2] {
    ["summary.json", "report.html"].map(|name| fs::read(out.join(name)).unwrap())
}

#[test]
fn a_killed_run_leaves_a_whole_folder() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let [before, after] = ["1", "2"].map(|seed| run_of(seed, folder.path(), &out));
    stdout(&after);
    let new = ends(&out);
    stdout(&before);
    let old = ends(&out);
    let mut survivals = [0, 0];
    for step in 0..24 {
        let mut child = fourr().args(&after).stdout(Stdio::null()).spawn().unwrap();
        sleep(Duration::from_millis(step * 15));
        child.kill().ok();
        child.wait().unwrap();
        let found = ends(&out);
        if found == old {
            survivals[0] += 1;
        } else {
            assert!(found == new, "a mixture after {} ms", step * 15);
            survivals[1] += 1;
            stdout(&before);
        }
    }
    println!(
        "killed runs that left the old folder: {}, the new one: {}",
        survivals[0], survivals[1]
    );
    assert!(survivals[0] > 0);
    // The next whole run clears what the killed ones left beside the folder: two inputs and the results stay.
    stdout(&after);
    let left: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 3, "{left:?}");
}
