//! The report of retention.
//!
//! Start at [`report`]. Every section stands in a file of its own and is made from one `Subject`.

mod activity;
mod cohorts;
mod days;
mod lifecycle;
mod overview;
mod subject;
mod warning;

use fourr_funnel::retention::Retained;
use fourr_locale::Lang;
use fourr_table::{Note, Source};

use crate::{
    Block, Column, DataNote, Format, NoteKind, Report, Section, Table, event_rows, role::role,
};
use subject::Subject;

/// The report of retention, made from `sources` with what was found while opening them. It speaks of cohorts only: no
/// person is listed.
pub fn report(retained: &Retained, sources: &[Source], notes: &[Note], lang: Lang) -> Report {
    let subject = Subject::of(retained, sources, lang);
    let mut told = event_rows::notes(&retained.rows, notes, lang);
    told.extend(retained.warnings.iter().map(|of| {
        DataNote::new(
            NoteKind::Warning,
            warning::code(of),
            warning::sentence(&subject, of),
        )
    }));
    Report {
        lang,
        title: overview::title(lang).to_owned(),
        lead: overview::lead(&subject),
        figures: overview::figures(&subject),
        findings: overview::findings(&subject),
        sections: vec![
            cohorts::section(&subject),
            days::section(&subject),
            activity::section(&subject),
            lifecycle::section(&subject),
            data(&subject),
        ],
        notes: told,
        provenance: overview::provenance(&subject, sources),
        ..Report::default()
    }
}

/// The short tables that a terminal shows: cohorts together by age, and days after the first.
pub fn short_tables(retained: &Retained, lang: Lang) -> [Table; 2] {
    let subject = Subject::of(retained, &[], lang);
    [cohorts::ages(&subject), days::table(&subject)]
}

/// The warnings as sentences.
pub fn warnings(retained: &Retained, lang: Lang) -> Vec<String> {
    let subject = Subject::of(retained, &[], lang);
    let sentence = |of| warning::sentence(&subject, of).text(lang);
    retained.warnings.iter().map(sentence).collect()
}

fn data(subject: &Subject<'_>) -> Section {
    let lang = subject.lang;
    let columns = vec![
        Column::new(lang.pick("含义", "Meaning"), Format::Text),
        Column::new(lang.pick("所用的列", "Column"), Format::Text),
    ];
    let found = subject.retained.columns.iter();
    let rows = found.map(|found| [role(found.role, lang).into(), found.column.as_str().into()]);
    let caption = lang.pick("各列的含义", "What the columns mean");
    let blocks = vec![
        Block::Table(event_rows::table(&subject.retained.rows, lang)),
        Block::Table(Table::new("data-columns", caption, columns).with_rows(rows)),
    ];
    Section::new("data", lang.pick("数据", "Data"), blocks)
}
