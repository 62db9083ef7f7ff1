//! Colours, labels and axes of native charts: the palette of the pictures, with patterns that stay apart
//! in grey.

use fourr_chart::{Axis, Color, Format as Digits, Pattern, Shape, palette};
use fourr_locale::Lang;
use rust_xlsxwriter::{
    Chart, ChartAxis, ChartAxisCrossing, ChartAxisLabelPosition, ChartDataLabel,
    ChartDataLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartLineDashType, ChartMarker, ChartMarkerType, ChartPatternFill, ChartPatternFillType,
    ChartSeries, ChartSolidFill,
};

use super::kind::Kind;
use crate::xlsx::style::{Style, hex};

/// Marks up to which every value is written beside its mark.
const LABELLED: usize = 24;

/// Which labels the marks of a series carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Labels {
    None,
    Values,
    Names,
}

pub(super) fn labels(kind: Kind, marks: usize) -> Labels {
    match kind {
        Kind::Points if marks <= 2 * LABELLED => Labels::Names,
        Kind::Bars { .. } | Kind::Stacked { .. } if marks <= LABELLED => Labels::Values,
        _ => Labels::None,
    }
}

pub(super) fn font(style: Style, size: u8) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(style.font())
        .set_size(size)
        .unset_bold()
        .set_color(hex(palette::INK));
    font
}

/// Text that is nothing but text: a sign of a formula in front and one of a sheet inside are replaced.
pub(super) fn literal(text: &str) -> String {
    let text = text.replace('!', "！");
    match text.strip_prefix('=') {
        Some(rest) => format!("＝{rest}"),
        None => text,
    }
}

/// The colour, pattern or marker of a series.
pub(super) fn series(series: &mut ChartSeries, kind: Kind, place: usize) {
    match kind {
        Kind::Points => {
            series.set_marker(&marker(place, 9));
            series.set_format(ChartFormat::new().set_no_line());
        }
        Kind::Lines | Kind::Curves => {
            series.set_marker(&marker(place, 5));
            series.set_format(ChartFormat::new().set_line(&line(place)));
        }
        Kind::Pareto if place == 1 => {
            series.set_marker(&marker(1, 6));
            series.set_format(ChartFormat::new().set_line(&line(1)));
        }
        Kind::Stacked { .. } => {
            series
                .set_format(&mut fill(place))
                .set_gap(60)
                .set_overlap(100);
        }
        Kind::Histogram => {
            series.set_format(&mut fill(place)).set_gap(2);
        }
        Kind::Bars { .. } | Kind::Pareto => {
            series.set_format(&mut fill(place)).set_gap(60);
        }
    }
}

fn fill(place: usize) -> ChartFormat {
    let color = hex(palette::series(place));
    let mut format = ChartFormat::new();
    let stripes = match palette::pattern(place) {
        Pattern::Solid => None,
        Pattern::Rising => Some(ChartPatternFillType::DiagonalStripesLightUpwards),
        Pattern::Falling => Some(ChartPatternFillType::DiagonalStripesLightDownwards),
        Pattern::Level => Some(ChartPatternFillType::Dotted20Percent),
    };
    match stripes {
        None => format.set_solid_fill(ChartSolidFill::new().set_color(color)),
        Some(stripes) => format.set_pattern_fill(
            ChartPatternFill::new()
                .set_pattern(stripes)
                .set_foreground_color(0x00FF_FFFF_u32)
                .set_background_color(color),
        ),
    };
    format.set_border(ChartLine::new().set_color(0x00FF_FFFF_u32).set_width(0.5));
    format
}

fn line(place: usize) -> ChartLine {
    let dash = match place % 4 {
        1 => ChartLineDashType::Dash,
        3 => ChartLineDashType::RoundDot,
        _ => ChartLineDashType::Solid,
    };
    let mut line = ChartLine::new();
    line.set_color(hex(palette::series_line(place)))
        .set_width(2)
        .set_dash_type(dash);
    line
}

fn marker(place: usize, size: u8) -> ChartMarker {
    let shape = [
        ChartMarkerType::Circle,
        ChartMarkerType::Diamond,
        ChartMarkerType::Triangle,
        ChartMarkerType::Square,
    ][place % 4];
    let color = hex(palette::series_line(place));
    let mut format = ChartFormat::new();
    format
        .set_solid_fill(ChartSolidFill::new().set_color(color))
        .set_border(ChartLine::new().set_color(0x00FF_FFFF_u32));
    let mut marker = ChartMarker::new();
    marker
        .set_type(shape)
        .set_size(size)
        .set_format(&mut format);
    marker
}

/// The colour of a label: inside a bar one that can be read on it.
pub(super) fn ink(kind: Kind, place: usize) -> Color {
    match kind {
        Kind::Stacked { .. } => palette::ink_on(palette::series(place)),
        _ => palette::INK,
    }
}

/// Values or names beside the marks.
pub(super) fn label(
    series: &mut ChartSeries,
    labels: Labels,
    (names, ink): (Vec<String>, Color),
    (place, style): (usize, Style),
) {
    let mut font = font(style, 8);
    font.set_color(hex(ink));
    match labels {
        Labels::None => {}
        Labels::Values => {
            series.set_data_label(ChartDataLabel::new().show_value().set_font(&font));
        }
        Labels::Names => {
            let custom = names.iter().map(|name| {
                let mut label = ChartDataLabel::new();
                label
                    .show_value()
                    .set_value(literal(name).as_str())
                    .set_font(&font);
                label.to_custom()
            });
            let custom: Vec<ChartDataLabel> = custom.collect();
            let mut label = ChartDataLabel::new();
            label.show_value().set_position(if place % 2 == 0 {
                ChartDataLabelPosition::Above
            } else {
                ChartDataLabelPosition::Below
            });
            series
                .set_data_label(&label)
                .set_custom_data_labels(&custom);
        }
    }
}

/// Titles, numbers and grid of the axes.
pub(super) fn axes(chart: &mut Chart, kind: Kind, shape: &Shape, style: Style) {
    let (small, body) = (font(style, 9), font(style, 10));
    let grid = ChartLine::new().set_color(hex(palette::GRID)).clone();
    let Some((across, upwards)) = axes_of(shape) else {
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
    if let Shape::Scatter(scatter) = shape
        && let Some(split) = &scatter.split
    {
        // The axes cross at the split and so make the quadrants.
        chart
            .x_axis()
            .set_crossing(ChartAxisCrossing::AxisValue(split.x))
            .set_label_position(ChartAxisLabelPosition::Low);
        chart
            .y_axis()
            .set_crossing(ChartAxisCrossing::AxisValue(split.y))
            .set_label_position(ChartAxisLabelPosition::Low)
            .set_major_gridlines(false);
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
        Shape::HeatMap(_) => return None,
    })
}

/// A legend where there is more than one series.
pub(super) fn legend(chart: &mut Chart, kind: Kind, series: usize, style: Style) {
    if series < 2 && kind != Kind::Points {
        chart.legend().set_hidden();
        return;
    }
    chart
        .legend()
        .set_position(ChartLegendPosition::Top)
        .set_font(&font(style, 9));
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
