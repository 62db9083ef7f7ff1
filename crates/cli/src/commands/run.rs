//! `fourr run`.

use std::{
    env,
    ffi::OsString,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use anyhow::Context;
use fourr_locale::Lang;
use fourr_pipeline::{Made, Plan, Run, Step};
use fourr_report::html::Book;
use fourr_table::output;
use serde_json::{Map, Value};

use crate::{
    args::OUTPUT,
    terminal,
    typed::{Refusal, Typed},
};

/// Run a plan: analyses that build on each other, each with its report, and one report of all.
///
/// PLAN is a TOML file. Its table inputs names files; every step has a name (its folder in the results), the analysis to
/// run, its input, and the long flags of that analysis as keys. A step can read what another wrote. Steps of which
/// nothing has changed since the last time are not run again.
#[derive(Debug, clap::Args)]
#[command(after_help = "A plan:
  title = \"Members, and what they want\"
  [inputs]
  orders = \"orders.csv\"
  answers = \"questionnaire.xlsx\"
  [[step]]
  name = \"segments\"
  run = \"rfm\"
  input = \"orders\"
  as-of = 2024-12-31
  clusters = true
  [[step]]
  name = \"needs\"
  run = \"kano\"
  input = \"answers\"
  segments-file = { step = \"segments\", file = \"customers.parquet\" }

Examples:
  fourr run plan.toml
  fourr run plan.toml -o results --lang zh
  fourr run plan.toml --json | jq .segments.segments")]
pub(crate) struct RunCommand {
    /// The plan
    #[arg(value_name = "PLAN.toml")]
    plan: PathBuf,
    /// Folder for the results, one folder a step [default: notebooks-out/ and the plan's file name]
    #[arg(short, long, value_name = "DIR", help_heading = OUTPUT)]
    out: Option<PathBuf>,
    /// Run every step, also those of which nothing has changed
    #[arg(long, help_heading = OUTPUT)]
    fresh: bool,
    /// Print the summaries of all steps as JSON and nothing else
    #[arg(long, help_heading = OUTPUT)]
    json: bool,
}

impl RunCommand {
    pub(crate) fn run(&self, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        let plan = Plan::read(&self.plan)?;
        let stem = self.plan.file_stem().unwrap_or_default();
        let folder = self.out.clone();
        let folder = folder.unwrap_or_else(|| Path::new("notebooks-out").join(stem));
        let journey = Journey {
            plan: &plan,
            folder: &folder,
            fresh: self.fresh,
            lang,
        };
        if self.json {
            let summaries = journey.follow(&mut io::sink())?;
            return terminal::json(out, &summaries);
        }
        journey.follow(out)?;
        Ok(())
    }
}

/// A plan that is followed into a folder.
pub(crate) struct Journey<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) folder: &'a Path,
    /// Whether steps run that were done before.
    pub(crate) fresh: bool,
    pub(crate) lang: Lang,
}

impl Journey<'_> {
    /// Runs the steps that are due, and writes what all found: one report, one summary. Every command is understood
    /// before the first runs.
    pub(crate) fn follow(&self, out: &mut dyn Write) -> anyhow::Result<Map<String, Value>> {
        let mut run = Run::open(self.plan, self.folder, &program());
        if self.fresh {
            run.forget();
        }
        let steps = self.plan.steps.iter();
        let commands: Vec<(&Step, Typed)> = steps
            .map(|step| Ok((step, self.command(&run, step)?)))
            .collect::<anyhow::Result<_>>()?;
        self.make(&mut run, out)?;
        for (number, (step, command)) in commands.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            writeln!(out, "$ {}", command.line())?;
            if run.is_due(step)? {
                command.run(self.lang, out)?;
                run.done(step)?;
            } else {
                writeln!(out, "{}", self.unchanged(&run.folder(step)))?;
            }
        }
        let summaries = run.summaries()?;
        output::write_json(&self.folder.join("summary.json"), &summaries)?;
        let report = self.folder.join("report.html");
        output::write_text(&report, &self.book(&run)?)?;
        writeln!(out)?;
        terminal::written(out, Some(self.folder), self.lang)?;
        Ok(summaries)
    }

    /// What the steps find, without documents; only steps that others read are written as well. The practice data lie in
    /// the folder of the results.
    pub(crate) fn figures(&self) -> anyhow::Result<Map<String, Value>> {
        let mut run = Run::open(self.plan, self.folder, &program());
        self.make(&mut run, &mut io::sink())?;
        let steps = self.plan.steps.iter();
        let summary = |step: &Step| -> anyhow::Result<(String, Value)> {
            if run.is_read(step) {
                self.command(&run, step)?.run(self.lang, &mut io::sink())?;
            }
            let words: Vec<OsString> = run.words(step).into_iter().map(OsString::from).collect();
            let typed = Typed::figures(&words, self.lang);
            let mut told = Vec::new();
            typed
                .map_err(|refusal| self.refused(step, refusal))?
                .run(self.lang, &mut told)?;
            Ok((step.name.clone(), serde_json::from_slice(&told)?))
        };
        steps.map(summary).collect()
    }

    /// Makes the practice data that are due.
    fn make(&self, run: &mut Run<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
        let made = run.made();
        let sources: Vec<_> = made
            .iter()
            .map(|(name, made, path)| Ok((*made, path, self.generation((name, made), path)?)))
            .collect::<anyhow::Result<_>>()?;
        for (made, path, command) in sources {
            if run.is_input_due(made, path) {
                let truth = made.is_recorded.then(|| Made::truth(path));
                for file in [Some(path), truth.as_ref()].into_iter().flatten() {
                    fs::create_dir_all(file.parent().unwrap_or(self.folder))
                        .with_context(|| format!("could not write {}", file.display()))?;
                }
                command.run(self.lang, out)?;
                run.input_done(made, path)?;
            }
        }
        Ok(())
    }

    fn command(&self, run: &Run<'_>, step: &Step) -> anyhow::Result<Typed> {
        let words: Vec<OsString> = run.words(step).into_iter().map(OsString::from).collect();
        let typed = Typed::analysis(&words, &run.folder(step), self.lang);
        typed.map_err(|refusal| self.refused(step, refusal))
    }

    fn refused(&self, step: &Step, refusal: Refusal) -> anyhow::Error {
        let flag = refusal.flag.as_deref();
        self.plan.refused(step, flag, refusal.reason).into()
    }

    fn generation(&self, (name, made): (&str, &Made), path: &Path) -> anyhow::Result<Typed> {
        let words: Vec<OsString> = made.words(path).into_iter().map(OsString::from).collect();
        Typed::generation(&words, self.lang).map_err(|refusal| {
            let flag = refusal.flag.as_deref();
            let plan = self.plan;
            plan.refused_input((name, made), flag, refusal.reason)
                .into()
        })
    }

    /// The reports of all steps as one page.
    fn book(&self, run: &Run<'_>) -> anyhow::Result<String> {
        let mut book = Book::new(
            self.lang,
            self.plan.title.of(self.lang),
            env!("CARGO_PKG_VERSION"),
        );
        for step in &self.plan.steps {
            let path = run.folder(step).join("report.html");
            let page = fs::read_to_string(&path)
                .with_context(|| format!("could not read {}", path.display()))?;
            book.chapter(&step.name, &page)?;
        }
        Ok(book.render()?)
    }

    fn unchanged(&self, folder: &Path) -> String {
        let folder = folder.display();
        match self.lang {
            Lang::Zh => format!("没有变化，沿用 {folder} 的结果"),
            Lang::En => format!("nothing has changed: the results in {folder} stand"),
        }
    }
}

/// This program: its version, and the size and time of its file, which tell builds of one version apart.
fn program() -> String {
    let file = env::current_exe().and_then(fs::metadata);
    let file = file.map(|file| {
        let since = file.modified().ok();
        let since = since.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        format!("{} {:?}", file.len(), since.unwrap_or_default())
    });
    format!("{} {}", env!("CARGO_PKG_VERSION"), file.unwrap_or_default())
}
