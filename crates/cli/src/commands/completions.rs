//! `fourr completions` and `fourr man`.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Cli;

/// Print completions for a shell.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr completions bash > ~/.local/share/bash-completion/completions/fourr
  fourr completions zsh > ~/.zfunc/_fourr")]
pub(crate) struct CompletionsCommand {
    /// The shell
    shell: Shell,
}

impl CompletionsCommand {
    pub(crate) fn run(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "fourr", &mut script);
        Ok(out.write_all(&script)?)
    }
}

/// Print the manual page.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr man | man -l -
  fourr man rfm > fourr-rfm.1")]
pub(crate) struct ManCommand {
    /// The command to describe [default: fourr itself]
    command: Option<String>,
}

impl ManCommand {
    pub(crate) fn run(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut cli = Cli::command();
        cli.build();
        let described = match &self.command {
            None => cli,
            Some(name) => cli
                .find_subcommand(name)
                .ok_or_else(|| anyhow::anyhow!("fourr has no command {name}"))?
                .clone(),
        };
        let mut page = Vec::new();
        clap_mangen::Man::new(described).render(&mut page)?;
        Ok(out.write_all(&page)?)
    }
}
