//! The report of a funnel.
//!
//! Start at [`report`]. Every section stands in a file of its own and is made from one `Subject`: the figures, the
//! language and the input that all of them speak of.

mod data;
mod definitions;
mod explanation;
mod findings;
mod groups;
mod losses;
mod names;
mod overview;
mod stages;
mod subject;
mod times;
mod trend;
mod warning;

use fourr_funnel::{Explanation, Summary};
use fourr_locale::Lang;
use fourr_table::{Note, Source};

use crate::{Block, Report, Section, Table};
use subject::Subject;

/// The report of a funnel, made from `sources` with what was found while opening them. It speaks of groups only: no
/// person is listed.
pub fn report(summary: &Summary, sources: &[Source], notes: &[Note], lang: Lang) -> Report {
    let subject = Subject::of(summary, sources, lang);
    let sections = [
        Some(stages::section(&subject)),
        times::section(&subject),
        groups::section(&subject),
        trend::section(&subject),
        losses::section(&subject),
        definitions::section(&subject),
        Some(data::section(&subject)),
    ];
    let sections: Vec<Section> = sections.into_iter().flatten().collect();
    Report {
        lang,
        title: overview::title(lang).to_owned(),
        lead: overview::lead(&subject),
        figures: overview::figures(&subject),
        findings: findings::findings(&subject),
        sections,
        notes: data::notes(&subject, notes),
        provenance: overview::provenance(&subject, sources),
        ..Report::default()
    }
}

/// The short table that a terminal shows.
pub fn stage_table(summary: &Summary, lang: Lang) -> Table {
    stages::table(&Subject::of(summary, &[], lang))
}

/// The log under every definition, as a terminal shows it.
pub fn definition_table(summary: &Summary, lang: Lang) -> Option<Table> {
    definitions::table(&Subject::of(summary, &[], lang))
}

/// The warnings as sentences.
pub fn warnings(summary: &Summary, lang: Lang) -> Vec<String> {
    let subject = Subject::of(summary, &[], lang);
    let sentence = |of| warning::sentence(&subject, of).text(lang);
    summary.warnings.iter().map(sentence).collect()
}

/// One person's way through the funnel: sentences and tables.
pub fn explanation(told: &Explanation, lang: Lang) -> Vec<Block> {
    explanation::blocks(told, lang)
}
