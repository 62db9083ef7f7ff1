//! Charts for reports: a typed description in, PNG or SVG out.
//!
//! Start at [`Chart`]: a [`Caption`] and one [`Shape`], whose variants are the kinds of charts. [`Chart::png`] and
//! [`Chart::svg`] draw it with a [`Theme`]; [`Chart::alt_text`] says in a sentence or two what it shows. The way
//! through the crate is
//!
//! ```text
//! Chart ──layout──► Scene (rectangles, lines, text at points) ──draw──► any plotters backend
//! ```
//!
//! Layout is pure and measures text with the embedded font, so that a picture is the same on every machine.
//! The crate knows no analysis and computes no statistics beyond shares of a total: quartiles, fits, bands and
//! scores come from the caller. To add a shape, write one file in `shape/` that implements `Figure` and add its
//! variant to [`Shape`].

mod axis;
mod canvas;
mod chart;
mod color;
mod datum;
mod error;
mod output;
pub mod palette;
mod plot;
mod scene;
mod shape;
mod spacing;
mod theme;
mod typeface;

pub use axis::{Axis, Format, Reference, Scale};
pub use chart::{Caption, Chart};
pub use color::Color;
pub use datum::{Datum, Series};
pub use error::DrawError;
pub use scene::{Anchor, Area, Label, Mark, Pattern, Point, Scene, Stroke};
pub use shape::{
    Amount, Band, Bar, Bars, Bins, BoxGroup, BoxPlot, Bubbles, Change, CloudWord, Curve, Direction,
    Dot, Fit, FittedHistogram, FiveNumbers, FlowLink, FlowNode, FlowStage, Funnel, FunnelStep,
    GroupedBars, HeatMap, Histogram, Lines, NeedPyramid, Origin, OtherSplit, Outcome, Parallel,
    ParallelAxis, Pareto, PopulationPyramid, Positions, PyramidLevel, Radar, RadarAxis, Ramp,
    Sankey, Scatter, Shape, Split, Spread, StackedBars, TagCloud, Tile, Tornado, TornadoBar, Track,
    Tracking, Treemap, Waterfall, WaterfallStep, Whole,
};
pub use theme::{Sizes, Theme};
pub use typeface::Typeface;
