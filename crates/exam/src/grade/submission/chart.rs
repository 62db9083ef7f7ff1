//! [`DrawnChart`]: what a native chart of a workbook shows.

use serde::Serialize;

use super::{reference, sheet::Sheet, xml::Node};
use crate::{ChartKind, grade::judge::number_in};

/// A chart of a workbook.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DrawnChart {
    /// What it is; more than one where kinds are combined.
    pub kinds: Vec<ChartKind>,
    /// Its title.
    pub title: Option<String>,
    /// The titles of its axes.
    pub axes: Vec<String>,
    /// What it shows.
    pub series: Vec<DrawnSeries>,
}

/// A series of a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DrawnSeries {
    /// What the values belong to.
    pub names: Vec<String>,
    /// The values; none where a cell holds no number.
    pub values: Vec<Option<f64>>,
}

/// The chart in a document, its references followed into `sheets`; none where it is no chart.
pub(super) fn of(document: &Node, sheets: &[Sheet]) -> Option<DrawnChart> {
    let chart = document.child("chart")?;
    let area = chart.child("plotArea")?;
    let title = chart.child("title").and_then(title);
    if let Some(region) = area.child("plotAreaRegion") {
        return extended(document, (region, area), title, sheets);
    }
    let plots = area
        .children
        .iter()
        .filter_map(|plot| Some((kind(plot)?, plot)));
    let (mut kinds, mut series) = (Vec::new(), Vec::new());
    for (kind, plot) in plots {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
        let own = plot.children.iter().filter(|child| child.name == "ser");
        series.extend(own.map(|ser| drawn(ser, sheets)));
    }
    Some(DrawnChart {
        kinds,
        title,
        axes: axes(area),
        series,
    })
}

/// The text of a title; none where it is empty.
fn title(node: &Node) -> Option<String> {
    let texts = node.all("t").into_iter().chain(node.all("v"));
    let text: String = texts.map(Node::whole_text).collect();
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn axes(area: &Node) -> Vec<String> {
    let axes = area.children.iter().filter(|child| {
        matches!(
            child.name.as_str(),
            "catAx" | "valAx" | "dateAx" | "serAx" | "axis"
        )
    });
    axes.filter_map(|axis| title(axis.child("title")?))
        .collect()
}

/// What a plot of the first generation is.
fn kind(plot: &Node) -> Option<ChartKind> {
    Some(match plot.name.as_str() {
        "barChart" | "bar3DChart" => {
            let is_level = plot
                .child("barDir")
                .is_some_and(|direction| direction.attribute("val") == Some("bar"));
            if is_level {
                ChartKind::Bar
            } else {
                ChartKind::Column
            }
        }
        "lineChart" | "line3DChart" => ChartKind::Line,
        "areaChart" | "area3DChart" => ChartKind::Area,
        "pieChart" | "pie3DChart" | "ofPieChart" => ChartKind::Pie,
        "doughnutChart" => ChartKind::Doughnut,
        "radarChart" => ChartKind::Radar,
        "scatterChart" => ChartKind::Scatter,
        "bubbleChart" => ChartKind::Bubble,
        _ => return None,
    })
}

fn drawn(series: &Node, sheets: &[Sheet]) -> DrawnSeries {
    let texts = |name: &str| {
        let node = series.child(name)?;
        Some(texts(node, sheets))
    };
    let names = texts("cat").or_else(|| texts("xVal")).unwrap_or_default();
    let values = texts("val").or_else(|| texts("yVal")).unwrap_or_default();
    DrawnSeries {
        names,
        values: values.iter().map(|text| number_in(text)).collect(),
    }
}

/// What a reference of a chart shows: as it was saved, or else as its cells are.
fn texts(node: &Node, sheets: &[Sheet]) -> Vec<String> {
    let point = |point: &Node| {
        let place: usize = point.attribute("idx")?.parse().ok()?;
        Some((place, point.child("v")?.whole_text()))
    };
    let points = node.all("pt").into_iter().filter_map(point);
    let saved: Vec<(usize, String)> = points.filter(|(place, _)| *place < 10_000).collect();
    if !saved.is_empty() {
        let length = saved.iter().map(|(place, _)| place + 1).max();
        let mut texts = vec![String::new(); length.unwrap_or(0)];
        for (place, text) in saved {
            texts[place] = text;
        }
        return texts;
    }
    let named = node.all("f").into_iter().find_map(|formula| {
        let formula = formula.whole_text();
        let cells = reference::cells(&formula, sheets)?;
        Some(cells.into_iter().map(str::to_owned).collect())
    });
    named.unwrap_or_default()
}

/// A chart of the second generation: funnels, treemaps and waterfalls, whose data stand beside the plot.
fn extended(
    document: &Node,
    (region, area): (&Node, &Node),
    title: Option<String>,
    sheets: &[Sheet],
) -> Option<DrawnChart> {
    let series: Vec<&Node> = region
        .children
        .iter()
        .filter(|child| child.name == "series")
        .collect();
    let kind = |series: &&Node| match series.attribute("layoutId")? {
        "funnel" => Some(ChartKind::Funnel),
        "treemap" => Some(ChartKind::Treemap),
        "waterfall" => Some(ChartKind::Waterfall),
        "clusteredColumn" => Some(ChartKind::Column),
        _ => None,
    };
    let data = document.child("chartData")?;
    let dimension = |series: &Node, name: &str| {
        let id = series.child("dataId")?.attribute("val")?;
        let mut sets = data.children.iter();
        let set = sets.find(|set| set.attribute("id") == Some(id))?;
        let dimension = set.child(name)?;
        let texts = texts(dimension, sheets);
        if !texts.is_empty() {
            return Some(texts);
        }
        let points = dimension
            .all("lvl")
            .into_iter()
            .flat_map(|level| level.all("pt"));
        Some(points.map(Node::whole_text).collect())
    };
    Some(DrawnChart {
        kinds: series.iter().filter_map(kind).collect(),
        title,
        axes: axes(area),
        series: series
            .iter()
            .map(|one| DrawnSeries {
                names: dimension(one, "strDim").unwrap_or_default(),
                values: dimension(one, "numDim")
                    .unwrap_or_default()
                    .iter()
                    .map(|text| number_in(text))
                    .collect(),
            })
            .collect(),
    })
}
