//! The legend: what each colour, pattern and marker stands for, in rows above the plot.

use fourr_locale::Lang;

use crate::canvas::Canvas;
use crate::color::Color;
use crate::palette;
use crate::plot::marker::{marker, mean_mark};
use crate::plot::ribbon;
use crate::scene::{Anchor, Area, Point, Stroke};
use crate::shape::Change;

/// One entry of a legend.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: Key,
    pub(crate) name: String,
}

/// The sample that an entry shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Key {
    /// A patch in the look of a series.
    Patch(usize),
    /// A patch of one colour.
    Plain(Color),
    /// A line with the marker of a series.
    Line(usize),
    /// The marker of a series.
    Marker(usize),
    /// A circle of this radius.
    Ring(f64),
    /// A line of this look with the marker of a series.
    Track(usize, Stroke),
    /// A band around the line of a series.
    Band(usize),
    /// A line without markers.
    Stroke(Stroke),
    /// A ribbon of a Sankey diagram.
    Ribbon(Change),
    /// A character.
    Glyph(char),
    /// A box with its median and whiskers.
    Boxed,
    /// The mark of a mean.
    Diamond,
    /// The look of withheld values.
    Withheld,
    /// The look of values that are not there.
    Blank,
}

const KEY_WIDTH: f64 = 22.0;
/// Long enough for dashes at both sides of the marker.
const TRACK_WIDTH: f64 = 34.0;

const GAP: f64 = 20.0;

impl Entry {
    pub(crate) fn new(key: Key, name: impl Into<String>) -> Self {
        Self {
            key,
            name: name.into(),
        }
    }

    /// The entry that explains hatching.
    pub(crate) fn withheld(lang: Lang) -> Self {
        Self::new(
            Key::Withheld,
            lang.pick("人数过少，不显示", "withheld: too few people"),
        )
    }

    /// The entry that explains blank cells.
    pub(crate) fn blank(lang: Lang) -> Self {
        Self::new(Key::Blank, lang.pick("无数据", "no data"))
    }
}

/// Draws the entries in rows at the top of `area` and returns what is left of it.
pub(crate) fn draw(canvas: &mut Canvas, area: Area, entries: &[Entry]) -> Area {
    if entries.is_empty() {
        return area;
    }
    let style = canvas.body();
    let (mut x, mut y) = (area.left, area.top + style.leading() / 2.0);
    for entry in entries {
        let name = canvas.cut(&entry.name, style.size, area.width() * 0.6);
        let key_width = key_width(entry.key);
        let width = key_width + 6.0 + canvas.width(&name, style.size);
        if x > area.left && x + width > area.right {
            (x, y) = (area.left, y + style.leading() + 2.0);
        }
        sample(canvas, entry.key, Point::new(x, y), style.size);
        canvas.text(&name, Point::new(x + key_width + 6.0, y), style);
        x += width + GAP;
    }
    Area {
        top: y + style.leading() / 2.0 + 10.0,
        ..area
    }
}

fn key_width(key: Key) -> f64 {
    match key {
        Key::Marker(_) | Key::Diamond | Key::Glyph(_) => 12.0,
        Key::Ring(radius) => 2.0 * radius,
        Key::Track(..) => TRACK_WIDTH,
        _ => KEY_WIDTH,
    }
}

/// Draws the sample of an entry to the right of `at`.
fn sample(canvas: &mut Canvas, key: Key, at: Point, size: f64) {
    let half = size * 0.42;
    let patch = Area {
        left: at.x,
        top: at.y - half,
        right: at.x + KEY_WIDTH,
        bottom: at.y + half,
    };
    match key {
        Key::Patch(series) => canvas.series_rect(patch, series),
        Key::Plain(color) => canvas.rect(patch, color),
        Key::Line(series) => {
            track(
                canvas,
                series,
                palette::series_stroke(series),
                (at, KEY_WIDTH),
            );
        }
        Key::Track(series, stroke) => track(canvas, series, stroke, (at, TRACK_WIDTH)),
        Key::Band(series) => {
            let (fill, edge) = band_look(series);
            canvas.rect(patch, fill);
            for y in [patch.top, patch.bottom] {
                canvas.segment(Point::new(patch.left, y), Point::new(patch.right, y), edge);
            }
        }
        Key::Marker(series) => marker(
            canvas,
            series,
            Point::new(at.x + 6.0, at.y),
            5.0,
            palette::series(series),
        ),
        Key::Ring(radius) => {
            let center = Point::new(at.x + radius, at.y);
            canvas.circle(center, radius, palette::AXIS);
            canvas.circle(center, radius - 1.0, Color::WHITE);
        }
        Key::Stroke(stroke) => canvas.segment(at, Point::new(patch.right, at.y), stroke),
        Key::Ribbon(change) => ribbon::sample(canvas, patch, change),
        Key::Glyph(character) => {
            let style = canvas.body().anchored(Anchor::Middle);
            canvas.text(&character.to_string(), Point::new(at.x + 6.0, at.y), style);
        }
        Key::Boxed => boxed(canvas, patch),
        Key::Diamond => mean_mark(canvas, Point::new(at.x + 6.0, at.y)),
        Key::Withheld => canvas.hatched(patch),
        Key::Blank => canvas.outline(patch, Stroke::dashed(palette::HATCH, 0.9)),
    }
}

/// A line of some length with a marker in its middle.
fn track(canvas: &mut Canvas, series: usize, stroke: Stroke, (at, length): (Point, f64)) {
    canvas.segment(at, Point::new(at.x + length, at.y), stroke);
    let middle = Point::new(at.x + length / 2.0, at.y);
    marker(canvas, series, middle, 4.0, stroke.color);
}

/// A small box plot, lying in `patch`.
fn boxed(canvas: &mut Canvas, patch: Area) {
    let Area { left, right, .. } = patch;
    let middle = patch.center();
    let thin = Stroke::solid(palette::INK, 1.1);
    canvas.segment(
        Point::new(left, middle.y),
        Point::new(right, middle.y),
        thin,
    );
    let body = Area {
        left: left + 5.0,
        right: right - 5.0,
        ..patch
    };
    canvas.rect(body, palette::series(3));
    canvas.outline(body, thin);
    canvas.segment(
        Point::new(middle.x, patch.top),
        Point::new(middle.x, patch.bottom),
        Stroke::solid(palette::INK, 2.2),
    );
}

/// Fill and edges of the band around the line of a series.
pub(crate) fn band_look(series: usize) -> (Color, Stroke) {
    let color = palette::series_line(series);
    (
        color.with_alpha(0.16),
        Stroke::solid(color.with_alpha(0.8), 1.0),
    )
}
