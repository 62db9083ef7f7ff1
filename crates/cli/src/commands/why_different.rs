//! `fourr rfm --why-different`: somebody else's figures, explained.

use std::{io::Write, path::Path};

use fourr_locale::Lang;
use fourr_report::{Block, rfm};
use fourr_rfm::{Claim, ClaimError, Difference, Rfm};
use fourr_table::{
    Input,
    output::{self, Folder},
};

use super::rfm::RfmCommand;
use crate::{progress::Progress, terminal};

/// What a folder of results holds.
const FILE: &str = "difference.json";

/// What somebody else got from the same input.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Claimed {
    /// Find the conventions that give somebody else's figures instead: 916, champions=916, 客单价=480.87, or a file
    /// with their segments or customers; may be repeated for figures that hold together; without --out no file is
    /// written
    #[arg(
        long,
        value_name = "FILE|VALUE",
        conflicts_with = "explain",
        help_heading = "Output"
    )]
    why_different: Vec<String>,
}

impl Claimed {
    /// The claim, if there is one. What is the name of a file is one.
    pub(crate) fn claim(&self, rfm: &Rfm) -> Result<Option<Claim>, ClaimError> {
        let is_file = |text: &&String| Path::new(text.as_str()).exists();
        match self.why_different.as_slice() {
            [] => Ok(None),
            [text] if is_file(&text) => of_file(text, rfm).map(Some),
            [text] => match Claim::parse(&[text], rfm) {
                // The error of a file says more about what looks like one.
                Err(_) if is_path(text) => of_file(text, rfm).map(Some),
                claim => claim.map(Some),
            },
            several => match several.iter().find(is_file) {
                Some(file) => Err(ClaimError::FileAmongOthers(file.clone())),
                None => Claim::parse(several, rfm).map(Some),
            },
        }
    }
}

fn of_file(path: &str, rfm: &Rfm) -> Result<Claim, ClaimError> {
    Claim::of_table(&Input::of([path]).open()?, rfm)
}

/// Prints what explains the claim. The answer is the output: that nothing explains it is no failure.
pub(super) fn run(
    command: &RfmCommand,
    claim: &Claim,
    lang: Lang,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let table = command.input.open()?;
    terminal::notes(table.notes(), lang)?;
    let (table, progress) = Progress::watch(table, lang);
    let difference = command.rfm.why_different(&table, claim)?;
    drop(progress);
    if let Some(path) = &command.output.out {
        write(path, &difference)?;
    }
    if command.output.json {
        serde_json::to_writer_pretty(&mut *out, &difference)?;
        return Ok(writeln!(out)?);
    }
    print(&difference, lang, out)?;
    if let Some(path) = &command.output.out {
        let wrote = lang.pick("已写入 ", "wrote ");
        writeln!(out, "{wrote}{}", path.join(FILE).display())?;
    }
    Ok(())
}

fn print(difference: &Difference, lang: Lang, out: &mut dyn Write) -> anyhow::Result<()> {
    for block in rfm::difference(difference, lang) {
        match block {
            Block::Heading(text) => terminal::sentence(out, &text)?,
            Block::Paragraph(prose) => terminal::sentence(out, &prose.text(lang))?,
            Block::Table(table) => {
                terminal::table(out, &table, lang)?;
                writeln!(out)?;
            }
            Block::Method(_) | Block::Chart(_) | Block::Note(_) => {}
        }
    }
    Ok(())
}

/// Whether a text without `=` has a folder or an ending, as paths have.
fn is_path(text: &str) -> bool {
    let path = Path::new(text);
    !text.contains(['=', '＝']) && (path.extension().is_some() || path.components().count() > 1)
}

/// Writes `difference.json` into the folder.
fn write(path: &Path, difference: &Difference) -> anyhow::Result<()> {
    let folder = Folder::stage(path)?;
    output::write_json(&folder.path().join(FILE), difference)?;
    folder.commit()?;
    Ok(())
}
