//! The folder of results, written as a whole or not at all.

use std::path::Path;

use fourr_report::{Report, charts, html, markdown, xlsx};
use fourr_table::output::{self, Folder};
use serde::Serialize;

/// What every analysis leaves: its report, and its summary under stable English keys.
pub(crate) struct Documents<'a, S> {
    pub(crate) report: &'a Report,
    pub(crate) summary: &'a S,
    /// Rows up to which data sheets are part of the workbook; none where there is no workbook.
    pub(crate) workbook: Option<usize>,
}

/// Writes charts, report and summary, and with `tables` the big tables, then puts them in place at once.
pub(crate) fn write<S: Serialize + Sync>(
    path: &Path,
    documents: &Documents<'_, S>,
    tables: impl FnOnce(&Path) -> anyhow::Result<()> + Send,
) -> anyhow::Result<()> {
    let folder = Folder::stage(path)?;
    let staged = folder.path().to_owned();
    let (tables, documents) =
        rayon::join(|| tables(&staged), || write_documents(&staged, documents));
    tables?;
    documents?;
    folder.commit()?;
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
        let workbook = xlsx::render(documents.report, rows)?;
        std::fs::write(staged.join("report.xlsx"), workbook)?;
    }
    Ok(())
}

fn write_pages<S: Serialize>(staged: &Path, documents: &Documents<'_, S>) -> anyhow::Result<()> {
    output::write_json(&staged.join("summary.json"), documents.summary)?;
    charts::write(documents.report, &staged.join("charts"))?;
    std::fs::write(staged.join("report.html"), html::render(documents.report)?)?;
    std::fs::write(
        staged.join("report.md"),
        markdown::render(documents.report)?,
    )?;
    Ok(())
}
