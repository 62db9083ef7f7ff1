//! What became of the rows of a log, as a table and as notes; and how its files are named. Retention and reach share it.

use fourr_funnel::RowLedger;
use fourr_locale::Lang;
use fourr_table::{Note, Source};

use crate::{Cell, Column, DataNote, Format, NoteKind, Table, input};

/// Why rows are set aside, by the key of the summary.
fn reason(key: &'static str, lang: Lang) -> &'static str {
    match key {
        "missing_person" => lang.pick("缺少用户编号", "No person"),
        "missing_event" => lang.pick("缺少事件", "No event"),
        "missing_time" => lang.pick("缺少时间", "No time"),
        "unreadable_time" => lang.pick("时间无法识别", "A time that cannot be read"),
        "future" => lang.pick("晚于统计截止日", "After the last day that counts"),
        "missing_property" => lang.pick("缺少渠道", "No channel"),
        "unreadable_count" => lang.pick("次数或人数无法识别", "A number that cannot be read"),
        other => other,
    }
}

fn reasons(rows: &RowLedger) -> impl Iterator<Item = (&'static str, u64)> {
    rows.reasons().into_iter().filter(|(_, rows)| *rows > 0)
}

/// Rows read, used and set aside.
pub(crate) fn table(rows: &RowLedger, lang: Lang) -> Table {
    let columns = vec![
        Column::new(lang.pick("去向", "What became of them"), Format::Text),
        Column::new(lang.pick("行数", "Rows"), Format::Count),
        Column::new(lang.pick("占比", "Share"), Format::Share),
    ];
    let row = |what: &str, part: u64| {
        let share = (rows.read > 0).then(|| part as f64 / rows.read as f64);
        [
            Cell::from(what),
            Cell::Count(part),
            share.map_or(Cell::Empty, Cell::Share),
        ]
    };
    let caption = lang.pick("数据行的去向", "What became of the rows");
    Table::new("data-rows", caption, columns)
        .with_rows([row(lang.pick("采用", "Used"), rows.used)])
        .with_rows(reasons(rows).map(|(key, part)| row(reason(key, lang), part)))
        .with_total(row(lang.pick("读入合计", "All rows read"), rows.read))
}

/// The same as notes, with what opening the files had to put right.
pub(crate) fn notes(rows: &RowLedger, opened: &[Note], lang: Lang) -> Vec<DataNote> {
    let read = lang.pick("读入的数据行", "Rows of the input");
    let used = lang.pick("进入分析的数据行", "Rows that entered the analysis");
    let mut notes = vec![DataNote::new(NoteKind::Read, "read", read).rows(rows.read)];
    notes.extend(
        reasons(rows).map(|(key, part)| {
            DataNote::new(NoteKind::SetAside, key, reason(key, lang)).rows(part)
        }),
    );
    notes.push(DataNote::new(NoteKind::Used, "used", used).rows(rows.used));
    notes.extend(opened.iter().map(|note| input::data_note(note, lang)));
    notes
}

/// The files, as a source line names them.
pub(crate) fn files(sources: &[Source], lang: Lang) -> String {
    let name = |source: &Source| {
        let mut parts = source.name.rsplit(['/', '\\']);
        let last = parts.find(|part| !part.is_empty());
        last.unwrap_or(&source.name).to_owned()
    };
    match (sources, lang) {
        ([], _) => String::new(),
        ([one], _) => name(one),
        ([first, ..], Lang::Zh) => format!("{} 等 {} 个文件", name(first), sources.len()),
        ([first, ..], Lang::En) => format!("{} and {} more", name(first), sources.len() - 1),
    }
}
