//! The notes on the data: rows, what was found in the files, and the warnings.

use fourr_clean::summary::Summary;
use fourr_table::Note;

use super::{names, voice::Voice, warning};
use crate::{DataNote, NoteKind, input};

/// Every note, in the order of its kind; of a diagnosis there is no summary.
pub(super) fn notes(
    voice: &Voice,
    rows: u64,
    summary: Option<&Summary>,
    opened: &[Note],
) -> Vec<DataNote> {
    let read = voice.text("读入的数据行", "Rows of the input");
    let mut notes = vec![DataNote::new(NoteKind::Read, "read", read).rows(rows)];
    if let Some(summary) = summary {
        notes.extend(summary.removed.iter().map(|(reason, rows)| {
            let words = names::reason(*reason, voice.lang);
            DataNote::new(NoteKind::SetAside, reason.code(), words).rows(*rows)
        }));
        let kept = voice.text("清洗后的数据行", "Rows after cleaning");
        notes.push(DataNote::new(NoteKind::Used, "kept", kept).rows(summary.rows_out));
        notes.extend(summary.warnings.iter().map(|warning| {
            DataNote::new(
                NoteKind::Warning,
                warning::code(warning),
                warning::sentence(voice, warning),
            )
        }));
    }
    notes.extend(opened.iter().map(|note| input::data_note(note, voice.lang)));
    notes
}
