//! `fourr generate`.

mod company;
mod make;

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::Subcommand;
use fourr_generator::{
    Campaigns, Customers, DefectRates, Events, Orders, Questionnaire, Touches, write_official,
};
use fourr_locale::Lang;

use company::CompanyCommand;
use make::Make;

/// Make practice data with known truth.
#[derive(Debug, clap::Args)]
pub(crate) struct GenerateCommand {
    #[command(subcommand)]
    what: What,
}

/// Equal parameters give equal bytes on every machine.
#[derive(Debug, Subcommand)]
enum What {
    /// Orders of the practice company, their customers planted in the eight RFM types
    #[command(after_help = "Examples:
  fourr generate orders -o orders.csv
  fourr generate orders -o orders.xlsx --title-rows
  fourr generate orders --rows 7_000 --dirt 1 --encoding gbk -o dirty.csv --defects defects.parquet
  fourr generate orders --defect-rates datasets/defect-rates.toml -o dirty.csv --defects defects.csv
  fourr generate orders --watermark \"0017 王小明\" -o orders.csv
  fourr generate orders --edition bench --rows 100_000_000 -o orders.parquet --truth truth.csv")]
    Orders(Box<OrdersCommand>),
    /// Members of the practice company, a persona planted in each
    #[command(after_help = "Examples:
  fourr generate customers -o customers.csv
  fourr generate customers --members 20_000 --seed 7 -o customers.parquet --truth truth.csv")]
    Customers(Box<Make<Customers>>),
    /// A KANO questionnaire of the practice company, a category planted in every feature
    #[command(after_help = "Examples:
  fourr generate questionnaire -o survey.csv
  fourr generate questionnaire --respondents 2_000 --seed 7 -o survey.xlsx --title-rows --truth truth.csv
  fourr generate questionnaire --edition bench --respondents 1_000_000 -o survey.parquet")]
    Questionnaire(Box<Make<Questionnaire>>),
    /// Events of the practice company, from advertising seen to a purchase reviewed, rates planted in every channel
    #[command(after_help = "Examples:
  fourr generate events -o events.csv
  fourr generate events --members 20_000 --seed 7 -o events.csv --truth truth.csv
  fourr generate events --edition bench --members 1_250_000 -o events.parquet")]
    Events(Box<Make<Events>>),
    /// A ledger of the practice company's advertising by day and channel, response curves planted
    #[command(after_help = "Examples:
  fourr generate campaigns -o campaigns.csv
  fourr generate campaigns --start 2022-01-01 --seed 7 -o campaigns.xlsx --truth truth.csv")]
    Campaigns(Box<Make<Campaigns>>),
    /// Touches of the practice company's members before a purchase, from a planted chain of channels
    #[command(after_help = "Examples:
  fourr generate touches -o touches.csv
  fourr generate touches --members 20_000 --seed 7 -o touches.csv --truth truth.csv
  fourr generate touches --edition bench --members 5_000_000 -o touches.parquet")]
    Touches(Box<Make<Touches>>),
    /// The whole practice company over the same members, with everything that is planted
    Company(Box<CompanyCommand>),
    /// The official small edition that lies in datasets/
    Official {
        /// Folder to write into
        #[arg(short, long, value_name = "DIR", default_value = "datasets")]
        out: PathBuf,
    },
}

#[derive(Debug, clap::Args)]
struct OrdersCommand {
    #[command(flatten)]
    make: Make<Orders>,
    /// Kinds of defects and how often each occurs, in place of --dirt
    #[arg(long, value_name = "FILE.toml", conflicts_with = "dirt")]
    defect_rates: Option<PathBuf>,
    /// Also write every defect: file, row, column, clean, dirty and kind; .parquet or else CSV
    #[arg(long, value_name = "FILE")]
    defects: Option<PathBuf>,
}

impl GenerateCommand {
    pub(crate) fn run(&self, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        match &self.what {
            What::Orders(command) => command.run(lang, out),
            What::Customers(make) => make.run(lang, out),
            What::Questionnaire(make) => make.run(lang, out),
            What::Events(make) => make.run(lang, out),
            What::Campaigns(make) => make.run(lang, out),
            What::Touches(make) => make.run(lang, out),
            What::Company(command) => command.run(lang, out),
            What::Official { out: folder } => {
                write_official(folder)?;
                wrote(folder, lang, out)
            }
        }
    }
}

impl OrdersCommand {
    fn run(&self, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut make = self.make.clone();
        make.data.defect_rates = rates(self.defect_rates.as_deref())?;
        make.run(lang, out)?;
        if let Some(defects) = &self.defects {
            let soiled = make.path();
            let name = soiled.file_name().unwrap_or_default().to_string_lossy();
            make.data.write_defects(defects, &name)?;
        }
        Ok(())
    }
}

/// The rates of a file, if there is one.
fn rates(path: Option<&Path>) -> anyhow::Result<Option<DefectRates>> {
    Ok(path.map(DefectRates::read).transpose()?)
}

fn wrote(folder: &Path, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    let folder = folder.display();
    match lang {
        Lang::Zh => writeln!(out, "已写入 {folder}")?,
        Lang::En => writeln!(out, "wrote {folder}")?,
    }
    Ok(())
}
