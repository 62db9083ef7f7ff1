//! [`Drawing`]: the cells that a native chart draws.
//!
//! Where the values stand in a table of the report, one below or beside the other, the chart refers to
//! them there. Anything else is laid out for it on the sheet of chart data, whose cells follow from
//! tables and data as far as the report knows how.

mod block;
mod built;
mod data;
mod listed;
mod points;

use std::collections::BTreeMap;

use fourr_chart::Shape;
use fourr_locale::Lang;

use crate::{Cell, ChartBlock, Id, Live, Place, Row, Table};
use block::Block;
use data::Data;

/// The cells of a chart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawing {
    /// The names of the categories; for points and lines over numbers, the places across.
    pub(super) names: Strip,
    /// The series.
    pub(super) series: Vec<Drawn>,
}

/// The cells of a series.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawn {
    /// Its name.
    pub(super) name: String,
    /// Its values; of points, the places upwards.
    pub(super) values: Strip,
    /// Of points: the places across and the names.
    pub(super) points: Option<[Strip; 2]>,
}

/// Cells of a table in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Strip {
    pub(super) table: Id,
    /// The first cell.
    pub(super) from: (usize, usize),
    /// The last cell.
    pub(super) to: (usize, usize),
}

/// Where the numbers of a shape stand that is not drawn.
pub(super) enum Listed {
    /// A table of the report has them.
    In(Id),
    /// They have to be written.
    Own(Box<Table>),
}

/// The tables of a report by name.
pub(super) type Tables<'a> = BTreeMap<&'a Id, &'a Table>;

impl Drawing {
    /// Bars, points or markers in all.
    pub(super) fn marks(&self) -> usize {
        let of = |drawn: &Drawn| drawn.values.to.0 + 1 - drawn.values.from.0;
        self.series.iter().map(of).sum()
    }
}

impl Strip {
    /// Some rows of a column.
    pub(super) fn column(table: &Id, column: usize, rows: [usize; 2]) -> Self {
        Self {
            table: table.clone(),
            from: (rows[0], column),
            to: (rows[1], column),
        }
    }
}

/// The cells of a chart, and the table that has to be written for it, if any. None for a chart without
/// values, and for shapes that are shown as tables.
pub(super) fn drawing(
    chart: &ChartBlock,
    tables: &Tables<'_>,
    lang: Lang,
) -> Option<(Drawing, Option<Table>)> {
    match &chart.chart.shape {
        Shape::HeatMap(_) | Shape::BoxPlot(_) | Shape::Sankey(_) => None,
        Shape::Funnel(funnel) => built::funnel(chart, funnel, lang).map(written),
        Shape::Waterfall(waterfall) => built::waterfall(chart, waterfall, lang).map(written),
        Shape::Tornado(tornado) => built::tornado(chart, tornado, lang).map(written),
        Shape::Scatter(scatter) => points::points(chart, scatter, lang),
        Shape::Pareto(pareto) => block::pareto(chart, pareto, lang),
        shape => {
            let data = Data::of(shape, lang)?;
            if data.names.is_empty() || data.series.is_empty() {
                return None;
            }
            Some(if let Some(drawing) = direct(&data, &chart.live, tables) {
                (drawing, None)
            } else {
                let (drawing, table) = Block::new(chart, &data).drawing();
                (drawing, Some(table))
            })
        }
    }
}

fn written((drawing, table): (Drawing, Table)) -> (Drawing, Option<Table>) {
    (drawing, Some(table))
}

/// The table that shows a shape which is not drawn.
pub(super) fn listed(chart: &ChartBlock, tables: &Tables<'_>, lang: Lang) -> Option<Listed> {
    let table = listed::listed(chart, lang)?;
    let of_one = |live: &Live| match live {
        Live::Cell(place) => Some(place.table.clone()),
        _ => None,
    };
    let mut cells = chart.live.iter().flatten().map(of_one);
    match cells.next().flatten() {
        Some(id) if tables.contains_key(&id) && cells.all(|of| of.as_ref() == Some(&id)) => {
            Some(Listed::In(id))
        }
        _ => Some(Listed::Own(Box::new(table))),
    }
}

/// The drawing from tables of the report alone, where values and names stand in lines there.
fn direct(data: &Data, live: &[Vec<Live>], tables: &Tables<'_>) -> Option<Drawing> {
    let numbers = data.names.iter().any(|name| !matches!(name, Cell::Text(_)));
    if data.whole || numbers || live.len() != data.series.len() {
        return None;
    }
    let strips: Option<Vec<Strip>> = live.iter().map(|cells| strip(cells)).collect();
    let strips = strips?;
    let first = strips.first()?;
    let table = tables.get(&first.table)?;
    let beside = first.from.1 == first.to.1;
    // Names stand in the first column of the same rows.
    let same = |strip: &Strip| {
        strip.table == first.table && strip.from.0 == first.from.0 && strip.to.0 == first.to.0
    };
    let named = (first.from.0..=first.to.0)
        .zip(&data.names)
        .all(|(row, name)| table.rows().get(row).and_then(|row| row.first()) == Some(name));
    let lengths = live.iter().all(|cells| cells.len() == data.names.len());
    if !beside || !named || !lengths || !strips.iter().all(same) {
        return None;
    }
    let names = Strip::column(&first.table, 0, [first.from.0, first.to.0]);
    let series = data
        .series
        .iter()
        .zip(strips)
        .map(|(series, values)| Drawn {
            name: series.name.clone(),
            values,
            points: None,
        });
    Some(Drawing {
        names,
        series: series.collect(),
    })
}

/// Cells below each other.
fn strip(cells: &[Live]) -> Option<Strip> {
    let places = cells.iter().map(|live| match live {
        Live::Cell(Place {
            table,
            row: Row::At(row),
            column,
        }) => Some((table, *row, *column)),
        _ => None,
    });
    let places: Option<Vec<(&Id, usize, usize)>> = places.collect();
    let places = places?;
    let (table, row, column) = *places.first()?;
    let follows = (row..)
        .zip(&places)
        .all(|(row, place)| *place == (table, row, column));
    follows.then(|| Strip::column(table, column, [row, row + places.len() - 1]))
}
