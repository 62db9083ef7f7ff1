//! `fourr demo`.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::{CommandFactory, FromArgMatches};
use fourr_generator::write_official;
use fourr_locale::Lang;

use crate::{
    args::{Cli, OUTPUT},
    invocation::Invocation,
};

/// The practice data of this repository.
const DATASETS: &str = "datasets";

/// The stops of the tour: what a user types after `fourr`, the analysis first.
const STOPS: [&[&str]; 4] = [
    &[
        "rfm",
        "datasets/orders.csv",
        "--clusters",
        "--lifetime=bg-nbd,mbg-nbd,pareto-nbd",
        "--migration-from",
        "2024-06-30",
        "--answer",
    ],
    &[
        "kano",
        "datasets/questionnaire.csv",
        "--segment",
        "会员等级",
        "--screen",
        "straight-lining,questionable",
        "--hidden-segments",
    ],
    &[
        "funnel",
        "datasets/events.csv",
        "--step",
        "打开应用",
        "--step",
        "浏览商品",
        "--step",
        "加入购物车",
        "--step",
        "提交订单",
        "--step",
        "支付成功",
        "--compare-definitions",
    ],
    &[
        "cost-benefit",
        "datasets/campaigns.csv",
        "--compare-from",
        "2024-07-01",
        "--touches",
        "datasets/touches.csv",
        "--responses",
        "datasets/campaigns.csv",
        "--return-margin",
        "0.55",
        "--scenario",
        "大促:visits=+30%,aov=-10%,cost=+25%",
        "--answer",
    ],
];

/// The tour: every analysis of the practice company, each with its report.
///
/// Reads datasets/; away from the repository it makes the same files first.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr demo
  fourr demo --lang zh -o tour")]
pub(crate) struct DemoCommand {
    /// Folder for the results, one folder an analysis
    #[arg(
        short,
        long,
        value_name = "DIR",
        default_value = "notebooks-out/demo",
        help_heading = OUTPUT
    )]
    out: PathBuf,
}

impl DemoCommand {
    pub(crate) fn run(&self, lang: Lang, out: &mut impl Write) -> anyhow::Result<()> {
        let data = self.data()?;
        for (number, stop) in STOPS.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            self.stop(stop, &data, lang, out)?;
        }
        Ok(())
    }

    /// Types a command of the tour, and runs it.
    fn stop(
        &self,
        words: &[&str],
        data: &Path,
        lang: Lang,
        out: &mut impl Write,
    ) -> anyhow::Result<()> {
        let mut command = Cli::command();
        let given = ["fourr"].into_iter().chain(words.iter().copied());
        let given = given.map(|word| Self::found(word, data).into_os_string());
        let flags = ["--lang", lang.pick("zh", "en"), "--out"].map(Into::into);
        let folder = self.out.join(words[0]).into_os_string();
        let matches = command.try_get_matches_from_mut(given.chain(flags).chain([folder]))?;
        let invocation = Invocation::of(&command, &matches);
        writeln!(out, "$ {}", invocation.line())?;
        let cli = Cli::from_arg_matches(&matches)?;
        cli.command.run(&invocation, lang, out)
    }

    /// The word, a file of the practice data where that lies.
    fn found(word: &str, data: &Path) -> PathBuf {
        match word.strip_prefix("datasets/") {
            Some(file) => data.join(file),
            None => PathBuf::from(word),
        }
    }

    /// Where the practice data lies: in the repository, else made beside the results, which refer to it.
    fn data(&self) -> anyhow::Result<PathBuf> {
        let there = Path::new(DATASETS);
        if there.join("orders.csv").is_file() {
            return Ok(there.to_owned());
        }
        let made = self.out.join(DATASETS);
        write_official(&made)?;
        Ok(made)
    }
}
