//! [`Proof`]: what must hold before a time is told.

use std::path::Path;

use fourr_bench::{BenchError, Task, Workload, checksum};
use fourr_report::bench::Proved;
use tempfile::TempDir;

use super::child::Child;

/// A result that others have confirmed.
pub(super) struct Proof {
    task: Task,
    pub(super) rows: u64,
    /// Figures that plain polars has confirmed; none where it does not know the conventions of own files.
    pub(super) figures: Option<usize>,
    pub(super) checksum: String,
}

/// Runs the workload with its threads and with one, and holds the results against each other and against plain polars.
///
/// # Errors
/// A figure that differs, or a result that does in a byte.
pub(super) fn of(
    workload: &Workload,
    child: &Child<'_>,
    scratch: &TempDir,
) -> anyhow::Result<Proof> {
    let folder = scratch.path().join("proved");
    child.run(&folder)?;
    let figures = match workload.expected(&folder)? {
        Some(expected) => {
            let found = workload.found(&folder)?;
            Some(expected.agreement(workload.task, &found)?)
        }
        None => None,
    };
    let proof = Proof {
        task: workload.task,
        rows: workload.rows(&folder)?,
        figures,
        checksum: sum(&folder)?,
    };
    let alone = Child {
        threads: 1,
        ..*child
    };
    alone.run(&folder)?;
    proof.same(&folder, "the run with one thread")?;
    std::fs::remove_dir_all(&folder)?;
    Ok(proof)
}

impl Proof {
    /// Whether a further run gave the same result.
    ///
    /// # Errors
    /// One that differs in a byte.
    pub(super) fn holds(&self, folder: &Path) -> anyhow::Result<()> {
        self.same(folder, "a further run")
    }

    /// What there is to tell of it.
    pub(super) fn told(&self, task: Task) -> Proved<'_> {
        Proved {
            task,
            rows: self.rows,
            figures: self.figures,
            checksum: &self.checksum,
        }
    }

    fn same(&self, folder: &Path, what: &'static str) -> anyhow::Result<()> {
        let other = sum(folder)?;
        if other == self.checksum {
            return Ok(());
        }
        let short = |checksum: &str| checksum.chars().take(12).collect();
        Err(BenchError::Checksum {
            task: self.task,
            what,
            other: short(&other),
            first: short(&self.checksum),
        }
        .into())
    }
}

fn sum(folder: &Path) -> Result<String, BenchError> {
    checksum(folder).map_err(|source| BenchError::File {
        path: folder.to_owned(),
        source,
    })
}
