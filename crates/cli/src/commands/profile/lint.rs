//! `fourr profile lint`.

use std::{io::Write, path::PathBuf};

use fourr_locale::Lang;
use fourr_profile::{Lint, Needs, Profile, TagFile};
use fourr_report::profile_tags;
use fourr_table::Input;

use super::{
    inputs::{Further, Opened},
    tag_file::Tags,
};
use crate::terminal;

/// Check a tag file: on its rules, and on data where some is given.
///
/// On the rules: conditions that contradict themselves, rules that never win, overlaps, holes between numbers, rules that say the
/// same. On the data: rules that fit nobody, conflicts, people without a value, texts that a map does not know, values with the
/// same people.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr profile lint tags.toml
  fourr profile lint tags.toml members.csv --orders orders.csv")]
pub(crate) struct LintCommand {
    /// Tag file
    #[arg(value_name = "TAGS")]
    tags: PathBuf,
    /// Files with the people, read as one table
    #[arg(value_name = "FILE")]
    data: Vec<PathBuf>,
    #[command(flatten)]
    further: Further,
    #[command(flatten)]
    profile: Profile,
    /// Print the findings as JSON and nothing else
    #[arg(long, help_heading = "Output")]
    json: bool,
}

impl LintCommand {
    pub(super) fn run(&self, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        self.profile.check()?;
        let tags = Tags {
            file: Some(self.tags.clone()),
        };
        let Some(file) = tags.read()? else {
            return Ok(());
        };
        let lint = if self.data.is_empty() {
            Lint::of_rules(&file)
        } else {
            self.on_data(&tags, &file, lang)?
        };
        if self.json {
            return terminal::json(out, &lint);
        }
        if !lint.0.is_empty() {
            terminal::table(out, &profile_tags::lint_table(&lint, lang), lang)?;
        }
        Ok(writeln!(out, "{}", profile_tags::lint_count(&lint, lang))?)
    }

    fn on_data(&self, tags: &Tags, file: &TagFile, lang: Lang) -> anyhow::Result<Lint> {
        let input = Input::of(self.data.iter().cloned());
        let opened = Opened::of(&self.profile, &input, &self.further, lang)?;
        let lists = tags.lists(Some(file))?;
        terminal::notes(&opened.notes, lang)?;
        let tagging = self
            .profile
            .tag(Some(file), &opened.sources, &lists, &Needs::default())?;
        let rule = self.profile.statistics.suppression();
        Ok(tagging.summarize().withholding(&rule).lint)
    }
}
