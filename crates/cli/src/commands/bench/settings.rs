//! What was asked for, checked; and a baseline, read.

use std::path::{Path, PathBuf};

use fourr_bench::{BenchError, Benchmark, Comparison, Settings, Task};
use fourr_locale::Lang;

use super::BenchCommand;

/// A number of rows as people type large ones: `10_000_000`.
pub(super) fn rows(text: &str) -> Result<u64, std::num::ParseIntError> {
    text.replace('_', "").parse()
}

impl BenchCommand {
    /// The tasks, each once.
    pub(super) fn tasks(&self) -> Vec<Task> {
        if self.tasks.is_empty() {
            return Task::ALL.to_vec();
        }
        let mut tasks: Vec<Task> = Vec::new();
        for task in &self.tasks {
            if !tasks.contains(task) {
                tasks.push(*task);
            }
        }
        tasks
    }

    pub(super) fn threads(&self) -> usize {
        self.threads
            .map_or_else(rayon::current_num_threads, std::num::NonZeroUsize::get)
    }

    /// The folder to write, if any.
    pub(super) fn folder(&self) -> Option<PathBuf> {
        match &self.out {
            Some(out) => Some(out.clone()),
            None if self.json => None,
            None => Some(Path::new("notebooks-out").join("bench")),
        }
    }

    pub(super) fn check(&self) -> Result<(), BenchError> {
        let tasks = self.tasks().len();
        if self.rows.contains(&0) {
            Err(BenchError::NoRows)
        } else if self.runs == 0 {
            Err(BenchError::NoRuns)
        } else if !self.input.is_empty() && tasks != 1 {
            Err(BenchError::OneTask(tasks))
        } else if self.tolerance >= 0.0 {
            Ok(())
        } else {
            Err(BenchError::Tolerance(self.tolerance))
        }
    }

    /// How it is measured, as the result tells.
    pub(super) fn settings(&self) -> Settings {
        let made = self.input.is_empty();
        let name = |path: &PathBuf| {
            let name = path.file_name().unwrap_or(path.as_os_str());
            name.to_string_lossy().into_owned()
        };
        Settings {
            seed: made.then_some(self.seed),
            format: made.then_some(self.format),
            input: self.input.iter().map(name).collect(),
            flags: self.flags.clone(),
            threads: self.threads(),
            report: self.report.is_wanted(),
            runs: self.runs,
            warmup: self.warmup,
        }
    }
}

/// An earlier result, by its file or its folder.
pub(super) fn baseline(path: &Path) -> Result<Benchmark, BenchError> {
    let file = if path.is_dir() {
        path.join("summary.json")
    } else {
        path.to_owned()
    };
    let text = std::fs::read(&file).map_err(|source| BenchError::File {
        path: file.clone(),
        source,
    })?;
    serde_json::from_slice(&text).map_err(|error| BenchError::Baseline {
        path: file,
        reason: error.to_string(),
    })
}

/// The error that slower tasks are.
pub(super) fn verdict(comparison: Option<&Comparison>, lang: Lang) -> anyhow::Result<()> {
    let told = |pair: &fourr_bench::Pair| {
        let (rows, ratio) = (lang.count(pair.rows), lang.fixed(pair.ratio, 2));
        match lang {
            Lang::Zh => format!("{}（{rows} 行）{ratio} 倍", pair.task),
            Lang::En => format!("{} ({rows} rows) {ratio}x", pair.task),
        }
    };
    let slower: Vec<String> = comparison
        .iter()
        .flat_map(|comparison| comparison.regressions())
        .map(told)
        .collect();
    if slower.is_empty() {
        return Ok(());
    }
    Err(BenchError::Slower { slower }.into())
}
