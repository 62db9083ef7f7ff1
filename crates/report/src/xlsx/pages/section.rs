//! The sheet of a section.

use std::borrow::Cow;
use std::collections::BTreeSet;

use fourr_chart::Shape;

use super::Composer;
use crate::label::Label;
use crate::xlsx::drawing::{Listed, drawing, listed};
use crate::xlsx::plan::{Item, TableItem, Target, paragraph};
use crate::{Block, ChartBlock, DataNote, Id, NoteKind, Section, Table};

impl<'a> Composer<'a> {
    /// Methods have a sheet of their own, and a line here.
    pub(super) fn section(&mut self, section: &'a Section, heated: &BTreeSet<Id>) -> Vec<Item<'a>> {
        let mut items = self.top(&section.title);
        for block in &section.blocks {
            match block {
                Block::Heading(text) => items.push(Item::Heading(text.clone())),
                Block::Paragraph(text) => items.extend(self.prose(text)),
                Block::Method(method) => {
                    let text = format!(
                        "{}{}{}",
                        self.say(Label::Method),
                        self.say(Label::Colon),
                        method.name
                    );
                    items.push(Item::Remark(text));
                    let words = method.words.iter();
                    items.extend(words.flat_map(|words| self.prose(words)));
                }
                Block::Table(table) => items.extend(self.table(table, heated)),
                Block::Chart(chart) => items.extend(self.chart(chart)),
                Block::Note(note) => items.extend(self.note(note)),
            }
            // A heading stays with what it heads.
            if !matches!(block, Block::Heading(_)) {
                items.push(Item::Blank);
            }
        }
        items
    }

    fn table(&self, table: &'a Table, heated: &BTreeSet<Id>) -> Vec<Item<'a>> {
        let name = self.numbering.name(&table.id);
        let mut items = vec![Item::Table(Box::new(TableItem {
            caption: format!("{name}　{}", table.caption),
            table: Cow::Borrowed(table),
            heat: heated.contains(&table.id),
        }))];
        let excerpt = table.excerpt_text(self.lang());
        items.extend(excerpt.iter().flat_map(|text| self.prose(text)));
        items
    }

    fn chart(&mut self, chart: &'a ChartBlock) -> Vec<Item<'a>> {
        let lang = self.lang();
        let name = self.numbering.name(&chart.id);
        let reading = format!("{name}　{}", chart.reading.text(lang));
        let reading = paragraph(&reading, Item::Remark);
        if let Some((drawing, block)) = drawing(chart, &self.tables, lang) {
            self.blocks.extend(block);
            let mut items = vec![Item::Chart(chart, drawing)];
            items.extend(reading);
            return items;
        }
        match listed(chart, &self.tables, lang) {
            Some(Listed::Own(table)) => {
                let mut items = vec![Item::Table(Box::new(TableItem {
                    caption: format!("{name}　{}", table.caption),
                    table: Cow::Owned(*table),
                    heat: matches!(chart.chart.shape, Shape::HeatMap(_)),
                }))];
                items.extend(reading);
                items
            }
            Some(Listed::In(id)) => {
                let mut items = reading;
                let caption = self.tables.get(&id).map(|table| table.caption.as_str());
                let text = self.see(&id, caption.unwrap_or_default());
                items.push(Item::Link(text, Target::Part(id)));
                items
            }
            None => reading,
        }
    }

    fn note(&self, note: &DataNote) -> Vec<Item<'a>> {
        let kind = self.say(note.kind.into());
        let text = format!(
            "{kind}{}{}",
            self.say(Label::Colon),
            note.text.text(self.lang())
        );
        if note.kind == NoteKind::Warning {
            paragraph(&text, Item::Warning)
        } else {
            paragraph(&text, Item::Remark)
        }
    }
}
