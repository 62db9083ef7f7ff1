//! What a terminal shows: a short table, notes and warnings, and where the results are.

use std::{
    cell::Cell,
    io::{self, BufWriter, IsTerminal, Write},
    path::Path,
};

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, presets,
};
use fourr_locale::Lang;
use fourr_report::{Column, Table, input};
use fourr_table::Note;
use serde::Serialize;

use crate::wrap::wrap;

/// Columns of a terminal that does not tell its width.
const WIDTH: u16 = 80;

/// Prints a table of a report.
pub(crate) fn table(out: &mut dyn Write, table: &Table, lang: Lang) -> anyhow::Result<()> {
    let mut drawn = comfy_table::Table::new();
    drawn
        .load_style(ruled())
        .set_content_arrangement(ContentArrangement::Dynamic);
    drawn.set_width(width());
    drawn.set_header(table.columns().iter().map(head));
    for row in table.rows() {
        drawn.add_row(table.texts(row, lang));
    }
    if let Some(total) = table.total() {
        drawn.add_row(table.texts(total, lang));
    }
    for (index, column) in table.columns().iter().enumerate() {
        let Some(shown) = drawn.column_mut(index) else {
            continue;
        };
        shown.set_padding((0, 0));
        if column.format.is_numeric() {
            // A broken number misleads: where the line is short, words give way.
            shown.set_cell_alignment(CellAlignment::Right);
            shown.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    if !table.caption.is_empty() {
        writeln!(out, "{}", table.caption)?;
    }
    Ok(writeln!(out, "{drawn}")?)
}

/// Prints a value as JSON, in large pieces: standard output passes every line on by itself.
pub(crate) fn json(out: &mut dyn Write, value: &impl Serialize) -> anyhow::Result<()> {
    let mut buffered = BufWriter::new(out);
    serde_json::to_writer_pretty(&mut buffered, value)?;
    writeln!(buffered)?;
    Ok(buffered.flush()?)
}

/// Characters of a line in a head.
const HEAD: usize = 10;

/// Title of a column in short lines, and its unit below.
fn head(column: &Column) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in column.title.split(' ') {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= HEAD => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.extend(column.unit.as_ref().map(|unit| format!("({unit})")));
    lines.join("\n")
}

/// A line under the header, and nothing else.
fn ruled() -> TableStyle {
    presets::NOTHING.header_separator(LineStyle::none().fill('─').junction('─'))
}

fn width() -> u16 {
    if !io::stdout().is_terminal() {
        return WIDTH;
    }
    std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok())
        .unwrap_or(WIDTH)
}

/// Prints a sentence in lines that fit the terminal.
pub(crate) fn sentence(out: &mut dyn Write, sentence: &str) -> io::Result<()> {
    for line in wrap(sentence, usize::from(width())) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

thread_local! {
    /// Whether notes and warnings of this thread are left unsaid.
    static MUTED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work` without notes and warnings: it is done many times over, and nobody could tell which one they are about.
pub(crate) fn muted<T>(work: impl FnOnce() -> T) -> T {
    let before = MUTED.replace(true);
    let done = work();
    MUTED.set(before);
    done
}

/// Prints what opening the input had to put right.
pub(crate) fn notes(notes: &[Note], lang: Lang) -> io::Result<()> {
    if MUTED.get() {
        return Ok(());
    }
    let mut err = io::stderr().lock();
    for note in notes {
        writeln!(
            err,
            "{}{}",
            lang.pick("注意：", "note: "),
            input::note(note, lang)
        )?;
    }
    Ok(())
}

/// Prints warnings.
pub(crate) fn warnings(warnings: &[String], lang: Lang) -> io::Result<()> {
    if MUTED.get() {
        return Ok(());
    }
    let mut err = io::stderr().lock();
    for warning in warnings {
        writeln!(err, "{}{warning}", lang.pick("警告：", "warning: "))?;
    }
    Ok(())
}

/// Prints where the results are: the report, or the folder where there is none.
pub(crate) fn written(
    out: &mut dyn Write,
    folder: Option<&Path>,
    lang: Lang,
) -> anyhow::Result<()> {
    if let Some(folder) = folder {
        let report = folder.join("report.html");
        if report.is_file() {
            let name = lang.pick("报告：", "report: ");
            writeln!(out, "{name}{}", report.display())?;
        } else {
            let name = lang.pick("结果：", "results: ");
            writeln!(out, "{name}{}", folder.display())?;
        }
    }
    Ok(())
}
