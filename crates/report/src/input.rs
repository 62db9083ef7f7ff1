//! What was found while opening a file, as a sentence.

use fourr_cell::personal::{self, MaskLevel};
use fourr_locale::Lang;
use fourr_table::{Finding, Note};

use crate::{Cell, DataNote, NoteKind, Prose, Span};

/// The sentence for a finding made while opening a file.
pub fn note(note: &Note, lang: Lang) -> String {
    sentence(note, lang).text(lang)
}

/// The finding among the notes of a report. What may have cost data is a warning, anything else an
/// assumption.
pub(crate) fn data_note(note: &Note, lang: Lang) -> DataNote {
    let harmless = matches!(
        note.finding,
        Finding::BlankRowsDropped { .. }
            | Finding::HeaderRenamed { .. }
            | Finding::TitleRowsSkipped { .. }
            | Finding::NoHeader
            | Finding::LoneCarriageReturns { .. }
            | Finding::OtherSheets { .. }
            | Finding::RepeatedFile
    );
    DataNote {
        kind: if harmless {
            NoteKind::Assumed
        } else {
            NoteKind::Warning
        },
        code: code(&note.finding).to_owned(),
        text: sentence(note, lang),
        rows: rows(&note.finding),
    }
}

/// The finding, after the name of the file it was made in.
fn sentence(note: &Note, lang: Lang) -> Prose {
    let (zh, en, mut values) = words(&note.finding, lang);
    let template = match lang {
        Lang::Zh => format!("{{{}}}：{zh}", values.len()),
        Lang::En => format!("{{{}}}: {en}", values.len()),
    };
    values.push(Span::code(&note.source));
    Prose::fill(&template, &values)
}

/// Chinese and English template of a finding, and what fills them.
fn words(finding: &Finding, lang: Lang) -> (&'static str, &'static str, Vec<Span>) {
    match finding {
        Finding::LongRows { count, first_lines } => (
            "{0} 行的单元格多于表头，多出的已舍去（第 {1} 行等）",
            "rows with more cells than the header: {0}; the extra cells are dropped (lines {1})",
            vec![number(*count), lines(first_lines, lang)],
        ),
        Finding::ShortRows { count, first_lines } => (
            "{0} 行的单元格少于表头，缺的按空值处理（第 {1} 行等）",
            "rows with fewer cells than the header: {0}; the absent cells are empty (lines {1})",
            vec![number(*count), lines(first_lines, lang)],
        ),
        Finding::ReplacedCharacters { count, first_line } => (
            "{0} 个字符不符合文件编码，显示为 \u{FFFD}（首次在第 {1} 行）",
            "characters not valid in the encoding: {0}, read as \u{FFFD} (first in line {1})",
            vec![number(*count), number(*first_line)],
        ),
        Finding::NulBytesDropped { count, first_line } => (
            "舍去 {0} 个 NUL 字节（首次在第 {1} 行）",
            "NUL bytes dropped: {0} (first in line {1})",
            vec![number(*count), number(*first_line)],
        ),
        Finding::StrayQuotes { count, first_line } => (
            "{0} 行含未成对的引号，按普通字符读取（首次在第 {1} 行）",
            "rows with quotes that are not doubled: {0}; read as plain characters (first in line {1})",
            vec![number(*count), number(*first_line)],
        ),
        Finding::LostDigits {
            column,
            count,
            first_row,
        } => (
            "列 {0} 有 {1} 个 16 位以上的数字，Excel 只保留 15 位，末几位可能有误（首次在第 {2} 行）",
            "column {0} has {1} numbers of 16 digits and more, of which Excel keeps 15: the last ones may be wrong (first in row {2})",
            vec![Span::code(column), number(*count), number(*first_row)],
        ),
        Finding::ErrorCells { column, count } => (
            "列 {0} 有 {1} 个错误值单元格（如 #N/A），按文字保留",
            "column {0} has {1} cells that show an error such as #N/A; they are kept as text",
            vec![Span::code(column), number(*count)],
        ),
        other => shape_words(other, lang),
    }
}

/// The same for findings on rows, headers, sheets and files as a whole.
fn shape_words(finding: &Finding, lang: Lang) -> (&'static str, &'static str, Vec<Span>) {
    match finding {
        Finding::BlankRowsDropped { count } => (
            "舍去 {0} 个空行",
            "blank rows dropped: {0}",
            vec![number(*count)],
        ),
        Finding::LoneCarriageReturns { count } => (
            "{0} 个单独的回车符按换行读取",
            "carriage returns that stand alone: {0}, read as line ends",
            vec![number(*count)],
        ),
        Finding::HeaderRenamed { column, from, to } if from.is_empty() => (
            "第 {0} 列没有表头，命名为 {1}",
            "column {0} has no header and is called {1}",
            vec![number(*column as u64), Span::code(to)],
        ),
        Finding::HeaderRenamed { column, from, to } => (
            "第 {0} 列的表头 {1} 重复，改名为 {2}",
            "the header {1} of column {0} occurs twice; the column is called {2}",
            vec![number(*column as u64), Span::code(from), Span::code(to)],
        ),
        Finding::TitleRowsSkipped { count, first } => (
            "跳过表头以上的 {0} 行，首行为 {1}",
            "rows above the header skipped: {0}; the first says {1}",
            vec![number(*count), Span::code(masked(first))],
        ),
        Finding::NoHeader => (
            "没有找到表头，各列命名为 {0}、{1} 等",
            "there is no header; the columns are called {0}, {1} and so on",
            vec![Span::code("column_1"), Span::code("column_2")],
        ),
        Finding::OtherSheets { sheets } => (
            "工作簿中还有未读取的工作表：{0}",
            "other sheets of the workbook are not read: {0}",
            vec![Span::plain(sheets.join(lang.pick("、", ", ")))],
        ),
        Finding::RepeatedFile => (
            "文件被多次指定，只读取一次",
            "the file was named more than once and is read once",
            Vec::new(),
        ),
        _ => (
            "打开文件时另有发现，详见 {0}",
            "something else was found while opening the file; see {0}",
            vec![Span::code("fourr inspect")],
        ),
    }
}

/// The stable key of a finding.
fn code(finding: &Finding) -> &'static str {
    match finding {
        Finding::LongRows { .. } => "long_rows",
        Finding::ShortRows { .. } => "short_rows",
        Finding::ReplacedCharacters { .. } => "replaced_characters",
        Finding::BlankRowsDropped { .. } => "blank_rows_dropped",
        Finding::HeaderRenamed { .. } => "header_renamed",
        Finding::TitleRowsSkipped { .. } => "title_rows_skipped",
        Finding::NoHeader => "no_header",
        Finding::NulBytesDropped { .. } => "nul_bytes_dropped",
        Finding::StrayQuotes { .. } => "stray_quotes",
        Finding::LoneCarriageReturns { .. } => "lone_carriage_returns",
        Finding::LostDigits { .. } => "lost_digits",
        Finding::ErrorCells { .. } => "error_cells",
        Finding::OtherSheets { .. } => "other_sheets",
        Finding::RepeatedFile => "repeated_file",
        _ => "other",
    }
}

/// The rows that a finding concerns.
fn rows(finding: &Finding) -> Option<u64> {
    match finding {
        Finding::LongRows { count, .. }
        | Finding::ShortRows { count, .. }
        | Finding::BlankRowsDropped { count }
        | Finding::TitleRowsSkipped { count, .. }
        | Finding::StrayQuotes { count, .. } => Some(*count),
        _ => None,
    }
}

fn number(count: u64) -> Span {
    Cell::Count(count).into()
}

fn lines(lines: &[u64], lang: Lang) -> Span {
    let lines: Vec<String> = lines.iter().map(|line| lang.count(*line)).collect();
    Span::plain(lines.join(lang.pick("、", ", ")))
}

/// Text of a file as it may be shown: masked where it looks personal.
fn masked(text: &str) -> String {
    match personal::recognise(text, None) {
        Some(kind) => personal::mask(text, kind, MaskLevel::Standard),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One finding of every kind.
    fn findings() -> Vec<Finding> {
        let text = str::to_owned;
        vec![
            Finding::LongRows {
                count: 2,
                first_lines: vec![3, 9],
            },
            Finding::ShortRows {
                count: 1,
                first_lines: vec![4],
            },
            Finding::ReplacedCharacters {
                count: 5,
                first_line: 7,
            },
            Finding::BlankRowsDropped { count: 6 },
            Finding::HeaderRenamed {
                column: 2,
                from: text("金额"),
                to: text("金额_2"),
            },
            Finding::HeaderRenamed {
                column: 3,
                from: text(""),
                to: text("column_3"),
            },
            Finding::TitleRowsSkipped {
                count: 2,
                first: text("2024 orders"),
            },
            Finding::NoHeader,
            Finding::NulBytesDropped {
                count: 1,
                first_line: 1,
            },
            Finding::StrayQuotes {
                count: 1,
                first_line: 2,
            },
            Finding::LoneCarriageReturns { count: 3 },
            Finding::LostDigits {
                column: text("id"),
                count: 9,
                first_row: 2,
            },
            Finding::ErrorCells {
                column: text("amount"),
                count: 2,
            },
            Finding::OtherSheets {
                sheets: vec![text("Sheet2"), text("Sheet3")],
            },
            Finding::RepeatedFile,
        ]
    }

    #[test]
    fn every_finding_is_a_sentence_of_its_own_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            let mut sentences = Vec::new();
            for finding in findings() {
                let found = Note {
                    source: "orders.csv".to_owned(),
                    finding,
                };
                let sentence = note(&found, lang);
                assert!(sentence.starts_with("orders.csv"), "{sentence}");
                assert!(
                    !sentence.contains('{') && !sentence.contains("inspect"),
                    "{sentence}"
                );
                assert_eq!(data_note(&found, lang).text.text(lang), sentence);
                sentences.push(sentence);
            }
            sentences.sort();
            sentences.dedup();
            assert_eq!(sentences.len(), findings().len());
        }
    }

    #[test]
    fn a_title_row_that_names_a_person_is_masked() {
        let first = "zhang.san@example.com".to_owned();
        let finding = Finding::TitleRowsSkipped { count: 1, first };
        let found = Note {
            source: "a.xlsx".to_owned(),
            finding,
        };
        assert!(!note(&found, Lang::En).contains("zhang.san"));
    }
}
