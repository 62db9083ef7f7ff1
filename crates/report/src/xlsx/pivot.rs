//! Cross tables as tables of formulas.

use fourr_locale::Lang;
use polars::prelude::{DataFrame, PolarsResult};

use super::record;
use crate::label::Label;
use crate::{Cell, Column, DataSheet, Field, Format, Live, Pivot, Row, Table, Tally};

/// Rows and sums by row and column of a cross table.
struct Sums {
    rows: Vec<Vec<u64>>,
    sums: Vec<Vec<f64>>,
}

/// The cross table with its totals.
pub(super) fn table(pivot: &Pivot, sheet: &DataSheet, lang: Lang) -> PolarsResult<Table> {
    let sums = Sums::of(pivot, sheet)?;
    let everybody = sheet.frame.height() as f64;
    let format = format(pivot, sheet);
    let value = |rows: u64, sum: f64| match pivot.tally {
        Tally::Rows => Cell::Count(rows),
        Tally::ShareOfRows => Cell::from((everybody > 0.0).then(|| rows as f64 / everybody)),
        Tally::Sum(_) if format == Format::Money => Cell::Money(sum),
        Tally::Sum(_) => Cell::Number(sum),
    };
    let head = head(sheet, &pivot.rows.column);
    let mut columns = vec![Column::new(head, Format::Text)];
    let names = pivot.columns.values.iter();
    columns.extend(names.map(|name| Column::new(name.clone(), format)));
    columns.push(Column::new(Label::Total.text(lang), format));
    let line = |name: &str, rows: &[u64], sums: &[f64]| {
        let all = value(rows.iter().sum(), sums.iter().sum());
        let cells = rows.iter().zip(sums).map(|(rows, sum)| value(*rows, *sum));
        let name = [Cell::from(name)].into_iter();
        name.chain(cells).chain([all]).collect::<Vec<_>>()
    };
    let names = pivot.rows.values.iter().enumerate();
    let rows = names.map(|(at, name)| line(name, &sums.rows[at], &sums.sums[at]));
    let (of_rows, of_sums) = sums.below(pivot.columns.values.len());
    let table = Table::new(pivot.id.clone(), pivot.caption.clone(), columns)
        .with_rows(rows)
        .with_total(line(Label::Total.text(lang), &of_rows, &of_sums));
    Ok(live(pivot, table))
}

/// Cells by two conditions, the sums at the right by one, and the total below by none.
fn live(pivot: &Pivot, table: Table) -> Table {
    let field = |column: &str| Field::new(pivot.sheet.clone(), column);
    let row = || field(&pivot.rows.column).is(Live::Here(0));
    let column = || field(&pivot.columns.column).is(Live::Head);
    let measure = |among: Vec<crate::Condition>| match &pivot.tally {
        Tally::Rows => Live::rows(pivot.sheet.clone(), among),
        Tally::ShareOfRows => {
            Live::rows(pivot.sheet.clone(), among) / Live::rows(pivot.sheet.clone(), [])
        }
        Tally::Sum(of) => field(of).sum(among),
    };
    let last = pivot.columns.values.len() + 1;
    let cells = (1..last).fold(table, |table, at| {
        table
            .live(at, |_| measure(vec![row(), column()]))
            .live_at(Row::Total, at, Live::Above(at))
    });
    cells
        .live(last, |_| measure(vec![row()]))
        .live_at(Row::Total, last, Live::Above(last))
}

impl Sums {
    fn of(pivot: &Pivot, sheet: &DataSheet) -> PolarsResult<Self> {
        let (height, width) = (pivot.rows.values.len(), pivot.columns.values.len());
        let mut all = Self {
            rows: vec![vec![0; width]; height],
            sums: vec![vec![0.0; width]; height],
        };
        let across = places(sheet, &pivot.columns.column, &pivot.columns.values)?;
        let down = places(sheet, &pivot.rows.column, &pivot.rows.values)?;
        let values = match &pivot.tally {
            Tally::Sum(column) => Some(numbers(&sheet.frame, column)?),
            Tally::Rows | Tally::ShareOfRows => None,
        };
        for (at, (row, column)) in down.into_iter().zip(across).enumerate() {
            let (Some(row), Some(column)) = (row, column) else {
                continue;
            };
            all.rows[row][column] += 1;
            let value = values.as_ref().and_then(|values| values[at]);
            all.sums[row][column] += value.unwrap_or_default();
        }
        Ok(all)
    }

    /// The sums over all rows.
    fn below(&self, width: usize) -> (Vec<u64>, Vec<f64>) {
        let rows = (0..width).map(|at| self.rows.iter().map(|row| row[at]).sum());
        let sums = (0..width).map(|at| self.sums.iter().map(|row| row[at]).sum());
        (rows.collect(), sums.collect())
    }
}

/// For every row of the sheet the place of its value among those shown.
fn places(sheet: &DataSheet, column: &str, shown: &[String]) -> PolarsResult<Vec<Option<usize>>> {
    let values = sheet.frame.column(column)?;
    let of = sheet.columns.iter().find(|of| of.name == column);
    let texts = record::texts(values)?;
    let place = |text: Option<&str>| {
        let text = text?;
        let name = of.map_or(text, |of| record::name(of, text));
        shown.iter().position(|of| of == name)
    };
    Ok(texts.iter().map(place).collect())
}

fn numbers(frame: &DataFrame, column: &str) -> PolarsResult<Vec<Option<f64>>> {
    let values = record::numbers(frame.column(column)?)?;
    Ok(values.iter().collect())
}

fn head(sheet: &DataSheet, column: &str) -> String {
    let of = sheet.columns.iter().find(|of| of.name == column);
    of.map_or_else(|| column.to_owned(), |of| of.column.title.clone())
}

fn format(pivot: &Pivot, sheet: &DataSheet) -> Format {
    match &pivot.tally {
        Tally::Rows => Format::Count,
        Tally::ShareOfRows => Format::Share,
        Tally::Sum(column) => {
            let of = sheet.columns.iter().find(|of| of.name == *column);
            of.map_or(Format::Mixed, |of| of.column.format)
        }
    }
}
