//! The code that shows a table: computed anew, read from the summary, or as it is.

use fourr_locale::Lang;

use super::python::{self, list, text};
use super::shown::form;
use super::words::Words;
use crate::{Cell, Derivation, Head, Recompute, Table};

/// Indentation within a call.
const INNER: &str = "    ";

/// The code of a table that is called `name`.
pub(super) fn source(table: &Table, name: &str, lang: Lang) -> String {
    let say = Words::of(lang);
    match &table.derivation {
        Some(Derivation::Recompute(of)) => {
            let head = format!("# {name}{}", say.recomputed.replace("{file}", of.file));
            let total = table
                .total()
                .map(|cells| whole(of, &texts(table, cells, lang)));
            let shown = show(table, lang, &by_group(of), total.as_deref());
            format!("{head}\n{}{shown}", computed(of, total.is_some()))
        }
        Some(Derivation::Summary(pointers)) => {
            let at = |row: usize, column: usize| pointers.get(row)?.get(column)?.as_deref();
            let shown = show_rows(table, lang, at);
            format!("# {name}{}\n{shown}", say.read_from_summary)
        }
        None => format!(
            "# {name}{}\n{}",
            say.as_it_is,
            show_rows(table, lang, |_, _| None)
        ),
    }
}

/// A row as string literals.
fn texts(table: &Table, row: &[Cell], lang: Lang) -> Vec<String> {
    let cells = table.texts(row, lang);
    cells.iter().map(|cell| text(cell)).collect()
}

/// Groups by what they are called, each with its figures, compared with the summary.
fn computed(of: &Recompute, has_total: bool) -> String {
    let frame = python::variable(of.file);
    let grouped = if of.unpivot.is_empty() {
        frame.as_str()
    } else {
        "measured"
    };
    let mut code = String::new();
    if !of.unpivot.is_empty() {
        code += &format!("measured = {}\n", python::unpivoted(of, &frame));
    }
    for head in &of.heads {
        if let Head::Group(names) = head {
            let names = names.iter();
            let names =
                names.map(|(value, name)| format!("{INNER}{}: {},\n", text(value), text(name)));
            code += &format!("names = {{\n{}}}\n", names.collect::<String>());
        }
    }
    let figures = of.figures.iter().map(|figure| {
        let expression = python::figure(figure, grouped);
        format!("{INNER}{}: {expression},\n", text(figure.name))
    });
    code += &format!("figures = {{\n{}}}\n", figures.collect::<String>());
    let by = text(of.by);
    code += &format!("wanted = by_group({by}, at({}))\n", text(of.groups));
    code += &format!("found = {grouped}.group_by({by}).agg(**figures)\n");
    code += &format!("groups = complete(found, wanted, {grouped}.clear().select(**figures))\n");
    code += "for group, of in groups.items():\n    agree(group, of, wanted[group])\n";
    if has_total {
        code += &format!("total = {grouped}.select(**figures).row(0, named=True)\n");
    }
    if let Some(whole) = of.whole.filter(|_| has_total) {
        code += &format!("agree(\"total\", total, at({}))\n", text(whole));
    }
    code
}

/// The rows of a table that is computed by group.
fn by_group(of: &Recompute) -> String {
    let heads = of.heads.iter().map(|head| match head {
        Head::Group(_) => "names.get(group, group), ".to_owned(),
        Head::Record(key) => format!("wanted[group][{}], ", text(key)),
    });
    let heads = heads.collect::<String>();
    format!("[[{heads}*(of[name] for name in figures)] for group, of in groups.items()]")
}

/// The total of a table that is computed by group.
fn whole(of: &Recompute, total: &[String]) -> String {
    let heads = total.iter().take(of.heads.len());
    let heads = heads.map(|head| format!("{head}, "));
    format!("[{}*total.values()]", heads.collect::<String>())
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
