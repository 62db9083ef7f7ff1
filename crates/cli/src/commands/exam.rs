//! `fourr exam`.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::Subcommand;
use fourr_exam::{Paper, report};
use fourr_locale::Lang;
use serde_json::Value;

use super::run::Journey;
use crate::{
    args::{Csv, OUTPUT},
    folder::{self, Documents},
    invocation::Invocation,
    terminal,
};

/// Papers: questions whose answers are figures of analyses.
#[derive(Debug, clap::Args)]
pub(crate) struct ExamCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The answers of a paper, how they are worked out, and the marking scheme
    Key(KeyCommand),
}

/// The answers of a paper, how they are worked out, and the marking scheme.
///
/// PAPER is a plan (see fourr run --help) with questions: every [[question]] has an id, points, a prompt, a kind and an
/// answer, which is a figure of a step or an expression over figures and answers of other questions. The plan is run
/// into the folder solution, the key with its charts is written into the folder key.
#[derive(Debug, clap::Args)]
#[command(after_help = "A question:
  [[question]]
  id = \"share\"
  points = 4
  prompt = { zh = \"重要价值客户占比（保留四位小数）\", en = \"Share of the important value customers\" }
  kind = \"number\"
  answer = \"{valuable} / rfm.customers\"
  places = 4
  [[question.mistake]]
  answer = \"{valuable} / rfm.totals.orders\"
  says = { zh = \"除以了订单数\", en = \"divided by orders\" }
  points = 1

Examples:
  fourr exam key paper.toml
  fourr exam key paper.toml --seed 7 --lang zh -o key")]
struct KeyCommand {
    /// The paper
    #[arg(value_name = "PAPER.toml")]
    paper: PathBuf,
    /// Seed of the practice data that the paper makes [default: as the paper says]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Folder for the results [default: notebooks-out/exam/ and the paper's file name]
    #[arg(short, long, value_name = "DIR", help_heading = OUTPUT)]
    out: Option<PathBuf>,
}

impl ExamCommand {
    pub(crate) fn run(
        &self,
        invocation: &Invocation,
        lang: Lang,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        match &self.what {
            What::Key(command) => command.run(invocation, lang, out),
        }
    }
}

impl KeyCommand {
    fn run(&self, invocation: &Invocation, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut paper = Paper::read(&self.paper)?;
        if let Some(seed) = self.seed {
            paper.plan.seed(seed);
        }
        let stem = self.paper.file_stem().unwrap_or_default();
        let target = self.out.clone();
        let target = target.unwrap_or_else(|| Path::new("notebooks-out/exam").join(stem));
        let solution = Journey {
            plan: &paper.plan,
            folder: &target.join("solution"),
            fresh: false,
            lang,
        };
        let summaries = Value::Object(solution.follow(out)?);
        let key = paper.key(&summaries)?;
        let report = report::key(&key, env!("CARGO_PKG_VERSION"), lang);
        let folder = target.join("key");
        writeln!(out)?;
        if let Some(answers) = report.tables().next() {
            terminal::table(out, answers, lang)?;
        }
        let documents = Documents {
            report,
            answer: None,
            summary: &key,
            workbook: Some(Csv::COMFORTABLE),
            invocation,
        };
        folder::write(&folder, documents, |_| Ok(()))?;
        terminal::written(out, Some(&folder), lang)
    }
}
