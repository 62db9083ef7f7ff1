//! [`Report`]: what an analysis has to say.

use fourr_locale::Lang;

use crate::{
    Block, Cell, ChartBlock, DataNote, Format, Id, Live, Prose, Provenance, Section, Table,
    Workbook,
};

/// A report in one language.
#[derive(Debug, Clone, PartialEq, Default)]
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
    /// What only a workbook has room for.
    pub workbook: Workbook,
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
    /// How it follows from the data.
    pub live: Option<Live>,
}

/// A result in a sentence or two.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The sentence.
    pub text: Prose,
    /// The tables and charts that show it.
    pub evidence: Vec<Id>,
}

impl Report {
    /// The charts in reading order.
    pub fn charts(&self) -> impl Iterator<Item = &ChartBlock> {
        self.blocks().filter_map(Block::chart)
    }

    /// The tables in reading order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks().filter_map(Block::table)
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

impl KeyFigure {
    /// A number that needs no unit.
    pub fn new(label: impl Into<String>, value: impl Into<Cell>, format: Format) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            format,
            unit: None,
            live: None,
        }
    }

    /// The same number with its unit.
    #[must_use]
    pub fn unit(self, unit: impl Into<String>) -> Self {
        Self {
            unit: Some(unit.into()),
            ..self
        }
    }

    /// The same number, following from the data.
    #[must_use]
    pub fn live(self, live: impl Into<Option<Live>>) -> Self {
        Self {
            live: live.into(),
            ..self
        }
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
