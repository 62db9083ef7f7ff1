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
    /// Bars without gaps with lines over them.
    Fitted,
    /// A profile over several measures.
    Radar,
    /// Bars around a common middle.
    Funnel,
    /// Bars that begin where the one before ended.
    Waterfall { lying: bool },
    /// Bars to either side of a base.
    Tornado,
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
            Shape::Treemap(_)
            | Shape::NeedPyramid(_)
            | Shape::TagCloud(_)
            | Shape::PopulationPyramid(_) => Self::Bars { lying: true },
            Shape::Parallel(_) => Self::Lines,
            Shape::StackedBars(of) => Self::Stacked {
                lying: lies(of.direction, of.categories.iter().map(String::as_str)),
                shares: of.whole == Whole::Share,
            },
            Shape::Histogram(_) => Self::Histogram,
            Shape::Lines(of) => match of.positions {
                Positions::Names(_) => Self::Lines,
                Positions::Numbers(_) => Self::Curves,
            },
            Shape::Tracking(of) => match of.positions {
                Positions::Names(_) => Self::Lines,
                Positions::Numbers(_) => Self::Curves,
            },
            Shape::FittedHistogram(_) => Self::Fitted,
            Shape::Radar(_) => Self::Radar,
            Shape::Funnel(_) => Self::Funnel,
            Shape::Waterfall(of) => Self::Waterfall {
                lying: lies(
                    of.direction,
                    of.steps.iter().map(|step| step.label.as_str()),
                ),
            },
            Shape::Tornado(_) => Self::Tornado,
            Shape::Scatter(_) | Shape::HeatMap(_) | Shape::BoxPlot(_) | Shape::Sankey(_) => {
                Self::Points
            }
            Shape::Pareto(_) => Self::Pareto,
        }
    }

    pub(super) fn chart_type(self) -> ChartType {
        match self {
            Self::Bars { lying: true } | Self::Tornado => ChartType::Bar,
            Self::Bars { lying: false } | Self::Histogram | Self::Pareto | Self::Fitted => {
                ChartType::Column
            }
            Self::Stacked { lying: true, .. } | Self::Waterfall { lying: true } | Self::Funnel => {
                ChartType::BarStacked
            }
            Self::Stacked { lying: false, .. } | Self::Waterfall { lying: false } => {
                ChartType::ColumnStacked
            }
            Self::Radar => ChartType::RadarWithMarkers,
            Self::Lines => ChartType::Line,
            Self::Curves => ChartType::ScatterStraightWithMarkers,
            Self::Points => ChartType::Scatter,
        }
    }

    /// Whether categories run from top to bottom.
    pub(super) fn is_lying(self) -> bool {
        matches!(
            self,
            Self::Bars { lying: true }
                | Self::Stacked { lying: true, .. }
                | Self::Waterfall { lying: true }
                | Self::Funnel
                | Self::Tornado
        )
    }

    /// Whether a series is a line over bars.
    pub(super) fn is_line(self, series: usize) -> bool {
        matches!(self, Self::Pareto | Self::Fitted) && series > 0
    }

    /// Whether a series only holds up the others.
    pub(super) fn is_blank(self, series: usize) -> bool {
        matches!(self, Self::Funnel | Self::Waterfall { .. }) && series == 0
    }

    /// Puts lines over the bars; shares have an axis of their own.
    pub(super) fn lines(self, chart: &mut Chart, lines: Vec<ChartSeries>) {
        if lines.is_empty() {
            return;
        }
        let mut over = Chart::new(ChartType::Line);
        for mut line in lines {
            line.set_secondary_axis(self == Self::Pareto);
            *over.add_series() = line;
        }
        chart.combine(&over);
        if self == Self::Pareto {
            chart.y2_axis().set_num_format("0%").set_min(0).set_max(1);
        }
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
