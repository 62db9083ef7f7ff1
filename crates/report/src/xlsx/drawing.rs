//! [`Drawing`]: the cells that a native chart draws.
//!
//! Where the values stand in a table of the report, one below or beside the other, the chart refers to
//! them there. Anything else is laid out for it on the sheet of chart data, whose cells follow from
//! tables and data as far as the report knows how.

mod block;
mod points;

use std::collections::BTreeMap;

use fourr_chart::{Positions, Series, Shape};
use fourr_locale::Lang;

use crate::{Cell, ChartBlock, Format, Id, Live, Place, Row, Table};
use block::Block;

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

/// Where a heat map is coloured.
pub(super) enum Heat {
    /// A table of the report has its cells.
    Of(Id),
    /// It has to be written.
    Own(Table),
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
/// values, and for heat maps, which are tables.
pub(super) fn drawing(
    chart: &ChartBlock,
    tables: &Tables<'_>,
    lang: Lang,
) -> Option<(Drawing, Option<Table>)> {
    match &chart.chart.shape {
        Shape::HeatMap(_) => None,
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

/// The table that shows a heat map.
pub(super) fn heat(chart: &ChartBlock, tables: &Tables<'_>, lang: Lang) -> Option<Heat> {
    let Shape::HeatMap(map) = &chart.chart.shape else {
        return None;
    };
    let of_one = |live: &Live| match live {
        Live::Cell(place) => Some(place.table.clone()),
        _ => None,
    };
    let mut cells = chart.live.iter().flatten().map(of_one);
    let first = cells.next().flatten();
    match first {
        Some(id) if tables.contains_key(&id) && cells.all(|of| of.as_ref() == Some(&id)) => {
            Some(Heat::Of(id))
        }
        _ => Some(Heat::Own(block::heat_map(chart, map, lang))),
    }
}

/// Names and series of a shape whose categories all series share.
pub(super) struct Data {
    /// What the categories are.
    pub(super) head: String,
    pub(super) names: Vec<Cell>,
    pub(super) series: Vec<Series>,
    /// The look of the values.
    pub(super) format: Format,
    /// Whether values are shares of the sum over all series.
    pub(super) whole: bool,
}

impl Data {
    fn of(shape: &Shape, lang: Lang) -> Option<Self> {
        let texts = |names: &[String]| names.iter().map(|name| Cell::from(name.as_str())).collect();
        let new =
            |head: &str, names: Vec<Cell>, series: Vec<Series>, axis: &fourr_chart::Axis| Self {
                head: head.to_owned(),
                names,
                format: block::format_of(axis, &series),
                series,
                whole: false,
            };
        Some(match shape {
            Shape::Bars(of) => {
                let names = of.bars.iter().map(|bar| Cell::from(bar.label.as_str()));
                let values = of.bars.iter().map(|bar| bar.value).collect();
                let series = Series {
                    name: of.value.heading(lang),
                    values,
                };
                new(&of.category, names.collect(), vec![series], &of.value)
            }
            Shape::GroupedBars(of) => new(
                &of.category,
                texts(&of.categories),
                of.series.clone(),
                &of.value,
            ),
            Shape::StackedBars(of) => Self {
                whole: of.whole == fourr_chart::Whole::Share,
                ..new(
                    &of.category,
                    texts(&of.categories),
                    of.series.clone(),
                    &of.value,
                )
            },
            Shape::Lines(of) => {
                let names = match &of.positions {
                    Positions::Names(names) => texts(names),
                    Positions::Numbers(numbers) => numbers.iter().map(|x| Cell::from(*x)).collect(),
                };
                new(&of.x.heading(lang), names, of.series.clone(), &of.y)
            }
            Shape::Histogram(of) => {
                let counts = of.counts.iter().map(|count| *count as f64);
                let series = Series::new(of.y.heading(lang), counts);
                new(
                    &of.x.heading(lang),
                    block::bins(of, lang),
                    vec![series],
                    &of.y,
                )
            }
            Shape::Treemap(of) => {
                let names = of.tiles.iter().map(|tile| Cell::from(tile.label.as_str()));
                let sizes = of.tiles.iter().map(|tile| tile.size);
                let series = Series::new(of.value.heading(lang), sizes);
                new("", names.collect(), vec![series], &of.value)
            }
            Shape::HeatMap(_) | Shape::Scatter(_) | Shape::Pareto(_) => return None,
        })
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
