//! [`Section`]: a chapter of a report and the blocks it is made of.

use fourr_chart::Chart;

use crate::{DataNote, Id, Method, Prose, Table};

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
    Chart(Box<ChartBlock>),
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

impl From<Prose> for Block {
    fn from(text: Prose) -> Self {
        Self::Paragraph(text)
    }
}

impl From<Method> for Block {
    fn from(method: Method) -> Self {
        Self::Method(method)
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

impl From<ChartBlock> for Block {
    fn from(chart: ChartBlock) -> Self {
        Self::Chart(Box::new(chart))
    }
}

impl From<DataNote> for Block {
    fn from(note: DataNote) -> Self {
        Self::Note(note)
    }
}
