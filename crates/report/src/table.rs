//! [`Table`]: typed cells in rows and columns.

use fourr_locale::Lang;

use crate::label::Label;
use crate::{Cell, Derivation, Format, Id, Prose, Span};

/// A table: every row has one cell a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its name in anchors, workbooks and references.
    pub id: Id,
    /// What it shows.
    pub caption: String,
    /// Where only part of the rows are shown: of how many, and where the others are.
    pub excerpt: Option<Excerpt>,
    /// How a reader's own program gets the figures again.
    pub derivation: Option<Derivation>,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    total: Option<Vec<Cell>>,
}

/// A column: its head and the look of its cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What the values are.
    pub title: String,
    /// The unit they are in, where the title leaves it open: 元, days.
    pub unit: Option<String>,
    /// How they are shown, aligned and sorted.
    pub format: Format,
}

/// That a table shows the first rows of a longer one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// Rows of the whole table.
    pub of: u64,
    /// The file that has them all.
    pub file: String,
}

impl Column {
    /// A column without a unit.
    pub fn new(title: impl Into<String>, format: Format) -> Self {
        Self {
            title: title.into(),
            unit: None,
            format,
        }
    }

    /// The same column with a unit.
    #[must_use]
    pub fn unit(self, unit: impl Into<String>) -> Self {
        Self {
            unit: Some(unit.into()),
            ..self
        }
    }

    /// Title and unit in one line: `金额（元）`, `Amount (EUR)`.
    pub fn head(&self, lang: Lang) -> String {
        match (&self.unit, lang) {
            (None, _) => self.title.clone(),
            (Some(unit), Lang::Zh) => format!("{}（{unit}）", self.title),
            (Some(unit), Lang::En) => format!("{} ({unit})", self.title),
        }
    }
}

impl Table {
    /// A table without rows.
    pub fn new(id: impl Into<Id>, caption: impl Into<String>, columns: Vec<Column>) -> Self {
        Self {
            id: id.into(),
            caption: caption.into(),
            excerpt: None,
            derivation: None,
            columns,
            rows: Vec::new(),
            total: None,
        }
    }

    /// Adds a row below the others.
    ///
    /// # Panics
    /// When the row does not have one cell a column.
    pub fn push(&mut self, row: impl IntoIterator<Item = Cell>) {
        let row = self.fitting(row);
        self.rows.push(row);
    }

    /// The table with these rows below those it has.
    ///
    /// # Panics
    /// When a row does not have one cell a column.
    #[must_use]
    pub fn with_rows<R: IntoIterator<Item = Cell>>(
        mut self,
        rows: impl IntoIterator<Item = R>,
    ) -> Self {
        for row in rows {
            self.push(row);
        }
        self
    }

    /// The table with a total below the rows, which sorting leaves where it is.
    ///
    /// # Panics
    /// When the total does not have one cell a column.
    #[must_use]
    pub fn with_total(mut self, total: impl IntoIterator<Item = Cell>) -> Self {
        self.total = Some(self.fitting(total));
        self
    }

    /// The table with how a reader's own program gets its figures again.
    #[must_use]
    pub fn derived(self, derivation: Derivation) -> Self {
        Self {
            derivation: Some(derivation),
            ..self
        }
    }

    /// The table with the place of its figures in `summary.json`: `pointer` gives that of a row and a column, both
    /// counted from 0, the total as the row below the others, and none for words.
    #[must_use]
    pub fn read_from(self, pointer: impl Fn(usize, usize) -> Option<String>) -> Self {
        let width = self.columns.len();
        let pointers = |row| (0..width).map(|column| pointer(row, column)).collect();
        let height = self.rows.len() + usize::from(self.total.is_some());
        let pointers = (0..height).map(pointers).collect();
        self.derived(Derivation::Summary(pointers))
    }

    /// The columns, left to right.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows, top to bottom, without the total.
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// The total.
    pub fn total(&self) -> Option<&[Cell]> {
        self.total.as_deref()
    }

    /// The heads of the columns, as a terminal shows them.
    pub fn heads(&self, lang: Lang) -> Vec<String> {
        self.columns
            .iter()
            .map(|column| column.head(lang))
            .collect()
    }

    /// `row` as texts, as a terminal shows them.
    pub fn texts(&self, row: &[Cell], lang: Lang) -> Vec<String> {
        let cells = row.iter().zip(&self.columns);
        cells
            .map(|(cell, column)| cell.display(column.format, lang))
            .collect()
    }

    /// That only part of the rows are shown, if so.
    pub(crate) fn excerpt_text(&self, lang: Lang) -> Option<Prose> {
        let excerpt = self.excerpt.as_ref()?;
        let shown = Cell::Count(self.rows.len() as u64);
        let values = [
            shown.into(),
            Cell::Count(excerpt.of).into(),
            Span::code(&excerpt.file),
        ];
        Some(Prose::fill(Label::Excerpt.text(lang), &values))
    }

    fn fitting(&self, row: impl IntoIterator<Item = Cell>) -> Vec<Cell> {
        let row: Vec<Cell> = row.into_iter().collect();
        assert_eq!(
            row.len(),
            self.columns.len(),
            "cells in a row of table {}",
            self.id
        );
        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_heads_and_rounded_texts() {
        let columns = vec![
            Column::new("Segment", Format::Text),
            Column::new("Amount", Format::Money).unit("EUR"),
        ];
        let table = Table::new("segments", "Segments", columns)
            .with_rows([[Cell::from("Champions"), Cell::Money(1.005)]])
            .with_total([Cell::from("All"), Cell::Number(1.005)]);
        assert_eq!(table.heads(Lang::En), ["Segment", "Amount (EUR)"]);
        assert_eq!(
            table.texts(&table.rows()[0], Lang::En),
            ["Champions", "1.01"]
        );
        assert_eq!(
            table.texts(table.total().unwrap(), Lang::En),
            ["All", "1.01"]
        );
    }

    #[test]
    #[should_panic(expected = "cells in a row of table narrow")]
    fn a_row_of_another_width_is_refused() {
        Table::new("narrow", "", vec![Column::new("A", Format::Text)]).push([]);
    }
}
