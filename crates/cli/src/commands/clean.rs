//! `fourr clean`.

mod files;
mod recipe;
mod undo;

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use fourr_clean::{Diagnosis, Recipe, References, Sink, Summary};
use fourr_locale::Lang;
use fourr_report::{Report, clean};
use fourr_table::{
    Input, Note, Source, Stage, Table, TableError,
    output::{self, Folder},
};
use polars::prelude::{DataFrame, ParquetReader, SerReader};
use serde::Serialize;

use crate::{
    args::{Machine, OUTPUT, Output},
    folder::{self, Documents, Results},
    invocation::Invocation,
    progress::Progress,
    terminal,
};
use files::{Files, Nowhere};

/// The name of the analysis, and of its folder.
const NAME: &str = "clean";

/// Find what is wrong with a table and propose a recipe; clean it by a recipe, with a ledger of every change.
///
/// Without --recipe and --apply nothing is changed: the folder holds the diagnosis and recipe.toml, to be read and edited.
/// With one of them it holds cleaned.parquet, every changed cell in ledger.parquet, every removed row in
/// quarantine.parquet, and recipe.toml with the limits that were found, which cleans the next file the same way.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr clean orders.csv                          diagnose and write notebooks-out/clean/recipe.toml
  fourr clean orders.csv --recipe recipe.toml     clean by a recipe
  fourr clean orders.csv --apply -o out           clean by what is proposed
  fourr clean --undo out -o back                  put everything back as it was")]
pub(crate) struct CleanCommand {
    #[command(flatten)]
    input: Option<Input>,
    /// Clean by this recipe
    #[arg(long, value_name = "FILE", conflicts_with_all = ["apply", "undo"], help_heading = "Method")]
    recipe: Option<PathBuf>,
    /// Clean by the proposed recipe
    #[arg(long, conflicts_with = "undo", help_heading = "Method")]
    apply: bool,
    /// Folder of a cleaning: write the table as it was before it
    #[arg(
        long,
        value_name = "DIR",
        conflicts_with = "files",
        required_unless_present = "files",
        help_heading = "Method"
    )]
    undo: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    machine: Machine,
    /// Ledger of changed cells and quarantine of removed rows; never: the cleaned table alone, which cannot be undone
    #[arg(long, value_enum, default_value_t = Ledger::Always, value_name = "WHEN", help_heading = OUTPUT)]
    ledger: Ledger,
}

/// When the ledger and the quarantine are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Ledger {
    /// Beside the cleaned table.
    Always,
    /// Not at all.
    Never,
}

impl CleanCommand {
    pub(crate) fn run(
        &self,
        invocation: &Invocation,
        lang: Lang,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let Some(input) = &self.input else {
            return match &self.undo {
                Some(folder) => undo::run(folder, &self.output, lang, out),
                None => Ok(()),
            };
        };
        let given = self.recipe.as_deref().map(recipe::read).transpose()?;
        let table = self.machine.bound(&input.open()?);
        let run = Run {
            command: self,
            sources: table.sources().to_vec(),
            notes: table.notes().to_vec(),
            invocation,
            lang,
        };
        terminal::notes(&run.notes, lang)?;
        let (table, progress) = Progress::watch(table, lang);
        if let Some((recipe, references)) = given {
            return run.clean(&table, &recipe, &references, out);
        }
        let diagnosis = {
            let _stage = Stage::Score.enter();
            Diagnosis::of(&table)?
        };
        if self.apply {
            return run.clean(&table, &diagnosis.recipe(), &References::default(), out);
        }
        drop(progress);
        run.diagnose(&diagnosis, out)
    }
}

/// One run of the command.
struct Run<'a> {
    command: &'a CleanCommand,
    sources: Vec<Source>,
    notes: Vec<Note>,
    invocation: &'a Invocation,
    lang: Lang,
}

impl Run<'_> {
    /// Writes what is wrong, and the recipe that is proposed.
    fn diagnose(&self, diagnosis: &Diagnosis, out: &mut dyn Write) -> anyhow::Result<()> {
        let output = &self.command.output;
        let folder = output.folder(NAME);
        if let Some(path) = &folder {
            let staged = Folder::stage(path)?;
            recipe::propose(&staged.path().join("recipe.toml"), diagnosis, self.lang)?;
            let mut suspects = diagnosis.suspects_frame()?;
            folder::write_table(staged.path(), "suspects", &mut suspects, output.csv)?;
            let report = || clean::diagnosis(diagnosis, &self.sources, &self.notes, self.lang);
            folder::finish(staged, &self.results(diagnosis, report)?)?;
        }
        if output.json {
            return terminal::json(out, diagnosis);
        }
        terminal::table(out, &clean::table(diagnosis, self.lang), self.lang)?;
        terminal::written(out, folder.as_deref(), self.lang)?;
        if let Some(path) = &folder {
            writeln!(out, "{}", recipe::next(path, self.invocation, self.lang))?;
        }
        Ok(())
    }

    /// Cleans the table into the folder of results.
    fn clean(
        &self,
        table: &Table,
        recipe: &Recipe,
        references: &References,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let output = &self.command.output;
        let folder = output.folder(NAME);
        let summary = match &folder {
            None => self.apply(table, recipe, (references, &Nowhere))?.1,
            Some(path) => {
                let staged = Folder::stage(path)?;
                let files = Files::within(staged.path(), self.command.ledger == Ledger::Always);
                let (fitted, summary) = self.apply(table, recipe, (references, &files))?;
                files.finish(output.csv)?;
                std::fs::write(staged.path().join("recipe.toml"), fitted.to_toml())?;
                let report = || clean::cleaning(&summary, &self.sources, &self.notes, self.lang);
                folder::finish(staged, &self.results(&summary, report)?)?;
                summary
            }
        };
        terminal::warnings(&clean::warnings(&summary, self.lang), self.lang)?;
        if output.json {
            return terminal::json(out, &summary);
        }
        terminal::table(out, &clean::step_table(&summary, self.lang), self.lang)?;
        terminal::written(out, folder.as_deref(), self.lang)
    }

    fn apply<S: Sink>(
        &self,
        table: &Table,
        recipe: &Recipe,
        (references, sink): (&References, &S),
    ) -> anyhow::Result<(Recipe, Summary)> {
        let _stage = Stage::Score.enter();
        let outcome = recipe.apply_into(table, references, sink);
        let outcome = outcome.map_err(|error| match &self.command.recipe {
            Some(path) => recipe::located(error, path),
            None => error.into(),
        })?;
        Ok((outcome.recipe, outcome.summary))
    }

    fn results<'a, S: Serialize>(
        &'a self,
        summary: &'a S,
        report: impl FnOnce() -> Report,
    ) -> anyhow::Result<Results<'a, S>> {
        let output = &self.command.output;
        let workbook = output.xlsx.limit(0)?;
        let documents = || Documents::of(report(), self.invocation).with_workbook(workbook);
        Ok(Results {
            summary,
            documents: output.report.is_wanted().then(documents),
        })
    }
}

/// Reads a table that an earlier run has written.
fn read_parquet(path: &Path) -> anyhow::Result<DataFrame> {
    // Not as an input, which must have rows: a ledger of a clean table has none.
    let file = std::fs::File::open(path).map_err(|error| TableError::io(path, error))?;
    Ok(ParquetReader::new(file).finish()?)
}

/// Writes a table of results, as CSV too where its rows are few enough.
fn write_csv_beside(path: &Path) -> anyhow::Result<()> {
    let mut frame = read_parquet(path)?;
    Ok(output::write_csv(&path.with_extension("csv"), &mut frame)?)
}
