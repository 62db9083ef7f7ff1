//! A report of the tags alone.

use fourr_locale::Lang;
use fourr_profile::Portrait;
use fourr_table::{Note, Source};

use super::{sections, warnings};
use crate::{
    Cell, DataNote, Finding, Format, KeyFigure, NoteKind, Prose, Provenance, Report, Span, input,
};

/// The report of a profile, made from `sources` with what was found while opening them.
///
/// It speaks of groups only: no person is listed.
pub fn report(portrait: &Portrait, sources: &[Source], notes: &[Note], lang: Lang) -> Report {
    let summary = &portrait.summary.tags;
    let lead = Prose::fill(
        lang.pick("{0} 人，{1} 个标签。", "{0} persons and {1} tags."),
        &[
            Cell::Count(summary.persons).into(),
            Cell::Count(summary.tags.len() as u64).into(),
        ],
    );
    let mut data_notes: Vec<DataNote> = notes
        .iter()
        .map(|note| input::data_note(note, lang))
        .collect();
    let told = warnings(summary, lang).into_iter();
    data_notes.extend(
        told.map(|text| DataNote::new(NoteKind::Warning, "tags", Prose::of([Span::plain(text)]))),
    );
    Report {
        lang,
        title: lang.pick("人群画像", "Audience profile").to_owned(),
        lead,
        figures: vec![
            KeyFigure::new(lang.pick("人数", "Persons"), summary.persons, Format::Count),
            KeyFigure::new(
                lang.pick("标签数", "Tags"),
                summary.tags.len() as u64,
                Format::Count,
            ),
        ],
        findings: findings(portrait, lang),
        sections: sections(summary, lang),
        notes: data_notes,
        provenance: Provenance {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            command: None,
            inputs: sources.iter().map(|source| source.name.clone()).collect(),
            parameters: Vec::new(),
        },
        ..Report::default()
    }
}

fn findings(portrait: &Portrait, lang: Lang) -> Vec<Finding> {
    let summary = &portrait.summary.tags;
    let mut found = Vec::new();
    let most = summary
        .tags
        .iter()
        .flat_map(|tag| tag.values.iter().map(move |value| (tag, value)));
    if let Some((tag, value)) = most.max_by_key(|(_, value)| value.holders) {
        let template = lang.pick(
            "最普遍的取值是{0}“{1}”：{2}。",
            "The most common value is {1} of {0}: {2}.",
        );
        let values = [
            Span::plain(tag.meta.name.clone()),
            Span::plain(value.name.clone()),
            Cell::Share(value.penetration).into(),
        ];
        found.push(Finding::new(
            Prose::fill(template, &values),
            ["tag-values".into()],
        ));
    }
    if !summary.lint.0.is_empty() {
        let template = lang.pick(
            "标签体系检查发现 {0} 处问题。",
            "The check of the tag system has {0} findings.",
        );
        let count = Cell::Count(summary.lint.0.len() as u64).into();
        found.push(Finding::new(
            Prose::fill(template, &[count]),
            ["lint".into()],
        ));
    }
    found
}
