//! The report of an audience profile.

mod card_table;
mod clusters;
mod crosstabs;
mod findings;
mod habits;
mod personas;
mod privacy;
mod segments;
mod stages;
mod subject;
mod tags;
mod target;
mod warning;

use fourr_locale::Lang;
use fourr_profile::{Portrait, Summary};
use fourr_table::{Note, Source};

use crate::{DataNote, NoteKind, Provenance, Report, input, profile_tags};
use subject::Subject;

/// The report of a profile, made from `sources` with what was found while opening them.
///
/// It speaks of groups only: nobody is listed, and what speaks of few people is withheld.
pub fn report(portrait: &Portrait, sources: &[Source], notes: &[Note], lang: Lang) -> Report {
    let subject = Subject::of(&portrait.summary, lang);
    let before = [
        Some(tags::section(&subject)),
        target::section(&subject),
        target::buyers(&subject),
        crosstabs::section(&subject),
        clusters::section(&subject),
        segments::section(&subject),
    ];
    let after = [
        stages::aidma(&subject),
        stages::maslow(&subject),
        habits::section(&subject),
        privacy::section(&subject),
    ];
    let mut all = profile_tags::sections(&portrait.summary.tags, lang);
    all.extend(before.into_iter().flatten());
    all.extend(personas::sections(&subject));
    all.extend(after.into_iter().flatten());
    Report {
        lang,
        title: lang.pick("人群画像报告", "Audience profile").to_owned(),
        lead: findings::lead(&subject),
        figures: findings::figures(&subject),
        findings: findings::findings(&subject),
        sections: all,
        notes: data_notes(&subject, notes),
        provenance: provenance(&subject, sources),
        ..Report::default()
    }
}

/// The warnings of the statistics as sentences.
pub fn warnings(summary: &Summary, lang: Lang) -> Vec<String> {
    let subject = Subject::of(summary, lang);
    let found = &summary.figures.statistics_warnings;
    found
        .iter()
        .map(|one| warning::sentence(&subject, one).text(lang))
        .collect()
}

fn data_notes(subject: &Subject<'_>, opened: &[Note]) -> Vec<DataNote> {
    let summary = subject.summary;
    let mut notes = Vec::new();
    for ledger in &summary.tags.inputs {
        let name = subject.table_name(ledger.kind);
        let read = subject.say(
            "{0}：读入的数据行",
            "{0}: rows read",
            std::slice::from_ref(&name),
        );
        let used = subject.say(
            "{0}：进入画像的数据行",
            "{0}: rows that entered the profile",
            &[name],
        );
        notes.push(DataNote::new(NoteKind::Read, "read", read).rows(ledger.rows.read));
        notes.push(DataNote::new(NoteKind::Used, "used", used).rows(ledger.rows.used));
    }
    notes.extend(
        opened
            .iter()
            .map(|note| input::data_note(note, subject.lang)),
    );
    let of_tags = profile_tags::warnings(&summary.tags, subject.lang).into_iter();
    notes.extend(of_tags.map(|text| DataNote::new(NoteKind::Warning, "tags", text)));
    let found = summary.figures.statistics_warnings.iter();
    notes.extend(found.map(|one| {
        DataNote::new(
            NoteKind::Warning,
            warning::code(one),
            warning::sentence(subject, one),
        )
    }));
    notes
}

fn provenance(subject: &Subject<'_>, sources: &[Source]) -> Provenance {
    Provenance::of(sources, subject.parameters())
}
