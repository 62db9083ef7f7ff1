//! `fourr demo`.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use fourr_generator::Orders;
use fourr_lifetime::Model;
use fourr_locale::Lang;
use fourr_rfm::{ClusterCount, Rfm};
use fourr_table::Input;

use super::{earlier::Earlier, explain::Explained, rfm::RfmCommand, why_different::Claimed};
use crate::{
    args::{Csv, OUTPUT, Output, Xlsx},
    invocation::Invocation,
};

/// The practice data of this repository.
const DATASETS: &str = "datasets";

/// An earlier date to compare with: half a year before the last order of the practice company.
const MIDYEAR: Option<NaiveDate> = NaiveDate::from_ymd_opt(2024, 6, 30);

/// The tour: analyse the practice company and write the report.
///
/// Reads datasets/orders.csv; away from the repository it generates the same file first.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr demo
  fourr demo --lang zh -o tour")]
pub(crate) struct DemoCommand {
    /// Folder for the results
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
    pub(crate) fn run(
        &self,
        invocation: &Invocation,
        lang: Lang,
        out: &mut impl Write,
    ) -> anyhow::Result<()> {
        let scratch = tempfile::tempdir()?;
        let folder = if Path::new(DATASETS).join("orders.csv").is_file() {
            Path::new(DATASETS)
        } else {
            Orders::write_official(scratch.path())?;
            scratch.path()
        };
        let command = RfmCommand {
            input: Input::of([folder.join("orders.csv")]),
            rfm: Rfm {
                clusters: Some(ClusterCount::Auto),
                lifetime: Model::ALL.to_vec(),
                migration_from: MIDYEAR,
                ..Rfm::default()
            },
            earlier: Earlier::default(),
            explained: Explained::default(),
            claimed: Claimed::default(),
            output: Output {
                out: Some(self.out.clone()),
                json: false,
                csv: Csv::Auto,
                xlsx: Xlsx::Auto,
            },
            answer: true,
        };
        command.run(invocation, lang, out)
    }
}
