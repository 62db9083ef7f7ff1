//! `fourr rfm`.

use std::{io::Write, path::Path};

use fourr_locale::Lang;
use fourr_report::rfm;
use fourr_rfm::{Column, Rfm, Segmentation};
use fourr_table::{Input, output};
use polars::prelude::*;

use crate::{
    args::Output,
    commands::why_different,
    folder::{self, Documents},
    progress::Progress,
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
  fourr rfm orders.parquet --refunds exclude --json | jq .segments
  fourr rfm orders.csv --why-different champions=916
  fourr rfm orders.csv --why-different theirs.xlsx")]
pub(crate) struct RfmCommand {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) rfm: Rfm,
    /// Find the conventions that give somebody else's figures instead: 916, champions=916, 客单价=480.87, or a file
    /// with their segments or customers; may be repeated for figures that hold together
    #[arg(long, value_name = "FILE|VALUE", help_heading = "Comparing")]
    pub(crate) why_different: Vec<String>,
    #[command(flatten)]
    pub(crate) output: Output,
}

impl RfmCommand {
    pub(crate) fn run(&self, lang: Lang, out: &mut impl Write) -> anyhow::Result<()> {
        self.rfm.check()?;
        if !self.why_different.is_empty() {
            return why_different::run(self, lang, out);
        }
        let table = self.input.open()?;
        let (sources, notes) = (table.sources().to_vec(), table.notes().to_vec());
        let (table, progress) = Progress::watch(table, lang);
        let result = self.rfm.segment(&table)?;
        drop(progress);
        terminal::notes(&notes, lang)?;
        terminal::warnings(&rfm::warnings(&result.summary, lang), lang)?;
        let mut written = None;
        if let Some(path) = self.output.folder("rfm") {
            let report = rfm::report(&result, &sources, &notes, lang);
            let documents = Documents {
                report: &report,
                summary: &result.summary,
            };
            let tables = |staged: &Path| self.write_tables(&result, staged);
            folder::write(&path, &documents, tables)?;
            written = Some(path);
        }
        if self.output.json {
            serde_json::to_writer_pretty(&mut *out, &result.summary)?;
            return Ok(writeln!(out)?);
        }
        terminal::table(out, &rfm::segment_table(&result.summary, lang), lang)?;
        terminal::written(out, written.as_deref(), lang)
    }

    /// `customers.parquet`, and for sizes that a spreadsheet opens `customers.csv` and a list a segment.
    fn write_tables(&self, result: &Segmentation, staged: &Path) -> anyhow::Result<()> {
        let mut customers = result.customers.clone();
        output::write_parquet(&staged.join("customers.parquet"), &mut customers)?;
        if !self.output.csv.applies(customers.height()) {
            return Ok(());
        }
        output::write_csv(&staged.join("customers.csv"), &mut customers)?;
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
