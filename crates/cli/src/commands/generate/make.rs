//! [`Make`]: one data set, and the files that it is written to.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use fourr_generator::{
    Above, Campaigns, Customers, Dataset, Events, Format, GeneratorError, Orders, Questionnaire,
    Touches,
};
use fourr_locale::Lang;

/// One data set, and the files that it is written to.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Make<D: clap::Args> {
    #[command(flatten)]
    pub(super) data: D,
    #[command(flatten)]
    files: Files,
}

/// The files that a data set is written to.
#[derive(Debug, Clone, clap::Args)]
struct Files {
    /// File to write: .csv, .xlsx or .parquet [default: what is made, as .csv]
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Put a title, a note and merged heads above the header of a workbook, as exports of shops do
    #[arg(long)]
    title_rows: bool,
    /// Also write what is planted: .parquet or else CSV
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
}

/// A data set that says how large it is.
pub(super) trait Extent {
    /// Rows, members or days.
    fn extent(&self, lang: Lang) -> Result<String, GeneratorError>;
}

impl<D: clap::Args + Dataset + Extent> Make<D> {
    pub(super) fn run(&self, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        let path = self.path();
        let above = if self.files.title_rows {
            Above::Titles
        } else {
            Above::Nothing
        };
        self.data.write(&path, Format::of(&path, above)?)?;
        if let Some(truth) = &self.files.truth {
            self.data.write_truth(truth)?;
        }
        let (path, extent) = (path.display(), self.data.extent(lang)?);
        match lang {
            Lang::Zh => writeln!(out, "已写入 {path}：{extent}")?,
            Lang::En => writeln!(out, "wrote {path}: {extent}")?,
        }
        Ok(())
    }

    /// The file to write.
    pub(super) fn path(&self) -> PathBuf {
        let default = || Path::new(D::NAME).with_extension("csv");
        self.files.out.clone().unwrap_or_else(default)
    }
}

impl Extent for Orders {
    fn extent(&self, lang: Lang) -> Result<String, GeneratorError> {
        let (rows, customers) = (self.row_count()?, self.customer_count()?);
        let (rows, customers) = (lang.count(rows), lang.count(customers));
        Ok(match lang {
            Lang::Zh => format!("{rows} 行，{customers} 位客户"),
            Lang::En => format!("{rows} rows, {customers} customers"),
        })
    }
}

impl Extent for Customers {
    fn extent(&self, lang: Lang) -> Result<String, GeneratorError> {
        Ok(members(self.members, lang))
    }
}

impl Extent for Questionnaire {
    fn extent(&self, lang: Lang) -> Result<String, GeneratorError> {
        let respondents = lang.count(self.respondents);
        Ok(match lang {
            Lang::Zh => format!("{respondents} 位受访者"),
            Lang::En => format!("{respondents} respondents"),
        })
    }
}

impl Extent for Events {
    fn extent(&self, lang: Lang) -> Result<String, GeneratorError> {
        let (rows, members) = (lang.count(self.row_count()?), members(self.members, lang));
        Ok(match lang {
            Lang::Zh => format!("{rows} 行，{members}"),
            Lang::En => format!("{rows} rows, {members}"),
        })
    }
}

impl Extent for Campaigns {
    fn extent(&self, lang: Lang) -> Result<String, GeneratorError> {
        let (start, end) = (self.start, self.end);
        Ok(match lang {
            Lang::Zh => format!("{start} 至 {end}"),
            Lang::En => format!("{start} to {end}"),
        })
    }
}

impl Extent for Touches {
    fn extent(&self, lang: Lang) -> Result<String, GeneratorError> {
        Ok(members(self.members, lang))
    }
}

fn members(members: u64, lang: Lang) -> String {
    let members = lang.count(members);
    match lang {
        Lang::Zh => format!("{members} 位会员"),
        Lang::En => format!("{members} members"),
    }
}
