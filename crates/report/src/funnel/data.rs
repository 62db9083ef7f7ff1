//! The data: rows, columns, events, ties; and the notes.

use fourr_table::Note;

use super::{
    names,
    subject::{Subject, count, share_cell},
    warning,
};
use crate::{Block, Cell, DataNote, Excerpt, Format, NoteKind, Section, Table, input, role::role};

/// Events in the table.
const SHOWN: usize = 20;

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let summary = subject.summary;
    let mut blocks = vec![Block::Table(rows(subject)), Block::Table(columns(subject))];
    if !summary.events.is_empty() {
        blocks.push(Block::Table(events(subject)));
    }
    if let Some(ties) = &summary.ties {
        blocks.push(Block::Paragraph(subject.say(
            "{0} 人有发生在同一时刻的不同事件（共 {1} 个）；其中 {2} 的层级取决于同一时刻事件的先后。",
            "{0} persons have different events at one moment ({1} events); the level of {2} depends on their order.",
            &[count(ties.persons), count(ties.events), count(ties.decided)],
        )));
    }
    Section::new("data", subject.text("数据", "Data"), blocks)
}

fn rows(subject: &Subject<'_>) -> Table {
    let ledger = &subject.summary.rows;
    let heads = vec![
        subject.column("去向", "What became of them", Format::Text),
        subject.column("行数", "Rows", Format::Count),
        subject.column("占比", "Share", Format::Share),
    ];
    let row = |what: String, rows: u64| {
        let part = (ledger.read > 0).then(|| rows as f64 / ledger.read as f64);
        [Cell::from(what), Cell::Count(rows), share_cell(part)]
    };
    let reasons = ledger.reasons().into_iter().filter(|(_, rows)| *rows > 0);
    let reasons = reasons.map(|(key, rows)| row(names::reason(key, subject.lang).to_owned(), rows));
    let caption = subject.text("数据行的去向", "What became of the rows");
    Table::new("data-rows", caption, heads)
        .with_rows([row(subject.text("采用", "Used"), ledger.used)])
        .with_rows(reasons)
        .with_total(row(subject.text("读入合计", "All rows read"), ledger.read))
}

fn columns(subject: &Subject<'_>) -> Table {
    let heads = vec![
        subject.column("含义", "Meaning", Format::Text),
        subject.column("所用的列", "Column", Format::Text),
    ];
    let rows = subject.summary.columns.iter().map(|found| {
        [
            Cell::from(role(found.role, subject.lang)),
            Cell::from(found.column.as_str()),
        ]
    });
    let caption = subject.text("各列的含义", "What the columns mean");
    Table::new("data-columns", caption, heads).with_rows(rows)
}

fn events(subject: &Subject<'_>) -> Table {
    let summary = subject.summary;
    let heads = vec![
        subject.column("事件", "Event", Format::Text),
        subject.column("次数", "Events", Format::Count),
        subject.column("人数", "Persons", Format::Count),
        subject.column("对应步骤", "Fills", Format::Text),
    ];
    let rows = summary.events.iter().take(SHOWN).map(|event| {
        let stages: Vec<&str> = event
            .stages
            .iter()
            .map(|stage| summary.stages[*stage].name.as_str())
            .collect();
        let fills = if stages.is_empty() {
            Cell::Empty
        } else {
            Cell::from(stages.join(subject.lang.pick("、", ", ")))
        };
        [
            Cell::from(event.event.as_str()),
            Cell::Count(event.count),
            Cell::Count(event.persons),
            fills,
        ]
    });
    let caption = subject.text("日志中的事件", "The events of the log");
    let mut table = Table::new("data-events", caption, heads).with_rows(rows);
    table.excerpt = (summary.events.len() > SHOWN).then(|| Excerpt {
        of: summary.events.len() as u64,
        file: "summary.json".to_owned(),
    });
    table
}

/// Every note, in the order of its kind.
pub(super) fn notes(subject: &Subject<'_>, opened: &[Note]) -> Vec<DataNote> {
    let ledger = &subject.summary.rows;
    let mut notes = vec![
        DataNote::new(
            NoteKind::Read,
            "read",
            subject.text("读入的数据行", "Rows of the input"),
        )
        .rows(ledger.read),
    ];
    let reasons = ledger.reasons().into_iter().filter(|(_, rows)| *rows > 0);
    notes.extend(reasons.map(|(key, rows)| {
        DataNote::new(NoteKind::SetAside, key, names::reason(key, subject.lang)).rows(rows)
    }));
    let used = subject.text("进入分析的数据行", "Rows that entered the analysis");
    notes.push(DataNote::new(NoteKind::Used, "used", used).rows(ledger.used));
    notes.extend(
        opened
            .iter()
            .map(|note| input::data_note(note, subject.lang)),
    );
    notes.extend(
        subject
            .summary
            .warnings
            .iter()
            .map(|of| warning::note(subject, of)),
    );
    notes
}
