//! The folder of results, written as a whole or not at all.

use std::path::Path;

use fourr_report::{Answer, Report, charts, html, markdown};
use fourr_table::output::{self, Folder};
use serde::Serialize;

/// What every analysis leaves: its report, its answer sheet where one was asked for, and its summary under
/// stable English keys.
pub(crate) struct Documents<'a, S> {
    pub(crate) report: &'a Report,
    pub(crate) answer: Option<&'a Answer>,
    pub(crate) summary: &'a S,
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
    output::write_json(&staged.join("summary.json"), documents.summary)?;
    charts::write(documents.report, &staged.join("charts"))?;
    std::fs::write(staged.join("report.html"), html::render(documents.report)?)?;
    std::fs::write(
        staged.join("report.md"),
        markdown::render(documents.report)?,
    )?;
    if let Some(answer) = documents.answer {
        std::fs::write(staged.join("answer.html"), html::render_answer(answer)?)?;
        std::fs::write(staged.join("answer.md"), markdown::render_answer(answer)?)?;
    }
    Ok(())
}
