//! Small charts that several tests draw.

use fourr_chart::{
    Axis, Band, Bar, Bars, Bins, BoxGroup, BoxPlot, Caption, Change, Chart, Datum, Direction, Dot,
    Fit, FittedHistogram, FiveNumbers, FlowLink, FlowNode, FlowStage, Format, Funnel, FunnelStep,
    GroupedBars, HeatMap, Histogram, Lines, Outcome, Pareto, Positions, Radar, RadarAxis, Ramp,
    Reference, Sankey, Scatter, Series, Shape, StackedBars, Tile, Tornado, TornadoBar, Track,
    Tracking, Treemap, Waterfall, WaterfallStep, Whole,
};

pub(crate) fn chart(shape: Shape) -> Chart {
    Chart {
        caption: Caption::new("标题").subtitle("n = 3").source("来源"),
        shape,
    }
}

pub(crate) fn axis() -> Axis {
    Axis::new("销售额", Format::Fixed(1)).unit("元")
}

/// Names with what could upset a file format or a line break.
pub(crate) fn names(count: usize) -> Vec<String> {
    const NAMES: [&str; 5] = [
        "渠道",
        "A very long name of a campaign that nobody wants to read",
        "<&\"'>",
        "",
        "名\n称\u{0}𠮷",
    ];
    (0..count)
        .map(|index| format!("{}{index}", NAMES[index % NAMES.len()]))
        .collect()
}

pub(crate) fn bars(values: &[f64]) -> Shape {
    let bars = names(values.len())
        .into_iter()
        .zip(values)
        .map(|(name, &value)| Bar::new(name, value))
        .collect();
    Shape::Bars(Bars::new("类别", axis(), bars))
}

pub(crate) fn pareto(values: &[f64]) -> Shape {
    let bars = names(values.len())
        .into_iter()
        .zip(values)
        .map(|(name, &value)| Bar::new(name, value))
        .collect();
    Shape::Pareto(Pareto::new("类别", axis(), bars))
}

pub(crate) fn treemap(values: &[f64]) -> Shape {
    let tiles = names(values.len())
        .into_iter()
        .zip(values)
        .map(|(name, &size)| Tile::new(name, size))
        .collect();
    Shape::Treemap(Treemap {
        value: axis(),
        tiles,
    })
}

pub(crate) fn scatter(values: &[f64]) -> Shape {
    let dots = names(values.len()).into_iter().zip(values);
    let dots = dots
        .enumerate()
        .map(|(index, (name, &y))| Dot::new(index as f64, y).label(name))
        .collect();
    Shape::Scatter(Scatter {
        x: axis(),
        y: axis(),
        dots,
        groups: Vec::new(),
        bubbles: None,
        split: None,
        references: vec![Reference::new(1.0, "一")],
    })
}

pub(crate) fn stacked(values: &[f64], whole: Whole) -> Shape {
    let [first, second] = ["甲", "乙"].map(|name| Series::new(name, values.iter().copied()));
    Shape::StackedBars(StackedBars {
        category: "类别".to_owned(),
        categories: names(values.len()),
        value: axis(),
        series: vec![first, second],
        direction: Direction::Auto,
        whole,
    })
}

/// A box around each value, with its mean and more points than are drawn.
pub(crate) fn box_plot(values: &[f64]) -> BoxPlot {
    let groups = names(values.len()).into_iter().zip(values);
    let groups = groups.map(|(name, &value)| {
        let numbers = FiveNumbers {
            low_whisker: value - 2.0,
            q1: value - 1.0,
            median: value,
            q3: value + 1.0,
            high_whisker: value + 2.0,
        };
        let group = BoxGroup::new(&*name, 1_234, numbers);
        let group = group.mean(value + 0.5).beyond(vec![value + 4.0], 12);
        if value.is_finite() {
            group
        } else {
            BoxGroup::empty(name)
        }
    });
    BoxPlot::new("类别", axis(), groups.collect())
}

/// One axis for each value, as far as a radar chart has axes.
pub(crate) fn radar(values: &[f64]) -> Radar {
    let count = values.len().clamp(3, 8);
    let axes = names(count).into_iter();
    let axes = axes.map(|name| RadarAxis::new(name, [0.0, 40.0], Format::Count).reversed());
    let scores = || {
        let scores = values.iter().map(|value| value.clamp(0.0, 100.0));
        scores
            .cycle()
            .take(if values.is_empty() { 0 } else { count })
    };
    let mut groups = vec![Series::new("甲", scores()), Series::new("乙", scores())];
    groups.retain(|group| !group.values.is_empty());
    Radar {
        axes: axes.collect(),
        groups,
    }
}

/// Every node flows into its own kind, and half of the first one also into the last.
pub(crate) fn sankey(values: &[f64]) -> Sankey {
    let nodes = |factor: f64| -> Vec<FlowNode> {
        let nodes = names(values.len()).into_iter().zip(values).enumerate();
        nodes
            .map(|(class, (name, &value))| FlowNode::new(name, value * factor, class))
            .collect()
    };
    let links = values.iter().enumerate();
    let links = links.map(|(index, &value)| FlowLink::new(index, index, value).change(Change::Up));
    Sankey {
        value: axis(),
        stages: vec![
            FlowStage::new("六月", nodes(1.0)),
            FlowStage::new("十二月", nodes(1.0)),
        ],
        links: links.collect(),
    }
}

/// Observed counts of 0, 1, 2, ... and a fit of these values.
pub(crate) fn fitted(values: &[f64], bins: Bins) -> FittedHistogram {
    FittedHistogram {
        x: axis(),
        y: Axis::new("人数", Format::Count),
        bins,
        counts: (0..values.len() as u64).collect(),
        fits: vec![
            Fit::counts("甲", values.to_vec()),
            Fit::counts("乙", values.iter().rev().copied().collect()),
        ],
        markers: vec![Reference::new(1.0, "中位数")],
    }
}

/// The values as they were and as a model has them, one apart on each side.
pub(crate) fn tracking(values: &[f64], positions: Positions) -> Tracking {
    let low = values.iter().map(|value| value - 1.0);
    let band = Band::new("区间", low, values.iter().map(|value| value + 1.0));
    Tracking {
        x: axis(),
        y: axis(),
        positions,
        tracks: vec![
            Track::observed("实际", values.iter().rev().copied()),
            Track::predicted("预测", values.iter().copied()).band(band),
        ],
        references: vec![Reference::new(2.0, "目标")],
        markers: vec![Reference::new(1.0, "校准期结束")],
    }
}

/// Every shape over the same values.
pub(crate) fn all_shapes(values: &[f64]) -> Vec<Shape> {
    let series = vec![
        Series::new("甲", values.iter().copied()),
        Series::new("乙", values.iter().rev().copied()),
    ];
    let mut shapes = vec![
        bars(values),
        pareto(values),
        treemap(values),
        scatter(values),
    ];
    shapes.extend([stacked(values, Whole::Sum), stacked(values, Whole::Share)]);
    shapes.push(Shape::GroupedBars(GroupedBars {
        category: "类别".to_owned(),
        categories: names(values.len()),
        value: axis(),
        series: series.clone(),
        direction: Direction::Auto,
        references: vec![Reference::new(2.0, "目标")],
    }));
    for positions in [
        Positions::Names(names(values.len())),
        Positions::Numbers(values.to_vec()),
    ] {
        shapes.push(Shape::Lines(Lines {
            x: axis(),
            y: axis(),
            positions,
            series: series.clone(),
            references: vec![Reference::new(f64::NAN, "无")],
            markers: vec![Reference::new(1.0, "一")],
        }));
    }
    for ramp in [Ramp::Sequential, Ramp::Diverging(1.0)] {
        shapes.push(Shape::HeatMap(HeatMap {
            column: "列".to_owned(),
            columns: names(values.len()),
            row: "行".to_owned(),
            rows: series.clone(),
            value: axis(),
            ramp,
        }));
    }
    shapes.push(Shape::Histogram(Histogram {
        x: axis(),
        y: Axis::new("人数", Format::Count),
        edges: (0..=values.len()).map(|edge| edge as f64).collect(),
        counts: (0..values.len() as u64).collect(),
        markers: vec![Reference::new(1.0, "中位数"), Reference::new(1.0, "P80")],
    }));
    shapes.extend(model_shapes(values));
    shapes
}

pub(crate) fn funnel(values: &[f64]) -> Funnel {
    let steps = names(values.len()).into_iter().zip(values);
    Funnel {
        value: axis(),
        steps: steps
            .map(|(name, &value)| FunnelStep::new(name, value))
            .collect(),
    }
}

/// A total, the other values as changes, and the total that they lead to.
pub(crate) fn waterfall(values: &[f64]) -> Waterfall {
    let known: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    let mut steps = Vec::new();
    for (index, (name, &value)) in names(known.len()).iter().zip(&known).enumerate() {
        steps.push(match index {
            0 => WaterfallStep::total(name, value),
            _ => WaterfallStep::change(name, value),
        });
    }
    if !steps.is_empty() {
        steps.push(WaterfallStep::total("合计", known.iter().sum()));
    }
    Waterfall::new("类别", axis(), steps)
}

/// Every driver moves the result from 2 to its value.
pub(crate) fn tornado(values: &[f64]) -> Tornado {
    let bars = names(values.len()).into_iter().zip(values);
    let bars = bars.map(|(name, &value)| {
        TornadoBar::new(name, Outcome::new("-20%", 1.0), Outcome::new("+20%", value))
    });
    Tornado {
        driver: "因素".to_owned(),
        value: axis(),
        base: 2.0,
        bars: bars.collect(),
    }
}

/// Every shape for the results of models over the same values.
fn model_shapes(values: &[f64]) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let edges = (0..=values.len()).map(|edge| edge as f64);
    for bins in [
        Bins::Names(names(values.len())),
        Bins::Edges(edges.collect()),
    ] {
        shapes.push(Shape::FittedHistogram(fitted(values, bins)));
    }
    for positions in [
        Positions::Names(names(values.len())),
        Positions::Numbers((0..values.len()).map(|week| week as f64).collect()),
    ] {
        shapes.push(Shape::Tracking(tracking(values, positions)));
    }
    for direction in [Direction::Auto, Direction::Lying] {
        let boxes = BoxPlot {
            direction,
            ..box_plot(values)
        };
        shapes.push(Shape::BoxPlot(boxes));
    }
    shapes.extend([Shape::Radar(radar(values)), Shape::Sankey(sankey(values))]);
    shapes
}

/// A bar chart with a value, one that is missing, and one that is withheld.
pub(crate) fn three_states() -> Shape {
    let bars = vec![
        Bar::new("甲", 12.0),
        Bar::new("乙", Datum::Missing),
        Bar::new("丙", Datum::Suppressed(5)),
    ];
    Shape::Bars(Bars::new("类别", axis(), bars))
}
