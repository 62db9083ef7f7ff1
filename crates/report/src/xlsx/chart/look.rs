//! Colours and labels of native charts: the palette of the pictures, with patterns that stay apart
//! in grey.

use fourr_chart::{Color, Pattern, palette};
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLegendPosition,
    ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartPatternFill,
    ChartPatternFillType, ChartSeries, ChartSolidFill,
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

pub(super) fn labels(kind: Kind, place: usize, marks: usize) -> Labels {
    match kind {
        _ if kind.is_blank(place) => Labels::None,
        Kind::Points if marks <= 2 * LABELLED => Labels::Names,
        Kind::Bars { .. } | Kind::Stacked { .. } | Kind::Tornado if marks <= LABELLED => {
            Labels::Values
        }
        Kind::Funnel | Kind::Waterfall { .. } => Labels::Values,
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
pub(super) fn series(series: &mut ChartSeries, kind: Kind, (place, marks): (usize, usize)) {
    match kind {
        _ if kind.is_blank(place) => {
            let mut nothing = ChartFormat::new();
            series
                .set_format(nothing.set_no_fill().set_no_line())
                .set_gap(40);
        }
        Kind::Points => {
            // A cloud of points is not a blot.
            let size = if marks > 4 * LABELLED { 4 } else { 9 };
            series.set_marker(&marker(place, size));
            series.set_format(ChartFormat::new().set_no_line());
        }
        Kind::Lines | Kind::Curves | Kind::Radar => {
            // Marks that touch hide the dashes that tell lines apart in grey.
            if marks > 4 * LABELLED {
                series.set_marker(ChartMarker::new().set_none());
            } else {
                series.set_marker(&marker(place, 5));
            }
            series.set_format(ChartFormat::new().set_line(&line(place)));
        }
        _ if kind.is_line(place) => {
            series.set_marker(&marker(place, 6));
            series.set_format(ChartFormat::new().set_line(&line(place)));
        }
        Kind::Stacked { .. } | Kind::Tornado | Kind::Funnel | Kind::Waterfall { .. } => {
            let place = place - usize::from(kind.is_blank(0));
            series
                .set_format(&mut fill(place))
                .set_gap(60)
                .set_overlap(100);
        }
        Kind::Histogram | Kind::Fitted => {
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
        Kind::Funnel => Color::WHITE,
        Kind::Waterfall { .. } if place > 0 => palette::ink_on(palette::series(place - 1)),
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

/// A legend where there is more than one series.
pub(super) fn legend(chart: &mut Chart, kind: Kind, series: usize, style: Style) {
    if kind == Kind::Funnel || series < 2 {
        chart.legend().set_hidden();
        return;
    }
    chart
        .legend()
        .set_position(ChartLegendPosition::Top)
        .set_font(&font(style, 9));
    if kind.is_blank(0) {
        chart.legend().delete_entries(&[0]);
    }
}
