//! The binary under test.

use std::{
    path::PathBuf,
    process::{Command, Output},
    sync::OnceLock,
};

/// Path of the binary, built once with the profile of these tests.
pub(crate) fn path() -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT
        .get_or_init(|| {
            let mut build = Command::new(env!("CARGO"));
            build
                .args(["build", "--quiet", "--package", "fourr"])
                .current_dir(env!("CARGO_MANIFEST_DIR"));
            if !cfg!(debug_assertions) {
                build.arg("--release");
            }
            assert!(
                build.status().unwrap().success(),
                "the binary does not build"
            );
            let deps = std::env::current_exe().unwrap();
            deps.parent().unwrap().parent().unwrap().join("fourr")
        })
        .clone()
}

/// The command, away from the locale and the terminal of whoever runs the tests.
pub(crate) fn fourr() -> Command {
    let mut command = Command::new(path());
    command
        .env("LC_ALL", "C")
        .env("NO_COLOR", "1")
        .env_remove("POLARS_MAX_THREADS");
    command
}

/// Runs with these arguments.
pub(crate) fn run<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Output {
    fourr().args(arguments).output().unwrap()
}

/// Standard output of a run that must succeed.
#[track_caller]
pub(crate) fn stdout<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> String {
    let output = run(arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// Exit code and standard error of a run.
pub(crate) fn failure<S: AsRef<std::ffi::OsStr>>(
    arguments: impl IntoIterator<Item = S>,
) -> (i32, String) {
    let output = run(arguments);
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8(output.stderr).unwrap(),
    )
}
