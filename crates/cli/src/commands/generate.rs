//! `fourr generate`.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::Subcommand;
use fourr_generator::Orders;
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

impl GenerateCommand {
    pub(crate) fn run(&self, lang: Lang, out: &mut impl Write) -> anyhow::Result<()> {
        match &self.what {
            What::Orders(command) => command.run(lang, out),
            What::Official { out: folder } => {
                std::fs::create_dir_all(folder)?;
                Orders::write_official(folder)?;
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
    fn run(&self, lang: Lang, out: &mut impl Write) -> anyhow::Result<()> {
        match extension(&self.out) {
            Some("parquet") => self.orders.write_parquet(&self.out)?,
            Some("csv") => self.orders.write_csv(&self.out)?,
            _ => anyhow::bail!("{} ends in neither .parquet nor .csv", self.out.display()),
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

fn extension(path: &Path) -> Option<&str> {
    path.extension().and_then(|extension| extension.to_str())
}
