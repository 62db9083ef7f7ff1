//! The folder of results, written as a whole or not at all.

use std::ops::Range;
use std::path::Path;

use fourr_report::{
    Answer, Report,
    charts::{self, Picture},
    html, ipynb, markdown, xlsx,
};
use fourr_table::{
    Errand, Stage,
    output::{self, Folder},
};
use polars::prelude::{DataFrame, PolarsResult};
use serde::Serialize;

use crate::{args::Csv, invocation::Invocation};

/// What every analysis leaves beside its big tables: its summary under stable English keys, and the documents.
pub(crate) struct Results<'a, S> {
    pub(crate) summary: &'a S,
    /// None where figures and tables are all that is wanted.
    pub(crate) documents: Option<Documents<'a>>,
}

/// What people read: the report, the answer sheet where one was asked for, and how to repeat it.
pub(crate) struct Documents<'a> {
    report: Report,
    answer: Option<Answer>,
    /// Rows up to which data sheets are part of the workbook; none where there is no workbook.
    workbook: Option<usize>,
    invocation: &'a Invocation,
}

impl<'a> Documents<'a> {
    /// A report with all its forms, whose data sheets go up to what a spreadsheet is comfortable with.
    pub(crate) fn of(mut report: Report, invocation: &'a Invocation) -> Self {
        report.provenance.command = Some(invocation.line());
        Self {
            report,
            answer: None,
            workbook: Some(Csv::COMFORTABLE),
            invocation,
        }
    }

    pub(crate) fn with_answer(self, answer: Option<Answer>) -> Self {
        Self { answer, ..self }
    }

    /// Rows up to which data sheets are part of the workbook; none for no workbook.
    pub(crate) fn with_workbook(self, workbook: Option<usize>) -> Self {
        Self { workbook, ..self }
    }
}

/// Writes summary and documents, and with `tables` the big tables, then puts them in place at once.
pub(crate) fn write<S: Serialize + Sync>(
    path: &Path,
    results: &Results<'_, S>,
    tables: impl FnOnce(&Path) -> anyhow::Result<()> + Send,
) -> anyhow::Result<()> {
    let _stage = Stage::Write.enter();
    let folder = Folder::stage(path)?;
    let staged = folder.path().to_owned();
    let (tables, results) = both(|| tables(&staged), || write_results(&staged, results));
    tables?;
    results?;
    folder.commit()?;
    Ok(())
}

/// Writes summary and documents into a folder that the big tables are in already, and puts it in place.
pub(crate) fn finish<S: Serialize + Sync>(
    staged: Folder,
    results: &Results<'_, S>,
) -> anyhow::Result<()> {
    let _stage = Stage::Write.enter();
    write_results(staged.path(), results)?;
    staged.commit()?;
    Ok(())
}

/// Writes summary, page, text and charts of what cannot be repeated, and puts them in place at once.
pub(crate) fn write_card(
    path: &Path,
    summary: &impl Serialize,
    report: &Report,
) -> anyhow::Result<()> {
    let folder = Folder::stage(path)?;
    output::write_json(&folder.path().join("summary.json"), summary)?;
    write_page(folder.path(), report)?;
    folder.commit()?;
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

/// The same for a table that is made piece by piece, and lies in memory whole only where it is written as CSV.
pub(crate) fn write_pieces(
    staged: &Path,
    name: &str,
    rows: usize,
    csv: Csv,
    piece: impl Fn(Range<usize>) -> PolarsResult<DataFrame> + Sync,
) -> anyhow::Result<()> {
    output::write_parquet_pieces(&staged.join(format!("{name}.parquet")), rows, &piece)?;
    if csv.applies(rows) {
        output::write_csv(&staged.join(format!("{name}.csv")), &mut piece(0..rows)?)?;
    }
    Ok(())
}

fn write_results<S: Serialize + Sync>(
    staged: &Path,
    results: &Results<'_, S>,
) -> anyhow::Result<()> {
    output::write_json(&staged.join("summary.json"), results.summary)?;
    match &results.documents {
        Some(documents) => write_documents(staged, documents),
        None => Ok(()),
    }
}

fn write_documents(staged: &Path, documents: &Documents<'_>) -> anyhow::Result<()> {
    let _stage = Stage::Draw.enter();
    let (workbook, pages) = both(
        || write_workbook(staged, documents),
        || write_pages(staged, documents),
    );
    workbook.and(pages)
}

/// Does both at once, on behalf of the stage at hand.
fn both<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    let errand = Errand::here();
    let (mine, theirs) = (errand.clone(), errand);
    rayon::join(
        move || {
            let _errand = mine.run();
            one()
        },
        move || {
            let _errand = theirs.run();
            other()
        },
    )
}

fn write_workbook(staged: &Path, documents: &Documents<'_>) -> anyhow::Result<()> {
    if let Some(rows) = documents.workbook {
        let workbook = xlsx::render(&documents.report, rows)?;
        std::fs::write(staged.join("report.xlsx"), workbook)?;
    }
    Ok(())
}

fn write_page(staged: &Path, report: &Report) -> anyhow::Result<Vec<Picture>> {
    let pictures = charts::write(report, &staged.join("charts"))?;
    std::fs::write(staged.join("report.html"), html::render(report)?)?;
    std::fs::write(staged.join("report.md"), markdown::render(report)?)?;
    Ok(pictures)
}

fn write_pages(staged: &Path, documents: &Documents<'_>) -> anyhow::Result<()> {
    let report = &documents.report;
    let pictures = write_page(staged, report)?;
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
