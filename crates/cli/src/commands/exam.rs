//! `fourr exam`.

mod sheets;
mod variants;

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::Subcommand;
use fourr_exam::{
    Key, Paper,
    grade::{Grades, Master, Overrides, Roster},
    report,
};
use fourr_locale::Lang;
use fourr_pipeline::{DATA, TRUTH};
use fourr_report::{html, xlsx};
use polars::prelude::*;
use serde_json::Value;

use self::{
    sheets::{Masters, Sheets, Work},
    variants::VariantsCommand,
};
use super::run::Journey;
use crate::{
    args::{Csv, OUTPUT},
    folder::{self, Documents, Results},
    invocation::Invocation,
    terminal,
};

const VERSION: &str = env!("CARGO_PKG_VERSION");

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
    /// The same questions over other data for every candidate
    Variants(VariantsCommand),
    /// The marks of what candidates handed in, with the reason for every lost one
    Grade(GradeCommand),
}

/// The answers of a paper, how they are worked out, and the marking scheme.
///
/// PAPER is a plan (see fourr run --help) with questions: every question has an id, points, a prompt, a kind and an
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
    #[command(flatten)]
    office: Office,
}

/// The marks of what candidates handed in, with the reason for every lost one.
///
/// SUBMISSIONS is a folder with what each candidate handed in, called by the candidate's number: the filled-in answers.xlsx,
/// CSV with the same columns, a notebook, JSON of ids and answers, or a folder of these and of cleaned data. A number that
/// is wrong but follows rightly from the candidate's own earlier answers has its points: one fault is deducted once.
/// Nothing in a file is executed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr exam grade paper.toml submissions --roster candidates.csv
  fourr exam grade paper.toml submissions --roster candidates.csv --variants notebooks-out/exam/paper/variants
  fourr exam grade paper.toml submissions --roster candidates.xlsx --seed 7 --lang zh -o marks")]
struct GradeCommand {
    /// The paper
    #[arg(value_name = "PAPER.toml")]
    paper: PathBuf,
    /// Folder of answer sheets, called by the numbers of the candidates
    #[arg(value_name = "SUBMISSIONS")]
    submissions: PathBuf,
    /// Table of the candidates: a column of numbers (考号, id) and one of names (姓名, name)
    #[arg(long, value_name = "FILE")]
    roster: String,
    /// Folder that fourr exam variants wrote: everybody is marked over the own data
    #[arg(long, value_name = "DIR", conflicts_with = "seed")]
    variants: Option<PathBuf>,
    /// Table of points given by hand (考号/id, 题号/question, 得分/points, 理由/reason), which count whatever the key says
    /// [default: overrides.csv in the folder of the results, if it is there]
    #[arg(long, value_name = "FILE")]
    overrides: Option<PathBuf>,
    #[command(flatten)]
    office: Office,
}

/// Where a paper is worked out.
#[derive(Debug, clap::Args)]
struct Office {
    /// Seed of the practice data that the paper makes [default: as the paper says]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Folder for the results [default: notebooks-out/exam/ and the paper's file name]
    #[arg(short, long, value_name = "DIR", help_heading = OUTPUT)]
    out: Option<PathBuf>,
}

/// A paper that is worked out.
struct Solution {
    paper: Paper,
    folder: PathBuf,
    summaries: Value,
    key: Key,
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
            What::Variants(command) => command.run(invocation, lang, out),
            What::Grade(command) => command.run(invocation, lang, out),
        }
    }
}

impl Office {
    /// The folder of all results.
    fn folder(&self, paper: &Path) -> PathBuf {
        let stem = paper.file_stem().unwrap_or_default();
        let folder = self.out.clone();
        folder.unwrap_or_else(|| Path::new("notebooks-out/exam").join(stem))
    }

    /// Runs the plan of a paper, and answers its questions.
    fn solve(&self, path: &Path, lang: Lang, out: &mut dyn Write) -> anyhow::Result<Solution> {
        let mut paper = Paper::read(path)?;
        if let Some(seed) = self.seed {
            paper.plan.seed(seed);
        }
        let folder = self.folder(path);
        let journey = Journey {
            plan: &paper.plan,
            folder: &folder.join("solution"),
            fresh: false,
            lang,
        };
        let summaries = Value::Object(journey.follow(out)?);
        let key = paper.key(&summaries)?;
        Ok(Solution {
            paper,
            folder,
            summaries,
            key,
        })
    }
}

impl KeyCommand {
    fn run(&self, invocation: &Invocation, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        let solution = self.office.solve(&self.paper, lang, out)?;
        let (paper, key) = (&solution.paper, &solution.key);
        let results = |report, summary| Results {
            summary,
            documents: Some(Documents::of(report, invocation)),
        };
        let asked = report::sheet(paper, VERSION, lang);
        let questions = serde_json::json!({ "title": key.title, "points": key.points });
        let sheet = solution.folder.join("sheet");
        folder::write(&sheet, &results(asked, &questions), |staged| {
            let form = report::template(paper, None, lang)?;
            Ok(fs::write(staged.join("answers.xlsx"), form)?)
        })?;
        let answers = report::key(key, VERSION, lang);
        writeln!(out)?;
        if let Some(table) = answers.tables().next() {
            terminal::table(out, table, lang)?;
        }
        let target = solution.folder.join("key");
        let summary = serde_json::to_value(key)?;
        folder::write(&target, &results(answers, &summary), |_| Ok(()))?;
        terminal::written(out, Some(&sheet), lang)?;
        terminal::written(out, Some(&target), lang)
    }
}

impl GradeCommand {
    /// What the sheets are held against: what everybody was given, or one solution for all.
    fn masters(&self, lang: Lang) -> anyhow::Result<(Paper, Masters)> {
        if let Some(folder) = &self.variants {
            let paper = Paper::read(&self.paper)?;
            let own = variants::masters(folder, (&self.paper, &paper))?;
            return Ok((paper, Masters::Own(own, folder.clone())));
        }
        let solution = self.office.solve(&self.paper, lang, &mut io::sink())?;
        let results = solution.folder.join("solution");
        let data = results.join(DATA);
        let master = Master {
            soiled: variants::soiled(&solution.paper, &data, &results.join(TRUTH)),
            summaries: solution.summaries,
            key: solution.key,
        };
        Ok((solution.paper, Masters::Common(Box::new(master), data)))
    }

    /// The points given by hand, where there are any.
    fn overrides(&self, folder: &Path) -> Option<PathBuf> {
        let usual = || Some(folder.join("overrides.csv")).filter(|path| path.is_file());
        self.overrides.clone().or_else(usual)
    }

    fn run(&self, invocation: &Invocation, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        let roster = Roster::read(&self.roster)?;
        let folder = self.office.folder(&self.paper);
        let (paper, masters) = self.masters(lang)?;
        let sheets = Sheets::in_folder(&self.submissions, &roster)?;
        let work = Work {
            paper: &paper,
            masters: &masters,
            lang,
        };
        let mut graded = work.marked(&sheets, &roster)?;
        if let Some(path) = self.overrides(&folder) {
            Overrides::read(&path)?.give(&mut graded)?;
        }
        let key = masters.any()?;
        let grades = Grades::of(&paper, graded, sheets.foreign());
        let class = report::class(&key.title, &grades, VERSION, lang);
        for table in class.tables() {
            terminal::table(out, table, lang)?;
        }
        let results = Results {
            summary: &grades,
            documents: Some(Documents::of(class, invocation)),
        };
        let target = folder.join("grades");
        folder::write(&target, &results, |staged| {
            write_feedback(staged, key, &grades, lang)?;
            let points = report::grades(&key.title, &grades, VERSION, lang);
            fs::write(
                staged.join("grades.xlsx"),
                xlsx::render(&points, Csv::COMFORTABLE)?,
            )?;
            folder::write_table(staged, "grades", &mut frame(&grades)?, Csv::Always)
        })?;
        terminal::written(out, Some(&target), lang)
    }
}

/// A page for every candidate.
fn write_feedback(staged: &Path, key: &Key, grades: &Grades, lang: Lang) -> anyhow::Result<()> {
    let folder = staged.join("feedback");
    fs::create_dir_all(&folder).context("could not write the feedback")?;
    for graded in &grades.candidates {
        let page = html::render(&report::feedback(key, graded, VERSION, lang))?;
        let path = folder.join(format!("{}.html", graded.candidate.id));
        fs::write(&path, page).with_context(|| format!("could not write {}", path.display()))?;
    }
    Ok(())
}

/// Number, name and points, for a learning platform.
fn frame(grades: &Grades) -> PolarsResult<DataFrame> {
    let of = |text: fn(&fourr_exam::grade::Graded) -> &str| -> Vec<&str> {
        grades.candidates.iter().map(text).collect()
    };
    let points: Vec<Option<f64>> = grades
        .candidates
        .iter()
        .map(|graded| graded.points)
        .collect();
    df!(
        "id" => of(|graded| &graded.candidate.id),
        "name" => of(|graded| &graded.candidate.name),
        "points" => points,
    )
}
