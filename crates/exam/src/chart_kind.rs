//! [`ChartKind`]: what a chart is.

use fourr_locale::Lang;
use serde::{Deserialize, Serialize};

/// What a chart is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// Upright bars.
    Column,
    /// Level bars.
    Bar,
    /// Lines.
    Line,
    /// Filled lines.
    Area,
    /// Slices.
    Pie,
    /// Slices of a ring.
    Doughnut,
    /// Rays.
    Radar,
    /// Points.
    Scatter,
    /// Points with sizes.
    Bubble,
    /// A funnel.
    Funnel,
    /// Nested rectangles.
    Treemap,
    /// Bars that build on each other.
    Waterfall,
}

impl ChartKind {
    /// Its name.
    pub(crate) fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Column => lang.pick("柱形图", "column chart"),
            Self::Bar => lang.pick("条形图", "bar chart"),
            Self::Line => lang.pick("折线图", "line chart"),
            Self::Area => lang.pick("面积图", "area chart"),
            Self::Pie => lang.pick("饼图", "pie chart"),
            Self::Doughnut => lang.pick("圆环图", "doughnut chart"),
            Self::Radar => lang.pick("雷达图", "radar chart"),
            Self::Scatter => lang.pick("散点图", "scatter chart"),
            Self::Bubble => lang.pick("气泡图", "bubble chart"),
            Self::Funnel => lang.pick("漏斗图", "funnel chart"),
            Self::Treemap => lang.pick("树状图", "treemap"),
            Self::Waterfall => lang.pick("瀑布图", "waterfall chart"),
        }
    }

    /// Whether it has axes to name.
    pub(crate) fn has_axes(self) -> bool {
        match self {
            Self::Column
            | Self::Bar
            | Self::Line
            | Self::Area
            | Self::Scatter
            | Self::Bubble
            | Self::Waterfall => true,
            Self::Pie | Self::Doughnut | Self::Radar | Self::Funnel | Self::Treemap => false,
        }
    }
}
