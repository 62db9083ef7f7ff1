//! [`Report`]: what an analysis has to say.

use fourr_chart::Chart;
use fourr_locale::Lang;

use crate::{Cell, DataNote, Format, Id, Method, Prose, Provenance, Table};

/// A report in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The language of every text in it, and of the labels that rendering adds.
    pub lang: Lang,
    /// What it is about.
    pub title: String,
    /// Population, period and size, in a sentence.
    pub lead: Prose,
    /// The few numbers that come before everything else.
    pub figures: Vec<KeyFigure>,
    /// What the analysis found, the most important first.
    pub findings: Vec<Finding>,
    /// The evidence.
    pub sections: Vec<Section>,
    /// What happened to the data.
    pub notes: Vec<DataNote>,
    /// What it was made from and by.
    pub provenance: Provenance,
}

/// A number that stands for itself.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyFigure {
    /// What it is.
    pub label: String,
    /// How much it is.
    pub value: Cell,
    /// Its look.
    pub format: Format,
    /// Its unit, where the label leaves it open.
    pub unit: Option<String>,
}

/// A result in a sentence or two.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The sentence.
    pub text: Prose,
    /// The tables and charts that show it.
    pub evidence: Vec<Id>,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its name in anchors.
    pub id: Id,
    /// Its heading.
    pub title: String,
    /// What is in it, top to bottom.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Sentences.
    Paragraph(Prose),
    /// How figures were obtained.
    Method(Method),
    /// Figures in rows and columns.
    Table(Table),
    /// Figures drawn.
    Chart(ChartBlock),
    /// A remark on the data that belongs right here.
    Note(DataNote),
}

/// A chart and what it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartBlock {
    /// Its name in anchors and file names.
    pub id: Id,
    /// The chart.
    pub chart: Chart,
    /// What it shows, in words.
    pub reading: Prose,
}

impl Report {
    /// The charts in reading order.
    pub fn charts(&self) -> impl Iterator<Item = &ChartBlock> {
        self.blocks().filter_map(|block| match block {
            Block::Chart(chart) => Some(chart),
            _ => None,
        })
    }

    /// The tables in reading order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// The notes in the order in which they are read: rows first, warnings last.
    pub fn sorted_notes(&self) -> Vec<&DataNote> {
        let mut notes: Vec<_> = self.notes.iter().collect();
        notes.sort_by_key(|note| note.kind);
        notes
    }

    fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.sections.iter().flat_map(|section| &section.blocks)
    }
}

impl Finding {
    /// A finding and the tables and charts that show it.
    pub fn new(text: impl Into<Prose>, evidence: impl IntoIterator<Item = Id>) -> Self {
        Self {
            text: text.into(),
            evidence: evidence.into_iter().collect(),
        }
    }
}

impl Section {
    /// A section.
    pub fn new(id: impl Into<Id>, title: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            blocks,
        }
    }
}
