//! `fourr cost-benefit`.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use fourr_cost_benefit::{Analysis, CostBenefit, Inputs, Summary};
use fourr_locale::Lang;
use fourr_report::{Answer, Report, cost_benefit};
use fourr_table::{Input, Note, Source, Stage, Table};

use crate::{
    args::Output, folder, invocation::Invocation, outcome::Outcome, progress::Progress, terminal,
};

/// Judge what marketing cost and returned: media figures, appraisal, break-even, sensitivity, prices.
///
/// FILE is a ledger: campaigns, channels, keywords or days with impressions, clicks, conversions, cost and revenue,
/// a column a measure or a row a measure. It may be left out where another input is given.
#[derive(Debug, clap::Args)]
#[command(
    mut_arg("files", |files| files.required(false)),
    after_help = "Examples:
  fourr cost-benefit channels.csv --gross-margin 0.4
  fourr cba 投放台账.xlsx --compare-from 2024-06-01 --control 对照组 --lang zh
  fourr cba --flows flows.csv --rate 0.1 --budget 300000
  fourr cba --fixed-costs 90000 --price 159 --unit-cost 99 --units 2200
  fourr cba --survey psm.csv --sales sales.csv --unit-cost 55
  fourr cba --touches touches.parquet --lookback-days 14 --markov-order 2
  fourr cba --responses weekly.csv --split-budget 50000 --bound 搜索=5000..20000
  fourr cba weekly.csv --spend-columns tv_S,print_S,search_S --revenue revenue
  fourr cba ledger.parquet --json | jq .media.total.figures"
)]
pub(crate) struct CostBenefitCommand {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Cash flows: period, benefit and cost, and the alternative where there are several
    #[arg(long, value_name = "FILE", help_heading = "Further inputs")]
    pub(crate) flows: Option<PathBuf>,
    /// Price survey: four prices a person
    #[arg(long, value_name = "FILE", help_heading = "Further inputs")]
    pub(crate) survey: Option<PathBuf>,
    /// Sales by price: price and quantity
    #[arg(long, value_name = "FILE", help_heading = "Further inputs")]
    pub(crate) sales: Option<PathBuf>,
    /// Touches before conversions: whole journeys `a > b > c` with counts, touches of journeys, or a log of events
    #[arg(long, value_name = "FILE", help_heading = "Further inputs")]
    pub(crate) touches: Option<PathBuf>,
    /// Spending and return by channel and period, for response curves and the budget
    #[arg(long, value_name = "FILE", help_heading = "Further inputs")]
    pub(crate) responses: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) parameters: CostBenefit,
    #[command(flatten)]
    pub(crate) output: Output,
    /// Write answer.html and answer.md too: the calculation step by step, as a candidate hands it in
    #[arg(long, help_heading = "Output")]
    pub(crate) answer: bool,
}

impl CostBenefitCommand {
    pub(crate) fn run(
        &self,
        invocation: &Invocation,
        lang: Lang,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        self.parameters.check()?;
        let ledger = match self.input.files.as_slice() {
            [] => None,
            _ => Some(self.input.open()?),
        };
        let further = |path: &Option<PathBuf>| -> anyhow::Result<Option<Table>> {
            Ok(path
                .as_ref()
                .map(|path| Input::of([path]).open())
                .transpose()?)
        };
        let (flows, survey, sales) = (
            further(&self.flows)?,
            further(&self.survey)?,
            further(&self.sales)?,
        );
        let (touches, responses) = (further(&self.touches)?, further(&self.responses)?);
        let opened: Vec<&Table> = [&ledger, &flows, &survey, &sales, &touches, &responses]
            .into_iter()
            .flatten()
            .collect();
        let sources = opened
            .iter()
            .flat_map(|table| table.sources().to_vec())
            .collect();
        let notes: Vec<Note> = opened
            .iter()
            .flat_map(|table| table.notes().to_vec())
            .collect();
        let watched = ledger.map(|ledger| Progress::watch(ledger, lang));
        let scoring = Stage::Score.enter();
        let result = self.parameters.analyse(Inputs {
            ledger: watched.as_ref().map(|(ledger, _)| ledger),
            flows: flows.as_ref(),
            survey: survey.as_ref(),
            sales: sales.as_ref(),
            touches: touches.as_ref(),
            responses: responses.as_ref(),
        })?;
        drop(scoring);
        drop(watched);
        terminal::notes(&notes, lang)?;
        let outcome = Judged {
            answer: self.answer,
            csv: self.output.csv,
            result,
            sources,
            notes,
            lang,
        };
        self.output.deliver(&outcome, invocation, lang, out)
    }
}

/// Costs and benefits, judged.
struct Judged {
    answer: bool,
    csv: crate::args::Csv,
    result: Analysis,
    sources: Vec<Source>,
    notes: Vec<Note>,
    lang: Lang,
}

impl Outcome for Judged {
    type Summary = Summary;

    fn name(&self) -> &'static str {
        "cost-benefit"
    }

    fn summary(&self) -> &Summary {
        &self.result.summary
    }

    fn warnings(&self) -> Vec<String> {
        cost_benefit::warnings(&self.result.summary, self.lang)
    }

    fn report(&self) -> Report {
        cost_benefit::report(&self.result, &self.sources, &self.notes, self.lang)
    }

    fn answer(&self) -> Option<Answer> {
        let answer = || cost_benefit::answer(&self.result, &self.sources, self.lang);
        self.answer.then(answer)
    }

    fn rows(&self) -> usize {
        self.result
            .levels
            .as_ref()
            .map_or(0, polars::prelude::DataFrame::height)
    }

    fn write_tables(&self, staged: &Path) -> anyhow::Result<()> {
        let tables = [
            ("levels", &self.result.levels),
            ("credits", &self.result.credits),
            ("transitions", &self.result.transitions),
        ];
        for (name, table) in tables {
            if let Some(table) = table {
                folder::write_table(staged, name, &mut table.clone(), self.csv)?;
            }
        }
        Ok(())
    }

    fn print(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        for table in cost_benefit::short_tables(&self.result.summary, self.lang) {
            terminal::table(out, &table, self.lang)?;
        }
        Ok(())
    }
}
