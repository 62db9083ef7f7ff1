//! What stands on which sheet.

mod section;
mod summary;

use std::borrow::Cow;
use std::collections::BTreeSet;

use fourr_locale::Lang;

use super::drawing::{self, Tables};
use super::pivot;
use super::plan::{Item, TableItem, Target, paragraph};
use crate::label::Label;
use crate::numbering::Numbering;
use crate::{
    Cell, Column, DataSheet, Format, Formula, Id, Method, Prose, Report, ReportError, Span, Table,
};

/// Everything that sheets are composed from.
pub(super) struct Composer<'a> {
    pub(super) report: &'a Report,
    pub(super) numbering: Numbering<'a>,
    pub(super) tables: Tables<'a>,
    /// The data sheets that are part of the workbook.
    pub(super) data: Vec<&'a DataSheet>,
    /// Tables for charts, written so far.
    blocks: Vec<Table>,
}

/// A sheet's title and items.
type Sheet<'a> = (String, Vec<Item<'a>>);

impl<'a> Composer<'a> {
    pub(super) fn new(report: &'a Report, data: Vec<&'a DataSheet>) -> Result<Self, ReportError> {
        Ok(Self {
            report,
            numbering: Numbering::of(report)?,
            tables: report.tables().map(|table| (&table.id, table)).collect(),
            data,
            blocks: Vec::new(),
        })
    }

    /// The sheets to read, the summary first.
    pub(super) fn sheets(mut self) -> Result<Vec<Sheet<'a>>, ReportError> {
        let heated = self.heated();
        let report = self.report;
        let sections = report.sections.iter();
        let sections: Vec<Sheet<'a>> = sections
            .map(|section| (section.title.clone(), self.section(section, &heated)))
            .collect();
        let rest = [
            self.pivots()?,
            self.methods(),
            Some(self.notes()),
            self.chart_data(),
        ];
        let rest = rest.into_iter().flatten();
        let mut sheets: Vec<Sheet<'a>> = sections.into_iter().chain(rest).collect();
        sheets.insert(0, self.summary(&sheets));
        Ok(sheets)
    }

    fn lang(&self) -> Lang {
        self.report.lang
    }

    fn say(&self, label: Label) -> &'static str {
        label.text(self.lang())
    }

    fn fill(&self, label: Label, values: &[Span]) -> String {
        Prose::fill(self.say(label), values).text(self.lang())
    }

    /// The head of every sheet but the summary.
    fn top(&self, title: &str) -> Vec<Item<'a>> {
        vec![
            Item::Title(title.to_owned()),
            Item::Link(self.say(Label::BackToSummary).to_owned(), Target::Page(0)),
            Item::Blank,
        ]
    }

    /// Words that lead to a table or chart.
    fn see(&self, id: &Id, title: &str) -> String {
        let name = Span::plain(self.numbering.name(id));
        let text = self.fill(Label::SeeFigure, &[name, Span::plain(title)]);
        format!("　　{text}")
    }

    fn prose(&self, text: &Prose) -> Vec<Item<'a>> {
        paragraph(&text.text(self.lang()), Item::Text)
    }

    /// Tables of the report that are heat maps.
    fn heated(&self) -> BTreeSet<Id> {
        let maps = self
            .report
            .charts()
            .filter(|chart| matches!(chart.chart.shape, fourr_chart::Shape::HeatMap(_)));
        let heat =
            maps.filter_map(
                |chart| match drawing::listed(chart, &self.tables, self.lang()) {
                    Some(drawing::Listed::In(id)) => Some(id),
                    _ => None,
                },
            );
        heat.collect()
    }

    fn pivots(&self) -> Result<Option<Sheet<'a>>, ReportError> {
        let workbook = &self.report.workbook;
        if workbook.pivots.is_empty() {
            return Ok(None);
        }
        let title = self.say(Label::Pivot);
        let mut items = self.top(title);
        items.extend(paragraph(self.say(Label::PivotUse), Item::Remark));
        items.push(Item::Blank);
        for of in &workbook.pivots {
            let Some(sheet) = workbook.data.iter().find(|sheet| sheet.id == of.sheet) else {
                continue;
            };
            let table = pivot::table(of, sheet, self.lang())?;
            items.push(Item::Table(Box::new(TableItem {
                caption: table.caption.clone(),
                table: Cow::Owned(table),
                heat: true,
            })));
            items.push(Item::Blank);
        }
        Ok(Some((title.to_owned(), items)))
    }

    fn methods(&self) -> Option<Sheet<'a>> {
        let title = self.say(Label::Methods);
        let mut items = self.top(title);
        let mut any = false;
        for section in &self.report.sections {
            for block in &section.blocks {
                if let crate::Block::Method(method) = block {
                    items.extend(self.method(method));
                    any = true;
                }
            }
        }
        any.then(|| (title.to_owned(), items))
    }

    fn method(&self, method: &Method) -> Vec<Item<'a>> {
        let (lang, colon) = (self.lang(), self.say(Label::Colon));
        let mut items = vec![Item::Heading(method.name.clone())];
        items.extend(method.words.iter().flat_map(|words| self.prose(words)));
        items.extend(method.formulas.iter().flat_map(|of| self.formula(of)));
        if !method.conventions.is_empty() {
            items.push(Item::Remark(self.say(Label::Conventions).to_owned()));
        }
        for convention in &method.conventions {
            let text = format!(
                "　· {}{colon}{}",
                convention.question,
                convention.in_force.text(lang)
            );
            items.extend(paragraph(&text, Item::Text));
        }
        if !method.sources.is_empty() {
            let text = format!(
                "{}{colon}{}",
                self.say(Label::Sources),
                method.sources.join("; ")
            );
            items.extend(paragraph(&text, Item::Remark));
        }
        items.push(Item::Blank);
        items
    }

    fn formula(&self, formula: &Formula) -> Vec<Item<'a>> {
        let lang = self.lang();
        let mut items = paragraph(
            &format!("　　{}", formula.expression.linear(lang)),
            Item::Text,
        );
        let colon = self.say(Label::Colon);
        for meaning in &formula.meanings {
            let text = format!(
                "　　　　{}{colon}{}",
                meaning.symbol.linear(lang),
                meaning.words
            );
            items.extend(paragraph(&text, Item::Remark));
        }
        if let Some(worked) = &formula.worked {
            let text = format!(
                "　　{}{colon}{}",
                self.say(Label::Worked),
                worked.linear(lang)
            );
            items.extend(paragraph(&text, Item::Text));
        }
        items
    }

    fn notes(&self) -> Sheet<'a> {
        let title = self.say(Label::DataNotes);
        let mut items = self.top(title);
        let notes = self.report.sorted_notes();
        let columns = vec![
            Column::new(self.say(Label::Kind), Format::Text),
            Column::new(self.say(Label::Note), Format::Text),
            Column::new(self.say(Label::Rows), Format::Count),
            Column::new(self.say(Label::Code), Format::Text),
        ];
        let rows = notes.iter().map(|note| {
            [
                Cell::from(self.say(note.kind.into())),
                Cell::from(note.text.text(self.lang())),
                Cell::from(note.rows),
                Cell::from(note.code.as_str()),
            ]
        });
        let notes = Table::new("data-notes", title, columns).with_rows(rows);
        items.push(plain(notes));
        items.push(Item::Blank);
        items.push(plain(self.provenance()));
        (title.to_owned(), items)
    }

    fn provenance(&self) -> Table {
        let provenance = &self.report.provenance;
        let columns = vec![
            Column::new(self.say(Label::Item), Format::Text),
            Column::new(self.say(Label::Value), Format::Text),
        ];
        let line = |label, text: String| [Cell::from(self.say(label)), Cell::from(text)];
        let inputs = provenance.inputs.iter().cloned();
        let command = provenance.command.iter().cloned();
        let parameters = provenance.parameters.iter();
        let parameters = parameters.map(|(key, value)| format!("{key} = {value}"));
        let rows = inputs
            .map(|text| line(Label::Inputs, text))
            .chain(command.map(|text| line(Label::Command, text)))
            .chain(parameters.map(|text| line(Label::Parameters, text)))
            .chain([line(
                Label::Version,
                format!("fourr {}", provenance.version),
            )]);
        Table::new("provenance", self.say(Label::Provenance), columns).with_rows(rows)
    }

    fn chart_data(&mut self) -> Option<Sheet<'a>> {
        let blocks = std::mem::take(&mut self.blocks);
        if blocks.is_empty() {
            return None;
        }
        let title = self.say(Label::ChartData);
        let mut items = self.top(title);
        items.extend(paragraph(self.say(Label::ChartDataUse), Item::Remark));
        for block in blocks {
            items.push(Item::Blank);
            items.push(plain(block));
        }
        Some((title.to_owned(), items))
    }
}

/// A table without a number.
fn plain<'a>(table: Table) -> Item<'a> {
    Item::Table(Box::new(TableItem {
        caption: table.caption.clone(),
        table: Cow::Owned(table),
        heat: false,
    }))
}
