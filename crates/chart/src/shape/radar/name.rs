//! [`Name`]: what stands at the end of an axis.

use super::RadarAxis;
use crate::canvas::Canvas;
use crate::scene::{Anchor, Area, Point};

/// Between the web and the names of axes.
const GAP: f64 = 10.0;

/// The name of an axis and the values at its ends, as lines around a point outside the web.
pub(super) struct Name {
    title: Vec<String>,
    span: String,
    anchor: Anchor,
    /// From the centre of the web to the middle of all lines.
    pub(super) offset: Point,
    width: f64,
    height: f64,
}

impl Name {
    pub(super) fn new(axis: &RadarAxis, canvas: &Canvas, direction: Point, widest: f64) -> Self {
        let style = canvas.body();
        let title = canvas.wrap_evenly(&axis.title, style.size, widest, 2).lines;
        let span = canvas.cut(&axis.span(canvas.theme.lang), canvas.small().size, widest);
        let width = canvas
            .widest(&title, style.size)
            .max(canvas.width(&span, canvas.small().size));
        let anchor = if direction.x.abs() < 0.2 {
            Anchor::Middle
        } else if direction.x > 0.0 {
            Anchor::Start
        } else {
            Anchor::End
        };
        let height = (title.len() + 1) as f64 * style.leading();
        Self {
            title,
            span,
            anchor,
            offset: direction,
            width,
            height,
        }
    }

    /// The same name beside a web of a radius.
    pub(super) fn around(&self, direction: Point, radius: f64) -> Point {
        let reach = radius + GAP;
        Point::new(
            direction.x * reach,
            direction.y * (reach + self.height / 2.0),
        )
    }

    /// What it covers when the centre of the web is at `center`.
    pub(super) fn area(&self, center: Point) -> Area {
        let (x, y) = (center.x + self.offset.x, center.y + self.offset.y);
        let left = match self.anchor {
            Anchor::Start => x,
            Anchor::Middle => x - self.width / 2.0,
            Anchor::End => x - self.width,
        };
        Area {
            left,
            top: y - self.height / 2.0,
            right: left + self.width,
            bottom: y + self.height / 2.0,
        }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas, center: Point) {
        let (style, small) = (canvas.body(), canvas.small());
        let x = center.x + self.offset.x;
        let first = self.area(center).top + style.leading() / 2.0;
        canvas.paragraph(
            &self.title,
            Point::new(x, first),
            style.anchored(self.anchor),
        );
        let last = first + self.title.len() as f64 * style.leading();
        canvas.text(&self.span, Point::new(x, last), small.anchored(self.anchor));
    }
}
