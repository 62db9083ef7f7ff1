//! [`Child`]: one analysis as a process of its own, timed from its start to its end.

use std::{
    ffi::OsString,
    path::Path,
    process::{Command, Output, Stdio},
    time::Instant,
};

use fourr_bench::{BenchError, Run};
use fourr_locale::Lang;

use crate::args::Documented;

/// An analysis as a process of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Child<'a> {
    /// What follows `fourr`.
    pub(super) words: &'a [OsString],
    pub(super) threads: usize,
    pub(super) report: Documented,
    pub(super) lang: Lang,
}

impl Child<'_> {
    /// Runs it; its results are then in `folder`.
    ///
    /// # Errors
    /// A process that cannot be started or that fails.
    pub(super) fn run(&self, folder: &Path) -> anyhow::Result<Run> {
        let times = folder.with_extension("timings.json");
        let report = if self.report.is_wanted() {
            "always"
        } else {
            "never"
        };
        let mut command = Command::new(std::env::current_exe()?);
        command
            .args(self.words)
            .args(["--lang", self.lang.pick("zh", "en")])
            .args(["--report", report, "--csv", "never", "--out"])
            .arg(folder)
            .arg("--timings")
            .arg(&times)
            .env("POLARS_MAX_THREADS", self.threads.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let start = Instant::now();
        let output = command.output()?;
        let seconds = start.elapsed().as_secs_f64();
        self.succeeded(&output)?;
        Ok(Run {
            seconds,
            timings: serde_json::from_slice(&std::fs::read(&times)?)?,
        })
    }

    fn succeeded(&self, output: &Output) -> Result<(), BenchError> {
        if output.status.success() {
            return Ok(());
        }
        let words = self.words.iter().map(|word| word.to_string_lossy());
        let message = String::from_utf8_lossy(&output.stderr);
        let message = message.lines().find(|line| {
            let line = line.to_lowercase();
            line.starts_with("error") || line.starts_with("错误")
        });
        Err(BenchError::Failed {
            command: words.collect::<Vec<_>>().join(" "),
            message: message.map_or_else(|| output.status.to_string(), str::to_owned),
        })
    }
}
