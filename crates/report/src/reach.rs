//! The report of reach.
//!
//! Start at [`report`]. Every section stands in a file of its own and is made from one `Subject`.

mod channels;
mod frequency;
mod overlap;
mod overview;
mod plan;
mod subject;
mod warning;

use fourr_funnel::reach::Reached;
use fourr_locale::Lang;
use fourr_table::{Note, Source};

use crate::{
    Block, Column, DataNote, Format, NoteKind, Report, Section, Table, event_rows, role::role,
};
use subject::Subject;

/// The report of reach, made from `sources` with what was found while opening them. It speaks of channels only: no person
/// is listed.
pub fn report(reached: &Reached, sources: &[Source], notes: &[Note], lang: Lang) -> Report {
    let subject = Subject::of(reached, sources, lang);
    let mut told = event_rows::notes(&reached.rows, notes, lang);
    told.extend(reached.warnings.iter().map(|of| {
        DataNote::new(
            NoteKind::Warning,
            warning::code(of),
            warning::sentence(&subject, of),
        )
    }));
    let sections = [
        Some(channels::section(&subject)),
        overlap::section(&subject),
        frequency::section(&subject),
        Some(plan::section(&subject)),
        Some(data(&subject)),
    ];
    Report {
        lang,
        title: overview::title(lang).to_owned(),
        lead: overview::lead(&subject),
        figures: overview::figures(&subject),
        findings: overview::findings(&subject),
        sections: sections.into_iter().flatten().collect(),
        notes: told,
        provenance: overview::provenance(&subject, sources),
        ..Report::default()
    }
}

/// The short tables that a terminal shows: the channels, and what each adds.
pub fn short_tables(reached: &Reached, lang: Lang) -> [Table; 2] {
    let subject = Subject::of(reached, &[], lang);
    [
        channels::short(&subject),
        plan::table(&subject, &reached.plan, "plan"),
    ]
}

/// The warnings as sentences.
pub fn warnings(reached: &Reached, lang: Lang) -> Vec<String> {
    let subject = Subject::of(reached, &[], lang);
    let sentence = |of| warning::sentence(&subject, of).text(lang);
    reached.warnings.iter().map(sentence).collect()
}

fn data(subject: &Subject<'_>) -> Section {
    let lang = subject.lang;
    let columns = vec![
        Column::new(lang.pick("含义", "Meaning"), Format::Text),
        Column::new(lang.pick("所用的列", "Column"), Format::Text),
    ];
    let found = subject.reached.columns.iter();
    let found = found.map(|found| [role(found.role, lang).into(), found.column.as_str().into()]);
    let further = subject.reached.further_columns.iter();
    let further = further.map(|(key, column)| [meaning(key, lang).into(), column.as_str().into()]);
    let caption = lang.pick("各列的含义", "What the columns mean");
    let table = Table::new("data-columns", caption, columns)
        .with_rows(found)
        .with_rows(further);
    let blocks = vec![
        Block::Table(event_rows::table(&subject.reached.rows, lang)),
        Block::Table(table),
    ];
    Section::new("data", lang.pick("数据", "Data"), blocks)
}

fn meaning(key: &'static str, lang: Lang) -> &'static str {
    match key {
        "exposures" => lang.pick("触达次数", "exposures"),
        "cost" => lang.pick("费用", "cost"),
        "reached" => lang.pick("触达人数", "reached"),
        "reached_target" => lang.pick("目标人群触达人数", "reached of the target"),
        "way" => lang.pick("触达方式", "way of reaching"),
        other => other,
    }
}
