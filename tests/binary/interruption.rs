//! Killing a run leaves the old results or the new ones, never a mixture.

use std::{fs, process::Stdio, thread::sleep, time::Duration};

use crate::fourr::{fourr, stdout};

#[test]
fn a_killed_run_leaves_a_whole_folder() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let mut inputs = Vec::new();
    for (name, seed) in [("old", "1"), ("new", "2")] {
        let path = folder.path().join(format!("{name}.csv"));
        stdout([
            "generate",
            "orders",
            "--rows",
            "3000",
            "--seed",
            seed,
            "-o",
            path.to_str().unwrap(),
        ]);
        inputs.push(path.to_str().unwrap().to_owned());
    }
    let arguments = |input: &str| {
        [
            "rfm".to_owned(),
            input.to_owned(),
            "-o".into(),
            out.to_str().unwrap().into(),
        ]
    };
    stdout(arguments(&inputs[1]));
    let new = fs::read(out.join("summary.json")).unwrap();
    let new_report = fs::read(out.join("report.html")).unwrap();
    stdout(arguments(&inputs[0]));
    let old = fs::read(out.join("summary.json")).unwrap();
    let old_report = fs::read(out.join("report.html")).unwrap();
    let mut seen = [0, 0];
    for step in 0..24 {
        let mut child = fourr()
            .args(arguments(&inputs[1]))
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        sleep(Duration::from_millis(step * 15));
        child.kill().ok();
        child.wait().unwrap();
        let summary = fs::read(out.join("summary.json")).unwrap();
        let report = fs::read(out.join("report.html")).unwrap();
        if summary == old {
            assert!(report == old_report, "a mixture after {} ms", step * 15);
            seen[0] += 1;
        } else {
            assert!(
                summary == new && report == new_report,
                "a mixture after {} ms",
                step * 15
            );
            seen[1] += 1;
            stdout(arguments(&inputs[0]));
        }
    }
    println!(
        "killed runs that left the old folder: {}, the new one: {}",
        seen[0], seen[1]
    );
    assert!(seen[0] > 0);
    // The next whole run clears what the killed ones left beside the folder.
    stdout(arguments(&inputs[1]));
    let left: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 3, "{left:?}");
}
