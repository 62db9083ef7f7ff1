//! The report of a KANO classification.
//!
//! Start at [`report`]. Every section stands in a file of its own and is made from one `Subject`: the figures, the
//! language and the name of the input.

mod categories;
mod coefficients;
mod continuous;
mod conventions;
mod data;
mod findings;
mod hidden;
mod names;
mod priorities;
mod segments;
mod significance;
mod subject;
mod warning;

use fourr_kano::{Classification, Summary};
use fourr_locale::Lang;
use fourr_table::{Note, Source};

use crate::{Report, Table};
use subject::Subject;

/// The report of a classification, made from `sources` with what was found while opening them.
///
/// It speaks of groups only: no respondent is listed, and what looks personal in an example of an unreadable cell is
/// masked.
pub fn report(result: &Classification, sources: &[Source], notes: &[Note], lang: Lang) -> Report {
    let subject = Subject::new(&result.summary, sources, lang);
    let mut sections = vec![
        priorities::section(&subject),
        categories::section(&subject),
        coefficients::section(&subject),
        significance::section(&subject),
    ];
    sections.extend(continuous::section(&subject));
    sections.extend(segments::sections(&subject));
    sections.extend(hidden::section(&subject));
    sections.push(data::section(&subject));
    sections.push(conventions::section(&subject));
    Report {
        lang,
        title: subject.text("KANO 需求分析报告", "KANO analysis of needs"),
        lead: findings::lead(&subject),
        figures: findings::figures(&subject),
        findings: findings::findings(&subject),
        sections,
        notes: data::notes(&subject, notes),
        provenance: conventions::provenance(&subject, sources),
        ..Report::default()
    }
}

/// The short table that a terminal shows: the features in the order of building.
pub fn feature_table(summary: &Summary, lang: Lang) -> Table {
    priorities::short_table(&Subject::new(summary, &[], lang))
}

/// The warnings as sentences.
pub fn warnings(summary: &Summary, lang: Lang) -> Vec<String> {
    let subject = Subject::new(summary, &[], lang);
    let sentence = |of| warning::sentence(&subject, of).text(lang);
    summary.warnings.iter().map(sentence).collect()
}
