//! `fourr inspect`.

use std::io::Write;

use fourr_locale::Lang;
use fourr_report::inspect;
use fourr_table::{Input, Inspection};

use crate::{args::OUTPUT, progress::Progress, terminal};

/// Show what a file holds: encoding, dialect, rows, types, roles of columns, missing values and personal data.
///
/// Examples of personal data are masked.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr inspect orders.csv
  fourr inspect members.xlsx --sheet 2 --lang zh
  zcat orders.csv.gz | fourr inspect - --json")]
pub(crate) struct InspectCommand {
    #[command(flatten)]
    input: Input,
    /// Print everything as JSON
    #[arg(long, help_heading = OUTPUT)]
    json: bool,
}

impl InspectCommand {
    pub(crate) fn run(&self, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        let table = self.input.open()?;
        let (table, progress) = Progress::watch(table, lang);
        let inspection = Inspection::of(&table)?;
        drop(progress);
        if self.json {
            serde_json::to_writer_pretty(&mut *out, &inspection)?;
            return Ok(writeln!(out)?);
        }
        for source in &inspection.sources {
            writeln!(out, "{}", inspect::source(source, lang))?;
        }
        terminal::notes(&inspection.notes, lang)?;
        terminal::table(out, &inspect::columns(&inspection, lang), lang)?;
        for doubt in &inspection.doubts {
            writeln!(out, "{}", inspect::doubt(doubt, lang))?;
        }
        Ok(())
    }
}
