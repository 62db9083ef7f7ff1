//! [`Shape`]: every kind of chart, one file each.

mod bars;
mod box_plot;
mod fitted_histogram;
mod funnel;
mod grouped;
mod heat_map;
mod histogram;
mod lines;
mod need_pyramid;
mod parallel;
mod pareto;
mod population_pyramid;
mod radar;
mod sankey;
mod scatter;
mod squarify;
mod stacked;
mod tag_cloud;
mod tornado;
mod tracking;
mod treemap;
mod waterfall;

use fourr_locale::Lang;
use serde::Serialize;

pub use bars::{Bar, Bars};
pub use box_plot::{BoxGroup, BoxPlot, FiveNumbers};
pub use fitted_histogram::{Bins, Curve, Fit, FittedHistogram};
pub use funnel::{Funnel, FunnelStep};
pub use grouped::GroupedBars;
pub use heat_map::{HeatMap, Ramp};
pub use histogram::Histogram;
pub use lines::{Lines, Positions};
pub use need_pyramid::{NeedPyramid, PyramidLevel};
pub use parallel::{Parallel, ParallelAxis};
pub use pareto::Pareto;
pub use population_pyramid::PopulationPyramid;
pub use radar::{Radar, RadarAxis};
pub use sankey::{Change, FlowLink, FlowNode, FlowStage, Sankey};
pub use scatter::{Bubbles, Dot, OtherSplit, Scatter, Split, Spread};
pub use stacked::{StackedBars, Whole};
pub use tag_cloud::{CloudWord, TagCloud};
pub use tornado::{Outcome, Tornado, TornadoBar};
pub use tracking::{Band, Origin, Track, Tracking};
pub use treemap::{Tile, Treemap};
pub use waterfall::{Amount, Waterfall, WaterfallStep};

use crate::canvas::Canvas;
use crate::datum::Series;
use crate::error::DrawError;
use crate::scene::Area;
use crate::theme::Theme;

/// Every kind of chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Shape {
    /// One bar for each category.
    Bars(Bars),
    /// Bars side by side for each category.
    GroupedBars(GroupedBars),
    /// Bars on top of each other for each category.
    StackedBars(StackedBars),
    /// Lines over shared positions.
    Lines(Lines),
    /// How often values fall into bins.
    Histogram(Histogram),
    /// A table of coloured cells.
    HeatMap(HeatMap),
    /// Parts of a whole as areas.
    Treemap(Treemap),
    /// Points, or bubbles, in a plane.
    Scatter(Scatter),
    /// Sorted bars and their cumulative share.
    Pareto(Pareto),
    /// How values are spread in groups.
    BoxPlot(BoxPlot),
    /// The profile of a few groups over several measures.
    Radar(Radar),
    /// How much flows from the parts of one stage to those of the next.
    Sankey(Sankey),
    /// Counts in bins and what models expect there.
    FittedHistogram(FittedHistogram),
    /// What happened and what was predicted.
    Tracking(Tracking),
    /// How many reach each step of a path.
    Funnel(Funnel),
    /// How changes lead from one total to the next.
    Waterfall(Waterfall),
    /// How far a result moves with each of its drivers.
    Tornado(Tornado),
    /// Levels that rest on each other.
    NeedPyramid(NeedPyramid),
    /// Two groups back to back over the same classes.
    PopulationPyramid(PopulationPyramid),
    /// Words as large as they count.
    TagCloud(TagCloud),
    /// One upright axis a measure, one line a group.
    Parallel(Parallel),
}

impl Shape {
    pub(crate) fn figure(&self) -> &dyn Figure {
        match self {
            Self::Bars(shape) => shape,
            Self::GroupedBars(shape) => shape,
            Self::StackedBars(shape) => shape,
            Self::Lines(shape) => shape,
            Self::Histogram(shape) => shape,
            Self::HeatMap(shape) => shape,
            Self::Treemap(shape) => shape,
            Self::Scatter(shape) => shape,
            Self::Pareto(shape) => shape,
            Self::BoxPlot(shape) => shape,
            Self::Radar(shape) => shape,
            Self::Sankey(shape) => shape,
            Self::FittedHistogram(shape) => shape,
            Self::Tracking(shape) => shape,
            Self::Funnel(shape) => shape,
            Self::Waterfall(shape) => shape,
            Self::Tornado(shape) => shape,
            Self::NeedPyramid(shape) => shape,
            Self::PopulationPyramid(shape) => shape,
            Self::TagCloud(shape) => shape,
            Self::Parallel(shape) => shape,
        }
    }
}

/// What a kind of chart can do. Layout follows a successful check, and only where there is something to show.
pub(crate) trait Figure {
    /// Whether there is nothing to show.
    fn is_empty(&self) -> bool;

    /// Checks that the data can be shown in this way.
    fn check(&self) -> Result<(), DrawError>;

    /// The height below which the body of the picture would be cramped.
    fn preferred_height(&self, _theme: &Theme) -> f64 {
        0.0
    }

    /// Puts its marks into `area`.
    fn lay_out(&self, canvas: &mut Canvas, area: Area);

    /// What it shows, in a sentence or two.
    fn describe(&self, lang: Lang) -> String;
}

/// Which way bars grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Direction {
    /// Upright where the names of the categories fit below, else lying.
    #[default]
    Auto,
    /// Upwards.
    Upright,
    /// To the right.
    Lying,
}

/// Marks up to which every value is written beside its mark.
const LABELLED_MARKS: usize = 12;

/// Checks that every series has one value for each of `expected` categories.
fn check_lengths(series: &[Series], expected: usize) -> Result<(), DrawError> {
    match series.iter().find(|series| series.values.len() != expected) {
        Some(Series { name, values }) => Err(DrawError::Ragged {
            series: name.clone(),
            expected,
            found: values.len(),
        }),
        None => Ok(()),
    }
}

/// The finite values of some series.
fn finite(series: &[Series]) -> impl Iterator<Item = f64> {
    series
        .iter()
        .flat_map(|series| &series.values)
        .filter_map(|datum| datum.value())
}

/// Labels and values with the extremes named first: "最高 A（12），最低 B（3）".
fn extremes<'a>(
    items: impl Iterator<Item = (&'a str, f64)>,
    write: impl Fn(f64) -> String,
    lang: Lang,
) -> String {
    let items: Vec<(&str, f64)> = items.collect();
    let highest = items.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let lowest = items.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    match (highest, lowest, lang) {
        (Some(high), Some(low), Lang::Zh) if items.len() > 1 => {
            format!(
                "最高为{}（{}），最低为{}（{}）。",
                high.0,
                write(high.1),
                low.0,
                write(low.1)
            )
        }
        (Some(high), Some(low), Lang::En) if items.len() > 1 => {
            format!(
                "Highest is {} ({}), lowest {} ({}).",
                high.0,
                write(high.1),
                low.0,
                write(low.1)
            )
        }
        (Some(only), _, Lang::Zh) => format!("{}为{}。", only.0, write(only.1)),
        (Some(only), _, Lang::En) => format!("{} is {}.", only.0, write(only.1)),
        _ => lang.pick("无数据。", "No data.").to_owned(),
    }
}
