//! [`Outcome`]: the result of an analysis on its way to terminal and files, the same way for every analysis.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use fourr_locale::Lang;
use fourr_report::{Answer, Report};
use fourr_table::Stage;
use serde::Serialize;

use crate::{
    args::Output,
    folder::{self, Documents, Results},
    invocation::Invocation,
    terminal,
};

/// What an analysis found, in the language of its reader.
pub(crate) trait Outcome: Sync {
    /// Every figure under stable English keys.
    type Summary: Serialize + Sync;

    /// The name of the analysis, and of its folder.
    fn name(&self) -> &'static str;

    /// What `summary.json` holds.
    fn summary(&self) -> &Self::Summary;

    /// What a reader must know before they use the figures, beside what opening the input had to put right.
    fn warnings(&self) -> Vec<String>;

    /// What the documents say.
    fn report(&self) -> Report;

    /// The answer sheet, where one is asked for.
    fn answer(&self) -> Option<Answer> {
        None
    }

    /// Rows of the longest data sheet of the workbook.
    fn rows(&self) -> usize;

    /// Writes the big tables into the folder that is being made.
    fn write_tables(&self, staged: &Path) -> anyhow::Result<()>;

    /// Prints the result in short.
    fn print(&self, out: &mut dyn Write) -> anyhow::Result<()>;

    /// Prints the result as JSON.
    fn print_json(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        terminal::json(out, self.summary())
    }

    /// The folder to write, if any.
    fn folder(&self, output: &Output) -> Option<PathBuf> {
        output.folder(self.name())
    }
}

impl Output {
    /// Warns, writes the folder of results where one is wanted, and prints the result.
    ///
    /// # Errors
    /// A workbook that cannot hold what was asked for, or a folder that cannot be written.
    pub(crate) fn deliver(
        &self,
        outcome: &impl Outcome,
        invocation: &Invocation,
        lang: Lang,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let workbook = self.xlsx.limit(outcome.rows())?;
        terminal::warnings(&outcome.warnings(), lang)?;
        let folder = outcome.folder(self);
        if let Some(path) = &folder {
            let documents = self.report.is_wanted().then(|| {
                let _stage = Stage::Draw.enter();
                Documents::of(outcome.report(), invocation)
                    .with_answer(outcome.answer())
                    .with_workbook(workbook)
            });
            let summary = outcome.summary();
            let results = Results { summary, documents };
            folder::write(path, &results, |staged| outcome.write_tables(staged))?;
        }
        if self.json {
            return outcome.print_json(out);
        }
        outcome.print(out)?;
        terminal::written(out, folder.as_deref(), lang)
    }
}
