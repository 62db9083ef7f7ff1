//! `fourr profile`.

mod inputs;
mod lint;
mod tag_file;

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::Subcommand;
use fourr_locale::Lang;
use fourr_profile::{Portrait, Profile, Rebuilt, Summary, Why};
use fourr_report::{Report, profile, profile_tags};
use fourr_table::{Input, Note, Source, Stage, output};

use crate::{
    args::{Machine, Output},
    folder,
    invocation::Invocation,
    outcome::Outcome,
    terminal,
};
use inputs::{Further, Opened};
use tag_file::Tags;

/// Tag people by rules and describe them: coverage, preferences, clusters, needs.
///
/// INPUT has one row per person with attributes, or one row per order or event. Without a tag file the tags are derived from
/// the columns there are, and written as tags.toml to be edited.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "Examples:
  fourr profile members.csv
  fourr profile members.xlsx --orders orders.csv --tags tags.toml -o out --lang zh
  fourr profile members.parquet --persons notebooks-out/rfm/customers.parquet --tags tags.toml
  fourr profile members.csv --tags tags.toml --why 10086
  fourr profile members.csv --tags tags.toml --rebuilt-from last-month/persons.parquet
  fourr profile lint tags.toml members.csv --orders orders.csv"
)]
pub(crate) struct ProfileCommand {
    #[command(subcommand)]
    pub(crate) lint: Option<Action>,
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) further: Further,
    #[command(flatten)]
    pub(crate) tags: Tags,
    #[command(flatten)]
    pub(crate) profile: Profile,
    /// Earlier result to compare with, over the people of both: persons.parquet or persons.csv of an earlier run
    #[arg(long, value_name = "FILE", help_heading = "Tags")]
    pub(crate) rebuilt_from: Option<PathBuf>,
    /// Say why one person carries their tags: every rule, whether it fits, and what it read; without --out no
    /// file is written
    #[arg(long, value_name = "PERSON", help_heading = "Output")]
    pub(crate) why: Option<String>,
    #[command(flatten)]
    pub(crate) output: Output,
    #[command(flatten)]
    pub(crate) machine: Machine,
}

/// What else there is to do with a tag file.
#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Check a tag file: on its rules, and on data where some is given
    Lint(Box<lint::LintCommand>),
}

impl ProfileCommand {
    pub(crate) fn run(
        &self,
        invocation: &Invocation,
        lang: Lang,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        if let Some(Action::Lint(lint)) = &self.lint {
            return lint.run(lang, out);
        }
        let profile = Profile {
            derived_in: lang,
            ..self.profile.clone()
        };
        profile.check()?;
        let tags = self.tags.read()?;
        let Opened {
            sources,
            files,
            notes,
            progress,
        } = Opened::of(&profile, &self.input, &self.further, lang)?;
        let sources = sources.with_scratch(self.machine.scratch());
        let lists = self.tags.lists(tags.as_ref())?;
        let portrait = {
            let _stage = Stage::Score.enter();
            profile.portray(tags.as_ref(), &sources, &lists)?
        };
        drop(progress);
        let rebuilt = match &self.rebuilt_from {
            Some(earlier) => Some(portrait.tagging.rebuilt_from(
                &Input::of([earlier]).open()?,
                &profile.statistics.suppression(),
            )?),
            None => None,
        };
        let why = match &self.why {
            Some(person) => Some(profile.why(&portrait.tagging, &sources, &lists, person)?),
            None => None,
        };
        terminal::notes(&notes, lang)?;
        let outcome = Portrayed {
            command: self,
            portrait,
            rebuilt,
            why,
            files,
            notes,
            lang,
        };
        self.output.deliver(&outcome, invocation, lang, out)
    }
}

/// A profile, what became of it since an earlier run, and one person explained where that is asked for.
struct Portrayed<'a> {
    command: &'a ProfileCommand,
    portrait: Portrait,
    rebuilt: Option<Rebuilt>,
    why: Option<Why>,
    files: Vec<Source>,
    notes: Vec<Note>,
    lang: Lang,
}

impl Outcome for Portrayed<'_> {
    type Summary = Summary;

    fn name(&self) -> &'static str {
        "profile"
    }

    fn summary(&self) -> &Summary {
        &self.portrait.summary
    }

    fn warnings(&self) -> Vec<String> {
        let mut warnings = profile_tags::warnings(&self.summary().tags, self.lang);
        warnings.extend(profile::warnings(self.summary(), self.lang));
        warnings
    }

    fn report(&self) -> Report {
        profile::report(&self.portrait, &self.files, &self.notes, self.lang)
    }

    fn rows(&self) -> usize {
        self.portrait.tagging.len()
    }

    fn write_tables(&self, staged: &Path) -> anyhow::Result<()> {
        let csv = self.command.output.csv;
        let portrait = &self.portrait;
        folder::write_pieces(staged, "persons", portrait.tagging.len(), csv, |persons| {
            portrait.some_persons(persons)
        })?;
        if let Some(mut table) = portrait.look_alike()? {
            folder::write_table(staged, "look_alike", &mut table, csv)?;
        }
        if let Some(done) = self.portrait.deidentification() {
            output::write_json(&staged.join("deidentification.json"), done)?;
        }
        if let Some(rebuilt) = &self.rebuilt {
            output::write_json(&staged.join("rebuilt.json"), rebuilt)?;
        }
        if let Some(derived) = self.portrait.tagging.derived_file() {
            std::fs::write(staged.join("tags.toml"), derived)?;
        }
        Ok(())
    }

    fn print(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        if let Some(why) = &self.why {
            return terminal::table(out, &profile_tags::why_table(why, self.lang), self.lang);
        }
        if let Some(rebuilt) = &self.rebuilt {
            terminal::table(
                out,
                &profile_tags::rebuilt_table(rebuilt, self.lang),
                self.lang,
            )?;
            writeln!(out)?;
        }
        terminal::table(
            out,
            &profile_tags::tag_table(&self.summary().tags, self.lang),
            self.lang,
        )
    }

    fn print_json(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        match &self.why {
            Some(why) => terminal::json(out, why),
            None => terminal::json(out, self.summary()),
        }
    }

    /// Who asks about one person wants no folder, unless they say so.
    fn folder(&self, output: &Output) -> Option<PathBuf> {
        match &self.why {
            Some(_) => output.out.clone(),
            None => output.folder(self.name()),
        }
    }
}
