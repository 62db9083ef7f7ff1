//! [`Company`]: all tables of the practice company over the same members.

use std::fs;
use std::path::{Path, PathBuf};

use fourr_locale::Lang;
use serde::{Deserialize, Serialize};

use crate::campaigns::Campaigns;
use crate::customers::Customers;
use crate::dataset::{Above, Dataset, Format};
use crate::defects::DefectRates;
use crate::encoding::Encoding;
use crate::error::GeneratorError;
use crate::events::Events;
use crate::orders::{Orders, whole_number};
use crate::questionnaire::Questionnaire;
use crate::touches::Touches;

/// The folder of what is planted.
const TRUTH: &str = "truth";

/// The practice company from one seed: its members, what they ordered, what they did, how they came to buy, what they think,
/// and what its advertising cost.
///
/// Every table is that of its own data set with this seed and these members, so member numbers join all of them: [`Customers`],
/// [`Orders`], [`Events`], [`Touches`] and [`Questionnaire`]; [`Campaigns`] is the ledger of the channels of events and touches. Equal
/// parameters give equal bytes on every machine and any number of threads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, clap::Args)]
#[serde(default, deny_unknown_fields)]
pub struct Company {
    /// Members; each makes about 12 rows of orders, 8 of events and 2 of touches; underscores may group the digits
    #[arg(long, value_name = "N", value_parser = whole_number, default_value_t = Company::default().members)]
    pub members: u64,
    /// What the data depends on: another seed, another company
    #[arg(long, value_name = "N", default_value_t = Company::default().seed)]
    pub seed: u64,
    /// Language of headers and values
    #[arg(long, value_enum, default_value_t = Company::default().header)]
    pub header: Lang,
    /// How dirty the orders are: 0 is clean, 1 the dirt of the practice data set, at most 5
    #[arg(long, value_name = "X", default_value_t = Company::default().dirt)]
    pub dirt: f64,
    /// How often each kind of defect occurs, in place of `dirt`; the command line reads it from a file.
    #[arg(skip)]
    pub defect_rates: Option<DefectRates>,
    /// Whose copy it is: member and order numbers then end in three more digits that only this owner's have
    #[arg(long, value_name = "OWNER")]
    pub watermark: Option<String>,
    /// What the tables are written as
    #[arg(long, value_enum, default_value_t = Company::default().format)]
    pub format: CompanyFormat,
    /// Put a title, a note and merged heads above the headers of workbooks, as exports of shops do
    #[arg(long)]
    pub title_rows: bool,
}

/// What the tables of a company are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum CompanyFormat {
    /// CSV in UTF-8 with a byte-order mark
    #[default]
    Csv,
    /// CSV in GBK, what a Chinese Excel saves
    Gbk,
    /// Workbooks
    Xlsx,
    /// Parquet, which takes no dirt
    Parquet,
}

impl CompanyFormat {
    fn encoding(self) -> Encoding {
        match self {
            Self::Gbk => Encoding::Gbk,
            _ => Encoding::Utf8Bom,
        }
    }

    /// The ending of a file.
    fn ending(self) -> &'static str {
        match self {
            Self::Csv | Self::Gbk => "csv",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
        }
    }
}

impl Default for Company {
    fn default() -> Self {
        Self {
            members: 1_000,
            seed: 42,
            header: Lang::Zh,
            dirt: 0.0,
            defect_rates: None,
            watermark: None,
            format: CompanyFormat::Csv,
            title_rows: false,
        }
    }
}

impl Company {
    /// Writes the six tables into `folder`, which is made where it is not there, and what is planted into its folder
    /// `truth`: a table of the same name for each but the orders, whose truth stands with the customers, and the defects of
    /// the orders where there are any. Returns the files written, from `folder`.
    ///
    /// # Errors
    /// Parameters out of their range, a format that can't hold the tables, or a file that can't be written.
    pub fn write(&self, folder: &Path) -> Result<Vec<PathBuf>, GeneratorError> {
        let format = self.file_format()?;
        let truth = folder.join(TRUTH);
        fs::create_dir_all(&truth).map_err(|source| GeneratorError::Write {
            path: truth,
            source,
        })?;
        let orders = self.orders();
        let out = Output {
            folder,
            ending: self.format.ending(),
            format,
        };
        let mut files = vec![out.table(&self.customers())?, out.table(&orders)?];
        files.push(out.table(&self.events())?);
        files.push(out.table(&self.campaigns())?);
        files.push(out.table(&self.touches())?);
        files.push(out.table(&self.questionnaire())?);
        files.push(out.truth(&self.customers())?);
        files.push(out.truth(&self.events())?);
        files.push(out.truth(&self.campaigns())?);
        files.push(out.truth(&self.touches())?);
        files.push(out.truth(&self.questionnaire())?);
        if self.dirt > 0.0 || self.defect_rates.is_some() {
            let defects = out.beside_truth("defects");
            orders.write_defects(&folder.join(&defects), &out.name(Orders::NAME))?;
            files.push(defects);
        }
        Ok(files)
    }

    /// What the tables become, if they can.
    fn file_format(&self) -> Result<Format, GeneratorError> {
        let is_dirty = self.dirt > 0.0 || self.defect_rates.is_some();
        match self.format {
            CompanyFormat::Xlsx if self.title_rows => Ok(Format::Xlsx(Above::Titles)),
            CompanyFormat::Xlsx => Ok(Format::Xlsx(Above::Nothing)),
            _ if self.title_rows => Err(GeneratorError::Titles),
            CompanyFormat::Parquet if is_dirty => Err(GeneratorError::TypedDirt),
            CompanyFormat::Parquet => Ok(Format::Parquet),
            CompanyFormat::Csv | CompanyFormat::Gbk => Ok(Format::Csv),
        }
    }

    /// The members.
    pub fn customers(&self) -> Customers {
        Customers {
            members: self.members,
            seed: self.seed,
            header: self.header,
            encoding: self.format.encoding(),
            watermark: self.watermark.clone(),
        }
    }

    /// What they ordered.
    pub fn orders(&self) -> Orders {
        Orders {
            customers: Some(self.members),
            seed: self.seed,
            header: self.header,
            encoding: self.format.encoding(),
            watermark: self.watermark.clone(),
            dirt: self.dirt,
            defect_rates: self.defect_rates.clone(),
            ..Orders::default()
        }
    }

    /// What they did, and the advertising that they saw.
    pub fn events(&self) -> Events {
        Events {
            members: self.members,
            seed: self.seed,
            header: self.header,
            encoding: self.format.encoding(),
            watermark: self.watermark.clone(),
            ..Events::default()
        }
    }

    /// What the advertising cost and brought in.
    pub fn campaigns(&self) -> Campaigns {
        Campaigns {
            seed: self.seed,
            header: self.header,
            encoding: self.format.encoding(),
            ..Campaigns::default()
        }
    }

    /// How they came to buy.
    pub fn touches(&self) -> Touches {
        Touches {
            members: self.members,
            seed: self.seed,
            header: self.header,
            encoding: self.format.encoding(),
            watermark: self.watermark.clone(),
            ..Touches::default()
        }
    }

    /// What they think of the membership programme.
    pub fn questionnaire(&self) -> Questionnaire {
        Questionnaire {
            respondents: self.members,
            seed: self.seed,
            header: self.header,
            encoding: self.format.encoding(),
            watermark: self.watermark.clone(),
            ..Questionnaire::default()
        }
    }
}

/// Where the tables go.
struct Output<'a> {
    folder: &'a Path,
    ending: &'static str,
    format: Format,
}

impl Output<'_> {
    fn name(&self, table: &str) -> String {
        format!("{table}.{}", self.ending)
    }

    /// The file of a truth: Parquet beside Parquet, else CSV.
    fn beside_truth(&self, table: &str) -> PathBuf {
        let ending = match self.format {
            Format::Parquet => "parquet",
            _ => "csv",
        };
        Path::new(TRUTH).join(format!("{table}.{ending}"))
    }

    fn table<D: Dataset>(&self, table: &D) -> Result<PathBuf, GeneratorError> {
        let file = PathBuf::from(self.name(D::NAME));
        table.write(&self.folder.join(&file), self.format)?;
        Ok(file)
    }

    fn truth<D: Dataset>(&self, table: &D) -> Result<PathBuf, GeneratorError> {
        let file = self.beside_truth(D::NAME);
        table.write_truth(&self.folder.join(&file))?;
        Ok(file)
    }
}
