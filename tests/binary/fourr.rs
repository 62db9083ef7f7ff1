//! The binary under test.

use std::process::{Command, Output};

/// The command, away from the locale and the terminal of whoever runs the tests.
pub(crate) fn fourr() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fourr"));
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
