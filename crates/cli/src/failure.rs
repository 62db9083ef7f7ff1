//! [`Failure`]: an error as a person reads it, and the exit code it ends with.

mod advice;
mod bench;
mod claim;
mod clean;
mod cost_benefit;
mod exam;
mod funnel;
mod generator;
mod kano;
mod pipeline;
mod profile;
mod report;
mod rfm;
mod table;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use fourr_locale::Lang;

use advice::Advice;

/// Exit code for the data or the machine.
const DATA: u8 = 1;
/// Exit code for the command itself.
const USAGE: u8 = 2;

/// An error with what to do about it.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
    code: u8,
    quiet: bool,
    lang: Lang,
}

impl Failure {
    pub(crate) fn of(error: &anyhow::Error, lang: Lang) -> Self {
        let given = advice::of(error);
        let input = given.and_then(Advice::input);
        let speaks = input.map(|input| input as &dyn Advice).or(given);
        let english = || (chain(error), speaks.and_then(Advice::hint));
        let (message, hint) = match lang {
            Lang::En => english(),
            Lang::Zh => speaks.and_then(Advice::chinese).unwrap_or_else(english),
        };
        let usage = given.is_some_and(Advice::is_usage);
        let code = if usage { USAGE } else { DATA };
        Self {
            message,
            hint,
            code,
            quiet: is_broken_pipe(error),
            lang,
        }
    }

    /// Prints `error:` and `hint:`; nothing when the reader of our output has gone.
    pub(crate) fn report(&self, err: &mut dyn Write) -> ExitCode {
        if self.quiet {
            return ExitCode::SUCCESS;
        }
        let (error, hint) = (
            self.lang.pick("错误：", "error: "),
            self.lang.pick("提示：", "hint: "),
        );
        // When stderr is gone too there is nobody left to tell.
        let _ = writeln!(err, "{error}{}", self.message);
        if let Some(text) = &self.hint {
            let _ = writeln!(err, "{hint}{text}");
        }
        ExitCode::from(self.code)
    }
}

/// The error and what caused it, in one line.
fn chain(error: &anyhow::Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    for cause in error.chain() {
        let text = cause.to_string();
        if !parts.iter().any(|part| part.contains(&text)) {
            parts.push(text);
        }
    }
    parts.join(": ")
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        let json = cause
            .downcast_ref::<serde_json::Error>()
            .and_then(serde_json::Error::io_error_kind);
        cause.downcast_ref::<io::Error>().is_some_and(broken)
            || json == Some(io::ErrorKind::BrokenPipe)
    })
}
