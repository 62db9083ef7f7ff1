//! `fourr generate`.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::Subcommand;
use fourr_generator::{Campaigns, Events, Orders, Questionnaire, Touches, write_official};
use fourr_locale::Lang;

/// Make practice data with known truth.
#[derive(Debug, clap::Args)]
pub(crate) struct GenerateCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Orders of the practice company, their customers planted in the eight RFM types
    Orders(Box<OrdersCommand>),
    /// A KANO questionnaire of the practice company, a category planted in every feature
    Questionnaire(QuestionnaireCommand),
    /// Events of the practice company, from advertising seen to a purchase reviewed, rates planted in every channel
    Events(EventsCommand),
    /// A ledger of the practice company's advertising by day and channel, response curves planted
    Campaigns(CampaignsCommand),
    /// Touches of the practice company's members before a purchase, from a planted chain of channels
    Touches(TouchesCommand),
    /// The official small edition that lies in datasets/
    Official {
        /// Folder to write into
        #[arg(short, long, value_name = "DIR", default_value = "datasets")]
        out: PathBuf,
    },
}

/// Orders of the practice company, their customers planted in the eight RFM types.
///
/// Equal parameters give equal bytes on every machine. The ending of the file says what it becomes:
/// .parquet or .csv.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr generate orders -o orders.csv
  fourr generate orders --rows 7_000 --dirt 1 --encoding gbk -o dirty.csv --defects defects.csv
  fourr generate orders --edition bench --rows 100_000_000 -o orders.parquet --truth truth.csv")]
struct OrdersCommand {
    #[command(flatten)]
    orders: Orders,
    /// File to write: .parquet or .csv
    #[arg(short, long, value_name = "FILE", default_value = "orders.csv")]
    out: PathBuf,
    /// Also write each customer's planted type
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
    /// Also write every cell that was soiled, with what it was
    #[arg(long, value_name = "FILE")]
    defects: Option<PathBuf>,
}

/// A KANO questionnaire of the practice company, a category planted in every feature.
///
/// Equal parameters give equal bytes on every machine. The ending of the file says what it becomes:
/// .parquet or .csv.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr generate questionnaire -o survey.csv
  fourr generate questionnaire --respondents 2_000 --seed 7 -o survey.csv --truth truth.csv
  fourr generate questionnaire --edition bench --respondents 1_000_000 -o survey.parquet")]
struct QuestionnaireCommand {
    #[command(flatten)]
    questionnaire: Questionnaire,
    /// File to write: .parquet or .csv
    #[arg(short, long, value_name = "FILE", default_value = "questionnaire.csv")]
    out: PathBuf,
    /// Also write each feature's planted category
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
}

/// Events of the practice company, from advertising seen to a purchase reviewed, rates planted in every channel.
///
/// Equal parameters give equal bytes on every machine. The ending of the file says what it becomes:
/// .parquet or .csv.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr generate events -o events.csv
  fourr generate events --members 20_000 --seed 7 -o events.csv --truth truth.csv
  fourr generate events --edition bench --members 1_250_000 -o events.parquet")]
struct EventsCommand {
    #[command(flatten)]
    events: Events,
    /// File to write: .parquet or .csv
    #[arg(short, long, value_name = "FILE", default_value = "events.csv")]
    out: PathBuf,
    /// Also write the planted rates and who reached each stage
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
}

/// A ledger of the practice company's advertising by day and channel, response curves planted.
///
/// Equal parameters give equal bytes on every machine. The ending of the file says what it becomes:
/// .parquet or .csv.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr generate campaigns -o campaigns.csv
  fourr generate campaigns --start 2022-01-01 --seed 7 -o campaigns.csv --truth truth.csv")]
struct CampaignsCommand {
    #[command(flatten)]
    campaigns: Campaigns,
    /// File to write: .parquet or .csv
    #[arg(short, long, value_name = "FILE", default_value = "campaigns.csv")]
    out: PathBuf,
    /// Also write the planted curves
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
}

/// Touches of the practice company's members before a purchase, from a planted chain of channels.
///
/// Equal parameters give equal bytes on every machine. The ending of the file says what it becomes:
/// .parquet or .csv.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr generate touches -o touches.csv
  fourr generate touches --members 20_000 --seed 7 -o touches.csv --truth truth.csv
  fourr generate touches --edition bench --members 5_000_000 -o touches.parquet")]
struct TouchesCommand {
    #[command(flatten)]
    touches: Touches,
    /// File to write: .parquet or .csv
    #[arg(short, long, value_name = "FILE", default_value = "touches.csv")]
    out: PathBuf,
    /// Also write the planted chain, and the credit that follows from it
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
}

/// What a file becomes, by its ending.
enum Format {
    Parquet,
    Csv,
}

impl GenerateCommand {
    pub(crate) fn run(&self, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        match &self.what {
            What::Orders(command) => command.run(lang, out),
            What::Questionnaire(command) => command.run(lang, out),
            What::Events(command) => command.run(lang, out),
            What::Campaigns(command) => command.run(lang, out),
            What::Touches(command) => command.run(lang, out),
            What::Official { out: folder } => {
                write_official(folder)?;
                Ok(writeln!(
                    out,
                    "{}{}",
                    lang.pick("已写入 ", "wrote "),
                    folder.display()
                )?)
            }
        }
    }
}

impl OrdersCommand {
    fn run(&self, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        match Format::of(&self.out)? {
            Format::Parquet => self.orders.write_parquet(&self.out)?,
            Format::Csv => self.orders.write_csv(&self.out)?,
        }
        if let Some(truth) = &self.truth {
            self.orders.write_truth(truth)?;
        }
        if let Some(defects) = &self.defects {
            self.orders.write_defects(defects)?;
        }
        let (rows, customers) = (self.orders.row_count()?, self.orders.customer_count()?);
        let (rows, customers) = (lang.count(rows), lang.count(customers));
        let path = self.out.display();
        match lang {
            Lang::Zh => writeln!(out, "已写入 {path}：{rows} 行，{customers} 位客户")?,
            Lang::En => writeln!(out, "wrote {path}: {rows} rows, {customers} customers")?,
        }
        Ok(())
    }
}

impl QuestionnaireCommand {
    fn run(&self, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        match Format::of(&self.out)? {
            Format::Parquet => self.questionnaire.write_parquet(&self.out)?,
            Format::Csv => self.questionnaire.write_csv(&self.out)?,
        }
        if let Some(truth) = &self.truth {
            self.questionnaire.write_truth(truth)?;
        }
        let respondents = lang.count(self.questionnaire.respondents);
        let path = self.out.display();
        match lang {
            Lang::Zh => writeln!(out, "已写入 {path}：{respondents} 位受访者")?,
            Lang::En => writeln!(out, "wrote {path}: {respondents} respondents")?,
        }
        Ok(())
    }
}

impl EventsCommand {
    fn run(&self, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        match Format::of(&self.out)? {
            Format::Parquet => self.events.write_parquet(&self.out)?,
            Format::Csv => self.events.write_csv(&self.out)?,
        }
        if let Some(truth) = &self.truth {
            self.events.write_truth(truth)?;
        }
        let (rows, members) = (self.events.row_count()?, self.events.members);
        let (rows, members) = (lang.count(rows), lang.count(members));
        let path = self.out.display();
        match lang {
            Lang::Zh => writeln!(out, "已写入 {path}：{rows} 行，{members} 位会员")?,
            Lang::En => writeln!(out, "wrote {path}: {rows} rows, {members} members")?,
        }
        Ok(())
    }
}

impl CampaignsCommand {
    fn run(&self, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        match Format::of(&self.out)? {
            Format::Parquet => self.campaigns.write_parquet(&self.out)?,
            Format::Csv => self.campaigns.write_csv(&self.out)?,
        }
        if let Some(truth) = &self.truth {
            self.campaigns.write_truth(truth)?;
        }
        let (path, start, end) = (self.out.display(), self.campaigns.start, self.campaigns.end);
        match lang {
            Lang::Zh => writeln!(out, "已写入 {path}：{start} 至 {end}")?,
            Lang::En => writeln!(out, "wrote {path}: {start} to {end}")?,
        }
        Ok(())
    }
}

impl TouchesCommand {
    fn run(&self, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        match Format::of(&self.out)? {
            Format::Parquet => self.touches.write_parquet(&self.out)?,
            Format::Csv => self.touches.write_csv(&self.out)?,
        }
        if let Some(truth) = &self.truth {
            self.touches.write_truth(truth)?;
        }
        let (path, members) = (self.out.display(), lang.count(self.touches.members));
        match lang {
            Lang::Zh => writeln!(out, "已写入 {path}：{members} 位会员")?,
            Lang::En => writeln!(out, "wrote {path}: {members} members")?,
        }
        Ok(())
    }
}

impl Format {
    fn of(path: &Path) -> anyhow::Result<Self> {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("parquet") => Ok(Self::Parquet),
            Some("csv") => Ok(Self::Csv),
            _ => anyhow::bail!("{} ends in neither .parquet nor .csv", path.display()),
        }
    }
}
