//! Tables as the template needs them.

use fourr_locale::Lang;

use crate::{Cell, Column, Format, Table};

/// The class of a share of a whole, which has room for a bar.
const SHARE: &str = "number share";
/// Columns of a table whose shares get bars, and how many of them may be shares.
const MOST_BESIDE_BARS: usize = 7;
const MOST_BARRED: usize = 3;

/// A table with every text and attribute decided.
pub(super) struct TableView<'a> {
    pub(super) heads: Vec<HeadView<'a>>,
    pub(super) rows: Vec<Vec<CellView>>,
    pub(super) total: Option<Vec<CellView>>,
}

/// The head of a column.
pub(super) struct HeadView<'a> {
    pub(super) column: &'a Column,
    /// Where it stands: over numbers or over text.
    pub(super) class: &'static str,
    /// How the column is sorted: by `number`, by `text`, or not at all.
    pub(super) sort: Option<&'static str>,
}

/// A cell.
pub(super) struct CellView {
    pub(super) text: String,
    pub(super) class: &'static str,
    /// What sorting compares if not the text; empty where there is nothing to compare.
    pub(super) value: Option<String>,
    /// The length of the bar beside a share of a whole.
    pub(super) bar: Option<String>,
    pub(super) is_withheld: bool,
    /// Whether the cell names its row.
    pub(super) is_head: bool,
}

impl<'a> TableView<'a> {
    /// The view of `table`, its heads buttons where it `sorts` and has something to sort.
    pub(super) fn new(table: &'a Table, lang: Lang, sorts: bool) -> Self {
        let has_room = has_room_for_bars(table);
        let row = |row: &[Cell]| -> Vec<CellView> {
            let cells = row.iter().zip(table.columns()).enumerate();
            cells
                .map(|(at, (cell, column))| {
                    let mut view = CellView::new(cell, column.format, at == 0, lang);
                    if !has_room && view.class == SHARE {
                        (view.bar, view.class) = (None, "number");
                    }
                    view
                })
                .collect()
        };
        let is_sortable = sorts && table.rows().len() > 1;
        let head = |(at, column): (usize, &'a Column)| HeadView {
            column,
            class: if is_of_numbers(table, at) {
                "number"
            } else {
                "text"
            },
            sort: sort(column).filter(|_| is_sortable),
        };
        Self {
            heads: table.columns().iter().enumerate().map(head).collect(),
            rows: table.rows().iter().map(|cells| row(cells)).collect(),
            total: table.total().map(row),
        }
    }
}

impl CellView {
    fn new(cell: &Cell, format: Format, is_first: bool, lang: Lang) -> Self {
        Self {
            text: cell.display(format, lang),
            class: class(cell, format),
            value: (!matches!(cell, Cell::Text(_))).then(|| cell.raw().unwrap_or_default()),
            bar: bar(cell, format),
            is_withheld: matches!(cell, Cell::Suppressed { .. }),
            is_head: is_first && !format.is_numeric(),
        }
    }
}

/// Whether a column holds numbers: by its format, or, where that is mixed, by its cells.
fn is_of_numbers(table: &Table, at: usize) -> bool {
    let format = table.columns()[at].format;
    let is_number = |row: &Vec<Cell>| !matches!(row[at], Cell::Text(_) | Cell::Empty);
    format.is_numeric() || (format == Format::Mixed && table.rows().iter().all(is_number))
}

fn sort(column: &Column) -> Option<&'static str> {
    match column.format {
        Format::Mixed => None,
        Format::Text | Format::Date => Some("text"),
        _ => Some("number"),
    }
}

fn class(cell: &Cell, format: Format) -> &'static str {
    match cell {
        Cell::Text(_) if !format.is_numeric() => "text",
        Cell::Empty => "number missing",
        Cell::Suppressed { .. } => "number withheld",
        _ if format == Format::Share => SHARE,
        _ if format == Format::Date => "date",
        _ => "number",
    }
}

/// Whether bars leave the other columns of a table room.
fn has_room_for_bars(table: &Table) -> bool {
    let columns = table.columns();
    let shares = columns
        .iter()
        .filter(|column| column.format == Format::Share);
    columns.len() <= MOST_BESIDE_BARS && shares.count() <= MOST_BARRED
}

/// Shares of a whole get a bar, so that a column of them can be read at a glance.
fn bar(cell: &Cell, format: Format) -> Option<String> {
    match (cell, format) {
        (Cell::Share(share) | Cell::Number(share), Format::Share)
            if (0.0..=1.0).contains(share) =>
        {
            Some(format!("{share:.3}"))
        }
        _ => None,
    }
}
