//! `fourr demo`.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use fourr_generator::write_official;
use fourr_locale::Lang;
use fourr_pipeline::Plan;

use super::run::Journey;
use crate::args::OUTPUT;

/// The practice data of this repository.
const DATASETS: &str = "datasets";
/// The tour, in that folder.
const PLAN: &str = "plan.toml";

/// The tour: every analysis of the practice company, each with its report, and one report of all.
///
/// It follows the plan datasets/plan.toml; away from the repository it makes the same files first.
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
    pub(crate) fn run(&self, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        let plan = Plan::read(&self.data()?.join(PLAN))?;
        let journey = Journey {
            plan: &plan,
            folder: &self.out,
            fresh: true,
            lang,
        };
        journey.follow(out)?;
        Ok(())
    }

    /// Where the practice data lies: in the repository, else made beside the results, which refer to it.
    fn data(&self) -> anyhow::Result<PathBuf> {
        let there = Path::new(DATASETS);
        if there.join(PLAN).is_file() {
            return Ok(there.to_owned());
        }
        let made = self.out.join(DATASETS);
        write_official(&made)?;
        Ok(made)
    }
}
