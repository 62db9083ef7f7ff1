//! `fourr retention`.

use std::{io::Write, path::Path};

use fourr_funnel::{Retention, retention::Retained};
use fourr_locale::Lang;
use fourr_report::{Report, retention};
use fourr_table::{Input, Note, Source};

use crate::{analysed::Analysed, args::Output, invocation::Invocation, outcome::Outcome, terminal};

/// Measure who comes back: cohorts, days after the first, stickiness, new and dormant.
///
/// INPUT has one row per event: person and time, and the event where events are told apart.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr retention log.csv
  fourr retention log.parquet --period week --days 1,7,30
  fourr retention log.csv --first-event 注册 --return-event 支付成功 --as-of 2024-12-31
  fourr retention orders.csv --period month --brackets 1-30,31-60,61-90")]
pub(crate) struct RetentionCommand {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    retention: Retention,
    #[command(flatten)]
    output: Output,
}

impl RetentionCommand {
    pub(crate) fn run(
        &self,
        invocation: &Invocation,
        lang: Lang,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        self.retention.check()?;
        let Analysed {
            result,
            sources,
            notes,
        } = Analysed::of(&self.input, lang, |log| self.retention.measure(log))?;
        terminal::notes(&notes, lang)?;
        let outcome = Measured {
            result,
            sources,
            notes,
            lang,
        };
        self.output.deliver(&outcome, invocation, lang, out)
    }
}

/// Retention on its way to terminal and files.
struct Measured {
    result: Retained,
    sources: Vec<Source>,
    notes: Vec<Note>,
    lang: Lang,
}

impl Outcome for Measured {
    type Summary = Retained;

    fn name(&self) -> &'static str {
        "retention"
    }

    fn summary(&self) -> &Retained {
        &self.result
    }

    fn warnings(&self) -> Vec<String> {
        retention::warnings(&self.result, self.lang)
    }

    fn report(&self) -> Report {
        retention::report(&self.result, &self.sources, &self.notes, self.lang)
    }

    fn rows(&self) -> usize {
        0
    }

    fn write_tables(&self, _staged: &Path) -> anyhow::Result<()> {
        Ok(())
    }

    fn print(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let [ages, days] = retention::short_tables(&self.result, self.lang);
        terminal::table(out, &ages, self.lang)?;
        writeln!(out)?;
        terminal::table(out, &days, self.lang)
    }
}
