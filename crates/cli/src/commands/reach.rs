//! `fourr reach`.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use fourr_funnel::{Reach, reach::Reached};
use fourr_locale::Lang;
use fourr_report::{Report, reach};
use fourr_table::{Input, Note, Source};

use crate::{analysed::Analysed, args::Output, invocation::Invocation, outcome::Outcome, terminal};

/// Measure whom channels reach: reach, frequency, overlap, and what each channel adds.
///
/// INPUT has one row per exposure (person, channel, number and cost where known), or one row per channel with persons
/// reached and impressions, whose overlap is then estimated.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr reach exposures.csv
  fourr reach log.csv --exposure-event 广告触达 --target members.csv
  fourr reach log.parquet --population 240000 --offline 电梯媒体,门店导购
  fourr reach channels.xlsx --population 240000 --order 搜索,信息流,梯媒")]
pub(crate) struct ReachCommand {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    reach: Reach,
    /// File with the persons of the target, one a row: others are off target
    #[arg(long, value_name = "FILE", help_heading = "Method")]
    target: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

impl ReachCommand {
    pub(crate) fn run(
        &self,
        invocation: &Invocation,
        lang: Lang,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        self.reach.check()?;
        let target = match &self.target {
            Some(path) => Some(Input::of([path]).open()?),
            None => None,
        };
        let Analysed {
            result,
            sources,
            notes,
        } = Analysed::of(&self.input, lang, |table| {
            self.reach.measure(table, target.as_ref())
        })?;
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

/// Reach on its way to terminal and files.
struct Measured {
    result: Reached,
    sources: Vec<Source>,
    notes: Vec<Note>,
    lang: Lang,
}

impl Outcome for Measured {
    type Summary = Reached;

    fn name(&self) -> &'static str {
        "reach"
    }

    fn summary(&self) -> &Reached {
        &self.result
    }

    fn warnings(&self) -> Vec<String> {
        reach::warnings(&self.result, self.lang)
    }

    fn report(&self) -> Report {
        reach::report(&self.result, &self.sources, &self.notes, self.lang)
    }

    fn rows(&self) -> usize {
        0
    }

    fn write_tables(&self, _staged: &Path) -> anyhow::Result<()> {
        Ok(())
    }

    fn print(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let [channels, plan] = reach::short_tables(&self.result, self.lang);
        terminal::table(out, &channels, self.lang)?;
        writeln!(out)?;
        terminal::table(out, &plan, self.lang)
    }
}
