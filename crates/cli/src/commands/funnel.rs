//! `fourr funnel`.

use std::{io::Write, path::Path};

use fourr_funnel::{Conversion, Explanation, Funnel, Summary};
use fourr_locale::Lang;
use fourr_report::{Block, Report, funnel};
use fourr_table::{Input, Note, Source};

use crate::{
    analysed::Analysed,
    args::{Machine, Output},
    folder,
    invocation::Invocation,
    outcome::Outcome,
    progress::Progress,
    terminal,
};

/// Count who reaches which stage, where they are lost and how long it takes.
///
/// INPUT has one row per event (person, event, time, any properties), or one row per stage with how many reached it
/// (also by channel and day), or one row per person with one column of times or flags per stage.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr funnel log.csv --step 浏览=view --step 加购=cart --step 支付=pay
  fourr funnel log.parquet --step view --step 'cart|fav' --step 'pay where amount>=100' --window 1d --by channel
  fourr funnel log.csv --step view --step cart --step pay --like posthog --compare-definitions
  fourr funnel log.csv --step view --step cart --step pay --why 10086
  fourr funnel stages.xlsx
  fourr funnel members.csv --stage-columns 注册时间,首购时间,复购时间 --window 30d")]
pub(crate) struct FunnelCommand {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) funnel: Funnel,
    #[command(flatten)]
    pub(crate) output: Output,
    #[command(flatten)]
    pub(crate) machine: Machine,
    /// Explain one person: which event filled which step, and why it stopped; without --out no file is written
    #[arg(long, value_name = "PERSON", help_heading = "Output")]
    pub(crate) why: Option<String>,
}

impl FunnelCommand {
    pub(crate) fn run(
        &self,
        invocation: &Invocation,
        lang: Lang,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        self.funnel.check()?;
        if let Some(person) = &self.why {
            return self.explain(person, lang, out);
        }
        let Analysed {
            result,
            sources,
            notes,
        } = Analysed::of(&self.input, lang, |log| {
            self.funnel.convert(&self.machine.bound(log))
        })?;
        terminal::notes(&notes, lang)?;
        let outcome = Converted {
            command: self,
            result,
            sources,
            notes,
            lang,
        };
        self.output.deliver(&outcome, invocation, lang, out)
    }

    fn explain(&self, person: &str, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        let table = self.input.open()?;
        terminal::notes(table.notes(), lang)?;
        let (table, progress) = Progress::watch(table, lang);
        let told: Explanation = self.funnel.explain(&self.machine.bound(&table), person)?;
        drop(progress);
        if self.output.json {
            return terminal::json(out, &told);
        }
        for block in funnel::explanation(&told, lang) {
            match block {
                Block::Heading(text) => terminal::sentence(out, &text)?,
                Block::Paragraph(prose) => terminal::sentence(out, &prose.text(lang))?,
                Block::Table(table) => terminal::table(out, &table, lang)?,
                Block::Method(_) | Block::Chart(_) | Block::Note(_) => {}
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

/// A funnel on its way to terminal and files.
struct Converted<'a> {
    command: &'a FunnelCommand,
    result: Conversion,
    sources: Vec<Source>,
    notes: Vec<Note>,
    lang: Lang,
}

impl Outcome for Converted<'_> {
    type Summary = Summary;

    fn name(&self) -> &'static str {
        "funnel"
    }

    fn summary(&self) -> &Summary {
        &self.result.summary
    }

    fn warnings(&self) -> Vec<String> {
        funnel::warnings(&self.result.summary, self.lang)
    }

    fn report(&self) -> Report {
        funnel::report(&self.result.summary, &self.sources, &self.notes, self.lang)
    }

    fn rows(&self) -> usize {
        0
    }

    fn write_tables(&self, staged: &Path) -> anyhow::Result<()> {
        if let Some(persons) = &self.result.persons {
            folder::write_table(
                staged,
                "persons",
                &mut persons.clone(),
                self.command.output.csv,
            )?;
        }
        Ok(())
    }

    fn print(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        terminal::table(
            out,
            &funnel::stage_table(self.summary(), self.lang),
            self.lang,
        )?;
        if let Some(table) = funnel::definition_table(self.summary(), self.lang) {
            writeln!(out)?;
            terminal::table(out, &table, self.lang)?;
        }
        Ok(())
    }
}
