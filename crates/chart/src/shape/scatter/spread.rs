//! [`Spread`]: how uncertain a point is, and how that is drawn.

use std::f64::consts::TAU;

use serde::Serialize;

use super::Dot;
use super::layout::Sheet;
use crate::canvas::Canvas;
use crate::palette;
use crate::scene::{Area, Point, Stroke};

/// Corners of the polygon that stands for an ellipse.
const CORNERS: u32 = 72;

/// Half the length of the bar that closes an error bar.
const CAP: f64 = 3.5;

/// How uncertain a point is. What reaches beyond an axis that has a range is cut off at its end; one with a
/// length that is negative or not finite is not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Spread {
    /// A region for both coordinates together.
    Ellipse {
        /// Half of its width.
        x: f64,
        /// Half of its height.
        y: f64,
        /// The correlation of the coordinates, which tilts it: -1 to 1.
        correlation: f64,
    },
    /// Error bars.
    Bars {
        /// How far they reach to either side.
        x: f64,
        /// How far they reach up and down.
        y: f64,
    },
}

impl Spread {
    /// Half of the width and of the height.
    pub(super) fn reach(self) -> Option<[f64; 2]> {
        let (Self::Ellipse { x, y, .. } | Self::Bars { x, y }) = self;
        [x, y]
            .iter()
            .all(|length| length.is_finite() && *length >= 0.0)
            .then_some([x, y])
    }

    /// Where the line of an ellipse runs: its conjugate diameters end at the sides and at the tilted top.
    fn outline(self, dot: &Dot) -> Vec<(f64, f64)> {
        let (Self::Ellipse { correlation, .. }, Some([x, y])) = (self, self.reach()) else {
            return Vec::new();
        };
        let tilt = if correlation.is_finite() {
            correlation.clamp(-1.0, 1.0)
        } else {
            0.0
        };
        let rest = (1.0 - tilt * tilt).sqrt();
        let corner = |index: u32| {
            let (sine, cosine) = (TAU * f64::from(index) / f64::from(CORNERS)).sin_cos();
            (
                dot.x + x * cosine,
                dot.y + y * (tilt * cosine + rest * sine),
            )
        };
        (0..=CORNERS).map(corner).collect()
    }
}

impl Sheet<'_> {
    /// Draws ellipses and error bars, behind all points.
    pub(super) fn draw_spreads(&self, canvas: &mut Canvas, plot: Area) {
        for dot in self.scatter.shown() {
            match dot.spread {
                Some(spread @ Spread::Ellipse { .. }) => self.ellipse(canvas, plot, (dot, spread)),
                Some(spread @ Spread::Bars { .. }) => self.error_bars(canvas, plot, (dot, spread)),
                None => {}
            }
        }
    }

    fn ellipse(&self, canvas: &mut Canvas, plot: Area, (dot, spread): (&Dot, Spread)) {
        let outline = spread.outline(dot);
        if outline.is_empty() {
            return;
        }
        let points: Vec<Point> = outline
            .into_iter()
            .map(|place| self.clipped(plot, place))
            .collect();
        let color = palette::series_line(dot.group);
        canvas.polygon(points.clone(), color.with_alpha(0.07));
        canvas.line(points, Stroke::solid(color.with_alpha(0.55), 1.0));
    }

    fn error_bars(&self, canvas: &mut Canvas, plot: Area, (dot, spread): (&Dot, Spread)) {
        let Some([x, y]) = spread.reach() else {
            return;
        };
        let stroke = Stroke::solid(palette::series_line(dot.group).with_alpha(0.8), 1.2);
        let [left, right] =
            [dot.x - x, dot.x + x].map(|across| self.clipped(plot, (across, dot.y)));
        let [low, high] = [dot.y - y, dot.y + y].map(|height| self.clipped(plot, (dot.x, height)));
        canvas.segment(left, right, stroke);
        canvas.segment(low, high, stroke);
        for end in [left, right] {
            let [from, to] = [end.y - CAP, end.y + CAP].map(|height| Point::new(end.x, height));
            canvas.segment(from, to, stroke);
        }
        for end in [low, high] {
            let [from, to] = [end.x - CAP, end.x + CAP].map(|across| Point::new(across, end.y));
            canvas.segment(from, to, stroke);
        }
    }

    /// The strips that error bars cover.
    pub(super) fn error_bar_areas(&self, plot: Area) -> Vec<Area> {
        let strips = |dot: &Dot| {
            let spread = dot.spread.filter(|of| matches!(of, Spread::Bars { .. }));
            let [x, y] = spread.and_then(Spread::reach)?;
            let at = |across: f64, up: f64| self.clipped(plot, (dot.x + across, dot.y + up));
            let strip = |from, to| Area::between(from, to).inset(-1.0);
            Some([
                strip(at(-x, 0.0), at(x, 0.0)),
                strip(at(0.0, -y), at(0.0, y)),
            ])
        };
        self.scatter.shown().filter_map(strips).flatten().collect()
    }

    /// A place in the plot, or the nearest one at its edge.
    fn clipped(&self, plot: Area, place: (f64, f64)) -> Point {
        let at = self.point(plot, place);
        Point::new(
            at.x.clamp(plot.left, plot.right),
            at.y.clamp(plot.top, plot.bottom),
        )
    }
}
