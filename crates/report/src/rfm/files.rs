//! The input files: as a table, and as the source line of a chart.

use fourr_locale::Lang;
use fourr_table::{Compression, Delimiter, Format as Kind, Source};

use super::subject::Subject;
use crate::{Cell, Excerpt, Format, Table};

/// Files that the table shows.
const SHOWN: usize = 20;

/// The files in a few words.
pub(super) fn line(sources: &[Source], lang: Lang) -> String {
    let Some(first) = sources.first() else {
        return lang.pick("内存中的表", "a table in memory").to_owned();
    };
    let name = short_name(first, lang);
    match (sources.len(), lang) {
        (1, _) => name,
        (n, Lang::Zh) => format!("{name} 等 {n} 个文件"),
        (n, Lang::En) => format!("{name} and {} more", n - 1),
    }
}

/// What was found out about the files.
pub(super) fn table(subject: &Subject<'_>, sources: &[Source]) -> Table {
    let columns = vec![
        subject.column("文件", "File", Format::Text),
        subject.column("格式", "Format", Format::Text),
        subject.column("编码", "Encoding", Format::Text),
        subject.column("分隔符", "Delimiter", Format::Text),
        subject.column("工作表", "Sheet", Format::Text),
        subject.column("表头所在行", "Header row", Format::Count),
        subject.column("数据行", "Rows", Format::Count),
    ];
    let caption = subject.text("输入文件", "Input files");
    let shown = sources.iter().take(SHOWN);
    let rows = shown.map(|source| {
        let encoding = source.encoding.map(|encoding| encoding.to_string());
        let separator = source.delimiter.map(|of| delimiter(of, subject.lang));
        [
            Cell::from(source_name(source, subject.lang)),
            Cell::from(kind(source, subject.lang)),
            Cell::from(encoding),
            Cell::from(separator),
            Cell::from(source.sheet.clone()),
            Cell::from(source.header_row),
            Cell::from(source.rows),
        ]
    });
    let mut table = Table::new("data-files", caption, columns).with_rows(rows);
    table.excerpt = (sources.len() > SHOWN).then(|| Excerpt {
        of: sources.len() as u64,
        file: "summary.json".to_owned(),
    });
    table
}

/// What kind of file it is, in words.
fn kind(source: &Source, lang: Lang) -> String {
    let kind = match source.format {
        Kind::Text => lang.pick("分隔文本", "Delimited text").to_owned(),
        Kind::Memory => lang.pick("内存", "Memory").to_owned(),
        other => other.to_string(),
    };
    match source.compression {
        Compression::Gzip => format!("{kind} (gzip)"),
        Compression::Zstd => format!("{kind} (zstd)"),
        _ => kind,
    }
}

/// What separates the cells.
fn delimiter(delimiter: Delimiter, lang: Lang) -> String {
    match delimiter {
        Delimiter::Byte(b',') => lang.pick("逗号", "comma").to_owned(),
        Delimiter::Byte(b';') => lang.pick("分号", "semicolon").to_owned(),
        Delimiter::Byte(b'\t') => lang.pick("制表符", "tab").to_owned(),
        Delimiter::Byte(b'|') => lang.pick("竖线", "pipe").to_owned(),
        Delimiter::Blanks => lang.pick("空白", "blanks").to_owned(),
        Delimiter::Byte(_) => delimiter.to_string(),
    }
}

/// The name that the user gave.
fn source_name(source: &Source, lang: Lang) -> String {
    match (source.format, source.name.as_str()) {
        (Kind::Memory, _) => lang.pick("内存中的表", "a table in memory").to_owned(),
        (_, "standard input") => lang.pick("标准输入", "standard input").to_owned(),
        (_, name) => name.to_owned(),
    }
}

/// The name without its folders.
fn short_name(source: &Source, lang: Lang) -> String {
    let name = source_name(source, lang);
    let last = name.rsplit(['/', '\\']).find(|part| !part.is_empty());
    last.unwrap_or(&name).to_owned()
}
