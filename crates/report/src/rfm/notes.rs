//! The notes on the data: rows, what was found in the files, what was assumed, and the warnings.

use fourr_rfm::Monetary;
use fourr_table::Note;

use super::{names, subject::Subject, warning};
use crate::{Cell, DataNote, NoteKind, Prose, input};

/// Every note, in the order of its kind.
pub(super) fn notes(subject: &Subject<'_>, opened: &[Note]) -> Vec<DataNote> {
    let mut notes = rows(subject);
    notes.extend(
        opened
            .iter()
            .map(|note| input::data_note(note, subject.lang)),
    );
    notes.extend(assumptions(subject));
    let warnings = subject.summary.warnings.iter();
    notes.extend(warnings.map(|warning| warning::note(subject, warning)));
    notes
}

fn rows(subject: &Subject<'_>) -> Vec<DataNote> {
    let ledger = &subject.summary.rows;
    let note = |kind, code: &str, text: String, rows| DataNote {
        kind,
        code: code.to_owned(),
        text: text.into(),
        rows: Some(rows),
    };
    let read = subject.text("读入的数据行", "Rows of the input");
    let used = subject.text("进入分析的数据行", "Rows that entered the analysis");
    let mut notes = vec![note(NoteKind::Read, "read", read, ledger.read)];
    let reasons = ledger.reasons().into_iter().filter(|(_, rows)| *rows > 0);
    notes.extend(reasons.map(|(key, rows)| {
        let reason = names::reason(key, subject.lang).to_owned();
        note(NoteKind::SetAside, key, reason, rows)
    }));
    notes.push(note(NoteKind::Used, "used", used, ledger.used));
    notes
}

/// What the data left open and how it was taken.
fn assumptions(subject: &Subject<'_>) -> Vec<DataNote> {
    let summary = subject.summary;
    let assumed = |code: &str, text: Prose| DataNote {
        kind: NoteKind::Assumed,
        code: code.to_owned(),
        text,
        rows: None,
    };
    let mut notes = Vec::new();
    if let (Some(as_of), true) = (summary.as_of, summary.as_of_is_default) {
        notes.push(assumed(
            "as_of",
            subject.say(
                "没有给出分析日期，取最后一笔订单的次日 {0}",
                "No analysis date was given: it is {0}, the day after the last order",
                &[Cell::from(as_of).into()],
            ),
        ));
    }
    let currency = if subject.yuan() {
        subject.say(
            "金额列的表头是中文，金额单位视为人民币元",
            "The amounts have a Chinese header and are taken to be in yuan",
            &[],
        )
    } else {
        subject.say(
            "金额以数据中的币种计，未作换算",
            "Amounts are in the currency of the data, without conversion",
            &[],
        )
    };
    notes.push(assumed("currency", currency));
    notes.extend(per_order(subject));
    notes
}

/// That sums of mean amounts per order are no turnover, where M is such a mean.
pub(super) fn per_order(subject: &Subject<'_>) -> Option<DataNote> {
    let is_mean = subject.summary.parameters.money == Monetary::PerOrder;
    let text = subject.say(
        "M 取每单平均金额：报告中的金额合计与占比都是客户 M 值之和，不是营业额",
        "M is the mean amount per order: sums and shares of amounts are those of the customers' M, not of turnover",
        &[],
    );
    is_mean.then(|| DataNote::new(NoteKind::Assumed, "per_order", text))
}
