//! Small charts that several tests draw.

use fourr_chart::{
    Axis, Bar, Bars, Caption, Chart, Datum, Direction, Dot, Format, GroupedBars, HeatMap,
    Histogram, Lines, Pareto, Positions, Ramp, Reference, Scatter, Series, Shape, StackedBars,
    Tile, Treemap, Whole,
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
