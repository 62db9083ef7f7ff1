//! `fourr clean --undo`.

use std::{io::Write, path::Path};

use fourr_clean::{CleanError, Recipe, Undo};
use fourr_locale::Lang;
use fourr_table::{TableError, output::Folder};

use super::read_parquet;
use crate::{args::Output, folder, terminal};

/// Writes the table as it was before the cleaning that left `cleaned`.
pub(super) fn run(
    cleaned: &Path,
    output: &Output,
    lang: Lang,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let recipe = cleaned.join("recipe.toml");
    let text = std::fs::read_to_string(&recipe).map_err(|error| TableError::io(&recipe, error))?;
    if !cleaned.join("ledger.parquet").exists() {
        let folder = cleaned.to_owned();
        return Err(CleanError::NoLedger { folder }.into());
    }
    let read = |name: &str| read_parquet(&cleaned.join(name));
    let undo = Undo {
        table: read("cleaned.parquet")?,
        ledger: read("ledger.parquet")?,
        quarantine: read("quarantine.parquet")?,
        recipe: Recipe::from_toml(&text)?,
    };
    let mut restored = undo.restore()?;
    let rows = restored.height() as u64;
    let path = output
        .out
        .clone()
        .unwrap_or_else(|| std::path::PathBuf::from("notebooks-out").join("clean-undone"));
    let staged = Folder::stage(&path)?;
    folder::write_table(staged.path(), "restored", &mut restored, output.csv)?;
    staged.commit()?;
    let rows = lang.count(rows);
    match lang {
        Lang::Zh => writeln!(out, "已还原 {rows} 行")?,
        Lang::En => writeln!(out, "restored {rows} rows")?,
    }
    terminal::written(out, Some(&path), lang)
}
