//! [`Failure`]: an error as a person reads it, and the exit code it ends with.

mod chinese;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use fourr_generator::GeneratorError;
use fourr_locale::Lang;
use fourr_report::ReportError;
use fourr_rfm::{ClaimError, RfmError};
use fourr_table::TableError;

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
        let table = error.downcast_ref::<TableError>();
        let rfm = error.downcast_ref::<RfmError>();
        let generator = error.downcast_ref::<GeneratorError>();
        let report = error.downcast_ref::<ReportError>();
        let claim = error.downcast_ref::<ClaimError>();
        let table = table.or(match (rfm, claim) {
            (Some(RfmError::Table(table)), _) | (_, Some(ClaimError::Table(table))) => Some(table),
            _ => None,
        });
        let hint = table
            .and_then(TableError::hint)
            .or_else(|| rfm.and_then(RfmError::hint))
            .or_else(|| claim.and_then(ClaimError::hint))
            .or_else(|| generator.map(|error| error.hint().to_owned()))
            .or_else(|| report.and_then(ReportError::hint).map(str::to_owned));
        let chinese = || {
            let table = table.map(|error| (chinese::table(error), chinese::table_hint(error)));
            let known = table.or_else(|| {
                rfm.and_then(|error| Some((chinese::rfm(error)?, chinese::rfm_hint(error))))
            });
            let known = known.or_else(|| {
                claim.and_then(|error| Some((chinese::claim(error)?, chinese::claim_hint(error))))
            });
            known.or_else(|| report.and_then(chinese::report))
        };
        let (message, hint) = match lang {
            Lang::En => (chain(error), hint),
            Lang::Zh => chinese().unwrap_or_else(|| (chain(error), hint)),
        };
        let usage = rfm.is_some_and(is_usage)
            || claim.is_some_and(is_misspelt)
            || matches!(generator, Some(error) if !matches!(error, GeneratorError::Write { .. } | GeneratorError::Frame(_)));
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
    pub(crate) fn report(&self, err: &mut impl Write) -> ExitCode {
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

/// Whether the command line itself is at fault.
fn is_usage(error: &RfmError) -> bool {
    !matches!(
        error,
        RfmError::NoAmount { .. }
            | RfmError::NoCustomers { .. }
            | RfmError::DuplicateEdges { .. }
            | RfmError::MigrationDates
            | RfmError::Earlier { .. }
            | RfmError::NobodyBefore { .. }
            | RfmError::NoSegmentColumn { .. }
            | RfmError::OtherSegments { .. }
            | RfmError::UnknownCustomer { .. }
            | RfmError::Table(_)
            | RfmError::Query(_)
    )
}

/// Whether the command line has a claim without meaning.
fn is_misspelt(error: &ClaimError) -> bool {
    !matches!(
        error,
        ClaimError::NoColumns { .. } | ClaimError::Table(_) | ClaimError::Query(_)
    )
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
