//! The answers, worked out a second time in plain polars, as an analyst would write them; and the same figures from what fourr
//! has written.
//!
//! An oracle shares nothing with the analysis that it checks but the definition: other readers, other kernels, another order of
//! the work. Only the funnel is plain Rust over a sorted frame, for its windows cannot be said in expressions without seven
//! passes over the log.

mod clean;
mod cost_benefit;
mod funnel;
mod kano;
mod own;
mod profile;
mod rfm;
mod summary;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use polars::prelude::*;

use crate::{Answer, BenchError, Task};
use summary::Summary;

/// The answer for a generated input.
pub(crate) fn expected(task: Task, input: &Path) -> Result<Answer, BenchError> {
    Ok(match task {
        Task::Clean => clean::expected(input)?,
        Task::Profile => profile::expected(&scan(input)?)?,
        Task::Rfm => rfm::expected(&scan(input)?, &rfm::Rules::default())?,
        Task::Kano => kano::expected(&scan(input)?)?,
        Task::Funnel => funnel::expected(&scan(input)?, &funnel::Rules::default())?,
        Task::CostBenefit => cost_benefit::expected(&scan(input)?)?,
    })
}

/// The answer for files of the user, of which `folder` has the result of a command of these words; `None` where no oracle covers
/// them.
pub(crate) fn expected_of(
    task: Task,
    files: &[PathBuf],
    (words, folder): (&[OsString], &Path),
) -> Result<Option<Answer>, BenchError> {
    let summary = Summary::read(task, folder)?;
    own::expected(task, files, (words, folder), &summary)
}

/// The same figures from a folder of results.
pub(crate) fn found(task: Task, folder: &Path) -> Result<Answer, BenchError> {
    let summary = Summary::read(task, folder)?;
    match task {
        Task::Clean => clean::found(&summary, folder),
        Task::Profile => profile::found(&summary),
        Task::Rfm => rfm::found(&summary),
        Task::Kano => kano::found(&summary),
        Task::Funnel => funnel::found(&summary),
        Task::CostBenefit => cost_benefit::found(&summary),
    }
}

/// The same figures of files of the user.
pub(crate) fn found_of(task: Task, folder: &Path) -> Result<Answer, BenchError> {
    let summary = Summary::read(task, folder)?;
    own::found(task, &summary, folder).unwrap_or_else(|| found(task, folder))
}

/// Rows that were read, from a folder of results.
pub(crate) fn rows(task: Task, folder: &Path) -> Result<u64, BenchError> {
    let summary = Summary::read(task, folder)?;
    let path = match task {
        // A diagnosis takes no steps.
        Task::Clean if summary.get("/rows_in").is_none() => "/survey/rows",
        Task::Clean => "/rows_in",
        Task::Profile => "/inputs/0/rows/read",
        Task::Rfm | Task::Funnel => "/rows/read",
        Task::Kano => "/rows",
        Task::CostBenefit => "/media/rows/read",
    };
    Ok(summary.count(path)?.unsigned_abs())
}

/// A generated file with the types that polars finds.
fn scan(path: &Path) -> PolarsResult<LazyFrame> {
    let source = PlRefPath::try_from_path(path)?;
    if is_csv(path) {
        LazyCsvReader::new(source)
            .with_try_parse_dates(true)
            .finish()
    } else {
        LazyFrame::scan_parquet(source, ScanArgsParquet::default())
    }
}

/// A file whose columns are all text.
pub(crate) fn text(path: &Path) -> PolarsResult<LazyFrame> {
    if is_csv(path) {
        LazyCsvReader::new(PlRefPath::try_from_path(path)?)
            .with_infer_schema_length(Some(0))
            .finish()
    } else {
        scan(path)
    }
}

fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "csv")
}

/// The first value of a column that has one row.
fn only(frame: &DataFrame, column: &str) -> PolarsResult<i64> {
    let value = frame.column(column)?.get(0)?;
    Ok(value.extract::<i64>().unwrap_or_default())
}
