//! The folder of results, written as a whole or not at all.

use std::path::Path;

use fourr_report::{Answer, Report, charts, html, ipynb, markdown};
use fourr_table::output::{self, Folder};
use serde::Serialize;

use crate::invocation::Invocation;

/// What every analysis leaves: its report, its answer sheet where one was asked for, its summary under stable
/// English keys, and how to repeat it.
pub(crate) struct Documents<'a, S> {
    pub(crate) report: Report,
    pub(crate) answer: Option<Answer>,
    pub(crate) summary: &'a S,
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

fn write_documents<S: Serialize + Sync>(
    staged: &Path,
    documents: &Documents<'_, S>,
) -> anyhow::Result<()> {
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
