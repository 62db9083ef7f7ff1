//! Axes of native charts.

use fourr_chart::{Axis, Format as Digits, Shape, palette};
use fourr_locale::Lang;
use rust_xlsxwriter::{Chart, ChartAxis, ChartAxisCrossing, ChartAxisLabelPosition, ChartLine};

use super::kind::Kind;
use super::look::{font, literal};
use crate::xlsx::style::{Style, hex};

/// Titles, numbers and grid of the axes.
pub(super) fn axes(chart: &mut Chart, kind: Kind, shape: &Shape, style: Style) {
    let (small, body) = (font(style, 9), font(style, 10));
    let grid = ChartLine::new().set_color(hex(palette::GRID)).clone();
    let Some((across, upwards)) = axes_of(shape) else {
        // Profiles share a scale from 0 to 100.
        chart.x_axis().set_font(&small);
        chart.y_axis().set_font(&small).set_min(0).set_max(100);
        return;
    };
    let lang = style.lang;
    let categories = along(chart, kind, Along::Categories);
    categories.set_font(&small);
    if let Heading::Axis(axis) = across {
        categories.set_num_format(number_format(axis.format, lang));
        if let Some([low, high]) = axis.range {
            categories.set_min(low).set_max(high);
        }
    }
    let title = match across {
        Heading::Axis(axis) => axis.heading(lang),
        Heading::Words(words) => words.to_owned(),
    };
    if !title.is_empty() {
        categories.set_name(&literal(&title)).set_name_font(&body);
    }
    if kind.is_lying() {
        // The first category on top, and the values below all of them.
        categories
            .set_reverse()
            .set_crossing(ChartAxisCrossing::Max);
    }
    let values = along(chart, kind, Along::Values);
    values
        .set_name(&literal(&upwards.heading(lang)))
        .set_name_font(&body)
        .set_font(&small)
        .set_num_format(number_format(upwards.format, lang))
        .set_major_gridlines(true)
        .set_major_gridlines_line(&grid);
    if let Some([low, high]) = upwards.range {
        values.set_min(low).set_max(high);
    }
    if let Kind::Stacked { shares: true, .. } = kind {
        values.set_min(0).set_max(1).set_num_format("0%");
    }
    crossings(chart, kind, shape);
}

/// Where axes cross elsewhere than at zero, or are not shown.
fn crossings(chart: &mut Chart, kind: Kind, shape: &Shape) {
    if let Shape::Tornado(tornado) = shape {
        along(chart, kind, Along::Values).set_crossing(ChartAxisCrossing::AxisValue(tornado.base));
        along(chart, kind, Along::Categories).set_label_position(ChartAxisLabelPosition::Low);
    }
    if let Kind::Waterfall { .. } = kind {
        along(chart, kind, Along::Categories).set_label_position(ChartAxisLabelPosition::Low);
    }
    if kind == Kind::Funnel {
        along(chart, kind, Along::Values).set_hidden(true);
    }
    if let Shape::Scatter(scatter) = shape {
        let [across, upwards] = match &scatter.split {
            // The axes cross at the split and so make the quadrants.
            Some(split) => [split.x, split.y].map(ChartAxisCrossing::AxisValue),
            None => [ChartAxisCrossing::Min; 2],
        };
        chart
            .x_axis()
            .set_crossing(across)
            .set_label_position(ChartAxisLabelPosition::Low);
        chart
            .y_axis()
            .set_crossing(upwards)
            .set_label_position(ChartAxisLabelPosition::Low)
            .set_major_gridlines(scatter.split.is_none());
    }
}

/// What runs along an axis.
#[derive(Clone, Copy)]
enum Along {
    Categories,
    Values,
}

/// The axis of categories or values: of lying bars, values run across.
fn along(chart: &mut Chart, kind: Kind, what: Along) -> &mut ChartAxis {
    match (what, kind.is_lying()) {
        (Along::Categories, false) | (Along::Values, true) => chart.x_axis(),
        (Along::Categories, true) | (Along::Values, false) => chart.y_axis(),
    }
}

/// What an axis across says.
enum Heading<'a> {
    Axis(&'a Axis),
    Words(&'a str),
}

/// What lies across, or for bars what their categories are, and what is measured.
fn axes_of(shape: &Shape) -> Option<(Heading<'_>, &Axis)> {
    Some(match shape {
        Shape::Bars(of) => (Heading::Words(&of.category), &of.value),
        Shape::GroupedBars(of) => (Heading::Words(&of.category), &of.value),
        Shape::StackedBars(of) => (Heading::Words(&of.category), &of.value),
        Shape::Pareto(of) => (Heading::Words(&of.category), &of.value),
        Shape::Treemap(of) => (Heading::Words(""), &of.value),
        Shape::Lines(of) => (Heading::Axis(&of.x), &of.y),
        Shape::Histogram(of) => (Heading::Axis(&of.x), &of.y),
        Shape::Scatter(of) => (Heading::Axis(&of.x), &of.y),
        Shape::FittedHistogram(of) => (Heading::Axis(&of.x), &of.y),
        Shape::Tracking(of) => (Heading::Axis(&of.x), &of.y),
        Shape::Funnel(of) => (Heading::Words(""), &of.value),
        Shape::Waterfall(of) => (Heading::Words(&of.category), &of.value),
        Shape::Tornado(of) => (Heading::Words(&of.driver), &of.value),
        Shape::NeedPyramid(of) => (Heading::Words(""), &of.value),
        Shape::TagCloud(of) => (Heading::Words(""), &of.value),
        Shape::PopulationPyramid(of) => (Heading::Words(&of.class), &of.value),
        Shape::HeatMap(_)
        | Shape::BoxPlot(_)
        | Shape::Sankey(_)
        | Shape::Radar(_)
        | Shape::Parallel(_) => return None,
    })
}

/// How the numbers of an axis are written: 1.2万 in Chinese, 12K in English.
fn number_format(digits: Digits, lang: Lang) -> String {
    match (digits, lang) {
        (Digits::Compact, Lang::Zh) => "[>=10000]0\\.0,\"万\";#,##0".to_owned(),
        (Digits::Compact, Lang::En) => "[>=1000000]0.0,,\"M\";[>=1000]0.0,\"K\";#,##0".to_owned(),
        (Digits::Count | Digits::Fixed(0), _) => "#,##0".to_owned(),
        (Digits::Fixed(places), _) => format!("#,##0.{}", "0".repeat(places.into())),
        (Digits::Share(0), _) => "0%".to_owned(),
        (Digits::Share(places), _) => format!("0.{}%", "0".repeat(places.into())),
    }
}
