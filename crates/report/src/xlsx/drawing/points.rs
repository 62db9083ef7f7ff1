//! Points in a plane, those of one group below each other.

use fourr_chart::{Dot, Scatter};
use fourr_locale::Lang;

use super::{Drawing, Drawn, Strip, block};
use crate::{Cell, ChartBlock, Column, Format, Live, Row, Table};

/// The points of a chart and their table; none where there are no points.
pub(super) fn points(
    chart: &ChartBlock,
    scatter: &Scatter,
    lang: Lang,
) -> Option<(Drawing, Option<Table>)> {
    let shown = |(_, dot): &(usize, &Dot)| dot.x.is_finite() && dot.y.is_finite();
    let mut dots: Vec<(usize, &Dot)> = scatter.dots.iter().enumerate().filter(shown).collect();
    dots.sort_by_key(|(_, dot)| dot.group);
    if dots.is_empty() {
        return None;
    }
    let mut columns = vec![
        Column::new(lang.pick("名称", "Name"), Format::Text),
        Column::new(scatter.x.heading(lang), Format::Number(2)),
        Column::new(scatter.y.heading(lang), Format::Number(2)),
    ];
    if let Some(bubbles) = &scatter.bubbles {
        columns.push(Column::new(bubbles.title.clone(), Format::Mixed));
    }
    columns.push(Column::new(lang.pick("分组", "Group"), Format::Text));
    let sized = scatter.bubbles.is_some();
    let rows = dots.iter().map(|(_, dot)| {
        let label = Cell::from(dot.label.clone());
        let size = sized.then(|| Cell::from(dot.size));
        let group = Cell::from(scatter.groups.get(dot.group).cloned());
        let place = [label, Cell::from(dot.x), Cell::from(dot.y)];
        place
            .into_iter()
            .chain(size)
            .chain([group])
            .collect::<Vec<_>>()
    });
    let caption = chart.chart.caption.title.clone();
    let table = Table::new(block::id(chart), caption, columns).with_rows(rows);
    let table = live(table, chart, &dots);
    let drawing = drawing(&table, scatter, &dots);
    Some((drawing, Some(table)))
}

/// Places and sizes follow from the tables that the chart was drawn from.
fn live(table: Table, chart: &ChartBlock, dots: &[(usize, &Dot)]) -> Table {
    let all = chart.live.first().map_or(0, Vec::len);
    if chart.live.len() > 3 || chart.live.iter().any(|of| of.len() != all) {
        return table;
    }
    (1..)
        .zip(&chart.live)
        .fold(table, |table, (column, cells)| {
            let known = dots.iter().enumerate();
            let known = known.filter_map(|(row, (dot, _))| Some((row, cells.get(*dot)?.clone())));
            known.fold(table, |table, (row, live): (usize, Live)| {
                table.live_at(Row::At(row), column, live)
            })
        })
}

/// One series a group.
fn drawing(table: &Table, scatter: &Scatter, dots: &[(usize, &Dot)]) -> Drawing {
    let mut series = Vec::new();
    let mut row = 0;
    for group in dots.chunk_by(|a, b| a.1.group == b.1.group) {
        let rows = [row, row + group.len() - 1];
        row += group.len();
        let strip = |column| Strip::column(&table.id, column, rows);
        let name = scatter.groups.get(group[0].1.group);
        series.push(Drawn {
            name: name.cloned().unwrap_or_default(),
            values: strip(2),
            points: Some([strip(1), strip(0)]),
        });
    }
    Drawing {
        names: Strip::column(&table.id, 0, [0, dots.len() - 1]),
        series,
    }
}
