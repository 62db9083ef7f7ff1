//! `fourr rfm`.

use std::{io::Write, path::Path};

use fourr_locale::Lang;
use fourr_report::rfm;
use fourr_rfm::{Column, Rfm, Segmentation};
use fourr_table::{Input, output};
use polars::prelude::*;

use super::{
    earlier::Earlier,
    explain::{self, Explained},
    why_different::{self, Claimed},
};
use crate::{
    analysed::Analysed,
    args::Output,
    folder::{self, Documents},
    invocation::Invocation,
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
    /// Write answer.html and answer.md too: the calculation step by step, as a candidate hands it in
    #[arg(long, help_heading = "Output")]
    pub(crate) answer: bool,
}

impl RfmCommand {
    pub(crate) fn run(
        &self,
        invocation: &Invocation,
        lang: Lang,
        out: &mut impl Write,
    ) -> anyhow::Result<()> {
        self.rfm.check()?;
        if let Some(claim) = self.claimed.claim(&self.rfm)? {
            return why_different::run(self, &claim, lang, out);
        }
        let Analysed {
            mut result,
            sources,
            notes,
        } = Analysed::of(&self.input, lang, |orders| self.rfm.segment(orders))?;
        let workbook = self.output.xlsx.limit(result.customers.height())?;
        if let Some(snapshot) = self.earlier.snapshot()? {
            result = result.migrated_from(&snapshot)?;
        }
        terminal::notes(&notes, lang)?;
        terminal::warnings(&rfm::warnings(&result.summary, lang), lang)?;
        let mut written = None;
        let folder = match &self.explained.explain {
            Some(_) => self.output.out.clone(),
            None => self.output.folder("rfm"),
        };
        let told = self.explained.of(&result)?;
        if let Some(path) = folder {
            let answer = self.answer.then(|| rfm::answer(&result, &sources, lang));
            let documents = Documents {
                report: rfm::report(&result, &sources, &notes, lang),
                answer,
                summary: &result.summary,
                workbook,
                invocation,
            };
            let tables = |staged: &Path| self.write_tables(&result, staged);
            folder::write(&path, documents, tables)?;
            written = Some(path);
        }
        if self.output.json {
            return match &told {
                Some(told) => terminal::json(out, told),
                None => terminal::json(out, &result.summary),
            };
        }
        if let Some(told) = &told {
            explain::print(told, &result.summary, lang, out)?;
            return terminal::written(out, written.as_deref(), lang);
        }
        terminal::table(out, &rfm::segment_table(&result.summary, lang), lang)?;
        terminal::written(out, written.as_deref(), lang)
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
