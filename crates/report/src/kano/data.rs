//! The section on the data: what was read, used and set aside, and what could not be understood.

use fourr_cell::personal::{self, MaskLevel};
use fourr_kano::FeatureSummary;
use fourr_table::{Note, coerce::Faults};

use super::{subject::Subject, warning};
use crate::{Block, Cell, DataNote, Format, Live, NoteKind, Row, Section, Table, input};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let mut blocks = vec![
        Block::Table(respondents(subject)),
        Block::Table(pairs(subject)),
    ];
    blocks.push(Block::Table(careless(subject)));
    if !subject.summary.faults.is_empty() {
        blocks.push(Block::Table(faults(subject)));
    }
    Section::new("data", subject.text("数据", "Data"), blocks)
}

/// Why respondents were set aside, by the key of the ledger.
fn reason(subject: &Subject<'_>, key: &str) -> String {
    match key {
        "without_answers" => subject.text("没有一对有效回答", "no valid pair of answers"),
        "duplicate" => subject.text(
            "同一受访者有后来的一行",
            "a later row of the same respondent",
        ),
        "questionable" => subject.text(
            "可疑回答超过五分之一",
            "more than a fifth of the pairs questionable",
        ),
        _ => subject.text("直线作答", "the same answer to every question"),
    }
}

fn respondents(subject: &Subject<'_>) -> Table {
    let ledger = subject.summary.respondents;
    let columns = vec![
        subject.column("去向", "What became of them", Format::Text),
        subject.column("受访者", "Respondents", Format::Count),
    ];
    let used = [
        Cell::from(subject.text("采用", "Used")),
        Cell::Count(ledger.used),
    ];
    let aside = ledger
        .reasons()
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| {
            let what = match subject.lang {
                fourr_locale::Lang::Zh => format!("未采用：{}", reason(subject, key)),
                fourr_locale::Lang::En => format!("Set aside: {}", reason(subject, key)),
            };
            [Cell::from(what), Cell::Count(count)]
        });
    let caption = subject.text("受访者的去向", "What became of the respondents");
    Table::new("respondents", caption, columns)
        .with_rows([used])
        .with_rows(aside)
        .with_total([
            Cell::from(subject.text("合计", "All")),
            Cell::Count(ledger.read),
        ])
        .live_at(Row::Total, 1, Live::Above(1))
}

fn pairs(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("功能", "Feature", Format::Text),
        subject.column("询问", "Asked", Format::Count),
        subject.column("有效", "Valid", Format::Count),
        subject.column("缺答", "Incomplete", Format::Count),
        subject.column("不在量表内", "Off the scale", Format::Count),
    ];
    let row = |feature: &FeatureSummary| {
        let of = feature.pairs;
        [
            Cell::from(feature.feature.as_str()),
            Cell::Count(of.asked),
            Cell::Count(of.valid),
            Cell::Count(of.incomplete),
            Cell::Count(of.off_scale),
        ]
    };
    let caption = subject.text("每项功能的成对回答", "The pairs of answers to each feature");
    Table::new("pairs", caption, columns)
        .with_rows(subject.features().iter().map(row))
        .live(1, |_| Live::Here(2) + Live::Here(3) + Live::Here(4))
}

fn careless(subject: &Subject<'_>) -> Table {
    let of = subject.summary.careless;
    let columns = vec![
        subject.column("迹象", "Sign", Format::Text),
        subject.column("受访者", "Respondents", Format::Count),
    ];
    let rows = [
        ("questionable", Cell::Count(of.questionable)),
        ("straight_lining", Cell::Count(of.straight_lining)),
        ("duplicate", Cell::from(of.duplicate)),
    ];
    let caption = subject.text(
        "可能敷衍的受访者（剔除与否见 --screen）",
        "Respondents who look careless (set aside with --screen)",
    );
    let rows = rows.map(|(key, count)| [Cell::from(reason(subject, key)), count]);
    Table::new("careless", caption, columns).with_rows(rows)
}

fn faults(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("列", "Column", Format::Text),
        subject.column("单元格", "Cells", Format::Count),
        subject.column("例", "Examples", Format::Text),
    ];
    let row = |of: &Faults| {
        let examples = of.kinds.values().flat_map(|tally| &tally.examples);
        let examples = examples.map(|example| masked(&example.value));
        [
            Cell::from(of.column.as_str()),
            Cell::Count(of.total()),
            Cell::from(subject.list(examples)),
        ]
    };
    let caption = subject.text("不在量表内的单元格", "Cells that are not on the scale");
    Table::new("faults", caption, columns).with_rows(subject.summary.faults.iter().map(row))
}

/// A cell as it may be shown: masked where its form says that it is personal.
fn masked(value: &str) -> String {
    match personal::recognise(value, None) {
        Some(kind) => personal::mask(value, kind, MaskLevel::Standard),
        None => value.to_owned(),
    }
}

/// Every note on the data.
pub(super) fn notes(subject: &Subject<'_>, opened: &[Note]) -> Vec<DataNote> {
    let ledger = subject.summary.respondents;
    let note = |kind, code: &str, text: String, rows| DataNote::new(kind, code, text).rows(rows);
    let mut notes = vec![note(
        NoteKind::Read,
        "read",
        subject.text("读入的受访者", "Respondents in the input"),
        ledger.read,
    )];
    let aside = ledger.reasons().into_iter().filter(|(_, count)| *count > 0);
    notes.extend(
        aside.map(|(key, count)| note(NoteKind::SetAside, key, reason(subject, key), count)),
    );
    notes.push(note(
        NoteKind::Used,
        "used",
        subject.text("采用的受访者", "Respondents used"),
        ledger.used,
    ));
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
