//! The report of an RFM segmentation.
//!
//! Start at [`report`]. Every section stands in a file of its own and is made from one `Subject`: the
//! figures, the language, the period and the currency that all of them speak of.

mod actions;
mod answer;
mod basis;
mod cells;
mod change;
mod classes;
mod clusters;
mod concentration;
mod conventions;
mod cycle;
mod data;
mod derivations;
mod difference;
mod differing;
mod distributions;
mod dormancy;
mod dormancy_rules;
mod explain;
mod fields;
mod figure;
mod files;
mod findings;
mod lifetime;
mod lint;
mod migration;
mod migration_charts;
mod migration_cross;
mod model_warning;
mod names;
mod notes;
mod overview;
mod promotions;
mod provenance;
mod scores;
mod segment_charts;
mod segment_method;
mod segments;
mod spread;
mod subject;
mod values;
mod warning;
mod workbook;

use std::collections::BTreeSet;

use fourr_locale::Lang;
use fourr_rfm::{Segmentation, Summary};
use fourr_table::{Note, Source};

use crate::{Answer, Block, Finding, Id, Report, Section, Table};
pub use difference::difference;
pub use explain::{Explained, explain};
use subject::Subject;

/// The report of a segmentation, made from `sources` with what was found while opening them.
///
/// It speaks of groups only: no customer is listed, and what looks personal in an example of an unreadable
/// cell is masked.
pub fn report(result: &Segmentation, sources: &[Source], notes: &[Note], lang: Lang) -> Report {
    let subject = Subject::of(result, sources, lang);
    let sections = [
        Some(data::section(&subject, sources)),
        Some(distributions::section(&subject)),
        Some(scores::section(&subject)),
        Some(segments::section(&subject)),
        Some(actions::section(&subject)),
        migration::section(&subject),
        cycle::section(&subject),
        lifetime::section(&subject),
        clusters::section(&subject),
        Some(conventions::section(&subject)),
    ];
    let sections: Vec<Section> = sections.into_iter().flatten().collect();
    Report {
        lang,
        title: overview::title(lang).to_owned(),
        lead: overview::lead(&subject),
        figures: overview::figures(&subject),
        findings: supported(findings::findings(&subject), &sections),
        sections,
        notes: notes::notes(&subject, notes),
        provenance: provenance::provenance(&subject, sources),
        workbook: workbook::workbook(&subject, result),
    }
}

/// The answer sheet of a segmentation, made from `sources`: the calculation step by step.
///
/// It names a handful of customers by their ids, one of them worked out from the formula to the segment;
/// ids that look personal are masked. Its charts are those of [`report`].
pub fn answer(result: &Segmentation, sources: &[Source], lang: Lang) -> Answer {
    answer::answer(result, sources, lang)
}

/// The short table that a terminal shows: the segments with their share of customers and amount.
pub fn segment_table(summary: &Summary, lang: Lang) -> Table {
    segments::short_table(&Subject::bare(summary, lang))
}

/// The warnings as sentences.
pub fn warnings(summary: &Summary, lang: Lang) -> Vec<String> {
    let subject = Subject::bare(summary, lang);
    let sentence = |warning| warning::sentence(&subject, warning).text(lang);
    summary.warnings.iter().map(sentence).collect()
}

/// The findings with only such evidence as the sections hold: what the data lacks is not drawn.
fn supported(mut findings: Vec<Finding>, sections: &[Section]) -> Vec<Finding> {
    let shown = |block: &Block| match block {
        Block::Table(table) => Some(table.id.clone()),
        Block::Chart(chart) => Some(chart.id.clone()),
        Block::Heading(_) | Block::Paragraph(_) | Block::Method(_) | Block::Note(_) => None,
    };
    let blocks = sections.iter().flat_map(|section| &section.blocks);
    let known: BTreeSet<Id> = blocks.filter_map(shown).collect();
    for finding in &mut findings {
        finding.evidence.retain(|id| known.contains(id));
    }
    findings
}
