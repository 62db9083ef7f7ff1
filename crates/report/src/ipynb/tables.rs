//! The code that shows a table: computed anew, read from the summary, or as it is.

use askama::Template;
use fourr_locale::Lang;

use super::python::{self, list, text};
use super::shown::form;
use super::words::Words;
use crate::{Cell, Derivation, Figure, Head, Recompute, ReportError, Table};

/// Indentation within a call.
const INNER: &str = "    ";

/// The code of a table that is called `name`.
pub(super) fn source(table: &Table, name: &str, lang: Lang) -> Result<String, ReportError> {
    let say = Words::of(lang);
    Ok(match &table.derivation {
        Some(Derivation::Recompute(of)) => Computed::new(of, table, name, lang).render()?,
        Some(Derivation::Summary(pointers)) => {
            let at = |row: usize, column: usize| pointers.get(row)?.get(column)?.as_deref();
            let shown = show_rows(table, lang, at);
            format!("# {name}{}\n{shown}", say.read_from_summary)
        }
        None => {
            let shown = show_rows(table, lang, |_, _| None);
            format!("# {name}{}\n{shown}", say.as_it_is)
        }
    })
}

/// Groups by what they are called, each with its figures, compared with the summary.
#[derive(Template)]
#[template(path = "notebook/computed.py", escape = "none")]
struct Computed<'a> {
    of: &'a Recompute,
    table: &'a Table,
    name: &'a str,
    lang: Lang,
    say: &'static Words,
    /// The variable with the frame of the file.
    frame: String,
    /// The variable with the rows that are grouped.
    rows: String,
    /// The total as string literals.
    total: Option<Vec<String>>,
}

impl<'a> Computed<'a> {
    fn new(of: &'a Recompute, table: &'a Table, name: &'a str, lang: Lang) -> Self {
        let frame = python::variable(of.file);
        let rows = if of.unpivot.is_empty() {
            frame.clone()
        } else {
            "measured".to_owned()
        };
        Self {
            of,
            table,
            name,
            lang,
            say: Words::of(lang),
            frame,
            rows,
            total: table.total().map(|cells| texts(table, cells, lang)),
        }
    }

    fn expression(&self, figure: &Figure) -> String {
        python::figure(figure, &self.rows)
    }

    fn show(&self) -> String {
        let heads = self.of.heads.iter().map(|head| match head {
            Head::Group(_) => "names.get(group, group), ".to_owned(),
            Head::Record(key) => format!("wanted[group][{}], ", text(key)),
        });
        let heads = heads.collect::<String>();
        let rows =
            format!("[[{heads}*(of[name] for name in figures)] for group, of in groups.items()]");
        let total = self.total.as_ref().map(|total| {
            let heads = total.iter().take(self.of.heads.len());
            let heads = heads.map(|head| format!("{head}, "));
            format!("[{}*total.values()]", heads.collect::<String>())
        });
        show(self.table, self.lang, &rows, total.as_deref())
    }
}

/// A row as string literals.
fn texts(table: &Table, row: &[Cell], lang: Lang) -> Vec<String> {
    let cells = table.texts(row, lang);
    cells.iter().map(|cell| text(cell)).collect()
}

/// The call that shows rows and total, each cell read from where `at` says, else as it is.
fn show_rows<'p>(
    table: &Table,
    lang: Lang,
    at: impl Fn(usize, usize) -> Option<&'p str>,
) -> String {
    let lines = table.rows().iter().map(Vec::as_slice).chain(table.total());
    let lines = lines.enumerate().map(|(row, cells)| {
        let cells = texts(table, cells, lang).into_iter().enumerate();
        let cells = cells.map(|(column, shown)| match at(row, column) {
            Some(pointer) => format!("at({})", text(pointer)),
            None => shown,
        });
        format!("[{}]", cells.collect::<Vec<_>>().join(", "))
    });
    let mut lines: Vec<String> = lines.collect();
    let total = table.total().and_then(|_| lines.pop());
    let rows = lines.iter().map(|line| format!("{INNER}{INNER}{line},\n"));
    let rows = format!("[\n{}{INNER}]", rows.collect::<String>());
    show(table, lang, &rows, total.as_deref())
}

fn show(table: &Table, lang: Lang, rows: &str, total: Option<&str>) -> String {
    let columns = table.columns().iter();
    let columns = columns.map(|column| {
        format!(
            "({}, {})",
            text(&column.head(lang)),
            text(&form(column.format))
        )
    });
    let columns = list(&columns.collect::<Vec<_>>(), INNER);
    let total = total
        .map(|total| format!("{INNER}{total},\n"))
        .unwrap_or_default();
    format!("show(\n{INNER}{columns},\n{INNER}{rows},\n{total})")
}
