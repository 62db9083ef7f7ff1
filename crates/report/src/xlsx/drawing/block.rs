//! Tables for charts whose values stand nowhere else in such an order.

use fourr_chart::{Axis, Bar, Datum, Format as Digits, HeatMap, Pareto, Series};
use fourr_locale::Lang;

use super::{Data, Drawing, Drawn, Strip};
use crate::{Cell, ChartBlock, Column, Format, Id, Live, Row, Table};

/// A table of names and series for one chart.
pub(super) struct Block<'a> {
    chart: &'a ChartBlock,
    data: &'a Data,
}

impl<'a> Block<'a> {
    pub(super) fn new(chart: &'a ChartBlock, data: &'a Data) -> Self {
        Self { chart, data }
    }

    /// The table, and the chart that it makes.
    pub(super) fn drawing(&self) -> (Drawing, Table) {
        let Data {
            head,
            names,
            series,
            format,
            whole,
        } = self.data;
        let format = if *whole { Format::Share } else { *format };
        let of_names = match names.first() {
            Some(Cell::Text(_)) | None => Format::Text,
            Some(_) => Format::Number(4),
        };
        let mut columns = vec![Column::new(head.clone(), of_names)];
        columns.extend(series.iter().map(|of| Column::new(of.name.clone(), format)));
        let row = |(at, name): (usize, &Cell)| {
            let values = series.iter().map(|of| of.values[at]);
            let total: f64 = values.clone().filter_map(Datum::value).sum();
            let shown = |datum: Datum| match (datum.value(), *whole) {
                (Some(value), true) if total > 0.0 => Cell::Share(value / total),
                (Some(_), true) => Cell::Empty,
                _ => cell(datum),
            };
            [name.clone()]
                .into_iter()
                .chain(values.map(shown))
                .collect::<Vec<_>>()
        };
        let caption = self.chart.chart.caption.title.clone();
        let table = Table::new(id(self.chart), caption, columns)
            .with_rows(names.iter().enumerate().map(row));
        let table = self.live(table);
        (whole_of(&table), table)
    }

    /// The table with cells that follow from those of the report.
    fn live(&self, table: Table) -> Table {
        let live = &self.chart.live;
        let rows = self.data.names.len();
        let fits = live.len() == self.data.series.len() && live.iter().all(|of| of.len() == rows);
        if !fits {
            return table;
        }
        (1..).zip(live).fold(table, |table, (column, cells)| {
            table.live(column, |row| {
                if self.data.whole {
                    let all = live.iter().map(|of| of[row].clone());
                    let sum = all.reduce(|sum, of| sum + of);
                    cells[row].clone() / sum.unwrap_or(Live::Number(0.0))
                } else {
                    cells[row].clone()
                }
            })
        })
    }
}

/// The chart of all rows and columns of a table.
pub(super) fn whole_of(table: &Table) -> Drawing {
    let rows = [0, table.rows().len().saturating_sub(1)];
    let series = table.columns().iter().enumerate().skip(1);
    let series = series.map(|(place, column)| Drawn {
        name: column.title.clone(),
        values: Strip::column(&table.id, place, rows),
        points: None,
    });
    Drawing {
        names: Strip::column(&table.id, 0, rows),
        series: series.collect(),
    }
}

/// Bars from the largest down with their cumulative share.
pub(super) fn pareto(
    chart: &ChartBlock,
    pareto: &Pareto,
    lang: Lang,
) -> Option<(Drawing, Option<Table>)> {
    let live = chart
        .live
        .first()
        .filter(|of| of.len() == pareto.bars.len());
    let known = |(at, bar): (usize, &'_ Bar)| {
        let live = live.map(|of| of[at].clone());
        Some((bar.label.clone(), bar.value.value()?, live))
    };
    let mut bars: Vec<(String, f64, Option<Live>)> =
        pareto.bars.iter().enumerate().filter_map(known).collect();
    bars.sort_by(|a, b| b.1.total_cmp(&a.1));
    let total: f64 = bars.iter().map(|bar| bar.1).sum();
    if total <= 0.0 {
        return None;
    }
    let columns = vec![
        Column::new(pareto.category.clone(), Format::Text),
        Column::new(pareto.value.heading(lang), format(&pareto.value)),
        Column::new(lang.pick("累计占比", "Cumulative share"), Format::Share),
    ];
    let mut sum = 0.0;
    let rows = bars.iter().map(|(label, value, _)| {
        sum += value;
        [
            Cell::from(label.as_str()),
            Cell::from(*value),
            Cell::Share(sum / total),
        ]
    });
    let id = id(chart);
    let words = [
        Cell::from(lang.pick("合计", "All")),
        Cell::from(total),
        Cell::Empty,
    ];
    let mut table = Table::new(id.clone(), chart.chart.caption.title.clone(), columns)
        .with_rows(rows.collect::<Vec<_>>())
        .with_total(words)
        .live(2, |row| {
            let share = Live::Here(1) / Live::cell(id.clone(), Row::Total, 1);
            match row.checked_sub(1) {
                Some(before) => Live::cell(id.clone(), Row::At(before), 2) + share,
                None => share,
            }
        })
        .live_at(Row::Total, 1, Live::Above(1));
    for (row, (_, _, live)) in bars.iter().enumerate() {
        if let Some(live) = live {
            table = table.live_at(Row::At(row), 1, live.clone());
        }
    }
    Some((whole_of(&table), Some(table)))
}

/// A heat map as a table.
pub(super) fn heat_map(chart: &ChartBlock, map: &HeatMap, lang: Lang) -> Table {
    let format = format(&map.value);
    let corner = match lang {
        Lang::Zh => format!("{}＼{}", map.row, map.column),
        Lang::En => format!("{} \\ {}", map.row, map.column),
    };
    let mut columns = vec![Column::new(corner, Format::Text)];
    columns.extend(
        map.columns
            .iter()
            .map(|name| Column::new(name.clone(), format)),
    );
    let rows = map.rows.iter().map(|row| {
        let values = row.values.iter().map(|datum| cell(*datum));
        let name = Cell::from(row.name.as_str());
        [name].into_iter().chain(values).collect::<Vec<_>>()
    });
    let caption = chart.chart.caption.title.clone();
    let table = Table::new(id(chart), caption, columns).with_rows(rows);
    chart
        .live
        .iter()
        .enumerate()
        .fold(table, |table, (row, cells)| {
            (1..).zip(cells).fold(table, |table, (column, live)| {
                table.live_at(Row::At(row), column, live.clone())
            })
        })
}

/// The ends of bins as words; the last one is open.
pub(super) fn bins(axis: &Axis, edges: &[f64], lang: Lang) -> Vec<Cell> {
    let digits = match axis.format {
        Digits::Count => Digits::Fixed(0),
        other => other,
    };
    let write = |edge: f64| {
        let whole = edge.fract() == 0.0;
        if whole {
            digits.write(edge, lang)
        } else {
            lang.trimmed(edge, 2)
        }
    };
    let last = edges.len().saturating_sub(2);
    let bin = |(at, edges): (usize, &[f64])| {
        // A bar around one whole number is that number.
        let centred =
            (edges[0].fract().abs() - 0.5).abs() < 1e-9 && (edges[1] - edges[0] - 1.0).abs() < 1e-9;
        let text = match (centred, at == last) {
            (true, false) => write(edges[0] + 0.5),
            (true, true) => format!("≥ {}", write(edges[0] + 0.5)),
            (false, false) => format!("{} – {}", write(edges[0]), write(edges[1])),
            (false, true) => format!("≥ {}", write(edges[0])),
        };
        Cell::from(text)
    };
    edges.windows(2).enumerate().map(bin).collect()
}

/// The look of whole numbers where all values are, else that of their axis.
pub(super) fn format_of(axis: &Axis, series: &[Series]) -> Format {
    let values = series.iter().flat_map(|of| &of.values);
    let mut values = values.filter_map(|datum| datum.value());
    match format(axis) {
        Format::Number(_) if values.all(|value| value.fract() == 0.0) => Format::Count,
        other => other,
    }
}

/// The look of values on an axis.
pub(super) fn format(axis: &Axis) -> Format {
    match axis.format {
        Digits::Count => Format::Count,
        Digits::Compact => Format::Number(2),
        Digits::Fixed(places) => Format::Number(places),
        Digits::Share(_) => Format::Share,
    }
}

/// A value of a chart as one of a table.
pub(super) fn cell(datum: Datum) -> Cell {
    match datum {
        Datum::Suppressed(below) => Cell::Suppressed {
            below: below.into(),
        },
        datum => Cell::from(datum.value()),
    }
}

/// What the table of a chart is called.
pub(super) fn id(chart: &ChartBlock) -> Id {
    chart.id.with("data")
}
