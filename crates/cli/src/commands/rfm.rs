//! `fourr rfm`.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use fourr_locale::Lang;
use fourr_report::{Answer, Report, rfm};
use fourr_rfm::{Column, Explanation, Rfm, Segmentation, Summary};
use fourr_table::{Input, Note, Source, output};
use polars::prelude::*;

use super::{
    earlier::Earlier,
    explain::{self, Explained},
    why_different::{self, Claimed},
};
use crate::{
    analysed::Analysed,
    args::{Machine, Output},
    folder,
    invocation::Invocation,
    outcome::Outcome,
    terminal,
};

/// Segment customers by recency, frequency and monetary value.
///
/// INPUT has one row per order or order line (customer, time, amount, and order id where there is one),
/// or one row per customer with recency, frequency and monetary value.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr rfm orders.csv
  fourr rfm orders.xlsx --customer 会员编号 --as-of 2024-12-31 -o out --lang zh
  fourr rfm 'sales-2024-*.csv.gz' --scheme grid11
  fourr rfm orders.csv --answer --lang zh
  fourr rfm orders.csv --since 2024-01-01 --as-of 2024-12-31 --migration-from 2024-06-30
  fourr rfm orders.csv --explain 10086
  fourr rfm orders.csv --why-different champions=916
  fourr rfm orders.csv --why-different theirs.xlsx
  fourr rfm orders.parquet --refunds exclude --json | jq .segments")]
pub(crate) struct RfmCommand {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) rfm: Rfm,
    #[command(flatten)]
    pub(crate) earlier: Earlier,
    #[command(flatten)]
    pub(crate) explained: Explained,
    #[command(flatten)]
    pub(crate) claimed: Claimed,
    #[command(flatten)]
    pub(crate) output: Output,
    #[command(flatten)]
    pub(crate) machine: Machine,
    /// Write answer.html and answer.md too: the calculation step by step, as a candidate hands it in
    #[arg(long, help_heading = "Output")]
    pub(crate) answer: bool,
}

impl RfmCommand {
    pub(crate) fn run(
        &self,
        invocation: &Invocation,
        lang: Lang,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        self.rfm.check()?;
        if let Some(claim) = self.claimed.claim(&self.rfm)? {
            return why_different::run(self, &claim, lang, out);
        }
        let Analysed {
            mut result,
            sources,
            notes,
        } = Analysed::of(&self.input, lang, |orders| {
            self.rfm.segment(&self.machine.bound(orders))
        })?;
        if let Some(snapshot) = self.earlier.snapshot()? {
            result = result.migrated_from(&snapshot)?;
        }
        terminal::notes(&notes, lang)?;
        let outcome = Segmented {
            command: self,
            told: self.explained.of(&result)?,
            result,
            sources,
            notes,
            lang,
        };
        self.output.deliver(&outcome, invocation, lang, out)
    }

    /// `customers.parquet`, and for sizes that a spreadsheet opens `customers.csv` and a list a segment.
    fn write_tables(&self, result: &Segmentation, staged: &Path) -> anyhow::Result<()> {
        let mut customers = result.customers.clone();
        folder::write_table(staged, "customers", &mut customers, self.output.csv)?;
        if !self.output.csv.applies(customers.height()) {
            return Ok(());
        }
        let lists = staged.join("segments");
        std::fs::create_dir(&lists)?;
        let monetary = Column::Monetary.name();
        let best_first = SortMultipleOptions::default()
            .with_order_descending_multi([true, false])
            .with_maintain_order(true);
        for segment in &result.summary.segments.0 {
            let mine = col(Column::Segment.name()).eq(lit(segment.segment.key.as_str()));
            let mut list = customers
                .clone()
                .lazy()
                .filter(mine)
                .sort([monetary, Column::Customer.name()], best_first.clone())
                .collect()?;
            output::write_csv(
                &lists.join(format!("{}.csv", segment.segment.code)),
                &mut list,
            )?;
        }
        Ok(())
    }
}

/// Customers in their segments, and one of them explained where that is asked for.
struct Segmented<'a> {
    command: &'a RfmCommand,
    result: Segmentation,
    sources: Vec<Source>,
    notes: Vec<Note>,
    told: Option<Explanation>,
    lang: Lang,
}

impl Outcome for Segmented<'_> {
    type Summary = Summary;

    fn name(&self) -> &'static str {
        "rfm"
    }

    fn summary(&self) -> &Summary {
        &self.result.summary
    }

    fn warnings(&self) -> Vec<String> {
        rfm::warnings(&self.result.summary, self.lang)
    }

    fn report(&self) -> Report {
        rfm::report(&self.result, &self.sources, &self.notes, self.lang)
    }

    fn answer(&self) -> Option<Answer> {
        let answer = || rfm::answer(&self.result, &self.sources, self.lang);
        self.command.answer.then(answer)
    }

    fn rows(&self) -> usize {
        self.result.customers.height()
    }

    fn write_tables(&self, staged: &Path) -> anyhow::Result<()> {
        self.command.write_tables(&self.result, staged)
    }

    fn print(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        if let Some(told) = &self.told {
            return explain::print(told, self.summary(), self.lang, out);
        }
        let segments = rfm::segment_table(self.summary(), self.lang);
        terminal::table(out, &segments, self.lang)
    }

    fn print_json(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        match &self.told {
            Some(told) => terminal::json(out, told),
            None => terminal::json(out, self.summary()),
        }
    }

    /// Who asks about one customer wants no folder, unless they say so.
    fn folder(&self, output: &Output) -> Option<PathBuf> {
        match &self.told {
            Some(_) => output.out.clone(),
            None => output.folder(self.name()),
        }
    }
}
