//! `fourr`: the four Rs of marketing analytics from the command line.
//!
//! Parse, call, print: each command is a file in `commands`, and this binary alone prints and exits.

mod analysed;
mod args;
mod commands;
mod each;
mod failure;
mod folder;
mod huge_pages;
mod invocation;
mod outcome;
mod progress;
mod terminal;
mod timings;
mod typed;
mod wrap;

use std::{io, process::ExitCode};

use clap::{CommandFactory, FromArgMatches};

use args::Cli;
use failure::Failure;
use invocation::Invocation;
use timings::Listening;

/// The columns of batches are large, short-lived vectors, which the system's allocator hands back to the kernel each time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    huge_pages::avoid();
    let mut command = Cli::command();
    let matches = command.get_matches_mut();
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let (lang, invocation) = (cli.lang(), Invocation::of(&command, &matches));
    let run = || cli.command.run(&invocation, lang, &mut io::stdout().lock());
    let timed = || match &cli.timings {
        None => run(),
        Some(path) => {
            let listening = Listening::begin()?;
            run()?;
            listening.write(path)
        }
    };
    match threads().and_then(|()| timed()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => Failure::of(&error, lang).report(&mut io::stderr().lock()),
    }
}

/// One variable for every thread pool: polars reads it by itself, the rest follow.
fn threads() -> anyhow::Result<()> {
    let wanted = std::env::var("POLARS_MAX_THREADS")
        .ok()
        .and_then(|value| value.parse().ok());
    if let Some(threads) = wanted.filter(|threads| *threads > 0) {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build_global()?;
    }
    Ok(())
}
