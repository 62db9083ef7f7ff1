//! [`Section`]: a chapter of a report and the blocks it is made of.

use fourr_chart::Chart;

use crate::{DataNote, Id, Live, Method, Prose, Table};

/// A chapter.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its name in anchors.
    pub id: Id,
    /// Its heading.
    pub title: String,
    /// What is in it, top to bottom.
    pub blocks: Vec<Block>,
    /// Whether it begins a page of its own on paper: a card that is handed out by itself.
    pub own_page: bool,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading within the section.
    Heading(String),
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
    /// How its values follow from tables and data, in the order of its shape: for every series its values, for
    /// every row of a heat map its cells, for points the places across, those upwards, and the sizes. Empty
    /// where they follow from nothing that a document shows.
    pub live: Vec<Vec<Live>>,
}

impl Block {
    /// The chart, if it is one.
    pub fn chart(&self) -> Option<&ChartBlock> {
        match self {
            Self::Chart(chart) => Some(chart),
            _ => None,
        }
    }

    /// The table, if it is one.
    pub fn table(&self) -> Option<&Table> {
        match self {
            Self::Table(table) => Some(table),
            _ => None,
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
            own_page: false,
        }
    }

    /// The same section on a page of its own.
    #[must_use]
    pub fn on_own_page(self) -> Self {
        Self {
            own_page: true,
            ..self
        }
    }
}

impl Block {
    /// The same block; of a chart, one whose values follow from tables and data.
    #[must_use]
    pub fn live(mut self, live: Vec<Vec<Live>>) -> Self {
        if let Self::Chart(chart) = &mut self {
            chart.live = live;
        }
        self
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
