//! The command line.

use std::{env, path::PathBuf};

use bytesize::ByteSize;
use clap::{Parser, Subcommand};
use fourr_locale::Lang;
use fourr_report::{ReportError, xlsx};
use fourr_table::{Scratch, Table};

use crate::commands::{
    bench, clean, completions, cost_benefit, demo, exam, funnel, generate, inspect, kano, profile,
    reach, retention, rfm, run,
};
use crate::invocation::Invocation;

/// Marketing analytics: clean, profile, segment, and judge what it returned.
///
/// Every analysis finds its columns by their Chinese or English headers, prints a short table, and
/// writes a folder with a report, charts, a summary and tables.
#[derive(Debug, Parser)]
#[command(
    name = "fourr",
    version,
    propagate_version = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    /// Language of reports, charts and messages [default: from the locale]
    #[arg(
        long,
        value_enum,
        global = true,
        value_name = "zh|en",
        hide_possible_values = true
    )]
    lang: Option<Lang>,
    /// Write times by stage, processor time and memory of this run, as `fourr bench` asks for
    #[arg(long, global = true, hide = true, value_name = "FILE", help_heading = MACHINE)]
    pub(crate) timings: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Tag people by rules and describe them: coverage, preferences, clusters, needs
    Profile(Box<profile::ProfileCommand>),
    /// Find what is wrong with a table, and clean it with a ledger of every change
    Clean(Box<clean::CleanCommand>),
    /// Segment customers by recency, frequency and monetary value
    Rfm(Box<rfm::RfmCommand>),
    /// Classify features by a KANO questionnaire
    Kano(Box<kano::KanoCommand>),
    /// Count who reaches which stage, where they are lost and how long it takes
    Funnel(Box<funnel::FunnelCommand>),
    /// Measure who comes back: cohorts, days after the first, stickiness, new and dormant
    Retention(Box<retention::RetentionCommand>),
    /// Measure whom channels reach: reach, frequency, overlap, and what each channel adds
    Reach(Box<reach::ReachCommand>),
    /// Judge what marketing cost and returned, and what prices people accept
    #[command(alias = "cba")]
    CostBenefit(Box<cost_benefit::CostBenefitCommand>),
    /// Run a plan: analyses that build on each other, and one report of all
    Run(run::RunCommand),
    /// Papers: questions whose answers are figures of analyses, and their keys
    Exam(exam::ExamCommand),
    /// Show what a file holds: encoding, types, roles of columns, personal data
    Inspect(inspect::InspectCommand),
    /// The tour: analyse the practice company and write the report
    Demo(demo::DemoCommand),
    /// Make practice data with known truth
    Generate(generate::GenerateCommand),
    /// Measure how long analyses take, once their answers are proved
    Bench(Box<bench::BenchCommand>),
    /// Print completions for a shell
    Completions(completions::CompletionsCommand),
    /// Print the manual page
    Man(completions::ManCommand),
}

impl Cli {
    /// The language asked for, else that of the locale.
    pub(crate) fn lang(&self) -> Lang {
        self.lang.unwrap_or_else(|| {
            let set = |name: &&str| env::var(name).ok().filter(|value| !value.is_empty());
            let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
            locale.map_or_else(Lang::default, |name| Lang::of_locale(&name))
        })
    }
}

impl Command {
    /// The analyses by name.
    pub(crate) const ANALYSES: [&str; 8] = [
        "clean",
        "profile",
        "rfm",
        "kano",
        "funnel",
        "retention",
        "reach",
        "cost-benefit",
    ];

    /// Whether it writes a folder of results.
    pub(crate) fn is_analysis(&self) -> bool {
        match self {
            Self::Profile(_)
            | Self::Clean(_)
            | Self::Rfm(_)
            | Self::Kano(_)
            | Self::Funnel(_)
            | Self::Retention(_)
            | Self::Reach(_)
            | Self::CostBenefit(_) => true,
            Self::Run(_)
            | Self::Exam(_)
            | Self::Inspect(_)
            | Self::Demo(_)
            | Self::Generate(_)
            | Self::Bench(_)
            | Self::Completions(_)
            | Self::Man(_) => false,
        }
    }

    /// Runs the command, which was given as `invocation`.
    pub(crate) fn run(
        &self,
        invocation: &Invocation,
        lang: Lang,
        out: &mut dyn std::io::Write,
    ) -> anyhow::Result<()> {
        match self {
            Self::Profile(command) => command.run(invocation, lang, out),
            Self::Clean(command) => command.run(invocation, lang, out),
            Self::Rfm(command) => command.run(invocation, lang, out),
            Self::Kano(command) => command.run(invocation, lang, out),
            Self::Funnel(command) => command.run(invocation, lang, out),
            Self::Retention(command) => command.run(invocation, lang, out),
            Self::Reach(command) => command.run(invocation, lang, out),
            Self::CostBenefit(command) => command.run(invocation, lang, out),
            Self::Run(command) => command.run(lang, out),
            Self::Exam(command) => command.run(invocation, lang, out),
            Self::Inspect(command) => command.run(lang, out),
            Self::Demo(command) => command.run(lang, out),
            Self::Generate(command) => command.run(lang, out),
            Self::Bench(command) => command.run(invocation, lang, out),
            Self::Completions(command) => command.run(out),
            Self::Man(command) => command.run(out),
        }
    }
}

/// The heading of the flags that say where and how results are written, and change no figure.
pub(crate) const OUTPUT: &str = "Output";

/// The heading of the flags that say what of the machine is used, and change no figure.
pub(crate) const MACHINE: &str = "Machine";

/// What of the machine an analysis may use.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Machine {
    /// Memory for what is gathered while rows are read, such as 4GB; further rows wait in a temporary file
    /// [default: half of the machine's]
    #[arg(long, value_name = "SIZE", help_heading = MACHINE)]
    memory: Option<ByteSize>,
}

impl Machine {
    /// What working data may take in memory.
    pub(crate) fn scratch(&self) -> Scratch {
        self.memory.map_or_else(Scratch::default, |memory| {
            Scratch::with_limit(memory.as_u64())
        })
    }

    /// The table, within the memory that was given.
    pub(crate) fn bound(&self, table: &Table) -> Table {
        table.clone().with_scratch(self.scratch())
    }
}

/// Where results go.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Output {
    /// Folder for the results; it is replaced as a whole [default: notebooks-out/ANALYSIS]
    #[arg(short, long, value_name = "DIR", help_heading = OUTPUT)]
    pub(crate) out: Option<PathBuf>,
    /// Print the summary as JSON and nothing else; without --out no file is written
    #[arg(long, help_heading = OUTPUT)]
    pub(crate) json: bool,
    /// Tables as CSV beside Parquet; auto: up to 100,000 rows
    #[arg(long, value_enum, default_value_t = Csv::Auto, value_name = "WHEN", help_heading = OUTPUT)]
    pub(crate) csv: Csv,
    /// Report as page, notebook, workbook and text, with its charts; never: summary.json and tables alone
    #[arg(long, value_enum, default_value_t = Documented::Always, value_name = "WHEN", help_heading = OUTPUT)]
    pub(crate) report: Documented,
    /// Report as a workbook of formulas; auto: its data sheets up to 100,000 rows, above that values
    #[arg(long, value_enum, default_value_t = Xlsx::Auto, value_name = "WHEN", help_heading = OUTPUT)]
    pub(crate) xlsx: Xlsx,
}

/// When a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Documented {
    /// Beside the summary and the tables.
    Always,
    /// Not at all.
    Never,
}

impl Documented {
    pub(crate) fn is_wanted(self) -> bool {
        self == Self::Always
    }
}

/// Which data a workbook holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Xlsx {
    /// Up to the rows that a spreadsheet is comfortable with; figures over longer tables are values.
    Auto,
    /// All of it, up to what a sheet can hold.
    Always,
    /// No workbook.
    Never,
}

impl Xlsx {
    /// Rows up to which data sheets are written, unless there is no workbook.
    ///
    /// # Errors
    /// A table of `rows` rows that was asked for and does not fit a sheet.
    pub(crate) fn limit(self, rows: usize) -> Result<Option<usize>, ReportError> {
        match self {
            Self::Auto => Ok(Some(Csv::COMFORTABLE)),
            Self::Always => xlsx::check_rows(rows).map(|()| Some(xlsx::MOST_ROWS)),
            Self::Never => Ok(None),
        }
    }
}

/// When tables are also written as CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Csv {
    /// Up to the rows that a spreadsheet is comfortable with.
    Auto,
    /// Whatever the size.
    Always,
    /// Parquet only.
    Never,
}

impl Csv {
    /// Rows up to which `auto` writes CSV.
    pub(crate) const COMFORTABLE: usize = 100_000;

    pub(crate) fn applies(self, rows: usize) -> bool {
        match self {
            Self::Auto => rows <= Self::COMFORTABLE,
            Self::Always => true,
            Self::Never => false,
        }
    }
}

impl Output {
    /// The folder to write, if any.
    pub(crate) fn folder(&self, analysis: &str) -> Option<PathBuf> {
        match &self.out {
            Some(out) => Some(out.clone()),
            None if self.json => None,
            None => Some(PathBuf::from("notebooks-out").join(analysis)),
        }
    }
}
