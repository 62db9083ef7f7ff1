//! One customer explained.

use std::io::Write;

use fourr_locale::Lang;
use fourr_report::rfm;
use fourr_rfm::{Explanation, RfmError, Segmentation, Summary};

use crate::terminal;

/// Which customer to explain.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Explained {
    /// Explain one customer: places, scores, segment and why, silence, and what would move them up;
    /// without --out no file is written
    #[arg(long, value_name = "CUSTOMER", help_heading = "Output")]
    pub(crate) explain: Option<String>,
}

impl Explained {
    /// The explanation, if one is asked for.
    pub(crate) fn of(&self, result: &Segmentation) -> Result<Option<Explanation>, RfmError> {
        let explained = self.explain.as_ref().map(|id| result.explain(id));
        explained.transpose()
    }
}

/// Prints tables and sentences.
pub(crate) fn print(
    told: &Explanation,
    summary: &Summary,
    lang: Lang,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let words = rfm::explain(told, summary, lang);
    writeln!(out, "{}\n", words.title)?;
    for table in &words.tables {
        terminal::table(out, table, lang)?;
        writeln!(out)?;
    }
    for sentence in &words.sentences {
        terminal::sentence(out, sentence)?;
    }
    Ok(())
}
