//! Numbers of tables and charts, and what refers to them.

use std::collections::{BTreeMap, BTreeSet};

use crate::label::Label;
use crate::{Block, Id, Report, ReportError};

/// The numbers of tables and charts in reading order, each kind counted from 1.
///
/// Made first by every renderer, because it refuses a report whose parts cannot be told apart.
#[derive(Debug)]
pub(crate) struct Numbering<'a> {
    report: &'a Report,
    numbers: BTreeMap<&'a Id, Number>,
}

#[derive(Debug, Clone, Copy)]
struct Number {
    kind: Label,
    anchor: &'static str,
    count: usize,
}

impl<'a> Numbering<'a> {
    /// Counts the tables and charts of `report`.
    ///
    /// # Errors
    /// Two parts with one name, or a finding that refers to nothing.
    pub(crate) fn of(report: &'a Report) -> Result<Self, ReportError> {
        let mut sections = BTreeSet::new();
        let mut numbers = BTreeMap::new();
        let (mut tables, mut charts) = (0, 0);
        for section in &report.sections {
            if !sections.insert(&section.id) {
                return Err(ReportError::DuplicateId(section.id.clone()));
            }
            for block in &section.blocks {
                let (id, kind, anchor, count) = match block {
                    Block::Table(table) => (&table.id, Label::Table, "table", &mut tables),
                    Block::Chart(chart) => (&chart.id, Label::Figure, "chart", &mut charts),
                    Block::Paragraph(_) | Block::Method(_) | Block::Note(_) => continue,
                };
                *count += 1;
                let number = Number {
                    kind,
                    anchor,
                    count: *count,
                };
                if numbers.insert(id, number).is_some() {
                    return Err(ReportError::DuplicateId(id.clone()));
                }
            }
        }
        let numbering = Self { report, numbers };
        numbering.check_evidence()?;
        Ok(numbering)
    }

    /// What the table or chart is called: `图 2`, `Table 1`.
    pub(crate) fn name(&self, id: &Id) -> String {
        let number = self.numbers[id];
        format!("{} {}", number.kind.text(self.report.lang), number.count)
    }

    /// The anchor of the table or chart.
    pub(crate) fn anchor(&self, id: &Id) -> String {
        format!("{}-{id}", self.numbers[id].anchor)
    }

    fn check_evidence(&self) -> Result<(), ReportError> {
        let mut evidence = self
            .report
            .findings
            .iter()
            .flat_map(|finding| &finding.evidence);
        match evidence.find(|id| !self.numbers.contains_key(id)) {
            Some(id) => Err(ReportError::UnknownEvidence(id.clone())),
            None => Ok(()),
        }
    }
}
