//! Numbers of tables and charts, and what refers to them.

use std::collections::{BTreeMap, BTreeSet};

use fourr_locale::Lang;

use crate::label::Label;
use crate::{Answer, Block, Finding, Id, Report, ReportError};

/// The numbers of tables and charts in reading order, each kind counted from 1.
///
/// Made first by every renderer, because it refuses a document whose parts cannot be told apart.
#[derive(Debug)]
pub(crate) struct Numbering<'a> {
    lang: Lang,
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
        let sections = report.sections.iter();
        let parts = sections.map(|section| (&section.id, section.blocks.as_slice()));
        let numbering = Self::count(report.lang, parts)?;
        numbering.check_evidence(&report.findings)?;
        Ok(numbering)
    }

    /// Counts the tables and charts of `answer`.
    ///
    /// # Errors
    /// Two parts with one name.
    pub(crate) fn of_answer(answer: &'a Answer) -> Result<Self, ReportError> {
        let steps = answer.steps.iter();
        let parts = steps.map(|step| (&step.id, step.result.as_slice()));
        Self::count(answer.lang, parts)
    }

    fn count(
        lang: Lang,
        parts: impl Iterator<Item = (&'a Id, &'a [Block])>,
    ) -> Result<Self, ReportError> {
        let mut names = BTreeSet::new();
        let mut numbers = BTreeMap::new();
        let (mut tables, mut charts) = (0, 0);
        for (name, blocks) in parts {
            if !names.insert(name) {
                return Err(ReportError::DuplicateId(name.clone()));
            }
            for block in blocks {
                let (id, kind, anchor, count) = match block {
                    Block::Table(table) => (&table.id, Label::Table, "table", &mut tables),
                    Block::Chart(chart) => (&chart.id, Label::Figure, "chart", &mut charts),
                    Block::Heading(_) | Block::Paragraph(_) | Block::Method(_) | Block::Note(_) => {
                        continue;
                    }
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
        Ok(Self { lang, numbers })
    }

    /// What the table or chart is called: `图 2`, `Table 1`.
    pub(crate) fn name(&self, id: &Id) -> String {
        let number = self.numbers[id];
        format!("{} {}", number.kind.text(self.lang), number.count)
    }

    /// The anchor of the table or chart.
    pub(crate) fn anchor(&self, id: &Id) -> String {
        format!("{}-{id}", self.numbers[id].anchor)
    }

    fn check_evidence(&self, findings: &[Finding]) -> Result<(), ReportError> {
        let mut evidence = findings.iter().flat_map(|finding| &finding.evidence);
        match evidence.find(|id| !self.numbers.contains_key(id)) {
            Some(id) => Err(ReportError::UnknownEvidence(id.clone())),
            None => Ok(()),
        }
    }
}
