//! Shapes that no older program can draw, as tables of their numbers: heat maps, box plots, flows.

use fourr_chart::{BoxPlot, Sankey, Shape};
use fourr_locale::Lang;

use super::block;
use crate::{Cell, ChartBlock, Column, Format, Table};

/// The table of such a shape; none for one that is drawn.
pub(super) fn listed(chart: &ChartBlock, lang: Lang) -> Option<Table> {
    match &chart.chart.shape {
        Shape::HeatMap(map) => Some(block::heat_map(chart, map, lang)),
        Shape::BoxPlot(plot) => Some(boxes(chart, plot, lang)),
        Shape::Sankey(flows) => Some(links(chart, flows, lang)),
        _ => None,
    }
}

fn boxes(chart: &ChartBlock, plot: &BoxPlot, lang: Lang) -> Table {
    let format = block::format(&plot.value);
    let heads = [
        lang.pick("下须", "Lower whisker"),
        lang.pick("下四分位数", "Q1"),
        lang.pick("中位数", "Median"),
        lang.pick("上四分位数", "Q3"),
        lang.pick("上须", "Upper whisker"),
        lang.pick("均值", "Mean"),
    ];
    let mut columns = vec![
        Column::new(plot.category.clone(), Format::Text),
        Column::new("n", Format::Count),
    ];
    columns.extend(heads.map(|head| Column::new(head, format)));
    let rows = plot.groups.iter().map(|group| {
        let numbers = group.numbers.as_ref();
        let five = numbers.map(|of| [of.low_whisker, of.q1, of.median, of.q3, of.high_whisker]);
        let five = five.map_or([const { Cell::Empty }; 5], |five| five.map(Cell::from));
        let head = [Cell::from(group.label.as_str()), Cell::Count(group.count)];
        let mean = [Cell::from(group.mean)];
        head.into_iter().chain(five).chain(mean).collect::<Vec<_>>()
    });
    Table::new(block::id(chart), chart.chart.caption.title.clone(), columns).with_rows(rows)
}

fn links(chart: &ChartBlock, flows: &Sankey, lang: Lang) -> Table {
    let columns = vec![
        Column::new(lang.pick("从", "From"), Format::Text),
        Column::new(lang.pick("到", "To"), Format::Text),
        Column::new(flows.value.heading(lang), block::format(&flows.value)),
    ];
    let node = |stage: usize, node: usize| {
        let stage = flows.stages.get(stage)?;
        let label = &stage.nodes.get(node)?.label;
        Some(format!("{}{}{label}", stage.title, lang.pick("：", ": ")))
    };
    let rows = flows.links.iter().map(|link| {
        [
            Cell::from(node(link.stage, link.from)),
            Cell::from(node(link.stage + 1, link.to)),
            Cell::from(link.value),
        ]
    });
    Table::new(block::id(chart), chart.chart.caption.title.clone(), columns).with_rows(rows)
}
