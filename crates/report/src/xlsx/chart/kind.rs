//! Which native chart shows a shape.

use fourr_chart::{Direction, Positions, Shape, Whole};
use rust_xlsxwriter::{Chart, ChartSeries, ChartType};

/// A native kind of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Bars, upright or lying.
    Bars { lying: bool },
    /// Bars on top of each other, of shares or of values.
    Stacked { lying: bool, shares: bool },
    /// Bars without gaps.
    Histogram,
    /// Lines over names.
    Lines,
    /// Lines over numbers.
    Curves,
    /// Points.
    Points,
    /// Bars with the line of their cumulative share.
    Pareto,
}

impl Kind {
    /// The kind that comes closest. A treemap becomes bars: older programs know no treemaps.
    pub(super) fn of(shape: &Shape) -> Self {
        match shape {
            Shape::Bars(of) => {
                let names = of.bars.iter().map(|bar| bar.label.as_str());
                Self::Bars {
                    lying: lies(of.direction, names),
                }
            }
            Shape::GroupedBars(of) => Self::Bars {
                lying: lies(of.direction, of.categories.iter().map(String::as_str)),
            },
            Shape::Treemap(_) => Self::Bars { lying: true },
            Shape::StackedBars(of) => Self::Stacked {
                lying: lies(of.direction, of.categories.iter().map(String::as_str)),
                shares: of.whole == Whole::Share,
            },
            Shape::Histogram(_) => Self::Histogram,
            Shape::Lines(of) => match of.positions {
                Positions::Names(_) => Self::Lines,
                Positions::Numbers(_) => Self::Curves,
            },
            Shape::Scatter(_) | Shape::HeatMap(_) => Self::Points,
            Shape::Pareto(_) => Self::Pareto,
        }
    }

    pub(super) fn chart_type(self) -> ChartType {
        match self {
            Self::Bars { lying: true } => ChartType::Bar,
            Self::Bars { lying: false } | Self::Histogram | Self::Pareto => ChartType::Column,
            Self::Stacked { lying: true, .. } => ChartType::BarStacked,
            Self::Stacked { lying: false, .. } => ChartType::ColumnStacked,
            Self::Lines => ChartType::Line,
            Self::Curves => ChartType::ScatterStraightWithMarkers,
            Self::Points => ChartType::Scatter,
        }
    }

    /// Whether categories run from top to bottom.
    pub(super) fn is_lying(self) -> bool {
        matches!(
            self,
            Self::Bars { lying: true } | Self::Stacked { lying: true, .. }
        )
    }

    pub(super) fn is_on_second_axis(self, series: usize) -> bool {
        self == Self::Pareto && series == 1
    }

    /// Puts a series of shares on the second axis, as a line.
    pub(super) fn second(chart: &mut Chart, mut series: ChartSeries) {
        let mut line = Chart::new(ChartType::Line);
        series.set_secondary_axis(true);
        *line.add_series() = series;
        chart.combine(&line);
        chart.y2_axis().set_num_format("0%").set_min(0).set_max(1);
    }
}

/// Bars lie where their names have no room below them.
fn lies<'a>(direction: Direction, names: impl ExactSizeIterator<Item = &'a str>) -> bool {
    const ROOM: usize = 96;
    match direction {
        Direction::Lying => true,
        Direction::Upright => false,
        Direction::Auto => {
            let count = names.len();
            let widest = names
                .map(crate::xlsx::text::width)
                .max()
                .unwrap_or_default();
            count * (widest + 2) > ROOM
        }
    }
}
