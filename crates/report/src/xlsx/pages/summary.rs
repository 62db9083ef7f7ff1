//! The first sheet: what the report says, and ways to the proof.

use super::{Composer, Sheet, plain};
use crate::label::Label;
use crate::xlsx::plan::{Item, Target, paragraph};
use crate::{Cell, Column, Finding, Format, NoteKind, Row, Span, Table};

impl<'a> Composer<'a> {
    /// `others` are the sheets that follow.
    pub(super) fn summary(&self, others: &[Sheet<'a>]) -> Sheet<'a> {
        let report = self.report;
        let mut items = vec![Item::Title(report.title.clone())];
        items.extend(self.prose(&report.lead));
        items.push(Item::Blank);
        if !report.figures.is_empty() {
            items.push(plain(self.figures()));
            items.extend(self.left_out());
            items.push(Item::Blank);
        }
        items.extend(self.findings());
        items.extend(self.warnings());
        items.push(Item::Heading(self.say(Label::Contents).to_owned()));
        let pages = others.iter().enumerate();
        items.extend(pages.map(|(at, (title, _))| Item::Link(title.clone(), Target::Page(at + 1))));
        let data = self.data.iter();
        items.extend(
            data.map(|sheet| Item::Link(sheet.title.clone(), Target::Data(sheet.id.clone()))),
        );
        (self.say(Label::Summary).to_owned(), items)
    }

    fn figures(&self) -> Table {
        let columns = vec![
            Column::new(self.say(Label::KeyFigure), Format::Text),
            Column::new(self.say(Label::Value), Format::Mixed),
            Column::new(self.say(Label::Unit), Format::Text),
        ];
        let figures = &self.report.figures;
        let rows = figures.iter().map(|figure| {
            let unit = figure.unit.clone().unwrap_or_default();
            [
                Cell::from(figure.label.as_str()),
                figure.value.clone(),
                Cell::from(unit),
            ]
        });
        let table = Table::new("key-figures", self.say(Label::KeyFigures), columns).with_rows(rows);
        figures
            .iter()
            .enumerate()
            .fold(table, |table, (row, figure)| match &figure.live {
                Some(live) => table.live_at(Row::At(row), 1, live.clone()),
                None => table,
            })
    }

    /// Whether the figures are formulas, and if not why.
    fn left_out(&self) -> Vec<Item<'a>> {
        let all = &self.report.workbook.data;
        let left_out = all
            .iter()
            .filter(|sheet| self.data.iter().all(|of| of.id != sheet.id));
        let left_out: Vec<String> = left_out
            .map(|sheet| {
                let values = [
                    Span::plain(&sheet.title),
                    Cell::Count(sheet.frame.height() as u64).into(),
                    Span::code("--xlsx always"),
                ];
                self.fill(Label::DataLeftOut, &values)
            })
            .collect();
        if left_out.is_empty() && !all.is_empty() {
            return paragraph(self.say(Label::LiveFigures), Item::Remark);
        }
        let lines = left_out.iter();
        lines
            .flat_map(|text| paragraph(text, Item::Warning))
            .collect()
    }

    fn findings(&self) -> Vec<Item<'a>> {
        let findings = &self.report.findings;
        if findings.is_empty() {
            return Vec::new();
        }
        let mut items = vec![Item::Heading(self.say(Label::Findings).to_owned())];
        for (number, finding) in (1..).zip(findings) {
            let text = format!("{number}. {}", finding.text.text(self.lang()));
            items.extend(paragraph(&text, Item::Text));
            items.extend(self.evidence(finding));
        }
        items.push(Item::Blank);
        items
    }

    fn evidence(&self, finding: &Finding) -> Vec<Item<'a>> {
        let title = |id: &crate::Id| {
            let table = self.tables.get(id).map(|table| table.caption.clone());
            let chart = self.report.charts().find(|chart| chart.id == *id);
            table.or_else(|| Some(chart?.chart.caption.title.clone()))
        };
        let link = |id: &crate::Id| {
            let text = self.see(id, &title(id).unwrap_or_default());
            Item::Link(text, Target::Part(id.clone()))
        };
        finding.evidence.iter().map(link).collect()
    }

    fn warnings(&self) -> Vec<Item<'a>> {
        let notes = self.report.sorted_notes();
        let warnings: Vec<_> = notes
            .iter()
            .filter(|note| note.kind == NoteKind::Warning)
            .collect();
        if warnings.is_empty() {
            return Vec::new();
        }
        let mut items = vec![Item::Heading(self.say(Label::Warning).to_owned())];
        for note in warnings {
            let text = format!("· {}", note.text.text(self.lang()));
            items.extend(paragraph(&text, Item::Text));
        }
        items.push(Item::Blank);
        items
    }
}
