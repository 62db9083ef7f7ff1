//! [`Typed`]: a command line that stands in a plan or in the tour.

use std::{ffi::OsString, io::Write, path::Path};

use clap::{
    CommandFactory, FromArgMatches,
    error::{ContextKind, ContextValue},
};
use fourr_locale::Lang;

use crate::{
    args::{Cli, Command},
    invocation::Invocation,
};

/// What a user would type after `fourr`, understood.
pub(crate) struct Typed {
    invocation: Invocation,
    command: Command,
}

/// Why a command line is not understood.
pub(crate) struct Refusal {
    /// The flag that is at fault, if one is, without hyphens in front.
    pub(crate) flag: Option<String>,
    /// What clap says, in a line.
    pub(crate) reason: String,
}

impl Typed {
    /// Understands an analysis and its flags, whose results shall go to `folder` in `lang`.
    pub(crate) fn analysis(words: &[OsString], folder: &Path, lang: Lang) -> Result<Self, Refusal> {
        let ours = ["--lang", lang.pick("zh", "en"), "--out"].map(OsString::from);
        let ours = ours.into_iter().chain([folder.as_os_str().to_owned()]);
        Self::analysing(words.iter().cloned().chain(ours))
    }

    /// Understands an analysis and its flags, of which the summary alone is wanted, as JSON.
    pub(crate) fn figures(words: &[OsString], lang: Lang) -> Result<Self, Refusal> {
        let ours = ["--lang", lang.pick("zh", "en"), "--json"].map(OsString::from);
        Self::analysing(words.iter().cloned().chain(ours))
    }

    fn analysing(words: impl Iterator<Item = OsString>) -> Result<Self, Refusal> {
        let typed = Self::parse(words)?;
        if typed.command.is_analysis() {
            return Ok(typed);
        }
        Err(Refusal {
            flag: None,
            reason: format!(
                "no analysis, expected one of {}",
                Command::ANALYSES.join(", ")
            ),
        })
    }

    /// Understands `generate ...`, whose file is among the words.
    pub(crate) fn generation(words: &[OsString], lang: Lang) -> Result<Self, Refusal> {
        let ours = ["--lang", lang.pick("zh", "en")].map(OsString::from);
        Self::parse(words.iter().cloned().chain(ours))
    }

    fn parse(words: impl Iterator<Item = OsString>) -> Result<Self, Refusal> {
        let mut command = Cli::command();
        let words = [OsString::from("fourr")].into_iter().chain(words);
        let matches = command.try_get_matches_from_mut(words);
        let matches = matches.map_err(|error| Refusal::of(&error))?;
        let cli = Cli::from_arg_matches(&matches).map_err(|error| Refusal::of(&error))?;
        Ok(Self {
            invocation: Invocation::of(&command, &matches),
            command: cli.command,
        })
    }

    /// The line to type into a shell.
    pub(crate) fn line(&self) -> String {
        self.invocation.line()
    }

    /// Runs the command.
    pub(crate) fn run(&self, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        self.command.run(&self.invocation, lang, out)
    }
}

impl Refusal {
    fn of(error: &clap::Error) -> Self {
        let text = error.render().to_string();
        let lines = text.lines().map(str::trim);
        let told: Vec<&str> = lines
            .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"))
            .filter(|line| !line.is_empty())
            .collect();
        let told = told.join(" ");
        Self {
            flag: named(error),
            reason: told.strip_prefix("error: ").unwrap_or(&told).to_owned(),
        }
    }
}

/// The flag that an error of clap speaks of.
fn named(error: &clap::Error) -> Option<String> {
    let argument = match error.get(ContextKind::InvalidArg)? {
        ContextValue::String(argument) => argument,
        ContextValue::Strings(arguments) => arguments.first()?,
        _ => return None,
    };
    let long = argument.strip_prefix("--")?;
    let name = long.split([' ', '=', '[']).next()?;
    Some(name.to_owned())
}
