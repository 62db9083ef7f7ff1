//! Tables as a cell's output, written as `templates/notebook/tables.py` writes them when the notebook runs.

use fourr_locale::Lang;

use crate::html::escape;
use crate::{Cell, Format, Table};

/// The table as HTML. Its class keeps formulas from being looked for in data.
pub(super) fn html(table: &Table, lang: Lang) -> String {
    let texts = |row: &[Cell]| table.texts(row, lang);
    let rows: Vec<_> = table.rows().iter().map(|row| texts(row)).collect();
    let mut lines = vec!["<table class=\"tex2jax_ignore mathjax_ignore\">".to_owned()];
    lines.extend(part(table, "thead", &[table.heads(lang)], "th"));
    lines.extend(part(table, "tbody", &rows, "td"));
    if let Some(total) = table.total() {
        lines.extend(part(table, "tfoot", &[texts(total)], "th"));
    }
    lines.push("</table>".to_owned());
    lines.join("\n")
}

/// The table as lines.
pub(super) fn plain(table: &Table, lang: Lang) -> String {
    let heads = table.heads(lang).join(" | ");
    let rows = table.rows().iter().map(Vec::as_slice).chain(table.total());
    let rows = rows.map(|row| table.texts(row, lang).join(" | "));
    [heads]
        .into_iter()
        .chain(rows)
        .collect::<Vec<_>>()
        .join("\n")
}

fn part(table: &Table, name: &str, rows: &[Vec<String>], cell: &str) -> Vec<String> {
    let row = |row: &Vec<String>| {
        let cells = row.iter().zip(table.columns()).map(|(text, column)| {
            let align = if column.format.is_numeric() {
                "right"
            } else {
                "left"
            };
            format!(
                "<{cell} style=\"text-align: {align}\">{}</{cell}>",
                escape(text)
            )
        });
        format!("<tr>{}</tr>", cells.collect::<String>())
    };
    let mut lines = vec![format!("<{name}>")];
    lines.extend(rows.iter().map(row));
    lines.push(format!("</{name}>"));
    lines
}

/// The format as `written` of the notebook knows it.
pub(super) fn form(format: Format) -> String {
    match format {
        Format::Text => "text".to_owned(),
        Format::Date => "date".to_owned(),
        Format::Mixed => "mixed".to_owned(),
        Format::Count => "count".to_owned(),
        Format::Days => "days".to_owned(),
        Format::Money | Format::Compact => "money".to_owned(),
        Format::Share => "share".to_owned(),
        Format::Number(places) => format!("number:{places}"),
    }
}
