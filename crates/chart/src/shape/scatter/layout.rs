//! Where the points of a scatter plot and their names go.

use super::{Bubbles, Dot, Scatter};
use crate::axis::{Axis, Scale};
use crate::canvas::{Canvas, Type};
use crate::color::Color;
use crate::palette;
use crate::plot::frame::{Frame, Padding, Side};
use crate::plot::legend::{self, Entry, Key};
use crate::plot::marker::marker;
use crate::plot::references;
use crate::plot::scale::{Reach, ValueScale};
use crate::scene::{Anchor, Area, Point, Stroke};

/// Radius of a point, of one of many, of a bubble without a size, and of the largest bubble.
const POINT: f64 = 4.6;
const CROWDED_POINT: f64 = 3.0;
const SMALLEST: f64 = 2.0;
const LARGEST: f64 = 30.0;

/// How far a ring stands off its point.
const RING: f64 = 4.0;

/// The bubble that the legend shows, as a share of the largest.
const SAMPLE: f64 = 0.1;

/// Points beyond which they are see-through.
const CROWD: usize = 150;

/// The look of the lines where they might stand else.
const OTHER: Stroke = Stroke {
    color: palette::MUTED,
    width: 1.1,
    dash: Some((1.5, 3.0)),
};

/// Draws `scatter` in `area`.
pub(super) fn draw(scatter: &Scatter, canvas: &mut Canvas, area: Area) {
    let sheet = Sheet::new(scatter, canvas, area);
    let area = legend::draw(canvas, area, &sheet.entries(canvas));
    let (upper, key) = sheet.arrange(canvas, area);
    let plot = sheet.frame().draw(canvas, upper);
    sheet.draw_split(canvas, plot);
    references::level(
        canvas,
        &scatter.references,
        &sheet.y,
        plot,
        &sheet.markers(plot),
    );
    sheet.draw_spreads(canvas, plot);
    sheet.draw_dots(canvas, plot);
    let names = sheet.names(canvas, plot);
    names.draw(canvas, key.listed());
    key.draw(canvas, area);
}

/// A scatter plot and its scales.
pub(super) struct Sheet<'a> {
    pub(super) scatter: &'a Scatter,
    x: ValueScale,
    pub(super) y: ValueScale,
    /// The largest size of a bubble.
    largest: f64,
}

impl<'a> Sheet<'a> {
    fn new(scatter: &'a Scatter, canvas: &Canvas, area: Area) -> Self {
        let lang = canvas.theme.lang;
        let split = scatter.split.as_ref();
        let other = split.and_then(|split| split.other.as_ref());
        let across = scatter
            .shown()
            .flat_map(|dot| ends(&scatter.x, dot.x, dot.reach(0)))
            .chain(split.map(|split| split.x))
            .chain(other.map(|other| other.x));
        let x = ValueScale::fit(&scatter.x, across, Reach::Data, area.width() / 110.0, lang);
        let lines = scatter
            .references
            .iter()
            .map(|line| line.value)
            .filter(|value| value.is_finite());
        let upwards = scatter
            .shown()
            .flat_map(|dot| ends(&scatter.y, dot.y, dot.reach(1)))
            .chain(split.map(|split| split.y))
            .chain(other.map(|other| other.y))
            .chain(lines);
        let y = ValueScale::fit(&scatter.y, upwards, Reach::Data, area.height() / 60.0, lang);
        let sizes = scatter
            .shown()
            .filter_map(|dot| dot.size)
            .filter(|size| size.is_finite());
        Self {
            scatter,
            x,
            y,
            largest: sizes.fold(0.0, f64::max),
        }
    }

    pub(super) fn point(&self, plot: Area, (x, y): (f64, f64)) -> Point {
        Point::new(
            self.x.place(x, (plot.left, plot.right)),
            self.y.place(y, (plot.bottom, plot.top)),
        )
    }

    pub(super) fn center(&self, plot: Area, dot: &Dot) -> Point {
        self.point(plot, (dot.x, dot.y))
    }

    /// The radius of a point; the area of a bubble is proportional to its size.
    pub(super) fn radius(&self, dot: &Dot) -> f64 {
        match (&self.scatter.bubbles, dot.size) {
            (Some(_), Some(size)) if size.is_finite() && size > 0.0 => {
                (LARGEST * (size / self.largest).sqrt()).max(SMALLEST)
            }
            (Some(_), _) => SMALLEST,
            (None, _) if self.scatter.dots.len() > CROWD => CROWDED_POINT,
            (None, _) => POINT,
        }
    }

    /// The radius of a point and of its ring, if it wears one.
    pub(super) fn outer_radius(&self, dot: &Dot) -> f64 {
        let ring = if self.scatter.moves(dot) { RING } else { 0.0 };
        self.radius(dot) + ring
    }

    fn entries(&self, canvas: &Canvas) -> Vec<Entry> {
        let groups = &self.scatter.groups;
        let named = groups.iter().enumerate().filter(|_| groups.len() > 1);
        let mut entries: Vec<Entry> = named
            .map(|(index, name)| Entry::new(Key::Marker(index), &**name))
            .collect();
        if let (Some(Bubbles { title, format }), true) = (&self.scatter.bubbles, self.largest > 0.0)
        {
            let lang = canvas.theme.lang;
            let size = format.write(self.largest * SAMPLE, lang);
            let text = format!("{title}{}{size}", lang.pick("：", ": "));
            entries.push(Entry::new(Key::Ring(LARGEST * SAMPLE.sqrt()), text));
        }
        let split = self.scatter.split.as_ref();
        if let Some(other) = split.and_then(|split| split.other.as_ref()) {
            entries.push(Entry::new(Key::Stroke(OTHER), &*other.name));
            if self.scatter.shown().any(|dot| self.scatter.moves(dot)) {
                entries.push(Entry::new(Key::Ring(POINT + RING), &*other.moved));
            }
        }
        entries
    }

    pub(super) fn frame(&self) -> Frame<'_> {
        let (near, far) = if self.scatter.bubbles.is_some() {
            (LARGEST / 2.0, LARGEST / 2.0)
        } else {
            (0.0, 6.0)
        };
        Frame {
            x: Side::Values(&self.x),
            y: Side::Values(&self.y),
            right: None,
            padding: Padding {
                left: near,
                top: far,
                right: far,
                bottom: near,
            },
        }
    }

    /// Names of quadrants, in the corners of the plot.
    pub(super) fn quadrants(&self, canvas: &Canvas, plot: Area) -> Vec<(&'a str, Point, Type)> {
        let style = canvas.body().colored(palette::MUTED);
        let inside = style.size * 0.8;
        let (top, bottom) = (plot.top + inside, plot.bottom - inside);
        let (left, right) = (
            (plot.left + 7.0, Anchor::Start),
            (plot.right - 7.0, Anchor::End),
        );
        let corners = [(left, top), (right, top), (left, bottom), (right, bottom)];
        let names = self.scatter.split.iter().flat_map(|split| &split.quadrants);
        names
            .zip(corners)
            .map(|(name, ((x, anchor), y))| {
                (name.as_str(), Point::new(x, y), style.anchored(anchor))
            })
            .collect()
    }

    fn draw_split(&self, canvas: &mut Canvas, plot: Area) {
        let Some(split) = &self.scatter.split else {
            return;
        };
        if let Some(other) = &split.other {
            cross(canvas, plot, self.point(plot, (other.x, other.y)), OTHER);
        }
        let stroke = Stroke::dashed(palette::MUTED, 1.3);
        cross(canvas, plot, self.point(plot, (split.x, split.y)), stroke);
        for (name, at, style) in self.quadrants(canvas, plot) {
            canvas.text(name, at, style);
        }
    }

    fn draw_dots(&self, canvas: &mut Canvas, plot: Area) {
        let bubbles = self.scatter.bubbles.is_some();
        let mut dots: Vec<&Dot> = self.scatter.shown().collect();
        if bubbles {
            // Small bubbles lie on top of large ones.
            dots.sort_by(|a, b| self.radius(b).total_cmp(&self.radius(a)));
        }
        let alpha = match (dots.len() > CROWD, bubbles) {
            (true, _) => 0.45,
            (false, true) => 0.75,
            (false, false) => 1.0,
        };
        for dot in dots {
            let (center, radius) = (self.center(plot, dot), self.radius(dot));
            if self.scatter.moves(dot) {
                let outer = self.outer_radius(dot);
                canvas.circle(center, outer, palette::INK);
                canvas.circle(center, outer - 1.4, Color::WHITE);
            }
            if bubbles {
                marker(
                    canvas,
                    dot.group,
                    center,
                    radius + 1.2,
                    Color::WHITE.with_alpha(0.9),
                );
            }
            marker(
                canvas,
                dot.group,
                center,
                radius,
                palette::series_line(dot.group).with_alpha(alpha),
            );
        }
    }
}

/// An upright and a level line through the whole plot.
fn cross(canvas: &mut Canvas, plot: Area, at: Point, stroke: Stroke) {
    let [top, bottom] = [plot.top, plot.bottom].map(|y| Point::new(at.x, y));
    let [left, right] = [plot.left, plot.right].map(|x| Point::new(x, at.y));
    canvas.segment(top, bottom, stroke);
    canvas.segment(left, right, stroke);
}

/// The values that an axis has to reach for a point: what a range cuts off does not count, nor what a
/// logarithm cannot show.
fn ends(axis: &Axis, value: f64, reach: f64) -> [f64; 2] {
    let free = axis.range.is_none() && axis.scale == Scale::Linear;
    let reach = if free { reach } else { 0.0 };
    [value - reach, value + reach]
}
