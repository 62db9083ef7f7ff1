//! `fourr rfm --why-different`: somebody else's figures, explained.

use std::{io::Write, path::Path};

use fourr_locale::Lang;
use fourr_report::{Block, rfm};
use fourr_rfm::{Claim, ClaimError, Difference};
use fourr_table::{
    Input,
    output::{self, Folder},
};

use super::rfm::RfmCommand;
use crate::{progress::Progress, terminal};

/// What a folder of results holds.
const FILE: &str = "difference.json";

/// Prints what explains the claims. The answer is the output: that nothing explains them is no failure.
pub(super) fn run(command: &RfmCommand, lang: Lang, out: &mut impl Write) -> anyhow::Result<()> {
    let claim = claim(command)?;
    let table = command.input.open()?;
    terminal::notes(table.notes(), lang)?;
    let (table, progress) = Progress::watch(table, lang);
    let difference = command.rfm.why_different(&table, &claim)?;
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

fn print(difference: &Difference, lang: Lang, out: &mut impl Write) -> anyhow::Result<()> {
    for block in rfm::difference(difference, lang) {
        match block {
            Block::Paragraph(prose) => terminal::paragraph(out, &prose.text(lang))?,
            Block::Table(table) => {
                terminal::table(out, &table, lang)?;
                writeln!(out)?;
            }
            Block::Method(_) | Block::Chart(_) | Block::Note(_) => {}
        }
    }
    Ok(())
}

/// A file, if there is one of that name or the text looks like the name of one; else figures.
fn claim(command: &RfmCommand) -> Result<Claim, ClaimError> {
    let [text] = command.why_different.as_slice() else {
        let file = command
            .why_different
            .iter()
            .find(|text| Path::new(text).exists());
        return match file {
            Some(file) => Err(ClaimError::FileAmongOthers(file.clone())),
            None => Claim::parse(&command.why_different, &command.rfm),
        };
    };
    match Claim::parse(&[text], &command.rfm) {
        Ok(claim) if !Path::new(text).exists() => Ok(claim),
        Err(error) if !Path::new(text).exists() && !is_path(text) => Err(error),
        _ => {
            let theirs = Input::of([text]).open()?;
            Claim::of_table(&theirs, &command.rfm)
        }
    }
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
