//! Bars that stand or hang where others end: funnels, waterfalls and tornado charts.
//!
//! Native charts of these kinds are younger than the programs that have to open the workbook, so they are
//! stacked bars whose first part is not drawn.

use fourr_chart::{Amount, Axis, Funnel, Tornado, Waterfall};
use fourr_locale::Lang;

use super::{Drawing, block};
use crate::{Cell, ChartBlock, Column, Format, Live, Place, Row, Table};

/// A funnel: the part that is not drawn is half of what has been lost.
pub(super) fn funnel(chart: &ChartBlock, funnel: &Funnel, lang: Lang) -> Option<(Drawing, Table)> {
    let steps = funnel.steps.iter();
    let values: Vec<Option<f64>> = steps.map(|step| step.value.value()).collect();
    let widest = (0..values.len()).max_by(|a, b| {
        let of = |at: usize| values[at].unwrap_or_default();
        of(*a).total_cmp(&of(*b))
    })?;
    let most = values[widest]?;
    let columns = columns(
        lang.pick("环节", "Step"),
        &[
            lang.pick("（留白）", "(blank)"),
            &funnel.value.heading(lang),
        ],
        &funnel.value,
    );
    let rows = funnel.steps.iter().zip(&values).map(|(step, value)| {
        let blank = value.map(|value| (most - value) / 2.0);
        [
            Cell::from(step.label.as_str()),
            Cell::from(blank),
            block::cell(step.value),
        ]
    });
    let table = table(chart, columns, rows);
    let live = chart.live.first().filter(|live| live.len() == values.len());
    let table = live.into_iter().fold(table, |table, live| {
        let id = table.id.clone();
        let most = || {
            Live::Cell(Place {
                table: id.clone(),
                row: Row::At(widest),
                column: 2,
            })
        };
        table
            .live(1, |_| (most() - Live::Here(2)) / Live::Number(2.0))
            .live(2, |row| live[row].clone())
    });
    Some((block::whole_of(&table), table))
}

/// A waterfall: the part that is not drawn reaches to where a change begins. A bar that crosses zero has
/// the part on the other side in a series of its own.
pub(super) fn waterfall(
    chart: &ChartBlock,
    waterfall: &Waterfall,
    lang: Lang,
) -> Option<(Drawing, Table)> {
    let heads = [
        lang.pick("（留白）", "(blank)"),
        lang.pick("合计", "total"),
        lang.pick("减少", "taken away"),
        lang.pick("增加", "added"),
        lang.pick("零的另一侧", "across zero"),
    ];
    let columns = columns(&waterfall.category, &heads, &waterfall.value);
    let mut running = 0.0;
    let rows = waterfall.steps.iter().map(|step| {
        let (from, kind) = match step.amount {
            Amount::Total(_) => (0.0, 1),
            Amount::Change(change) if change < 0.0 => (running, 2),
            Amount::Change(_) => (running, 3),
        };
        let (Amount::Total(value) | Amount::Change(value)) = step.amount;
        running = from + value;
        let (low, high) = (running.min(from), running.max(from));
        let (above, below) = (high.max(0.0) - low.max(0.0), low.min(0.0) - high.min(0.0));
        let mut parts = [0.0; 5];
        parts[0] = low.max(0.0) + high.min(0.0);
        parts[kind] = if above > 0.0 { above } else { below };
        parts[4] = if above > 0.0 { below } else { 0.0 };
        let parts = parts.map(|part| Cell::from((part != 0.0).then_some(part)));
        [Cell::from(step.label.as_str())]
            .into_iter()
            .chain(parts)
            .collect::<Vec<_>>()
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let table = table(chart, columns, rows);
    (!table.rows().is_empty()).then(|| (block::whole_of(&table), table))
}

/// A tornado chart: both bars begin at the base, where the axes cross.
pub(super) fn tornado(
    chart: &ChartBlock,
    tornado: &Tornado,
    lang: Lang,
) -> Option<(Drawing, Table)> {
    let heads = [lang.pick("取低值", "low"), lang.pick("取高值", "high")];
    let columns = columns(&tornado.driver, &heads, &tornado.value);
    let rows = tornado.bars.iter().map(|bar| {
        let [low, high] = [&bar.low, &bar.high].map(|of| Cell::from(of.result));
        [Cell::from(bar.label.as_str()), low, high]
    });
    let table = table(chart, columns, rows);
    (!table.rows().is_empty()).then(|| (block::whole_of(&table), table))
}

fn columns(head: &str, series: &[&str], axis: &Axis) -> Vec<Column> {
    let format = match block::format(axis) {
        Format::Count => Format::Mixed,
        other => other,
    };
    let series = series.iter().map(|name| Column::new(*name, format));
    [Column::new(head, Format::Text)]
        .into_iter()
        .chain(series)
        .collect()
}

fn table<R: IntoIterator<Item = Cell>>(
    chart: &ChartBlock,
    columns: Vec<Column>,
    rows: impl IntoIterator<Item = R>,
) -> Table {
    let caption = chart.chart.caption.title.clone();
    Table::new(block::id(chart), caption, columns).with_rows(rows)
}
