//! `fourr generate company`.

use std::{io::Write, path::PathBuf};

use fourr_generator::Company;
use fourr_locale::Lang;
use fourr_table::output::Folder;

/// The whole practice company over the same members, with everything that is planted.
///
/// Writes customers, orders, events, campaigns, touches and questionnaire, and what is planted in them into the folder truth. Equal
/// parameters give equal bytes on every machine.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr generate company -o company
  fourr generate company -o company --members 20_000 --seed 7 --dirt 1 --format gbk
  fourr generate company -o company --format xlsx --title-rows --watermark \"0017 王小明\"")]
pub(super) struct CompanyCommand {
    #[command(flatten)]
    company: Company,
    /// Kinds of defects and how often each occurs, in place of --dirt
    #[arg(long, value_name = "FILE.toml", conflicts_with = "dirt")]
    defect_rates: Option<PathBuf>,
    /// Folder to write, replaced as a whole
    #[arg(short, long, value_name = "DIR", default_value = "company")]
    out: PathBuf,
}

impl CompanyCommand {
    pub(super) fn run(&self, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut company = self.company.clone();
        company.defect_rates = super::rates(self.defect_rates.as_deref())?;
        let folder = Folder::stage(&self.out)?;
        let files = company.write(folder.path())?;
        folder.commit()?;
        let (path, files) = (self.out.display(), files.len());
        let members = lang.count(company.members);
        match lang {
            Lang::Zh => writeln!(out, "已写入 {path}：{files} 个文件，{members} 位会员")?,
            Lang::En => writeln!(out, "wrote {path}: {files} files, {members} members")?,
        }
        Ok(())
    }
}
