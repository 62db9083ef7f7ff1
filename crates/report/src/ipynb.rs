//! A report as a Jupyter notebook, which repeats the analysis that it reports.
//!
//! Tables and charts are stored as outputs, so that it reads without running. Its code runs the command again in a
//! temporary folder, reads what it wrote with Python's polars, computes anew those tables that say how
//! ([`Derivation`]), and compares the figures with those beside the notebook. What the code shows is
//! what was stored, to the byte, as long as the input is the same.

mod format;
mod python;
mod shown;
mod tables;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fourr_chart::Theme;

use crate::charts::Picture;
use crate::markdown::{self, Writer};
use crate::{Block, ChartBlock, Derivation, Id, Report, ReportError, Section, Table};
use format::{Cell, CellMetadata, Folded, Lines, Notebook, Output};
use words::Words;

/// How to repeat an analysis.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recipe {
    /// The arguments of `fourr`, without the one that says where results go. None: the notebook repeats nothing.
    pub arguments: Vec<Argument>,
}

/// An argument of the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// A word.
    Word(String),
    /// An input file or pattern, absolute or as seen from the folder of the notebook.
    Input(String),
}

/// The notebook of a report. `pictures` are its charts as [`charts::write`](crate::charts::write) has drawn them; the
/// files that code reads are those that an analysis writes beside it: `summary.json`, `charts`, and the Parquet files
/// that tables are derived from.
///
/// # Errors
/// Parts that cannot be told apart, a finding that refers to nothing, or a chart without a picture.
pub fn render(
    report: &Report,
    recipe: &Recipe,
    pictures: &[Picture],
) -> Result<String, ReportError> {
    let pictures = pictures
        .iter()
        .map(|picture| (&picture.id, picture.png.as_slice()));
    let mut book = Book {
        report,
        say: Words::of(report.lang),
        text: Writer::of(report)?,
        pictures: pictures.collect(),
        cells: Vec::new(),
        ids: BTreeSet::new(),
        shown: 0,
    };
    book.words("opening", book.text.opening(report));
    book.preparation(recipe)?;
    for section in &report.sections {
        book.section(section)?;
    }
    book.words("closing", book.text.closing(report));
    if !recipe.arguments.is_empty() {
        let words = [book.say.verdict_head, book.say.verdict];
        book.words("verdict", words.map(str::to_owned).into());
        book.code("compare", &Compare { say: book.say }.render()?);
    }
    Ok(Notebook::new(&report.title, book.cells).text()?)
}

#[derive(Template)]
#[template(path = "notebook/repeat.py", escape = "none")]
struct Repeat<'a> {
    say: &'a Words,
    inputs: Vec<String>,
    command: String,
}

#[derive(Template)]
#[template(path = "notebook/tables.py", escape = "none")]
struct Tables<'a> {
    say: &'a Words,
}

#[derive(Template)]
#[template(path = "notebook/compare.py", escape = "none")]
struct Compare<'a> {
    say: &'a Words,
}

impl<'a> Repeat<'a> {
    fn new(recipe: &Recipe, say: &'a Words) -> Self {
        let (mut inputs, mut command) = (Vec::new(), Vec::new());
        for argument in &recipe.arguments {
            match argument {
                Argument::Word(word) => command.push(python::text(word)),
                Argument::Input(path) => {
                    if inputs.is_empty() {
                        command.push("*INPUT".to_owned());
                    }
                    inputs.push(python::text(path));
                }
            }
        }
        Self {
            say,
            inputs,
            command: command.join(", "),
        }
    }
}

/// A notebook in the making.
struct Book<'a> {
    report: &'a Report,
    say: &'static Words,
    text: Writer<'a>,
    pictures: BTreeMap<&'a Id, &'a [u8]>,
    cells: Vec<Cell>,
    ids: BTreeSet<String>,
    /// Cells with an output so far.
    shown: u32,
}

impl Book<'_> {
    /// The cells that repeat the analysis and read what it wrote.
    fn preparation(&mut self, recipe: &Recipe) -> Result<(), ReportError> {
        let say = self.say;
        let origin = if recipe.arguments.is_empty() {
            "from pathlib import Path\n\nresults = Path(\".\")\n".to_owned()
        } else {
            self.words("how", [say.how_head, say.how].map(str::to_owned).into());
            Repeat::new(recipe, say).render()?
        };
        self.code("repeat", &origin);
        let files: BTreeSet<&str> = self
            .report
            .tables()
            .filter_map(|table| match &table.derivation {
                Some(Derivation::Recompute(of)) => Some(of.file),
                _ => None,
            })
            .collect();
        let frames = files.into_iter().map(|file| {
            let [frame, file] = [python::variable(file), python::text(file)];
            format!("{frame} = pl.read_parquet(results / {file})\n")
        });
        let read = format!(
            "import json\n\nimport polars as pl\nfrom IPython.display import Image\n\n# {}\n\
             summary = json.loads((results / \"summary.json\").read_text(encoding=\"utf-8\"))\n{}",
            say.read,
            frames.collect::<String>()
        );
        self.code("read", &read);
        self.folded("tables", &Tables { say }.render()?);
        Ok(())
    }

    fn section(&mut self, section: &Section) -> Result<(), ReportError> {
        let name = format!("section_{}", section.id);
        let mut words = vec![markdown::title(section)];
        for block in &section.blocks {
            match block {
                Block::Heading(text) => words.push(markdown::heading(text)),
                Block::Paragraph(text) => words.push(self.text.prose(text)),
                Block::Method(method) => words.extend(self.text.method(method)),
                Block::Note(note) => words.push(self.text.note(note)),
                Block::Table(table) => {
                    words.push(self.text.caption(table));
                    self.words(&name, std::mem::take(&mut words));
                    self.table(table)?;
                    words.extend(self.text.excerpt(table));
                }
                Block::Chart(chart) => {
                    words.push(self.text.reading(chart));
                    words.push(format!("<small>{}</small>", self.text.alt(chart)));
                    self.words(&name, std::mem::take(&mut words));
                    self.chart(chart)?;
                }
            }
        }
        self.words(&name, words);
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), ReportError> {
        let lang = self.report.lang;
        let source = tables::source(table, &self.text.name(&table.id), lang)?;
        let [html, plain] = [shown::html, shown::plain].map(|write| write(table, lang));
        self.shown += 1;
        let output = Output::table(&html, &plain, self.shown);
        // Lists of values or places: nothing that a reader learns from.
        let is_list = !matches!(table.derivation, Some(Derivation::Recompute(_)));
        self.push_code(
            &format!("table_{}", table.id),
            &source,
            is_list,
            Some(output),
        );
        Ok(())
    }

    fn chart(&mut self, chart: &ChartBlock) -> Result<(), ReportError> {
        let png = self.pictures.get(&chart.id);
        let png = png.ok_or_else(|| ReportError::NoPicture(chart.id.clone()))?;
        let width = width(&Theme::new(self.report.lang));
        let source = format!(
            "Image(filename=str(results / \"charts/{}.png\"), width={width})",
            chart.id
        );
        self.shown += 1;
        let output = Output::picture(STANDARD.encode(png), width, self.shown);
        self.push_code(&format!("chart_{}", chart.id), &source, false, Some(output));
        Ok(())
    }

    /// A cell of words, unless there are none.
    fn words(&mut self, name: &str, mut blocks: Vec<String>) {
        blocks.retain(|block| !block.is_empty());
        if blocks.is_empty() {
            return;
        }
        let id = self.id(name);
        self.cells.push(Cell::Markdown {
            id,
            metadata: CellMetadata::default(),
            source: Lines::of(&blocks.join("\n\n")),
        });
    }

    /// A cell that has not run.
    fn code(&mut self, name: &str, source: &str) {
        self.push_code(name, source, false, None);
    }

    /// A cell that has not run and whose source is folded away.
    fn folded(&mut self, name: &str, source: &str) {
        self.push_code(name, source, true, None);
    }

    fn push_code(&mut self, name: &str, source: &str, is_folded: bool, output: Option<Output>) {
        let id = self.id(name);
        self.cells.push(Cell::Code {
            execution_count: output.as_ref().map(|_| self.shown),
            id,
            metadata: CellMetadata {
                jupyter: is_folded.then(Folded::source),
            },
            outputs: output.into_iter().collect(),
            source: Lines::of(source.trim_end()),
        });
    }

    /// `name` as the id of a cell: at most 64 letters, digits, hyphens and underscores, each id once.
    fn id(&mut self, name: &str) -> String {
        let name: String = name.chars().take(48).collect();
        let mut id = name.clone();
        for number in 2.. {
            if self.ids.insert(id.clone()) {
                break;
            }
            id = format!("{name}_{number}");
        }
        id
    }
}

/// The width of a chart on the screen, in pixels before scaling.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a width in pixels"
)]
fn width(theme: &Theme) -> u32 {
    theme.width as u32
}
