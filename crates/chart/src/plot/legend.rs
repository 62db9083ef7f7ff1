//! The legend: what each colour, pattern and marker stands for, in rows above the plot.

use fourr_locale::Lang;

use crate::canvas::Canvas;
use crate::color::Color;
use crate::palette;
use crate::plot::marker::marker;
use crate::scene::{Area, Point, Stroke};

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
    /// The look of withheld values.
    Withheld,
    /// The look of values that are not there.
    Blank,
}

const KEY_WIDTH: f64 = 22.0;
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
        Key::Marker(_) => 12.0,
        Key::Ring(radius) => 2.0 * radius,
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
            let color = palette::series_line(series);
            canvas.segment(
                at,
                Point::new(patch.right, at.y),
                palette::series_stroke(series),
            );
            marker(canvas, series, patch.center(), 4.0, color);
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
        Key::Withheld => canvas.hatched(patch),
        Key::Blank => canvas.outline(patch, Stroke::dashed(palette::HATCH, 0.9)),
    }
}
