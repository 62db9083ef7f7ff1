//! The folder of results, written as a whole or not at all.

use std::path::Path;

use fourr_report::{Answer, Report, charts, html, ipynb, markdown, xlsx};
use fourr_table::output::{self, Folder};
use polars::prelude::DataFrame;
use serde::Serialize;

use crate::{args::Csv, invocation::Invocation};

/// What every analysis leaves: its report, its answer sheet where one was asked for, its summary under stable
/// English keys, and how to repeat it.
pub(crate) struct Documents<'a, S> {
    pub(crate) report: Report,
    pub(crate) answer: Option<Answer>,
    pub(crate) summary: &'a S,
    /// Rows up to which data sheets are part of the workbook; none where there is no workbook.
    pub(crate) workbook: Option<usize>,
    pub(crate) invocation: &'a Invocation,
}

/// Writes charts, report and summary, and with `tables` the big tables, then puts them in place at once.
pub(crate) fn write<S: Serialize + Sync>(
    path: &Path,
    mut documents: Documents<'_, S>,
    tables: impl FnOnce(&Path) -> anyhow::Result<()> + Send,
) -> anyhow::Result<()> {
    documents.report.provenance.command = Some(documents.invocation.line());
    let folder = Folder::stage(path)?;
    let staged = folder.path().to_owned();
    let (tables, documents) =
        rayon::join(|| tables(&staged), || write_documents(&staged, &documents));
    tables?;
    documents?;
    folder.commit()?;
    Ok(())
}

/// Writes charts, report and summary into a folder that the big tables are in already, and puts it in place.
pub(crate) fn finish<S: Serialize + Sync>(
    staged: Folder,
    mut documents: Documents<'_, S>,
) -> anyhow::Result<()> {
    documents.report.provenance.command = Some(documents.invocation.line());
    write_documents(staged.path(), &documents)?;
    staged.commit()?;
    Ok(())
}

/// Writes a big table as Parquet, and for sizes that `csv` applies to as CSV.
pub(crate) fn write_table(
    staged: &Path,
    name: &str,
    table: &mut DataFrame,
    csv: Csv,
) -> anyhow::Result<()> {
    output::write_parquet(&staged.join(format!("{name}.parquet")), table)?;
    if csv.applies(table.height()) {
        output::write_csv(&staged.join(format!("{name}.csv")), table)?;
    }
    Ok(())
}

fn write_documents<S: Serialize + Sync>(
    staged: &Path,
    documents: &Documents<'_, S>,
) -> anyhow::Result<()> {
    let (workbook, pages) = rayon::join(
        || write_workbook(staged, documents),
        || write_pages(staged, documents),
    );
    workbook.and(pages)
}

fn write_workbook<S>(staged: &Path, documents: &Documents<'_, S>) -> anyhow::Result<()> {
    if let Some(rows) = documents.workbook {
        let workbook = xlsx::render(&documents.report, rows)?;
        std::fs::write(staged.join("report.xlsx"), workbook)?;
    }
    Ok(())
}

fn write_pages<S: Serialize>(staged: &Path, documents: &Documents<'_, S>) -> anyhow::Result<()> {
    let report = &documents.report;
    output::write_json(&staged.join("summary.json"), documents.summary)?;
    let pictures = charts::write(report, &staged.join("charts"))?;
    std::fs::write(staged.join("report.html"), html::render(report)?)?;
    std::fs::write(staged.join("report.md"), markdown::render(report)?)?;
    // The staged folder lies beside the one that it becomes: files are as far away.
    let recipe = documents.invocation.recipe(staged, report.lang);
    let notebook = ipynb::render(report, &recipe, &pictures)?;
    std::fs::write(staged.join("report.ipynb"), notebook)?;
    if let Some(answer) = &documents.answer {
        std::fs::write(staged.join("answer.html"), html::render_answer(answer)?)?;
        std::fs::write(staged.join("answer.md"), markdown::render_answer(answer)?)?;
    }
    Ok(())
}
