//! `fourr bench`.

mod child;
mod machine;
mod noise;
mod proof;
mod settings;

use std::{io::Write, path::PathBuf};

use fourr_bench::{
    BenchError, Benchmark, Comparison, DataFormat, Extent, Measured, Noise, Run, Task, TaskTimes,
    Workload,
};
use fourr_locale::Lang;
use fourr_report::bench;
use tempfile::TempDir;

use crate::{
    args::{Documented, OUTPUT},
    folder,
    invocation::Invocation,
    terminal,
};
use child::Child;
use settings::rows;

/// Measure how long analyses take, once their answers are proved.
///
/// Every run is a process of its own over seeded data. Before any time is told, the answer is worked out a second time in plain
/// polars and compared figure by figure, and the files of the result must have one checksum in all runs and with one thread.
/// What the machine does to times by itself is measured before and after: smaller differences are noise.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr bench
  fourr bench rfm funnel --rows 100_000,1_000_000,10_000_000
  fourr bench rfm --format csv --runs 9 --json
  fourr bench kano --report always
  fourr bench rfm --input orders.parquet -- --as-of 2024-12-31
  fourr bench -o before; ...; fourr bench --compare before")]
pub(crate) struct BenchCommand {
    /// What to measure [default: everything]
    #[arg(value_enum, value_name = "TASK")]
    tasks: Vec<Task>,
    /// Rows to make and measure, one size or several; of kano respondents, of profile members
    #[arg(
        long,
        value_name = "N,...",
        value_delimiter = ',',
        value_parser = rows,
        default_value = "1000000",
        help_heading = "Data"
    )]
    rows: Vec<u64>,
    /// What the data is written as
    #[arg(long, value_enum, default_value_t = DataFormat::default(), help_heading = "Data")]
    format: DataFormat,
    /// What the data depends on: another seed, other data
    #[arg(long, value_name = "N", default_value_t = 42, help_heading = "Data")]
    seed: u64,
    /// Files of your own in place of made ones, for one task; its columns are found as the analysis does
    #[arg(
        long,
        value_name = "FILE",
        num_args = 1..,
        conflicts_with_all = ["rows", "format", "seed"],
        requires = "tasks",
        help_heading = "Data"
    )]
    input: Vec<PathBuf>,
    /// Further flags of the analysis, over files of your own
    #[arg(last = true, value_name = "FLAG", requires = "input")]
    flags: Vec<String>,
    /// Timed runs of each task and size
    #[arg(
        long,
        value_name = "N",
        default_value_t = 5,
        help_heading = "Measurement"
    )]
    runs: usize,
    /// Runs before these that do not count
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1,
        help_heading = "Measurement"
    )]
    warmup: usize,
    /// Threads that the runs may use [default: all]
    #[arg(long, value_name = "N", help_heading = "Measurement")]
    threads: Option<std::num::NonZeroUsize>,
    /// Let the runs write report, charts, workbook and notebook too
    #[arg(long, value_enum, default_value_t = Documented::Never, value_name = "WHEN", help_heading = "Measurement")]
    report: Documented,
    /// Compare with an earlier result of fourr bench: its summary.json or its folder
    #[arg(long, value_name = "BASELINE", help_heading = "Comparison")]
    compare: Option<PathBuf>,
    /// By how many percent a task may be slower than the baseline before it is an error
    #[arg(
        long,
        value_name = "PERCENT",
        default_value_t = 10.0,
        requires = "compare",
        help_heading = "Comparison"
    )]
    tolerance: f64,
    /// Folder for the results; it is replaced as a whole [default: notebooks-out/bench]
    #[arg(short, long, value_name = "DIR", help_heading = OUTPUT)]
    out: Option<PathBuf>,
    /// Print the result as JSON and nothing else; without --out no file is written
    #[arg(long, help_heading = OUTPUT)]
    json: bool,
}

impl BenchCommand {
    pub(crate) fn run(
        &self,
        invocation: &Invocation,
        lang: Lang,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        self.check()?;
        let before = self
            .compare
            .as_deref()
            .map(settings::baseline)
            .transpose()?;
        let calm = noise::measure();
        let tasks = self.measure(lang, out)?;
        let noise = Noise::of(calm, noise::measure()).ok_or(BenchError::NoRuns)?;
        let mut benchmark = Benchmark {
            machine: machine::this(),
            build: machine::build(),
            settings: self.settings(),
            noise,
            tasks,
            comparison: None,
        };
        benchmark.comparison =
            before.map(|before| Comparison::of(&before, &benchmark, self.tolerance / 100.0));
        self.deliver(&benchmark, invocation, lang, out)?;
        settings::verdict(benchmark.comparison.as_ref(), lang)
    }

    /// Proves and times every task at every size.
    fn measure(&self, lang: Lang, out: &mut dyn Write) -> anyhow::Result<Vec<TaskTimes>> {
        let mut tasks = Vec::new();
        for task in self.tasks() {
            let mut sizes = Vec::new();
            if self.input.is_empty() {
                for &rows in &self.rows {
                    let folder = tempfile::tempdir()?;
                    let workload = task.make(rows, self.seed, self.format, folder.path())?;
                    sizes.push(self.measured((&workload, Some(rows)), lang, out)?);
                }
            } else {
                let workload = Workload::own(task, &self.input, &self.flags)?;
                sizes.push(self.measured((&workload, None), lang, out)?);
            }
            tasks.push(TaskTimes::new(task, sizes));
        }
        Ok(tasks)
    }

    /// Proves one workload, says so, and times it.
    fn measured(
        &self,
        (workload, asked): (&Workload, Option<u64>),
        lang: Lang,
        out: &mut dyn Write,
    ) -> anyhow::Result<Measured> {
        let scratch = tempfile::tempdir()?;
        let child = Child {
            words: &workload.words,
            threads: self.threads(),
            report: self.report,
            lang,
        };
        let proof = proof::of(workload, &child, &scratch)?;
        if !self.json {
            terminal::sentence(out, &bench::proved(&proof.told(workload.task), lang))?;
            out.flush()?;
        }
        let runs = self.runs(&child, &proof, &scratch)?;
        let measured = Measured::of(
            Extent {
                asked,
                rows: proof.rows,
                bytes: workload.bytes,
            },
            proof.figures,
            proof.checksum,
            &runs,
        );
        Ok(measured.ok_or(BenchError::NoRuns)?)
    }

    /// The timed runs, each of which must give the proved result.
    fn runs(
        &self,
        child: &Child<'_>,
        proof: &proof::Proof,
        scratch: &TempDir,
    ) -> anyhow::Result<Vec<Run>> {
        let mut runs = Vec::with_capacity(self.runs);
        for number in 0..self.warmup + self.runs {
            let folder = scratch.path().join("run");
            let run = child.run(&folder)?;
            proof.holds(&folder)?;
            if number >= self.warmup {
                runs.push(run);
            }
        }
        Ok(runs)
    }

    fn deliver(
        &self,
        benchmark: &Benchmark,
        invocation: &Invocation,
        lang: Lang,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        terminal::warnings(&bench::warnings(benchmark, lang), lang)?;
        let folder = self.folder();
        if let Some(path) = &folder {
            let mut report = bench::report(benchmark, lang);
            report.provenance.command = Some(invocation.line());
            folder::write_card(path, benchmark, &report)?;
        }
        if self.json {
            return terminal::json(out, benchmark);
        }
        for table in bench::short_tables(benchmark, lang) {
            writeln!(out)?;
            terminal::table(out, &table, lang)?;
        }
        writeln!(out)?;
        terminal::sentence(out, &bench::conditions(benchmark, lang))?;
        terminal::written(out, folder.as_deref(), lang)
    }
}
