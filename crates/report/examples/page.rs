//! Writes a report with invented figures in both languages, to look at: `cargo run --example page -- FOLDER`.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use fourr_locale::Lang;
use fourr_report::ipynb::{self, Recipe};
use fourr_report::{charts, html, markdown};

#[path = "../tests/documents/sample/mod.rs"]
mod sample;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("expected a folder to write to")?);
    for lang in [Lang::Zh, Lang::En] {
        let report = sample::report(lang);
        let folder = folder.join(lang.tag());
        let pictures = charts::write(&report, &folder.join("charts"))?;
        fs::write(folder.join("report.html"), html::render(&report)?)?;
        fs::write(folder.join("report.md"), markdown::render(&report)?)?;
        let notebook = ipynb::render(&report, &Recipe::default(), &pictures)?;
        fs::write(folder.join("report.ipynb"), notebook)?;
    }
    Ok(())
}
